"""The command `talkbot`. What a command needs is loaded when it is called, for discord.py and Alembic load slowly."""

import asyncio
import gc
import sys
from typing import Annotated

import typer

from bot.cli.caring import CARE_COMMANDS
from bot.cli.console import complain, say
from bot.cli.ending import run_to_an_end
from bot.domain.event_recaps import RecapFormat, RecapStyle
from bot.domain.exports import ExportFormat
from bot.errors import SourceError, UserError
from bot.settings import read_settings

_NOTHING_FOUND, _WRONG_USE = 1, 2

app = typer.Typer(
    name="talkbot",
    help="A Discord bot that answers questions about conference talks.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
database_commands = typer.Typer(help="Look after the database.", no_args_is_help=True)
app.add_typer(database_commands, name="db")
for care_command in CARE_COMMANDS:
    app.command()(care_command)

Event = Annotated[str | None, typer.Option(help="Only talks of this event.", metavar="NAME")]
Limit = Annotated[int, typer.Option(min=1, max=100, help="The most talks to show.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object a line, for programs.")]
Stdin = Annotated[bool, typer.Option("--stdin", help="Read one query a line from standard input.")]


def main() -> None:
    """Exit with 0 when found, 1 when nothing was found, 2 when used wrongly."""
    try:
        app()
    except (SourceError, UserError) as error:
        complain(str(error))
        sys.exit(_WRONG_USE)


@app.command()
def run() -> None:
    """Run the bot until Ctrl-C or SIGTERM."""
    # The start makes hundreds of thousands of objects that stay, and every answer a thousand that are gone at once.
    gc.set_threshold(10_000)
    # An answer takes a sixth less time with its loop.
    import uvloop

    from bot.cli.serve import run_bot

    uvloop.run(run_bot(read_settings()))


@app.command()
def demo(
    command: Annotated[str | None, typer.Argument(help='Such as "/talk search cni". Without it: a prompt.')] = None,
) -> None:
    """Try the bot against a Discord of its own on this machine: no account, no token, no network."""
    from bot.cli.demo import run_demo

    _exit(found=asyncio.run(run_demo(command)))


@app.command()
def search(
    query: Annotated[str | None, typer.Argument(help="A title, a speaker, a topic.")] = None,
    event: Event = None,
    limit: Limit = 10,
    as_json: Json = False,
    stdin: Stdin = False,
    explain: Annotated[bool, typer.Option("--explain", help="Show why each talk ranks where it does.")] = False,
) -> None:
    """Find talks by title, speaker or topic; typos are forgiven."""
    from bot.cli.explaining import explain_search
    from bot.cli.search import search_each_line, search_once

    if stdin == (query is not None):
        raise UserError("Give a query, or --stdin to read one query a line: one of the two.")
    if explain and (as_json or query is None):
        raise UserError("--explain is for one query, and for eyes: leave out --json and --stdin.")
    settings = read_settings()
    if explain and query is not None:
        found = asyncio.run(explain_search(settings, query, event, limit))
    elif query is None:
        found = asyncio.run(search_each_line(settings, sys.stdin.buffer, event, limit, as_json=as_json))
    else:
        found = asyncio.run(search_once(settings, query, event, limit, as_json=as_json))
    _exit(found=found)


@app.command("import")
def import_(
    sources: Annotated[list[str], typer.Argument(help="Files, folders or URLs.", metavar="PATH_OR_URL…")],
    event: Annotated[str | None, typer.Option(help="The event it is about.", metavar="NAME")] = None,
    format_name: Annotated[str | None, typer.Option("--format", help="Its format; told by its content else.")] = None,
    timezone: Annotated[str | None, typer.Option(help="The zone of times that name none.", metavar="ZONE")] = None,
    guild: Annotated[int | None, typer.Option(help="For this server alone; for all else.", metavar="ID")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change, and write nothing.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Apply without asking, losses included.")] = False,
    as_json: Json = False,
) -> None:
    """Import talks, or recordings for them, from what conferences publish."""
    from bot.cli.importing import Consent, import_all
    from bot.services.changes.import_source import ImportWishes

    wishes = ImportWishes(guild_id=guild, event=event, format_name=format_name, time_zone=timezone)
    consent = Consent(dry_run=dry_run, yes=yes)
    if not asyncio.run(import_all(read_settings(), sources, wishes, consent, as_json=as_json)):
        raise typer.Exit(_WRONG_USE)


@app.command()
def sync(
    event: Annotated[str | None, typer.Argument(help="Only this event.", metavar="EVENT")] = None,
    guild: Annotated[int | None, typer.Option(help="EVENT may be this server's own.", metavar="ID")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Apply what is held back, losses included.")] = False,
    as_json: Json = False,
) -> None:
    """Read the links again that events were imported from, and apply what changed."""
    from bot.cli.syncing import sync

    if not asyncio.run(sync(read_settings(), event, guild, yes=yes, as_json=as_json)):
        raise typer.Exit(_WRONG_USE)


@app.command()
def export(
    event: Annotated[str | None, typer.Option(help="The event, where there are several.", metavar="NAME")] = None,
    export_format: Annotated[ExportFormat, typer.Option("--format", help="What to write.")] = ExportFormat.YAML,
    output: Annotated[str | None, typer.Option(help="A file, or a folder for a file an event.", metavar="PATH")] = None,
    guild: Annotated[int | None, typer.Option(help="This server's own events.", metavar="ID")] = None,
) -> None:
    """Write an event to a file that `talkbot import` reads back."""
    from bot.cli.exporting import export

    asyncio.run(export(read_settings(), event, export_format, output, guild))


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="In plain words, such as: who spoke about service meshes?")],
    as_json: Json = False,
) -> None:
    """Answer a question from the catalog, or say that it does not know."""
    from bot.cli.asking import ask

    _exit(found=asyncio.run(ask(read_settings(), question, as_json=as_json)))


