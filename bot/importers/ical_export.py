"""Writing a programme as iCalendar, and reading that back. Speakers are ATTENDEEs without an address."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar, Component, Event, vCalAddress, vText

from bot.domain.programmes import Programme
from bot.domain.talks import Link, Speaker, Talk
from bot.importers.ical_values import all_of, categories, day_or_moment, text_at

PRODUCT = "-//Talkbot//Conference talks//EN"
_NO_ADDRESS = "urn:talkbot:speaker"
_TEXTS = {
    "X-TALKBOT-TYPE": "session_type",
    "X-TALKBOT-PART-OF": "part_of",
    "X-TALKBOT-TRACK": "track",
    "X-TALKBOT-LANGUAGE": "language",
    "X-TALKBOT-VIDEO": "video_url",
    "LOCATION": "room",
    "URL": "url",
}


def write(programme: Programme, *, written_at: datetime) -> str:
    """Return the calendar. Talks without a day and a time have no place in one and are left out."""
    calendar = Calendar()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("X-WR-CALNAME", programme.event.name)
    if programme.event.time_zone:
        calendar.add("X-WR-TIMEZONE", programme.event.time_zone)
    for talk in programme.talks:
        if talk.starts_at or talk.held_on:
            calendar.add_component(_entry(talk, written_at))
    content: bytes = calendar.to_ical()
    return content.decode()


def _entry(talk: Talk, written_at: datetime) -> Event:
    entry = Event()
    entry.add("UID", talk.key)
    entry.add("DTSTAMP", written_at.astimezone(UTC))
    entry.add("SUMMARY", talk.title)
    _add_times(entry, talk)
    for name, field in _TEXTS.items():
        if value := getattr(talk, field):
            entry.add(name, vText(value), parameters={"VALUE": "TEXT"} if name.startswith("X-") else {})
    if talk.abstract:
        entry.add("DESCRIPTION", talk.abstract)
    if talk.tags:
        entry.add("CATEGORIES", list(talk.tags))
    entry.add("STATUS", "CANCELLED" if talk.cancelled else "CONFIRMED" if talk.title_confirmed else "TENTATIVE")
    for speaker in talk.speakers:
        entry.add("ATTENDEE", _attendee(speaker))
    for link in talk.links:
        entry.add("X-TALKBOT-LINK", vText(link.url), parameters={"VALUE": "TEXT", "X-LABEL": link.label})
    return entry


def _add_times(entry: Event, talk: Talk) -> None:
    if talk.starts_at:
        entry.add("DTSTART", talk.starts_at.astimezone(UTC))
    elif talk.held_on:
        entry.add("DTSTART", talk.held_on)
    if talk.ends_at:
        entry.add("DTEND", talk.ends_at.astimezone(UTC))
    if talk.held_on:
        entry.add("X-TALKBOT-DAY", talk.held_on.isoformat())


def _attendee(speaker: Speaker) -> vCalAddress:
    known = {
        "CN": speaker.name,
        "X-AFFILIATION": speaker.affiliation,
        "X-ROLE": speaker.role,
        "X-NOTE": speaker.note,
    }
    return vCalAddress(_NO_ADDRESS, params={key: value for key, value in known.items() if value})


def exported_talk(zone: ZoneInfo | None, entry: Component) -> Talk:
    """Read an entry that `write` wrote, as it stands."""
    _, starts_at = day_or_moment(entry, "DTSTART", zone)
    _, ends_at = day_or_moment(entry, "DTEND", zone)
    status = text_at(entry, "STATUS")
    day = text_at(entry, "X-TALKBOT-DAY")
    return Talk(
        key=text_at(entry, "UID"),
        title=text_at(entry, "SUMMARY"),
        title_confirmed=status != "TENTATIVE",
        cancelled=status == "CANCELLED",
        speakers=tuple(_speakers(entry)),
        abstract=text_at(entry, "DESCRIPTION") or None,
        held_on=date.fromisoformat(day) if day else None,
        starts_at=starts_at,
        ends_at=ends_at,
        tags=tuple(categories(entry)),
        links=tuple(_links(entry)),
        **{field: text_at(entry, name) or None for name, field in _TEXTS.items()},
    )


def _speakers(entry: Component) -> Iterable[Speaker]:
    for value in all_of(entry, "ATTENDEE"):
        params = value.params
        yield Speaker(
            name=params.get("CN", ""),
            affiliation=params.get("X-AFFILIATION"),
            role=params.get("X-ROLE"),
            note=params.get("X-NOTE"),
        )


def _links(entry: Component) -> Iterable[Link]:
    for value in all_of(entry, "X-TALKBOT-LINK"):
        yield Link(label=str(value.params.get("X-LABEL", "")), url=str(value))
