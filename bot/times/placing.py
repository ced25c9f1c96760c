"""From a day and a time of the clock to a moment, or to the question which one is meant."""

from calendar import isleap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.moments import Doubt, Doubtful, Moment, ReadMoment
from bot.times.moment_words import moment_said
from bot.times.typed_clocks import TypedClock
from bot.times.typed_days import Again, TypedDay
from bot.times.wall_clock import moment_of, moments_showing

FARTHEST = timedelta(days=5 * 366)
FAR = Doubtful(Doubt.FAR, "That is more than five years ahead. Name a moment within five years.")
NO_SUCH_DAY = Doubtful(Doubt.UNREAD, "There is no such day in the calendar.")
_ONE_DAY = timedelta(days=1)
_YEARS = 5
_LEAP_DAY = (2, 29)


@dataclass(frozen=True, slots=True)
class Place:
    """Where and when it is read."""

    now: datetime
    zone: ZoneInfo

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    def said(self, moments: Iterable[datetime]) -> tuple[Moment, ...]:
        """In order, each once, and only those to come."""
        return tuple(moment_said(at, self.zone) for at in sorted(set(moments)) if self.now < at <= self.now + FARTHEST)


def placed(day: TypedDay, clock: TypedClock, place: Place) -> ReadMoment:
    if not day.days:
        return NO_SUCH_DAY
    if min(day.days) > place.today + FARTHEST:
        return FAR
    moments = tuple(_moments(day.days, clock, place.zone))
    if clock.abbreviation and not moments:
        return Doubtful(
            Doubt.UNREAD,
            f"{clock.abbreviation} is not the time in {place.zone.key} then. "
            "Name a place, such as America/New_York, or write the offset, such as 09:00-05:00.",
        )
    return _decided(day, clock, moments, place)


def placed_without_day(clock: TypedClock, place: Place) -> ReadMoment:
    """Today if that is still ahead, else a question. A 9 that is in the morning or at night may be tomorrow's, too."""
    today = TypedDay((place.today,), "", Again.NEXT_DAY)
    if len(clock.times) == 1:
        return placed(today, clock, place)
    both_days = (place.today, place.today + _ONE_DAY)
    found = [place.said(_moments(both_days, replace(clock, times=(at,)), place.zone))[:1] for at in clock.times]
    return _several(tuple(sorted((one for each in found for one in each), key=lambda one: one.at)))


def ahead(at: datetime, place: Place) -> ReadMoment:
    if at > place.now + FARTHEST:
        return FAR
    found = moment_said(at, place.zone)
    return found if at > place.now else _past(found, ())


def _decided(day: TypedDay, clock: TypedClock, moments: tuple[datetime, ...], place: Place) -> ReadMoment:
    if not moments:
        return _skipped(day, clock, place)
    to_come = place.said(moments)
    if day.is_other_weekday:
        first = day.days[0]
        return Doubtful(Doubt.SEVERAL, f"{first.day} {first:%B %Y} is a {first:%A}. Is that the day?", to_come)
    if not to_come:
        last = max(moments)
        return FAR if last > place.now else _past(moment_said(last, place.zone), _next(day, clock, place))
    if len(to_come) == len(day.days) == 1:
        return to_come[0]
    return _several(to_come)


def _moments(days: Iterable[date], clock: TypedClock, zone: ZoneInfo) -> Iterator[datetime]:
    for day in days:
        ends = (day, day + _ONE_DAY) if clock.is_midnight else (day,)
        for local in (datetime.combine(end, at) for end in ends for at in clock.times):
            yield from _showing(local, clock, zone)


def _showing(local: datetime, clock: TypedClock, zone: ZoneInfo) -> tuple[datetime, ...]:
    if clock.offset is not None:
        return (local.replace(tzinfo=UTC) - clock.offset,)
    moments = moments_showing(local, zone)
    if clock.abbreviation is None:
        return moments
    named = tuple(moment for moment in moments if _abbreviation(moment, zone) == clock.abbreviation)
    return named or ((local.replace(tzinfo=UTC),) if clock.abbreviation in {"UTC", "GMT"} else ())


def _abbreviation(moment: datetime, zone: ZoneInfo) -> str:
    """In capitals: Guam's is ChST."""
    return (moment.astimezone(zone).tzname() or "").upper()


def _next(day: TypedDay, clock: TypedClock, place: Place) -> tuple[Moment, ...]:
    """When a day that has passed comes again."""
    return next(filter(None, (place.said(_moments((later,), clock, place.zone)) for later in _later(day, place))), ())


def _later(day: TypedDay, place: Place) -> Iterator[date]:
    match day.again:
        case Again.NEXT_DAY:
            yield place.today + _ONE_DAY
        case Again.NEXT_WEEK:
            yield day.days[0] + 7 * _ONE_DAY
        case Again.NEXT_YEAR:
            yield from _anniversaries(day.days[0], place.today.year)
        case Again.NEVER:
            pass


def _anniversaries(day: date, year: int) -> Iterator[date]:
    for later in range(year, year + _YEARS):
        if isleap(later) or (day.month, day.day) != _LEAP_DAY:
            yield day.replace(year=later)


def _past(found: Moment, choices: tuple[Moment, ...]) -> Doubtful:
    asks = "Is this what you mean?" if choices else "Name a moment that is still ahead."
    return Doubtful(Doubt.PAST, f"{found.words} has passed. {asks}", choices)


def _several(choices: tuple[Moment, ...]) -> Doubtful:
    return Doubtful(Doubt.SEVERAL, "That can be more than one moment. Which one?", choices)


def _skipped(day: TypedDay, clock: TypedClock, place: Place) -> Doubtful:
    next_shown = (moment_of(each, at, place.zone) for each in day.days for at in clock.times)
    return Doubtful(
        Doubt.SKIPPED,
        f"The clock in {place.zone.key} is put forward then and skips that time. Is the next it shows what you mean?",
        place.said(next_shown),
    )
