from collections.abc import Sequence
from datetime import datetime
from typing import Any, assert_never

from rich import box
from rich.table import Table
from rich.text import Text

from bot.cli.composition import open_catalog
from bot.cli.console import out, say, write_record
from bot.clock import system_clock
from bot.domain.announcement_survey import SurveyLine
from bot.domain.announcements import BeforeTalks, Once, Repeatedly, Schedule
from bot.services.announcements.survey_announcements import survey_announcements, survey_due, survey_failed
from bot.settings import Settings

_HEADINGS = ("Due", "№", "Server", "Channel", "Kind", "State", "Tries")


async def list_announcements(settings: Settings, *, due: bool, failed: bool, as_json: bool) -> bool:
    """Whether there are any."""
    async with open_catalog(settings) as catalog:
        lines: tuple[SurveyLine, ...] = ()
        if due:
            lines += await survey_due(catalog, system_clock())
        if failed:
            lines += await survey_failed(catalog)
        if not due and not failed:
            lines = await survey_announcements(catalog)
    if as_json:
        for line in lines:
            write_record(_record(line))
    elif lines:
        out.print(_table(lines))
    else:
        say("There are none.")
    return bool(lines)


def _record(line: SurveyLine) -> dict[str, Any]:
    announcement, occurrence = line.announcement, line.occurrence
    record: dict[str, Any] = {
        "announcement_id": announcement.id,
        "guild_id": announcement.guild_id,
        "channel_id": announcement.channel_id,
        "kind": _kind(announcement.schedule),
        "state": announcement.state,
        "paused_because": announcement.paused_because,
    }
    if occurrence is None:
        return record | {"occurrence": None}
    told = {
        "id": occurrence.id,
        "channel_id": occurrence.channel_id,
        "due_at": _moment(occurrence.due_at),
        "next_try_at": _moment(occurrence.next_try_at),
        "state": occurrence.state,
        "tries": occurrence.tries,
        "trouble": occurrence.trouble,
    }
    return record | {"occurrence": told}


def _table(lines: Sequence[SurveyLine]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in _HEADINGS:
        table.add_column(heading, no_wrap=True)
    table.add_column("Trouble", overflow="fold")
    for line in lines:
        table.add_row(*map(Text, _cells(line)))
    return table


def _cells(line: SurveyLine) -> tuple[str, ...]:
    announcement, occurrence = line.announcement, line.occurrence
    named = (str(announcement.id), str(announcement.guild_id))
    kind, paused = _kind(announcement.schedule), announcement.paused_because or ""
    if occurrence is None:
        return ("–", *named, str(announcement.channel_id), kind, announcement.state, "–", paused)
    state = announcement.state if occurrence.state == "held" else occurrence.state
    trouble = occurrence.trouble or paused
    place, tries = str(occurrence.channel_id), str(occurrence.tries)
    return (f"{occurrence.due_at:%Y-%m-%d %H:%M} UTC", *named, place, kind, state, tries, trouble)


def _kind(schedule: Schedule) -> str:
    match schedule:
        case Once():
            return "once"
        case Repeatedly():
            return "repeatedly"
        case BeforeTalks():
            return "before talks"
        case _:
            assert_never(schedule)


def _moment(moment: datetime) -> str:
    return moment.isoformat()
