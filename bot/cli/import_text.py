"""An import plan for a terminal, and for programs: the twin of discord_app/embeds/imports."""

from collections.abc import Iterable
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from bot.domain.import_reports import NEW, Section, counts, event_name, is_new_event, sections
from bot.domain.imports import ImportPlan, ProgrammePlan

_SHOWN = 20
_LONGEST_LINE = 240


def plan_text(plan: ImportPlan) -> RenderableType:
    """The talks of a new event are counted and not listed: all of them are new."""
    told = [part for part in sections(plan, most=_SHOWN) if not (is_new_event(plan) and part.name == NEW)]
    return Group(_headline(plan), *_held_back(plan), *(line for part in told for line in _section(part)))


def plan_record(source: str, plan: ImportPlan, talks: int) -> dict[str, Any]:
    """`talks` are those that the catalog has from this source."""
    new = cancelled = gone = 0
    if isinstance(plan, ProgrammePlan):
        new, cancelled, gone = len(plan.new), plan.cancelled, len(plan.gone) + len(plan.elsewhere)
    return {
        "source": source,
        "format": plan.format_name,
        "event": event_name(plan),
        "talks": talks,
        "new": new,
        "changed": len(plan.changed),
        "unchanged": plan.unchanged,
        "cancelled": cancelled,
        "gone": gone,
        "refused": [{"record": refusal.record, "reason": refusal.reason} for refusal in plan.refused],
    }


def unchanged_record(source: str, format_name: str, event: str, talks: int) -> dict[str, Any]:
    """Of a source that stands as it was read before."""
    return {
        "source": source,
        "format": format_name,
        "event": event,
        "talks": talks,
        "new": 0,
        "changed": 0,
        "unchanged": talks,
        "cancelled": 0,
        "gone": 0,
        "refused": [],
    }


def _headline(plan: ImportPlan) -> Text:
    mark = " (new event)" if is_new_event(plan) else ""
    return Text.assemble((event_name(plan), "bold"), f"{mark} · {plan.format_name} · {counts(plan)}")


def _held_back(plan: ImportPlan) -> Iterable[Text]:
    if isinstance(plan, ProgrammePlan) and plan.held_back:
        yield Text(f"  Held back: {plan.held_back}.", style="yellow")


def _section(part: Section) -> Iterable[Text]:
    yield Text(f"  {part.name}", style="dim")
    for entry in part.entries:
        yield from (Text(f"    {_cut(line)}") for line in entry.splitlines())
    if part.total > len(part.entries):
        yield Text(f"    … and {part.total - len(part.entries)} more")


def _cut(line: str) -> str:
    return line if len(line) <= _LONGEST_LINE else line[: _LONGEST_LINE - 1] + "…"
