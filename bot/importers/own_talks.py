from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.programmes import Refusal
from bot.domain.talks import Link, Speaker, Talk
from bot.errors import SourceError
from bot.importers.formats import TimeZoneNeeded
from bot.importers.hand_written import Fields
from bot.importers.times import clock_time, in_utc, local_moment


def read_talks(records: list[Any], zone: ZoneInfo | None) -> tuple[tuple[Talk, ...], tuple[Refusal, ...]]:
    talks: dict[str, Talk] = {}
    refused: list[Refusal] = []
    for number, record in enumerate(records, 1):
        try:
            talk = read_talk(record, zone)
            _add(talks, talk)
        except TimeZoneNeeded:
            raise
        except SourceError as error:
            refused.append(Refusal(_name_of(number, record), error.reason))
    return tuple(talks.values()), tuple(refused)


def _add(talks: dict[str, Talk], talk: Talk) -> None:
    if talk.key in talks:
        raise SourceError("key: another talk above has the same")
    talks[talk.key] = talk


def _name_of(number: int, record: Any) -> str:
    key = record.get("key") or record.get("title") if isinstance(record, dict) else None
    return f"talk {number} ({key[:60]})" if isinstance(key, str) else f"talk {number}"


def read_talk(record: Any, zone: ZoneInfo | None) -> Talk:
    """Read one record strictly. Raise SourceError with the key in its reason."""
    fields = Fields(record)
    held_on = fields.day("date")
    starts_at = _moment(fields, "start", held_on, zone)
    ends_at = _moment(fields, "end", held_on, zone)
    if starts_at and ends_at and ends_at < starts_at:
        raise SourceError("end: lies before the start; past midnight, write the date too: 2026-10-26T00:30")
    talk = Talk(
        key=fields.required_text("key"),
        title=fields.required_text("title"),
        title_confirmed=fields.flag("title_confirmed", default=True),
        cancelled=fields.flag("cancelled", default=False),
        speakers=fields.records("speakers", _speaker),
        abstract=fields.text("abstract"),
        session_type=fields.text("session_type"),
        part_of=fields.text("part_of"),
        track=fields.text("track"),
        room=fields.text("room"),
        held_on=held_on,
        starts_at=starts_at,
        ends_at=ends_at,
        language=fields.text("language"),
        tags=fields.texts("tags"),
        url=fields.web_address("url"),
        video_url=fields.web_address("video_url"),
        links=fields.records("links", _link),
    )
    fields.finish()
    return talk


def _moment(fields: Fields, key: str, day: date | None, zone: ZoneInfo | None) -> datetime | None:
    value = fields.text(key)
    if value is None:
        return None
    try:
        return _clock_moment(key, value, day, zone) if len(value) <= len("17:25:00") else _iso_moment(value, zone)
    except (ValueError, OverflowError):
        raise SourceError(f"{key}: {value[:60]!r} is no time; write it like 17:25") from None


def _clock_moment(key: str, value: str, day: date | None, zone: ZoneInfo | None) -> datetime:
    clock = clock_time(value)
    if day is None:
        raise SourceError(f"{key}: a time of day needs a date")
    if zone is None:
        raise TimeZoneNeeded
    return local_moment(day, clock, zone)


def _iso_moment(value: str, zone: ZoneInfo | None) -> datetime:
    return in_utc(datetime.fromisoformat(value), zone)


def _speaker(record: Any) -> Speaker:
    fields = Fields({"name": record} if isinstance(record, str) else record)
    speaker = Speaker(
        name=fields.required_text("name"),
        affiliation=fields.text("affiliation"),
        role=fields.text("role"),
        note=fields.text("note"),
    )
    fields.finish()
    return speaker


def _link(record: Any) -> Link:
    fields = Fields(record)
    address = fields.web_address("url")
    link = Link(label=fields.required_text("label"), url=address or fields.required_text("url"))
    fields.finish()
    return link
