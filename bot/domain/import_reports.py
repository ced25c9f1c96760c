"""An import plan as a report: counts, and sections of entries. Both edges draw it, and whole it is a text file."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, assert_never

from bot.domain.imports import FieldChange, ImportPlan, ProgrammePlan, RecordingPlan, TalkChange
from bot.domain.wording import field_name, value_in_words


@dataclass(frozen=True, slots=True)
class Wording:
    """How foreign text is written, and the value of a field where the event has that time zone."""

    text: Callable[[str], str]
    value: Callable[[Any, str | None], str]


@dataclass(frozen=True, slots=True)
class Section:
    """An entry is one talk, one field of the event or one record; it may have several lines."""

    name: str
    entries: tuple[str, ...]


PLAIN = Wording(text=lambda text: " ".join(text.split()), value=value_in_words)


def event_name(plan: ImportPlan) -> str:
    return plan.event.name if isinstance(plan, ProgrammePlan) else plan.event.event.name


def is_new_event(plan: ImportPlan) -> bool:
    return isinstance(plan, ProgrammePlan) and plan.known is None


def counts(plan: ImportPlan) -> str:
    match plan:
        case ProgrammePlan():
            found = {"new": plan.new, "changed": plan.changed, "moved": plan.moved, "gone": plan.gone}
        case RecordingPlan():
            found = {"linked": plan.changed, "unsure": plan.unsure, "without a talk": plan.unmatched}
        case _:
            assert_never(plan)
    cancelled = plan.cancelled if isinstance(plan, ProgrammePlan) else 0
    numbers = {name: len(several) for name, several in found.items()} | {"cancelled": cancelled}
    numbers |= {"unchanged": plan.unchanged, "kept as edited here": len(plan.kept), "not read": len(plan.refused)}
    return ", ".join(f"{number} {name}" for name, number in numbers.items() if number) or "nothing in it"


def sections(plan: ImportPlan, wording: Wording = PLAIN) -> tuple[Section, ...]:
    """Only those with entries, what a person has to look at first."""
    zone = plan.event.time_zone if isinstance(plan, ProgrammePlan) else plan.event.event.time_zone
    kept = Section("Kept as edited here, against the source", tuple(_kept(plan.kept, zone, wording)))
    refused = Section(
        "Not read", tuple(f"{wording.text(one.record)}: {wording.text(one.reason)}" for one in plan.refused)
    )
    return tuple(section for section in (refused, *_parts(plan, zone, wording), kept) if section.entries)


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


def _parts(plan: ImportPlan, zone: str | None, wording: Wording) -> Iterable[Section]:
    match plan:
        case ProgrammePlan():
            return _programme_parts(plan, zone, wording)
        case RecordingPlan():
            return _recording_parts(plan, zone, wording)
        case _:
            assert_never(plan)


def _programme_parts(plan: ProgrammePlan, zone: str | None, wording: Wording) -> Iterable[Section]:
    yield Section("Gone", tuple(wording.text(entry.talk.title) for entry in plan.gone))
    weightiest = sorted(plan.changed, key=lambda change: (not change.cancelled, not change.moved))
    yield Section("Changed", tuple(talk_entry(change, zone, wording) for change in weightiest))
    yield Section("Event", tuple(change_line(change, zone, wording) for change in plan.event_changes))
    marks = (" (cancelled)" if talk.cancelled else "" for talk in plan.new)
    yield Section("New", tuple(f"{wording.text(talk.title)}{mark}" for talk, mark in zip(plan.new, marks, strict=True)))


def _recording_parts(plan: RecordingPlan, zone: str | None, wording: Wording) -> Iterable[Section]:
    yield Section("Unsure, left to you", tuple(_doubts(plan, wording)))
    yield Section("No talk for", tuple(wording.text(recording.title) for recording in plan.unmatched))
    yield Section("Linked", tuple(talk_entry(change, zone, wording) for change in plan.changed))


def _doubts(plan: RecordingPlan, wording: Wording) -> Iterable[str]:
    for doubt in plan.unsure:
        candidates = " | ".join(wording.text(entry.talk.title) for entry in doubt.candidates)
        yield f"{wording.text(doubt.recording.title)} → {candidates}"


def _kept(kept: tuple[TalkChange, ...], zone: str | None, wording: Wording) -> Iterable[str]:
    for change in kept:
        lines = (f"  {change_line(one, zone, wording)}" for one in change.kept)
        yield "\n".join([wording.text(change.entry.talk.title), *lines])


def _report_lines(plan: ImportPlan) -> Iterable[str]:
    mark = " (new event)" if is_new_event(plan) else ""
    yield f"{event_name(plan)}{mark}"
    yield f"{plan.location} · {plan.format_name} · {counts(plan)}"
    if isinstance(plan, ProgrammePlan) and plan.held_back:
        yield f"Held back: {plan.held_back}."
    for section in sections(plan):
        yield f"\n{section.name} ({len(section.entries)})"
        yield from (f"  {line}" for entry in section.entries for line in entry.splitlines())
    yield ""
