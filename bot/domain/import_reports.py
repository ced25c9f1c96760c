"""An import plan as a report: counts, and sections of entries. Both edges draw it, and whole it is a text file."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias, assert_never

from bot.domain.imports import FieldChange, ImportPlan, ProgrammePlan, RecordingPlan, TalkChange, UnsureRecording
from bot.domain.wording import field_name, value_in_words


@dataclass(frozen=True, slots=True)
class Wording:
    """How foreign text is written, and the value of a field where the event has that time zone."""

    text: Callable[[str], str]
    value: Callable[[Any, str | None], str]


@dataclass(frozen=True, slots=True)
class Section:
    """An entry is one talk, one field of the event or one record, of several lines. `total` counts them all."""

    name: str
    entries: tuple[str, ...]
    total: int


# A section before it is written: its name, what it tells of, and how one of these is written.
_Part: TypeAlias = tuple[str, Sequence[Any], Callable[[Any], str]]


# The section that a new event consists of.
NEW = "New"

PLAIN = Wording(text=lambda text: " ".join(text.split()), value=value_in_words)


def event_name(plan: ImportPlan) -> str:
    return plan.event.name if isinstance(plan, ProgrammePlan) else plan.event.event.name


def is_new_event(plan: ImportPlan) -> bool:
    return isinstance(plan, ProgrammePlan) and plan.known is None


def counts(plan: ImportPlan) -> str:
    match plan:
        case ProgrammePlan():
            gone = (*plan.gone, *plan.elsewhere)
            found = {"new": plan.new, "changed": plan.changed, "moved": plan.moved, "gone": gone}
        case RecordingPlan():
            found = {"linked": plan.changed, "unsure": plan.unsure, "without a talk": plan.unmatched}
        case _:
            assert_never(plan)
    cancelled = plan.cancelled if isinstance(plan, ProgrammePlan) else 0
    numbers = {name: len(several) for name, several in found.items()} | {"cancelled": cancelled}
    numbers |= {"unchanged": plan.unchanged, "kept as edited here": len(plan.kept), "not read": len(plan.refused)}
    return ", ".join(f"{number} {name}" for name, number in numbers.items() if number) or "nothing in it"


def sections(plan: ImportPlan, wording: Wording = PLAIN, most: int | None = None) -> tuple[Section, ...]:
    """Only those with entries, what a person has to look at first. Of each the first `most` entries are written."""
    return tuple(
        Section(name, tuple(write(thing) for thing in things[:most]), len(things))
        for name, things, write in _parts(plan, wording)
        if things
    )


def report_text(plans: Iterable[ImportPlan]) -> str:
    """Everything, uncut."""
    return "\n".join(line for plan in plans for line in _report_lines(plan))


def talk_entry(change: TalkChange, zone: str | None, wording: Wording) -> str:
    """The talk's title, and below it each changed field with its value before and after."""
    mark = " (cancelled)" if change.cancelled else " (moved)" if change.moved else ""
    lines = (f"  {change_line(one, zone, wording)}" for one in change.changes)
    return "\n".join([f"{wording.text(change.entry.talk.title)}{mark}", *lines])


def change_line(change: FieldChange, zone: str | None, wording: Wording) -> str:
    before, after = (wording.value(value, zone) for value in (change.before, change.after))
    return f"{field_name(change.field)}: {before} → {after}"


def _parts(plan: ImportPlan, wording: Wording) -> Iterable[_Part]:
    zone = plan.event.time_zone if isinstance(plan, ProgrammePlan) else plan.event.event.time_zone
    yield "Not read", plan.refused, lambda one: f"{wording.text(one.record)}: {wording.text(one.reason)}"
    match plan:
        case ProgrammePlan():
            yield from _programme_parts(plan, zone, wording)
        case RecordingPlan():
            yield from _recording_parts(plan, zone, wording)
        case _:
            assert_never(plan)
    yield "Kept as edited here, against the source", plan.kept, lambda one: _kept_entry(one, zone, wording)


def _programme_parts(plan: ProgrammePlan, zone: str | None, wording: Wording) -> Iterable[_Part]:
    weightiest = sorted(plan.changed, key=lambda change: (not change.cancelled, not change.moved))
    yield "Gone", plan.gone, lambda entry: wording.text(entry.talk.title)
    yield "Gone here, kept for another source has it", plan.elsewhere, lambda entry: wording.text(entry.talk.title)
    yield "Changed", weightiest, lambda change: talk_entry(change, zone, wording)
    yield "Event", plan.event_changes, lambda change: change_line(change, zone, wording)
    yield NEW, plan.new, lambda talk: f"{wording.text(talk.title)}{' (cancelled)' if talk.cancelled else ''}"


def _recording_parts(plan: RecordingPlan, zone: str | None, wording: Wording) -> Iterable[_Part]:
    yield "Unsure, left to you", plan.unsure, lambda doubt: _doubt_entry(doubt, wording)
    yield "No talk for", plan.unmatched, lambda recording: wording.text(recording.title)
    yield "Linked", plan.changed, lambda change: talk_entry(change, zone, wording)


def _doubt_entry(doubt: UnsureRecording, wording: Wording) -> str:
    candidates = " | ".join(wording.text(entry.talk.title) for entry in doubt.candidates)
    return f"{wording.text(doubt.recording.title)} → {candidates}"


def _kept_entry(change: TalkChange, zone: str | None, wording: Wording) -> str:
    lines = (f"  {change_line(one, zone, wording)}" for one in change.kept)
    return "\n".join([wording.text(change.entry.talk.title), *lines])


def _report_lines(plan: ImportPlan) -> Iterable[str]:
    mark = " (new event)" if is_new_event(plan) else ""
    yield f"{event_name(plan)}{mark}"
    yield f"{plan.location} · {plan.format_name} · {counts(plan)}"
    if isinstance(plan, ProgrammePlan) and plan.held_back:
        yield f"Held back: {plan.held_back}."
    for section in sections(plan):
        yield f"\n{section.name} ({section.total})"
        yield from (f"  {line}" for entry in section.entries for line in entry.splitlines())
    yield ""
