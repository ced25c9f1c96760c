from collections.abc import Sequence
from typing import Any

from rich import box
from rich.table import Table
from rich.text import Text

from bot.cli.composition import open_catalog
from bot.cli.console import out, say, write_record
from bot.domain.missed_questions import MissedQuestion
from bot.services.questions.list_missed_questions import list_missed_questions
from bot.settings import Settings


async def questions(settings: Settings, guild_id: int | None, limit: int, *, as_json: bool) -> bool:
    """Whether any question found nothing."""
    async with open_catalog(settings) as catalog:
        missed = await list_missed_questions(catalog, limit, guild_id)
    if as_json:
        for one in missed:
            write_record(_record(one))
    elif missed:
        out.print(_table(missed))
    else:
        say("No question is known that found nothing.")
    return bool(missed)


def _record(one: MissedQuestion) -> dict[str, Any]:
    return {
        "question": one.text,
        "times": one.times,
        "first_asked_at": one.first_asked_at.isoformat(),
        "last_asked_at": one.last_asked_at.isoformat(),
        "guild_id": one.guild_id,
    }


def _table(missed: Sequence[MissedQuestion]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("Times", justify="right")
    table.add_column("Question", overflow="fold")
    for heading in ("Last asked", "Server"):
        table.add_column(heading, no_wrap=True)
    for one in missed:
        last = f"{one.last_asked_at:%Y-%m-%d %H:%M} UTC"
        table.add_row(str(one.times), Text(one.text), Text(last, style="dim"), Text(str(one.guild_id), style="dim"))
    return table
