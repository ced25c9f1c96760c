"""The facts of an answer, drawn."""

from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from discord.utils import format_dt

from bot.discord_app.embeds import limits
from bot.discord_app.embeds.lists import fitted
from bot.discord_app.embeds.markdown import escaped, escaped_text, link_target, long_date, when
from bot.discord_app.embeds.talks import event_name, talk_details, talk_link
from bot.domain.catalog import CatalogTalk
from bot.domain.talks import Speaker

_PASSAGE = 1200
_WHERE = 250


def talk_lines(entries: Iterable[CatalogTalk]) -> str:
    return "\n\n".join(f"**{talk_link(entry)}**\n{talk_details(entry)}" for entry in entries)


def titles(entries: Sequence[CatalogTalk], total: int) -> str:
    return fitted([f"• {talk_link(entry)}" for entry in entries], limits.FIELD_VALUE, total).text if entries else ""


def speaker_lines(speakers: Iterable[tuple[str, CatalogTalk]]) -> list[str]:
    return [f"{_speaker(name, entry)}\n{talk_link(entry)} · {event_name(entry)}\n" for name, entry in speakers]


def moment_and_place(entry: CatalogTalk) -> str:
    """What is not known is said, for it was asked for."""
    parts = (_moment(entry), f"{_where(entry)} · {event_name(entry)}")
    return "\n".join(parts)


def recording(entry: CatalogTalk) -> str:
    target = link_target(entry.talk.video_url)
    fact = f"**[Watch the recording]({target})**" if target else "No recording of it is known."
    return f"{fact}\n{talk_details(entry)}"


def recording_lines(entries: Iterable[CatalogTalk]) -> str:
    return "\n\n".join(f"**{talk_link(entry)}**\n{recording(entry)}" for entry in entries)


def quotation(passage: str) -> str:
    return "\n".join(f"> {line}" if line else ">" for line in escaped_text(passage, _PASSAGE).splitlines())


def _moment(entry: CatalogTalk) -> str:
    """In the reader's own time, how long until then, and as the clock shows it there."""
    talk = entry.talk
    known = when(talk)
    if known is None:
        return "When it is, nobody has told yet."
    if talk.starts_at is None:
        return f"**{known}**, at a time that is not known"
    until = format_dt(talk.starts_at, "R")
    zone = entry.event.event.time_zone
    if zone is None:
        return f"**{known}** ({until})"
    there = talk.starts_at.astimezone(ZoneInfo(zone))
    return f"**{known}** ({until})\n{long_date(there.date())}, {there:%H:%M} there"


def _where(entry: CatalogTalk) -> str:
    event = entry.event.event
    parts = [part for part in (entry.talk.room, entry.talk.part_of, event.venue, event.city) if part]
    room = "" if entry.talk.room else " (the room is not known)"
    return f"{escaped(', '.join(parts), _WHERE)}{room}" if parts else "The place is not known"


def _speaker(name: str, entry: CatalogTalk) -> str:
    part = next((speaker for speaker in entry.talk.speakers if speaker.name == name), Speaker(name=name))
    facts = (
        f"**{escaped(name, 100)}**",
        part.affiliation and escaped(part.affiliation, 100),
        part.note and f"_{escaped(part.note, 120)}_",
    )
    return " · ".join(fact for fact in facts if fact)
