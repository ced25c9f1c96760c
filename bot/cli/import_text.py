"""An import plan for a terminal, and for programs: the twin of discord_app/embeds/imports."""

from collections.abc import Iterable
from typing import Any, assert_never

from rich.console import Group, RenderableType
from rich.text import Text

from bot.domain.imports import FieldChange, ImportPlan, ProgrammePlan, RecordingPlan, TalkChange
from bot.domain.programmes import Refusal
from bot.domain.wording import field_name, value_in_words

_SHOWN = 20
_LONGEST_VALUE = 100


def plan_text(plan: ImportPlan) -> RenderableType:
    match plan:
        case ProgrammePlan():
            return Group(_headline(plan), *_programme_parts(plan))
        case RecordingPlan():
            return Group(_headline(plan), *_recording_parts(plan))
        case _:
            assert_never(plan)


def plan_record(source: str, plan: ImportPlan, talks: int) -> dict[str, Any]:
    """`talks` are those that the catalog has from this source."""
    counts: dict[str, Any] = {"new": 0, "cancelled": 0, "gone": 0}
    if isinstance(plan, ProgrammePlan):
        gone = len(plan.gone) + len(plan.elsewhere)
        counts = {"new": len(plan.new), "cancelled": plan.cancelled, "gone": gone}
    return {
        "source": source,
        "format": plan.format_name,
        "event": event_name(plan),
        "talks": talks,
        "new": counts["new"],
        "changed": len(plan.changed),
        "unchanged": plan.unchanged,
        "cancelled": counts["cancelled"],
        "gone": counts["gone"],
        "refused": [{"record": refusal.record, "reason": refusal.reason} for refusal in plan.refused],
    }


def unchanged_record(source: str, format_name: str, event: str, talks: int) -> dict[str, Any]:
    """Of a source that stands as it was read before."""
    nothing: dict[str, Any] = dict.fromkeys(("new", "changed", "cancelled", "gone"), 0)
    known = {"source": source, "format": format_name, "event": event, "talks": talks, "unchanged": talks}
    return known | nothing | {"refused": []}


def event_name(plan: ImportPlan) -> str:
    return plan.event.name if isinstance(plan, ProgrammePlan) else plan.event.event.name


def _headline(plan: ImportPlan) -> Text:
    is_new = isinstance(plan, ProgrammePlan) and plan.known is None
    mark = " (new event)" if is_new else ""
    return Text.assemble((event_name(plan), "bold"), f"{mark} · {plan.format_name} · {_counts(plan)}")


def _counts(plan: ImportPlan) -> str:
    match plan:
        case ProgrammePlan():
            counts = {"new": plan.new, "changed": plan.changed, "moved": plan.moved}
            counts |= {"gone": (*plan.gone, *plan.elsewhere)}
        case RecordingPlan():
            counts = {"linked": plan.changed, "unsure": plan.unsure, "without a talk": plan.unmatched}
        case _:
            assert_never(plan)
    cancelled = plan.cancelled if isinstance(plan, ProgrammePlan) else 0
    numbers = {name: len(found) for name, found in counts.items()}
    numbers |= {"cancelled": cancelled, "unchanged": plan.unchanged, "not read": len(plan.refused)}
    return ", ".join(f"{number} {name}" for name, number in numbers.items() if number) or "nothing in it"


def _programme_parts(plan: ProgrammePlan) -> Iterable[RenderableType]:
    zone = plan.event.time_zone
    if plan.held_back:
        yield Text(f"  Held back: {plan.held_back}.", style="yellow")
    yield from _section("Event", [_change(change, zone) for change in plan.event_changes])
    if plan.known is not None:
        yield from _section("New", [talk.title for talk in plan.new])
    yield from _section("Changed", [line for change in plan.changed for line in _talk_change(change, zone)])
    yield from _section("Gone", [entry.talk.title for entry in plan.gone])
    yield from _section("Gone here, kept for another source has it", [entry.talk.title for entry in plan.elsewhere])
    yield from _kept(plan.kept, zone)
    yield from _refused(plan.refused)


def _recording_parts(plan: RecordingPlan) -> Iterable[RenderableType]:
    yield from _section("Linked", [line for change in plan.changed for line in _talk_change(change, None)])
    yield from _section(
        "Unsure, left to you",
        [
            f"{doubt.recording.title} → {' | '.join(entry.talk.title for entry in doubt.candidates)}"
            for doubt in plan.unsure
        ],
    )
    yield from _section("No talk for", [recording.title for recording in plan.unmatched])
    yield from _kept(plan.kept, None)
    yield from _refused(plan.refused)


def _talk_change(change: TalkChange, zone: str | None) -> Iterable[str]:
    mark = " (cancelled)" if change.cancelled else " (moved)" if change.moved else ""
    yield f"{change.entry.talk.title}{mark}"
    yield from (f"    {_change(one, zone)}" for one in change.changes)


def _change(change: FieldChange, zone: str | None) -> str:
    before, after = (_cut(value_in_words(value, zone)) for value in (change.before, change.after))
    return f"{field_name(change.field)}: {before} → {after}"


def _kept(kept: tuple[TalkChange, ...], zone: str | None) -> Iterable[RenderableType]:
    lines = [f"{change.entry.talk.title}: {_change(one, zone)}" for change in kept for one in change.kept]
    yield from _section("Kept as edited here, against the source", lines)


def _refused(refused: tuple[Refusal, ...]) -> Iterable[RenderableType]:
    yield from _section("Not read", [f"{refusal.record}: {refusal.reason}" for refusal in refused])


def _section(name: str, lines: list[str]) -> Iterable[RenderableType]:
    if not lines:
        return
    rest = [f"… and {len(lines) - _SHOWN} more"] if len(lines) > _SHOWN else []
    yield Text(f"  {name}", style="dim")
    yield from (Text(f"    {line}") for line in (*lines[:_SHOWN], *rest))


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_VALUE else line[: _LONGEST_VALUE - 1] + "…"