@app.command()
def recap(
    event: Annotated[str, typer.Argument(help="A name as you remember it.")],
    recap_format: Annotated[RecapFormat, typer.Option("--format", help="What to write.")] = RecapFormat.MARKDOWN,
    style: Annotated[RecapStyle, typer.Option(help="Of --format discord.")] = RecapStyle.FULL,
    guild: Annotated[int | None, typer.Option(help="As this server's moderators wrote it.", metavar="ID")] = None,
) -> None:
    """Write an event's recap, for a blog or a newsletter."""
    from bot.cli.recap import write_recap

    asyncio.run(write_recap(read_settings(), event, recap_format, style, guild))


@app.command()
def show(talk: Annotated[str, typer.Argument(help="A title as you remember it.")]) -> None:
    """Show one talk in full."""
    from bot.cli.show import show

    _exit(found=asyncio.run(show(read_settings(), talk)))


@app.command()
def questions(
    guild: Annotated[int | None, typer.Option(help="Only what was asked in this server.", metavar="ID")] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="The most questions to show.")] = 20,
    as_json: Json = False,
) -> None:
    """See what people asked and did not find, the most asked first; who asked is not known."""
    from bot.cli.questions import questions

    _exit(found=asyncio.run(questions(read_settings(), guild, limit, as_json=as_json)))


@app.command()
def announcements(
    due: Annotated[bool, typer.Option("--due", help="What is due and not out yet.")] = False,
    failed: Annotated[bool, typer.Option("--failed", help="What was missed.")] = False,
    as_json: Json = False,
) -> None:
    """See how announcements go, in all servers: when they are due next, and what went wrong."""
    from bot.cli.announcements import list_announcements

    _exit(found=asyncio.run(list_announcements(read_settings(), due=due, failed=failed, as_json=as_json)))


@database_commands.command()
def upgrade() -> None:
    """Bring the database's tables to what this version needs. A start does the same by itself."""
    from bot.cli.composition import upgrade_database

    changed = run_to_an_end(upgrade_database(read_settings()))
    say("The database is upgraded." if changed else "The database is up to date.")


def _exit(*, found: bool) -> None:
    raise typer.Exit(0 if found else _NOTHING_FOUND)
