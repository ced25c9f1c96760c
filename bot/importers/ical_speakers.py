"""Where calendars put the event's name, the speakers and the kind of a talk: each program elsewhere."""

import re
from dataclasses import dataclass
from enum import Enum

from icalendar import Component

from bot.domain.talks import Speaker
from bot.importers.ical_values import all_of, parameter_of, text_at
from bot.importers.people import speaker, speakers_named, split_names
from bot.importers.summaries import split_at_last_dash, split_sched_summary

_SCHED = re.compile(r"-//Sched\.com (.+?)//")
_SECTION = re.compile(r"\A(?:Section|Kind|Name): ?(.*)\n", re.IGNORECASE)
_KIND_IN_TITLE = re.compile(r"^\[([a-z][a-z -]{2,30})\] +")
_SPEAKERS = re.compile(r"(?:^|\n)[ *]*(?:Speaker|Presenter)(?:s|\(s\))?[ *]*: *", re.IGNORECASE)
_BIOGRAPHY = re.compile(r"<(p|ul|ol|div|h\d|pre|blockquote)\b.*?(?:</\1>|\Z)", re.IGNORECASE | re.DOTALL)
_LONGEST_NAME = 60
_MOST_WORDS = 5


class Dialect(Enum):
    SCHED = "sched"
    PRETALX = "pretalx"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Details:
    """What a DESCRIPTION says: its text without the lines that are data, and these."""

    text: str
    kind: str = ""
    speakers: tuple[Speaker, ...] = ()


def dialect_of(calendar: Component) -> Dialect:
    product = text_at(calendar, "PRODID")
    if _SCHED.search(product):
        return Dialect.SCHED
    return Dialect.PRETALX if "pretalx" in product.lower() else Dialect.OTHER


def name_of(calendar: Component, dialect: Dialect) -> str:
    """Return the event's name. Sched's X-WR-CALNAME is only a short name; the long one is in PRODID."""
    match = _SCHED.search(text_at(calendar, "PRODID"))
    if dialect is Dialect.SCHED and match:
        return match.group(1)
    return text_at(calendar, "X-WR-CALNAME") or text_at(calendar, "NAME")


def title_and_speakers(
    entry: Component, dialect: Dialect, details: Details, *, organisers: bool
) -> tuple[str, list[Speaker]]:
    """Split the SUMMARY where the program writes speakers there, else look into the other places."""
    summary = str(next(iter(all_of(entry, "SUMMARY")), ""))
    if dialect is Dialect.PRETALX:
        return split_at_last_dash(summary)
    title = " ".join(summary.split())
    if dialect is Dialect.SCHED:
        return split_sched_summary(title)
    if details.kind:
        title = _KIND_IN_TITLE.sub("", title)
    return title, list(details.speakers) or _people_at(entry, organisers=organisers)


def details_of(description: str) -> Details:
    """Take "Section:", "Kind:" and "Name:" lines and a "Speakers:" part out of a description."""
    kind = ""
    while match := _SECTION.match(description):
        if match.group().lower().startswith("kind"):
            kind = match.group(1).strip()
        description = description[match.end() :]
    found = list(_SPEAKERS.finditer(description))
    if not found:
        return Details(description, kind)
    text, part = description[: found[-1].start()], description[found[-1].end() :]
    names = [name for name in _names_in(part) if name]
    return Details(text, kind, speakers_named(names)) if names else Details(description, kind)


def _names_in(part: str) -> list[str]:
    """Return the lines that are names: biographies come between them as HTML, or after a blank line."""
    without_biographies = _BIOGRAPHY.sub("\n", part)
    if without_biographies == part:
        names = split_names(part.lstrip().partition("\n")[0])
    else:
        names = without_biographies.split("\n")
    return [name.strip() for name in names if _could_be_name(name.strip())]


def _could_be_name(line: str) -> bool:
    return 0 < len(line) <= _LONGEST_NAME and len(line.split()) <= _MOST_WORDS and not re.search(r"[<>,:]", line)


def _people_at(entry: Component, *, organisers: bool) -> list[Speaker]:
    """Return whom ATTENDEE names, or ORGANIZER where it is not the same for all entries."""
    for name in ("ATTENDEE", "ORGANIZER") if organisers else ("ATTENDEE",):
        names = (parameter_of(value, "CN") for value in all_of(entry, name))
        if people := [one for text in names if "@" not in text and (one := speaker(text))]:
            return people
    return []
