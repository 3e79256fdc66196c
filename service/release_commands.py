"""The commands about releases: releases, rollback, prune, pin and unpin. What they do is done elsewhere."""

# ruff: noqa: PLC0415 - a command imports what it needs when it runs, so that the front door starts fast

import json
from pathlib import Path

import click

from ontology.language import Language
from service import release_wording as wording
from service.cli import data_option, keep_option, release_errors, settings_of
from service.remote_option import deliver_back
from service.wording import JSON


def commands(language: Language) -> list[click.Command]:
    """The commands of this module, with their help in one language."""
    makers = (releases_command, rollback_command, prune_command, pin_command, unpin_command)
    return [make(language) for make in makers]


def releases_command(language: Language) -> click.Command:
    """`doelgraaf releases --data DIR`."""

    @click.command("releases", help=wording.RELEASES.say(language))
    @data_option(language)
    @click.option("--json", "as_json", is_flag=True, help=JSON.say(language))
    def command(data: Path, *, as_json: bool) -> None:
        from service.release.listing import facts, listed
        from service.terminal import show_releases

        with release_errors(language):
            found = listed(data)
        if not as_json:
            show_releases(found, language)
            return
        for one in found:
            click.echo(json.dumps(facts(one)))

    return command


def rollback_command(language: Language) -> click.Command:
    """`doelgraaf rollback RELEASE --data DIR`."""

    @click.command("rollback", help=wording.ROLLBACK.say(language))
    @click.argument("release")
    @data_option(language)
    def command(release: str, data: Path) -> None:
        from service.release.change_record import catch_up
        from service.release.pins import bring_back
        from service.release.releases import Releases

        with release_errors(language):
            bring_back(data, release)
            now = Releases(data).roll_back(release, deliver_back(data, settings_of(language)))
            catch_up(Releases(data))
        click.echo(wording.ROLLED_BACK.say(language, now=now))

    return command


def prune_command(language: Language) -> click.Command:
    """`doelgraaf prune --data DIR`."""

    @click.command("prune", help=wording.PRUNE.say(language))
    @data_option(language)
    @keep_option(language, least=1, about=wording.KEEP)
    @click.option("--dry-run", is_flag=True, help=wording.DRY_RUN.say(language))
    @click.option("--json", "as_json", is_flag=True, help=JSON.say(language))
    def command(data: Path, keep: int, *, dry_run: bool, as_json: bool) -> None:
        import msgspec

        from service.outcome import pruned_lines
        from service.release.prune import look, prune

        with release_errors(language):
            pruned = look(data, keep) if dry_run else prune(data, keep)
        if as_json:
            click.echo(msgspec.json.encode(pruned))
            return
        told = wording.WOULD_PRUNE if dry_run else wording.PRUNED
        for line in pruned_lines(pruned, told, language) or [wording.NOTHING_TO_PRUNE.say(language)]:
            click.echo(line)

    return command


def pin_command(language: Language) -> click.Command:
    """`doelgraaf pin RELEASE --data DIR`."""

    @click.command("pin", help=wording.PIN.say(language))
    @click.argument("release")
    @data_option(language)
    @click.option("--json", "as_json", is_flag=True, help=JSON.say(language))
    def command(release: str, data: Path, *, as_json: bool) -> None:
        from service.outcome import room
        from service.release.archive import Archive
        from service.release.pins import pin
        from service.release.releases import Releases, sequence

        with release_errors(language):
            contents = pin(data, release)
            size = Archive(Releases(data).archive).bytes_of(contents.release)
        if as_json:
            told = {"release": contents.release, "graphs": len(contents.graphs), "bytes": size}
            click.echo(json.dumps(told))
            return
        graphs = wording.GRAPHS.say(len(contents.graphs), language)
        name, number = contents.release, sequence(contents.release)
        click.echo(wording.PINNED.say(language, release=name, number=number, graphs=graphs, room=room(size, language)))

    return command


def unpin_command(language: Language) -> click.Command:
    """`doelgraaf unpin RELEASE --data DIR`."""

    @click.command("unpin", help=wording.UNPIN.say(language))
    @click.argument("release")
    @data_option(language)
    @click.option("--allow-loss", is_flag=True, help=wording.ALLOW_LOSS.say(language))
    def command(release: str, data: Path, *, allow_loss: bool) -> None:
        from service.release.pins import unpin

        with release_errors(language):
            unpinned = unpin(data, release, allow_loss=allow_loss)
        click.echo(wording.UNPINNED.say(language, release=unpinned))

    return command
