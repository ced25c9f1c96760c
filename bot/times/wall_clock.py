"""From what a clock on a wall shows to the moment it means."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_SECOND = timedelta(seconds=1)


def moment_of(day: date, at: time, zone: ZoneInfo) -> datetime:
    """In UTC. A time that the clock shows twice means the first of the two; one that it skips, the next it shows."""
    local = datetime.combine(day, at)
    if moments := moments_showing(local, zone):
        return moments[0]
    before, after = (local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (1, 0))
    return _end_of_gap(before, after, zone)


def moments_showing(local: datetime, zone: ZoneInfo) -> tuple[datetime, ...]:
    """The moments in UTC at which the clock shows this: one, or two when it is put back, or none when forward."""
    folds = (local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    return tuple(sorted({moment for moment in folds if moment.astimezone(zone).replace(tzinfo=None, fold=0) == local}))


def _end_of_gap(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The moment at which the zone's offset changes, between one before and one after it."""
    offset = before.astimezone(zone).utcoffset()
    while after - before > _SECOND:
        middle = before + (after - before) / 2
        if middle.astimezone(zone).utcoffset() == offset:
            before = middle
        else:
            after = middle
    return after.replace(microsecond=0)
