"""What an import would do, or did: the twin of cli/import_text.py."""

from collections.abc import Sequence
from dataclasses import dataclass

from discord import Colour, Embed

from bot.discord_app.embeds import limits
from bot.discord_app.embeds.lists import fitted
from bot.discord_app.embeds.markdown import escaped, plain
from bot.discord_app.embeds.wording import WORDING
from bot.domain.import_reports import Section, counts, event_name, is_new_event, sections
from bot.domain.imports import ImportPlan, ProgrammePlan

_EVENTS_SHOWN = 4

# More entries than a field has room for; the others are not even written.
_MOST = 40
# What an embed takes beside its lists: title, description, the lists' names.
_FIXED = 950


@dataclass(frozen=True, slots=True)
class ImportEmbeds:
    """`cut` tells that not everything is in them."""

    embeds: tuple[Embed, ...]
    cut: bool


def import_embeds(plans: Sequence[ImportPlan], colour: Colour | None = None) -> ImportEmbeds:
    """Within what one message takes, and complete in its counts; what is held back comes first."""
    shown = sorted(plans, key=lambda plan: _reason(plan) is None)[:_EVENTS_SHOWN]
    room = limits.EMBEDS_TOTAL // max(1, len(shown)) - _FIXED
    drawn = [_plan_embed(plan, room, colour or Colour.blurple()) for plan in shown]
    rest = len(plans) - len(shown)
    if rest:
        drawn[-1][0].set_footer(text=f"… and {rest} more events")
    return ImportEmbeds(tuple(embed for embed, _ in drawn), bool(rest) or any(cut for _, cut in drawn))


def _plan_embed(plan: ImportPlan, room: int, colour: Colour) -> tuple[Embed, bool]:
    parts, uncut = sections(plan, WORDING, _MOST), sections(plan, most=_MOST)
    embed = Embed(
        title=escaped(event_name(plan), 200) + (" (new event)" if is_new_event(plan) else ""),
        description=_description(plan),
        colour=Colour.gold() if _reason(plan) else colour,
    )
    cut = False
    for number, (part, whole) in enumerate(zip(parts, uncut, strict=True)):
        own_room = min(limits.FIELD_VALUE, room // (len(parts) - number))
        listed = fitted(part.entries, own_room, part.total)
        embed.add_field(name=f"{part.name} ({part.total})", value=listed.text, inline=False)
        room -= len(listed.text)
        cut = cut or listed.shown < part.total or _is_shortened(part, whole)
    return embed, cut


def _description(plan: ImportPlan) -> str:
    source = f"{escaped(plan.location, 150)} · {plain(plan.format_name, 50)}"
    reason = _reason(plan)
    held = [f"⚠️ Held back: {escaped(reason, 150)}."] if reason else []
    return "\n".join([f"**{counts(plan)}**", source, *held])


def _reason(plan: ImportPlan) -> str | None:
    return plan.held_back if isinstance(plan, ProgrammePlan) else None


def _is_shortened(drawn: Section, whole: Section) -> bool:
    """Whether an ellipsis stands where the text itself has none."""
    pairs = zip(drawn.entries, whole.entries, strict=True)
    return any(short.count("…") > full.count("…") for short, full in pairs)
