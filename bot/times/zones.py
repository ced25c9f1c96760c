"""Time zones as people name them: IANA names in any case, and cities."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

MOST_SUGGESTIONS = 25
_LONGEST_NAME = 64
_AREAS = frozenset(
    ("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
)
# "localtime" is another zone on every machine.
_NO_PLACES = frozenset({"Factory", "localtime", "posixrules"})
# As zones these keep one offset all year, or are another country's; who types them means a place.
_ABBREVIATIONS = frozenset({"CET", "EET", "EST", "HST", "MET", "MST", "WET"})
_WELL_KNOWN = (
    *("UTC", "Europe/London", "Europe/Berlin", "Europe/Paris", "Europe/Madrid", "Europe/Amsterdam", "Europe/Warsaw"),
    *("Europe/Helsinki", "Europe/Athens", "Europe/Kyiv", "Europe/Istanbul", "Africa/Lagos", "Africa/Johannesburg"),
    *("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Toronto"),
    *("America/Sao_Paulo", "Asia/Kolkata", "Asia/Shanghai", "Asia/Tokyo", "Asia/Singapore", "Australia/Sydney"),
    *("Pacific/Auckland",),
)


@dataclass(frozen=True, slots=True)
class ZoneSuggestion:
    """`label` says what its clock shows: "America/Detroit, UTC-05:00, now 07:00"."""

    name: str
    label: str


def zone_named(text: str) -> ZoneInfo | None:
    """The one zone that is meant. Abbreviations such as EST or IST mean several places, and so none."""
    wanted = _folded(text)
    if name := _names().get(wanted) or _cities().get(wanted):
        return ZoneInfo(name)
    return None


def zone_suggestions(text: str, now: datetime, limit: int = MOST_SUGGESTIONS) -> tuple[ZoneSuggestion, ...]:
    """The likeliest first; for no text, some that many use. "est" suggests places whose clocks say so this year."""
    wanted = _folded(text)
    names = _with_abbreviation(wanted.upper(), now.year) if wanted else list(_WELL_KNOWN)
    if not names:
        ranked = ((_rank(folded, wanted), name) for folded, name in _names().items() if wanted in folded)
        names = [name for _, name in sorted(ranked)]
    return tuple(suggested(name, now) for name in names[:limit])


def suggested(name: str, now: datetime) -> ZoneSuggestion:
    there = now.astimezone(ZoneInfo(name))
    return ZoneSuggestion(name, f"{name}, {offset_in_words(there)}, now {there:%H:%M}")


def zone_names() -> tuple[str, ...]:
    return tuple(_names().values())


def offset_in_words(moment: datetime) -> str:
    """Such as "UTC-05:00"; the moment is aware."""
    offset = moment.utcoffset() or timedelta()
    hours, minutes = divmod(abs(offset) // timedelta(minutes=1), 60)
    return f"UTC{'-' if offset < timedelta() else '+'}{hours:02}:{minutes:02}"


def _folded(text: str) -> str:
    return "_".join(text[:_LONGEST_NAME].casefold().split())


@cache
def _names() -> dict[str, str]:
    usable = available_timezones() - _NO_PLACES - _ABBREVIATIONS
    return {name.casefold(): name for name in sorted(usable)}


@cache
def _cities() -> dict[str, str]:
    """By the last part of the name. Of two names of one city, the longer is the one in use."""
    placed = [name for name in _names().values() if name.split("/")[0] in _AREAS]
    return {name.rsplit("/")[-1].casefold(): name for name in sorted(placed, key=len)}


def _rank(folded: str, wanted: str) -> tuple[bool, bool, bool]:
    """Sorts places before other names, well-known places first, and beginnings before middles."""
    name = _names()[folded]
    begins = any(part.startswith(wanted) for part in (folded, *folded.split("/")))
    return (not begins, name.split("/")[0] not in _AREAS, name not in _WELL_KNOWN)


def _with_abbreviation(wanted: str, year: int) -> list[str]:
    found = [
        name for name in _names().values() if name.split("/")[0] in _AREAS and wanted in _abbreviations(name, year)
    ]
    return sorted(found, key=lambda name: (name not in _WELL_KNOWN, name))


@cache
def _abbreviations(name: str, year: int) -> frozenset[str | None]:
    return frozenset(moment.astimezone(ZoneInfo(name)).tzname() for moment in _both_halves(year))


def _both_halves(year: int) -> Iterator[datetime]:
    yield datetime(year, 1, 1, tzinfo=UTC)
    yield datetime(year, 7, 1, tzinfo=UTC)
