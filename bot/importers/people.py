"""Names out of free text."""

import re

from bot.domain.talks import Speaker
from bot.importers.prose import one_line

_LONGEST_NAME = 200
_PLACEHOLDERS = re.compile(
    r"[\W_]*(?:todo|tba|tbd|tbc|tbn|n/?a|none|nn|n\.\s?n\.?|unknown|null|to be (?:announced|confirmed|determined)"
    r"|various(?: (?:speakers|artists|people))?|speakers? tba|(?:all|multiple|several|many) speakers"
    r"|(?:the )?(?:\w+ )?(?:staff|organi[sz]ers|organi[sz]ing team|orga(?: team)?)"
    r"|everyone|everybody|panel|speakers?)[\W_]*",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[<(]?(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,9}[>)]?")


def speaker(name: str, *, affiliation: str = "", role: str = "") -> Speaker | None:
    """Return None where the name is a placeholder such as "TBA" or "FOSDEM Staff"."""
    bare = _EMAIL.sub("", name[: 5 * _LONGEST_NAME]) if "@" in name else name
    clean = one_line(bare, _LONGEST_NAME).strip(" ,;")
    if not any(letter.isalnum() for letter in clean) or _PLACEHOLDERS.fullmatch(clean):
        return None
    return Speaker(
        name=clean,
        affiliation=one_line(affiliation, _LONGEST_NAME) or None,
        role=one_line(role, _LONGEST_NAME) or None,
    )


def speakers_named(names: list[str]) -> tuple[Speaker, ...]:
    """Return each person once, in the order of the source."""
    return distinct([found for name in names if (found := speaker(name))])


def distinct(speakers: list[Speaker]) -> tuple[Speaker, ...]:
    return tuple({speaker.name: speaker for speaker in reversed(speakers)}.values())[::-1]


def split_names(text: str) -> list[str]:
    """Split a list of names on semicolons and line ends, or where there are none, on commas and "and"."""
    text = re.sub(r"^(?:hosted|presented|moderated|given) by:? ", "", text.strip(), flags=re.IGNORECASE)
    if re.search(r"[;\n]", text):
        return re.split(r"[;\n]+", text)
    return re.split(r"\s*,\s*(?:and\s+|&\s+)?|\s+(?:and|&|und|et)\s+|\s*\|\s*", text)
