"""The dumps of a release that was just published, made before somebody asks for them. Publishes nothing."""

# ruff: noqa: PLC0415 - a command imports what it needs when it runs, so that the front door starts fast

from pathlib import Path

import click

from ontology.language import Language, SpokenError
from service import dump_wording as wording


def make_ahead(data: Path, release: str, language: Language, *, quiet: bool) -> None:
    """Make the dumps of a release that was published, so that nobody waits for them; tells where that fails."""
    from rich.progress import Progress

    from service import logs
    from service.answers.dumps.making import make_dumps

    logs.configure()
    try:
        with Progress(transient=True, disable=quiet) as bar:
            task = bar.add_task(wording.DOING.say(language), total=None)
            make_dumps(data, release, lambda done, total: bar.update(task, completed=done, total=total))
    except (SpokenError, OSError) as error:
        why = error.say(language) if isinstance(error, SpokenError) else str(error)
        click.echo(wording.NOT_MADE.say(language, why=why, data=data), err=True)
