"""What the commands about releases say to people, in both languages. Knows no command."""

from typing import Final

from ontology.language import Counted, Phrase

RELEASES: Final = Phrase(
    "Toon de releases, de oudste eerst.\n\nDe release in dienst heeft een sterretje. «eigen» is de ruimte die "
    "vrijkomt als zij verdwijnt, «gedeeld» deelt zij met andere. Een vastgezette release blijft te raadplegen, ook als "
    "er alleen nog een archief van is.\n\nVoorbeeld: doelgraaf releases --data gegevens",
    "Show the releases, the oldest first.\n\nThe one that is served has an asterisk. What is its own comes free when "
    "it goes; what is shared is shared with others. A pinned release can still be asked when only an archive is left "
    "of it.\n\nExample: doelgraaf releases --data data",
)
ROLLBACK: Final = Phrase(
    "Neem een eerdere release in dienst.\n\nRELEASE is de naam of het nummer ervan; een draaiende dienst volgt "
    "vanzelf. Een vastgezette release die al was opgeruimd, wordt eerst opnieuw opgebouwd.\n\n"
    "Voorbeeld: doelgraaf rollback 3 --data gegevens",
    "Serve an earlier release.\n\nRELEASE is its name or its number; a running service follows by itself. A pinned "
    "release that was pruned is built again first.\n\nExample: doelgraaf rollback 3 --data data",
)
PRUNE: Final = Phrase(
    "Ruim oude releases op.\n\nDe release in dienst blijft, de nieuwste blijven, en ook een waaruit een dienst nog "
    "antwoordt. Een vastgezette release verliest hier alleen haar werkkopie: wie haar aanhaalt kan haar blijven "
    "raadplegen.\n\nVoorbeeld: doelgraaf prune --data gegevens --keep 5 --dry-run",
    "Remove old releases.\n\nThe one that is served stays, the newest stay, and so does one that a service still "
    "answers from. A pinned release only loses its working copy here: whoever cites it can still ask it.\n\n"
    "Example: doelgraaf prune --data data --keep 5 --dry-run",
)
PIN: Final = Phrase(
    "Zet een release vast, zodat wie haar aanhaalt haar altijd kan raadplegen.\n\nRELEASE is de naam of het nummer "
    "ervan. Wat er staat wordt in archive/ bewaard als N-Quads met hun controlegetallen. De release is te vragen met "
    "?release=NUMMER, ook als zij is opgeruimd: zij wordt dan opnieuw opgebouwd.\n\n"
    "Voorbeeld: doelgraaf pin 3 --data gegevens",
    "Pin a release, so that whoever cites it can always ask it.\n\nRELEASE is its name or its number. What it holds "
    "is kept in archive/ as N-Quads with their digests. It is asked with ?release=NUMBER, also when it was pruned: it "
    "is built again then.\n\nExample: doelgraaf pin 3 --data data",
)
UNPIN: Final = Phrase(
    "Laat een vastgezette release los.\n\nRELEASE is de naam of het nummer ervan. Is er alleen nog een archief van, "
    "dan is zij daarna weg; dat moet met --allow-loss.\n\nVoorbeeld: doelgraaf unpin 3 --data gegevens",
    "No longer pin a release.\n\nRELEASE is its name or its number. Where only an archive is left of it, it is gone "
    "after this; that takes --allow-loss.\n\nExample: doelgraaf unpin 3 --data data",
)

KEEP: Final = Phrase("hoeveel van de nieuwste releases blijven", "how many of the newest releases stay")
DRY_RUN: Final = Phrase("zeg alleen wat er weg zou gaan", "only say what would go")
ALLOW_LOSS: Final = Phrase("ook als er niets anders van over is", "also if nothing else is left of it")

OLD_RELEASES: Final = Counted(Phrase("oude release", "old release"), Phrase("oude releases", "old releases"))
PRUNED: Final = Phrase("Opgeruimd: {releases} ({names}), {room}.", "Removed: {releases} ({names}), {room}.")
WOULD_PRUNE: Final = Phrase(
    "Op te ruimen: {releases} ({names}), {room}.", "Would be removed: {releases} ({names}), {room}."
)
NOTHING_TO_PRUNE: Final = Phrase("Niets op te ruimen.", "Nothing to remove.")
LEFTOVERS: Final = Phrase(
    "Opgeruimd: tussenresultaten die geen release meer nodig heeft, {room}.",
    "Removed: intermediate results that no release needs any more, {room}.",
)
IN_USE: Final = Phrase(
    "Nog in gebruik, dus gebleven: {names}. Een volgende keer gaan zij mee.",
    "Still in use, and therefore kept: {names}. They go another time.",
)
STILL_PINNED: Final = Phrase(
    "Vastgezet, en dus nog te raadplegen: {names}.", "Pinned, and so still there to be asked: {names}."
)
NOT_LOGGED: Final = Phrase(
    "Wat er veranderde is niet vastgelegd ({why}); de volgende publish doet dat alsnog.",
    "What changed was not logged ({why}); the next publish makes up for it.",
)
NOT_PRUNED: Final = Phrase(
    "Oude releases zijn niet opgeruimd ({why}); probeer `doelgraaf prune`.",
    "Old releases were not removed ({why}); try `doelgraaf prune`.",
)
PINNED: Final = Phrase(
    "Release {release} is vastgezet: {graphs}, {room}. Te raadplegen met ?release={number}, of in een citaat met "
    "?release={release}.",
    "Release {release} is pinned: {graphs}, {room}. Ask it with ?release={number}, or cite it with ?release={release}.",
)
GRAPHS: Final = Counted(Phrase("graaf", "graph"), Phrase("grafen", "graphs"))
UNPINNED: Final = Phrase("Release {release} is losgelaten.", "Release {release} is no longer pinned.")
ROLLED_BACK: Final = Phrase("Release {now} is in dienst.", "Release {now} is served.")
