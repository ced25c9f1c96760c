"""The commands with which an operator cares for the database. What a command needs is loaded when it is called."""

import asyncio
from typing import Annotated

import typer


def copy(
    from_url: Annotated[str, typer.Argument(help="What to copy; its bot may go on.", metavar="FROM_URL")],
    to_url: Annotated[str, typer.Argument(help="An empty database, or none yet.", metavar="TO_URL")],
) -> None:
    """Copy everything from one database to another, between SQLite and PostgreSQL too."""
    from bot.cli.copying import copy  # noqa: PLC0415  loaded when it is called

    asyncio.run(copy(from_url, to_url))


CARE_COMMANDS = (copy,)
