"""An import plan for a terminal, and for programs: the twin of discord_app/embeds/imports."""

from collections.abc import Iterable
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from bot.domain.import_reports import NEW, Section, Wording, counts, event_name, is_new_event, sections
from bot.domain.imports import ImportPlan, ProgrammePlan
from bot.domain.wording import value_in_words

_SHOWN = 20
_LONGEST_VALUE = 100


def plan_text(plan: ImportPlan) -> RenderableType:
    """What is new in a new event is all of it, so there the count says enough."""
    told = [part for part in sections(plan, _WORDING, _SHOWN) if not (part.name == NEW and is_new_event(plan))]
    return Group(_headline(plan), *_held_back(plan), *(line for part in told for line in _lines(part)))


def plan_record(source: str, plan: ImportPlan, talks: int) -> dict[str, Any]:
    """`talks` are those that the catalog has from this source."""
    numbers: dict[str, Any] = {"new": 0, "cancelled": 0, "gone": 0}
    if isinstance(plan, ProgrammePlan):
        gone = len(plan.gone) + len(plan.elsewhere)
        numbers = {"new": len(plan.new), "cancelled": plan.cancelled, "gone": gone}
    return {
        "source": source,
        "format": plan.format_name,
        "event": event_name(plan),
        "talks": talks,
        "new": numbers["new"],
        "changed": len(plan.changed),
        "unchanged": plan.unchanged,
        "cancelled": numbers["cancelled"],
        "gone": numbers["gone"],
        "refused": [{"record": refusal.record, "reason": refusal.reason} for refusal in plan.refused],
    }


def unchanged_record(source: str, format_name: str, event: str, talks: int) -> dict[str, Any]:
    """Of a source that stands as it was read before."""
    nothing: dict[str, Any] = dict.fromkeys(("new", "changed", "cancelled", "gone"), 0)
    known = {"source": source, "format": format_name, "event": event, "talks": talks, "unchanged": talks}
    return known | nothing | {"refused": []}


def _headline(plan: ImportPlan) -> Text:
    mark = " (new event)" if is_new_event(plan) else ""
    return Text.assemble((event_name(plan), "bold"), f"{mark} · {plan.format_name} · {counts(plan)}")


def _held_back(plan: ImportPlan) -> Iterable[Text]:
    if isinstance(plan, ProgrammePlan) and plan.held_back:
        yield Text(f"  Held back: {plan.held_back}.", style="yellow")


def _lines(part: Section) -> Iterable[Text]:
    yield Text(f"  {part.name}", style="dim")
    for entry in part.entries:
        yield from (Text(f"    {line}") for line in entry.splitlines())
    if part.total > _SHOWN:
        yield Text(f"    … and {part.total - _SHOWN} more")


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def _cut(value: Any, zone: str | None) -> str:
    line = _on_one_line(value_in_words(value, zone))
    return line if len(line) <= _LONGEST_VALUE else line[: _LONGEST_VALUE - 1] + "…"


_WORDING = Wording(text=_on_one_line, value=_cut)
