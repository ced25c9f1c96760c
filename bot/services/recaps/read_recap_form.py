"""A recap's form as a person sent it. Wrong text is a FormError, which says how it is written."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.domain.event_recaps import Grouping, Recap, RecapEdits
from bot.domain.recaps import Theme
from bot.services.changes.talk_form import FormError, lines_of
from bot.services.recaps.recap_form import NO, RecapForm, RecapFormKind, recap_form, shown_talks

_TALK = re.compile(r"#?(\d{1,9})\b.*")
_MOST_LINES = 12
_LONGEST = {"headline": 200, "introduction": 1500, "closing": 600, "summary": 300}
_LONGEST_LINE, _LONGEST_TITLE = 400, 80
_NAMES = {
    "headline": "Headline",
    "introduction": "Introduction",
    "themes": "Themes",
    "highlights": "Highlights",
    "what_next": "What comes next",
    "closing": "Closing line",
    "summary": "Sentences",
}


def read_recap_form(form: RecapForm, recap: Recap, edits: RecapEdits) -> RecapEdits:
    """The edits with what is not as it was: what was not touched goes on following the catalog."""
    was = recap_form(recap, form.kind, form.talk_id).texts
    typed = {name: text for name, text in form.texts.items() if lines_of(text) != lines_of(was.get(name, ""))}
    match form.kind:
        case RecapFormKind.WORDS | RecapFormKind.LOOKS:
            return replace(edits, **{name: _value(name, text) for name, text in typed.items()})
        case RecapFormKind.LINE:
            return _with_summary(edits, form.talk_id, typed)
        case RecapFormKind.TALKS:
            return _with_talks(edits, recap, {**was, **form.texts}) if typed else edits


def _value(name: str, text: str) -> Any:
    match name:
        case "themes":
            return tuple(_theme(line) for line in _lines(name, text))
        case "highlights" | "what_next":
            return tuple(_lines(name, text))
        case "grouping":
            return Grouping(text)
        case "picture":
            return text != NO
        case _:
            return _text(name, text)


def _text(name: str, text: str) -> str:
    written = text.strip()
    if len(written) > _LONGEST[name]:
        raise FormError(f"{_NAMES[name]}: at most {_LONGEST[name]} characters, this has {len(written)}.")
    if name == "headline" and not written:
        raise FormError("Headline: a recap needs one.")
    return written


def _lines(name: str, text: str) -> list[str]:
    lines = lines_of(text)
    if len(lines) > _MOST_LINES:
        raise FormError(f"{_NAMES[name]}: at most {_MOST_LINES} lines, these are {len(lines)}.")
    for line in lines:
        if len(line) > _LONGEST_LINE:
            raise FormError(f"{_NAMES[name]}: at most {_LONGEST_LINE} characters a line: “{line[:80]}…”.")
    return lines


def _theme(line: str) -> Theme:
    title, _, text = line.partition(": ")
    title = title.strip(" :")
    if not 0 < len(title) <= _LONGEST_TITLE:
        raise FormError(f"Themes: “{line[:80]}” is not “Title: text”, one a line.")
    return Theme(title=title, text=text.strip())


def _with_summary(edits: RecapEdits, talk_id: int, typed: Mapping[str, str]) -> RecapEdits:
    """An emptied box gives the draft back."""
    if not typed:
        return edits
    summary = _text("summary", " ".join(typed["summary"].split()))
    summaries = {id: text for id, text in edits.summaries.items() if id != talk_id}
    return replace(edits, summaries={**summaries, talk_id: summary} if summary else summaries)


def _with_talks(edits: RecapEdits, recap: Recap, texts: Mapping[str, str]) -> RecapEdits:
    """A line that was taken out of the first box leaves the talk out; one that was put there puts it in."""
    shown = [entry.id for entry in shown_talks([talk.entry for talk in recap.all_talks])]
    known = {talk.entry.id for talk in recap.all_talks} | {entry.id for entry in recap.left_out}
    chosen, refused = (_talk_ids(texts[name], name, known) for name in ("talks", "left_out"))
    both = [id for id in chosen if id in refused]
    if both:
        raise FormError(f"Talks: {both[0]} stands in both boxes. Leave it in one.")
    gone = {*refused, *(set(shown) - set(chosen))}
    return replace(
        edits,
        left_out=(edits.left_out | gone) - set(chosen),
        put_in=(edits.put_in | set(chosen)) - gone,
        others=edits.others and texts.get("others") != NO,
        order=tuple(chosen) if chosen != [id for id in shown if id in chosen] or edits.order else (),
    )


def _talk_ids(text: str, name: str, known: set[int]) -> list[int]:
    box = "Talks" if name == "talks" else "Left out"
    ids: dict[int, None] = {}
    for line in lines_of(text):
        match = _TALK.fullmatch(line)
        if match is None or int(match[1]) not in known:
            raise FormError(f"{box}: “{line[:80]}” does not begin with the number of a talk of this event.")
        ids[int(match[1])] = None
    return list(ids)
