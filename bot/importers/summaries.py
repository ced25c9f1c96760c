"""Titles that end in the names of the speakers, as calendars write them."""

import re

from bot.domain.talks import Speaker
from bot.importers.people import speaker

_DASH = re.compile(r"(?<=\S)(?:\s+[-–—]\s*|[-–—]\s+)(?=\S)")
_PARTICLES = r"(?:van|von|vom|zu|zum|zur|de|del|della|der|den|di|da|do|dos|du|la|le|el|al|bin|ibn|ben|ter|ten|y)"
_NAME_WORD = r"(?:[^\W\d_a-zß-öø-ÿ][\w.'’‘()\"“”-]*|[\"“(][\w ]+[\"”)])"
_NAME = re.compile(rf"(?:(?:Dr|Prof|Mr|Ms|Mrs)\.? )?{_NAME_WORD}(?: (?:{_PARTICLES} )*{_NAME_WORD}){{0,5}}")
_ROLE = re.compile(
    r"\b(?:manager|engineer|director|officer|founder|lead|architect|president|specialist|advocate|maintainer|fellow"
    r"|contributor|reviewer|evangelist|strategist|technologist|scientist|owner|head|chair|ceo|cto|cio|coo|vp)$",
    re.IGNORECASE,
)
_COMPANY_ENDING = re.compile(
    r"(?:inc|ltd|llc|gmbh|co|corp|s\.?a|ag|b\.?v|plc|pte|pty|limited|srl|s\.r\.l)\.?", re.IGNORECASE
)


def split_sched_summary(summary: str) -> tuple[str, list[Speaker]]:
    """Split "Title - A, Org & B, Org; C, Org". A title that ends in no such list stays whole.

    Titles hold dashes themselves, and so do job titles; hence the last dash that a name with its organisation
    follows, and an earlier one only if several people stand between the two.
    """
    dashes = list(_DASH.finditer(summary))
    for place, dash in reversed(list(enumerate(dashes))):
        if not _is_list_of_people(summary[dash.end() :]):
            continue
        if place and _ends_in_people(summary[dashes[place - 1].end() : dash.start()]):
            return _split_at(summary, dashes[place - 1])  # the last one stands inside somebody's job title
        return _split_at(summary, dash)
    return summary, []


def _split_at(summary: str, dash: re.Match[str]) -> tuple[str, list[Speaker]]:
    return summary[: dash.start()].strip(), people_with_organisations(summary[dash.end() :])


def split_at_last_dash(summary: str) -> tuple[str, list[Speaker]]:
    """Split "Title - A, B", the shape in which pretalx always names the speakers last."""
    title, dash, names = summary.rpartition(" - ")
    if not dash:
        return summary, []
    found = (speaker(name) for name in names.split(", "))
    return title.strip(), [one for one in found if one]


def people_with_organisations(text: str) -> list[Speaker]:
    """Read "A & B, Org; C, Role, Org": people joined by "&" or "and" before one organisation share it."""
    found: list[Speaker | None] = []
    for group in re.split(r"\s*;\s*", text):
        waiting: list[str] = []
        for entry in _entries(group):
            name, role, organisation = _parts(entry)
            waiting.append(name)
            if organisation or role:
                found += [speaker(one, affiliation=organisation) for one in waiting[:-1]]
                found.append(speaker(name, affiliation=organisation, role=role))
                waiting = []
        found += [speaker(one) for one in waiting]
    return [one for one in found if one]


def _entries(group: str) -> list[str]:
    """Split on "&" and "and", but not inside an organisation or a role."""
    pieces = re.split(r",?\s+(&|and)\s+", group)
    entries = pieces[:1]
    for joint, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        if _begins_with_person(piece, needs_two_words=joint == "and" or "," not in piece):
            entries.append(piece)
        else:
            entries[-1] += f" {joint} {piece}"
    return entries


def _begins_with_person(piece: str, *, needs_two_words: bool) -> bool:
    first = piece.split(",", maxsplit=1)[0].strip()
    if _ROLE.search(first) or (needs_two_words and " " not in first):
        return False
    return _NAME.fullmatch(first) is not None


def _parts(entry: str) -> tuple[str, str, str]:
    """Return name, role and organisation of "Name, Role, Org", "Name, Org, Inc." or "Name, Maintainer"."""
    name, *rest = [part.strip() for part in entry.split(",")]
    parts: list[str] = []
    for part in filter(None, rest):
        if parts and _COMPANY_ENDING.fullmatch(part):
            parts[-1] += f", {part}"
        else:
            parts.append(part)
    if len(parts) == 1 and _ROLE.search(parts[0]):
        return name, parts[0], ""
    return name, ", ".join(parts[:-1]), parts[-1] if parts else ""


def _is_list_of_people(text: str) -> bool:
    """Tell people from the rest of a title: each begins with a name, and an organisation or "&" is there."""
    if not re.search(r",| & |;", text):
        return False
    firsts = [entry.split(",")[0].strip() for group in text.split(";") for entry in _entries(group.strip())]
    return all(_NAME.fullmatch(first) and not _ROLE.search(first) for first in firsts)


def _ends_in_people(text: str) -> bool:
    return " & " in text and _is_list_of_people(text) and " " in text.split(",", maxsplit=1)[0]
