"""Answers for a terminal: the twin of discord_app/embeds."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import assert_never
from zoneinfo import ZoneInfo

from rich import box
from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from bot.domain.answers import NoTalks, OneTalk, TalkAnswer, TalkPage
from bot.domain.catalog import CatalogEvent, CatalogTalk
from bot.domain.languages import language_name
from bot.domain.talks import Speaker, Talk, links_of, marked_title, speaker_names, unknown_facts
from bot.services.finding.rank_talks import Ranking


def ranking_text(query: str, ranking: Ranking) -> RenderableType:
    if not ranking.ranked:
        return Group(Text(f"Nothing in the catalog matches “{query}”."), *_nearest(ranking.nearest))
    shown = [ranked.entry for ranked in ranking.ranked]
    count = Text(f"{len(shown)} of {ranking.total} talks", style="dim")
    return Group(*corrected_line(ranking.corrected), talk_table(shown), count)


def talk_answer_text(answer: TalkAnswer) -> RenderableType:
    match answer:
        case OneTalk():
            return Group(*corrected_line(answer.corrected), talk_text(answer.talk))
        case TalkPage():
            return Group(Text("Several talks could be meant."), talk_table(answer.talks))
        case NoTalks():
            return Group(Text("There is no such talk in the catalog."), *_nearest(answer.nearest))
        case _:
            assert_never(answer)


def talk_table(entries: Sequence[CatalogTalk]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in ("Talk", "Speakers", "When", "Event"):
        table.add_column(heading, overflow="fold")
    for entry in entries:
        table.add_row(
            _title(entry.talk),
            Text(speaker_names(entry.talk.speakers)),
            Text(when(entry) or "", style="dim"),
            Text(entry.event.event.name, style="dim"),
        )
    return table


def talk_text(entry: CatalogTalk) -> Panel:
    """One talk in full. What is not known is left out, but for the chief facts, which the last line names."""
    facts = Table.grid(padding=(0, 2))
    for name, value in _facts(entry):
        facts.add_row(Text(name, style="dim"), value)
    parts: list[RenderableType] = [facts]
    if entry.talk.abstract:
        parts += [Text(), Text(entry.talk.abstract)]
    unknown = unknown_facts(entry.talk)
    if unknown:
        parts += [Text(), Text(f"Not known: {', '.join(unknown)}", style="dim italic")]
    return Panel(Group(*parts), title=_title(entry.talk), title_align="left", padding=(1, 2))


def when(entry: CatalogTalk) -> str | None:
    """In the event's own time, for a terminal does not know its reader's zone."""
    talk = entry.talk
    if talk.starts_at is None:
        return None if talk.held_on is None else f"{talk.held_on:%a} {talk.held_on.isoformat()}"
    start = _there(talk.starts_at, entry.event)
    end = "" if talk.ends_at is None else f"–{_there(talk.ends_at, entry.event):%H:%M}"
    return f"{start:%a %Y-%m-%d %H:%M}{end} {start:%Z}"


def _facts(entry: CatalogTalk) -> Iterable[tuple[str, Text]]:
    talk, event = entry.talk, entry.event.event
    if talk.speakers:
        yield "Speakers", Text("\n".join(_speaker(speaker) for speaker in talk.speakers))
    where = ", ".join(part for part in (talk.room, talk.part_of, event.venue, event.city) if part)
    plain = {
        "When": when(entry),
        "Where": where,
        "Event": event.name,
        "Track": talk.track,
        "Type": talk.session_type,
        "Language": talk.language and language_name(talk.language),
        "Tags": ", ".join(talk.tags),
    }
    yield from ((name, Text(value)) for name, value in plain.items() if value)
    yield from ((link.label, Text(link.url, style="cyan", overflow="fold")) for link in links_of(talk))


def _title(talk: Talk) -> Text:
    return Text(marked_title(talk), style="bold" if talk.title_confirmed and not talk.cancelled else "bold yellow")


def _speaker(speaker: Speaker) -> str:
    note = speaker.note and f"({speaker.note})"
    return " ".join(
        part for part in (", ".join(filter(None, (speaker.name, speaker.role, speaker.affiliation))), note) if part
    )


def _there(moment: datetime, event: CatalogEvent) -> datetime:
    zone = event.event.time_zone
    return moment if zone is None else moment.astimezone(ZoneInfo(zone))


def corrected_line(corrected: str | None) -> Iterable[Text]:
    if corrected is not None:
        yield Text.assemble("Showing results for ", (corrected, "bold"))


def _nearest(entries: Sequence[CatalogTalk]) -> Iterable[RenderableType]:
    if entries:
        yield Text("The nearest titles:", style="dim")
        yield talk_table(entries)
