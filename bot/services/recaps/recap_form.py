"""A recap as text that a person edits, in forms of a few parts each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b

from bot.domain.catalog import CatalogTalk
from bot.domain.event_recaps import Grouping, Recap
from bot.domain.talks import marked_title
from bot.errors import UserError

# What a form of Discord's takes.
LONGEST = 4000
_TITLES = (90, 60, 40, 25)


class RecapFormKind(StrEnum):
    """The texts; closing line, groups and picture; which talks are in and their order; one talk's sentences."""

    WORDS = "words"
    LOOKS = "looks"
    TALKS = "talks"
    LINE = "line"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecapForm:
    """`texts` are the parts by name. `talk_id` is the talk of a LINE, 0 in other forms."""

    event_id: int
    kind: RecapFormKind
    texts: Mapping[str, str]
    talk_id: int = 0


YES, NO = "yes", "no"


def recap_form(recap: Recap, kind: RecapFormKind, talk_id: int = 0) -> RecapForm:
    """Raise UserError where the talk is not in the recap."""
    return RecapForm(event_id=recap.event.id, kind=kind, talk_id=talk_id, texts=_texts(recap, kind, talk_id))


def fingerprint(form: RecapForm) -> str:
    """Tells whether the recap is still as it was when the form was opened."""
    shown = repr((form.kind, form.talk_id, sorted(form.texts.items())))
    return blake2b(shown.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def shown_talks(entries: Sequence[CatalogTalk]) -> tuple[CatalogTalk, ...]:
    """As many as a box of the form has room for."""
    return tuple(entries[: _talk_lines(entries).count("\n") + 1]) if entries else ()


def _texts(recap: Recap, kind: RecapFormKind, talk_id: int) -> dict[str, str]:
    match kind:
        case RecapFormKind.WORDS:
            return {
                "headline": recap.headline,
                "introduction": recap.introduction,
                "themes": "\n".join(f"{theme.title}: {theme.text}" for theme in recap.themes),
                "highlights": "\n".join(recap.highlights),
                "what_next": "\n".join(recap.what_next),
            }
        case RecapFormKind.LOOKS:
            picture = YES if recap.picture else NO
            return {"closing": recap.closing, "grouping": recap.grouping, "picture": picture}
        case RecapFormKind.TALKS:
            return _talk_texts(recap)
        case RecapFormKind.LINE:
            return {"summary": _talk_summary(recap, talk_id)}


def _talk_texts(recap: Recap) -> dict[str, str]:
    """`others` is there only where a box has not room for all."""
    entries = [talk.entry for talk in recap.all_talks]
    texts = {"talks": _talk_lines(entries), "left_out": _talk_lines(recap.left_out)}
    return texts if len(shown_talks(entries)) == len(entries) else texts | {"others": YES}


def _talk_summary(recap: Recap, talk_id: int) -> str:
    for talk in recap.all_talks:
        if talk.entry.id == talk_id:
            return talk.summary or ""
    raise UserError("That talk is not in the recap. **Talks and order** puts it in.")


def _talk_lines(entries: Sequence[CatalogTalk]) -> str:
    """Number and title, one a line: titles as long as there is room for all, then as many as there is room for."""
    written = ("\n".join(_talk_line(entry, length) for entry in entries) for length in _TITLES)
    shortest = ""
    for text in written:
        if len(text) <= LONGEST:
            return text
        shortest = text
    return shortest[: shortest.rfind("\n", 0, LONGEST + 1)]


def _talk_line(entry: CatalogTalk, length: int) -> str:
    return f"{entry.id} {' '.join(marked_title(entry.talk).split())[:length]}".rstrip()


GROUPINGS: Mapping[Grouping, str] = {
    Grouping.DAY: "By day",
    Grouping.TRACK: "By track",
    Grouping.TOPIC: "By topic, that is by tags that talks share",
    Grouping.NONE: "All together, in the order of the form",
}
