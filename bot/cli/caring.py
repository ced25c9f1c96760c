"""The commands with which an operator cares for the database. What a command needs is loaded when it is called."""

import asyncio
import logging
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.ending import run_to_an_end
from bot.settings import read_settings

File = Annotated[Path, typer.Argument(metavar="FILE")]


def copy(
    from_url: Annotated[str, typer.Argument(help="What to copy; its bot may go on.", metavar="FROM_URL")],
    to_url: Annotated[str, typer.Argument(help="An empty database, or none yet.", metavar="TO_URL")],
) -> None:
    """Copy everything from one database to another, between SQLite and PostgreSQL too.

    A password is better in PGPASSWORD or ~/.pgpass than in a URL, which all users of the machine can see.
    """
    from bot.cli.copying import copy  # noqa: PLC0415  loaded when it is called

    run_to_an_end(copy(from_url, to_url))


def backup(
    file: File, *, force: Annotated[bool, typer.Option("--force", help="Overwrite the file if it is there.")] = False
) -> None:
    """Write a backup to one file, while the bot goes on. It can be restored into SQLite and PostgreSQL alike."""
    from bot.cli.backups import backup  # noqa: PLC0415  loaded when it is called

    run_to_an_end(backup(read_settings(), file, overwrite=force))


def restore(
    file: File,
    *,
    replace: Annotated[bool, typer.Option("--replace", help="Replace what the database holds; asks first.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Put a backup into the database that DATABASE_URL names. Stop the bot first."""
    from bot.cli.backups import require_consent, restore  # noqa: PLC0415  loaded when it is called

    settings = read_settings()
    if replace and not yes:
        require_consent(settings)
    run_to_an_end(restore(settings, file, replace=replace))


def doctor(
    *, as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a finding, for programs.")] = False
) -> None:
    """Examine the set-up and say what to do; a bot that runs is not disturbed. Exit status 1 if something is broken."""
    from bot.cli.doctor import doctor  # noqa: PLC0415  loaded when it is called

    # What the libraries say of the trouble is said in plain words.
    logging.disable(logging.CRITICAL)
    if not asyncio.run(doctor(as_json=as_json)):
        raise typer.Exit(1)


CARE_COMMANDS = (copy, backup, restore, doctor)
