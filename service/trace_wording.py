"""What the command about the network says to people, in both languages. Knows no command."""

from typing import Final

from ontology.language import Phrase

TRACE: Final = Phrase(
    "Volg hoe doelen van elkaar afhangen, met de zinnen die dat zeggen.\n\nKies een vraag. FROM en TO zijn een nummer "
    "zoals 2.2.2, een pad zoals gm0193/begroting/2021/2.2.2 of gm0193/begroting/2021/programme/10, een "
    "portefeuillehouder of domein zoals gm0193/sociaal-domein, of een IRI; geef er meer met "
    "--from en --to. Wat de antwoorden betekenen staat in docs/tracing.md.",
    "Trace how goals depend on each other, with the sentences that say so.\n\nChoose a question. FROM and TO are a "
    "number such as 2.2.2, a path such as gm0193/begroting/2021/2.2.2 or gm0193/begroting/2021/programme/10, a "
    "portfolio holder or domain such as gm0193/sociaal-domein, or an IRI; give more by --from and "
    "--to. What the answers mean is told by docs/tracing.md.",
)
QUESTION: Final = Phrase("VRAAG [OPTIES]...", "QUESTION [OPTIONS]...")
QUESTIONS: Final = Phrase("Vragen", "Questions")
EXAMPLE: Final = Phrase("Voorbeeld: {command}", "Example: {command}")
FORMAT: Final = Phrase(
    "vorm van het antwoord; zonder: wat de naam achter --out zegt, anders table",
    "form of the answer; without it: what the name behind --out says, else table",
)
OUT: Final = Phrase("bestand in plaats van standaarduitvoer", "file instead of standard output")
MORE: Final = Phrase(
    "nog een {name}, geschreven zoals zonder optie; mag vaker",
    "another {name}, written as without an option; repeatable",
)
RELEASE: Final = Phrase(
    "deze release, naar naam of nummer; zonder: die in dienst is",
    "this release, by name or number; else the one served",
)
NOT: Final = Phrase("niet ", "not ")
NO_QUESTION: Final = Phrase(
    "de vraag {name} bestaat niet{like}; `doelgraaf trace --help` noemt ze alle",
    "there is no question {name}{like}; `doelgraaf trace --help` names them all",
)
LIKE: Final = Phrase("; bedoeld is misschien {name}", "; perhaps {name} is meant")
NO_SUFFIX: Final = Phrase(
    "--out {path}: aan deze naam is geen vorm te zien; eindig op {known}, of geef --format",
    "--out {path}: this name tells no form; end it in {known}, or give --format",
)
NO_FILE: Final = Phrase(
    "{form} is niet voor een terminal; geef met --out een bestand, of stuur de uitvoer ergens heen",
    "{form} is not for a terminal; give a file by --out, or send the output somewhere",
)
