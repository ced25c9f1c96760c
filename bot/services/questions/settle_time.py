"""Which day or span of time a question means, in the zone of the event that it is about."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.catalog import CatalogEvent
from bot.search.questions.phrases import Phrase
from bot.services.questions.asking import Asking
from bot.times.said import EventDay
from bot.times.span_days import Moment
from bot.times.spans import Span, span_of
from bot.times.spoken import spoken

_ONE_DAY = timedelta(days=1)
# Longer events are series, whose days say nothing.
_LONGEST_EVENT = 31


@dataclass(frozen=True, slots=True)
class NamedTime:
    """`event` is the one that the days were taken from, where they mean nothing without it."""

    span: Span | None
    rest: Phrase
    event: CatalogEvent | None = None


def settle_time(
    asking: Asking, phrase: Phrase, event: CatalogEvent | None, day_before: date | None = None
) -> NamedTime:
    said = spoken(phrase.said)
    if said.days is None and said.hours is None:
        return NamedTime(None, phrase)
    around = event or event_around(asking)
    moment = _moment(asking, event, around)
    span = span_of(said, replace(moment, day_before=day_before))
    if span is None or (isinstance(said.days, EventDay) and not moment.event_days):
        return NamedTime(None, phrase)
    rest = phrase
    for start, end in reversed(said.places):
        rest = rest.without(phrase.words_at(start, end))
    return NamedTime(span, rest, around if isinstance(said.days, EventDay) else None)


def event_around(asking: Asking) -> CatalogEvent | None:
    """The event that runs at the moment of asking, else the nearest."""
    today = asking.question.asked_at.date()
    dated = [event for event in asking.catalog.events if event.event.starts_on is not None]
    return min(dated, key=lambda event: (_distance(event, today), event.id), default=None)


def is_running(asking: Asking, event: CatalogEvent) -> bool:
    return event.event.starts_on is not None and not _distance(event, _today(asking, event))


def zone_of(event: CatalogEvent | None) -> ZoneInfo:
    return ZoneInfo(event.event.time_zone if event is not None and event.event.time_zone else "UTC")


def _today(asking: Asking, event: CatalogEvent) -> date:
    return asking.question.asked_at.astimezone(zone_of(event)).date()


def _distance(event: CatalogEvent, today: date) -> int:
    """Days between an event and a day, 0 while it runs."""
    first = event.event.starts_on or today
    last = event.event.ends_on or first
    return max((first - today).days, (today - last).days, 0)


def _moment(asking: Asking, named: CatalogEvent | None, around: CatalogEvent | None) -> Moment:
    """The days of an event that was not named count while it runs, or where there is no other."""
    meant = named
    if around is not None and (len(asking.catalog.events) == 1 or is_running(asking, around)):
        meant = meant or around
    held = _days_with_talks(asking, meant or around)
    return Moment(
        zone=zone_of(around),
        asked_at=asking.question.asked_at,
        event_days=tuple(sorted({*held, *_days_between(meant)})) if meant else (),
        talk_days=held,
        known_days=asking.facts().days,
    )


def _days_with_talks(asking: Asking, event: CatalogEvent | None) -> tuple[date, ...]:
    if event is None:
        return ()
    return asking.facts(event.id).days or _days_between(event)


def _days_between(event: CatalogEvent) -> tuple[date, ...]:
    first, last = event.event.starts_on, event.event.ends_on
    if first is None:
        return ()
    count = min(((last or first) - first).days + 1, _LONGEST_EVENT)
    return tuple(first + at * _ONE_DAY for at in range(count))


def moment_in_words(at: datetime, zone: ZoneInfo) -> str:
    there = (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(zone)
    return f"{there:%A}, {there.day} {there:%B} {there.year}, {there:%H:%M} ({zone.key})"
