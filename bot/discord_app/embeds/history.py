"""Who did what to a server's events and when, with what was there before and after."""

from collections.abc import Iterable, Mapping

from discord import Colour, Embed
from discord.utils import format_dt

from bot.discord_app.embeds import limits
from bot.discord_app.embeds.lists import fitted
from bot.discord_app.embeds.markdown import escaped
from bot.discord_app.embeds.talks import page_footer
from bot.discord_app.embeds.wording import WORDING, value
from bot.domain.history import Action, Actor, CatalogChange, TalkRecord
from bot.domain.privacy import SOMEBODY_FORMER
from bot.domain.snapshots import talk_value
from bot.domain.wording import field_name
from bot.services.changes.list_history import CHANGES_PER_PAGE, TALKS_TOLD, HistoryPage

_DONE = {
    Action.IMPORT: "Imported",
    Action.SYNC: "Read again",
    Action.EDIT: "Edited",
    Action.REMOVE: "Removed",
    Action.UNDO: "Undone",
}


def history_embed(page: HistoryPage) -> Embed:
    room = limits.DESCRIPTION // CHANGES_PER_PAGE - 2
    blocks = [_block(recorded.change, page.titles, room) for recorded in page.changes]
    nothing = "Nothing was done to this server's own events yet."
    embed = Embed(title="History", description="\n\n".join(blocks) or nothing, colour=Colour.blurple())
    return embed.set_footer(text=page_footer(page.page, page.pages))


def undo_question(change: CatalogChange, titles: Mapping[int, str]) -> Embed:
    block = _block(change, titles, limits.DESCRIPTION)
    return Embed(title="Take this back?", description=block, colour=Colour.gold())


def _block(change: CatalogChange, titles: Mapping[int, str], room: int) -> str:
    head = f"{_headline(change)}\n{_counts(change)}".rstrip()
    told = [_record_line(record, change, titles) for record in change.talks[:TALKS_TOLD]]
    listed = fitted(told, room - len(head) - 1, len(change.talks)).text
    return f"{head}\n{listed}".rstrip()


def _headline(change: CatalogChange) -> str:
    undone = " · since undone" if change.undone and change.action is not Action.UNDO else ""
    what = f"**{_DONE[change.action]}** {escaped(change.note, 120)} · {escaped(change.event_name, 100)}"
    return f"{what}\n{_who(change.actor)}, {format_dt(change.changed_at, 'f')}{undone}"


def _who(actor: Actor) -> str:
    if actor.member_id is None:
        return "the operator"
    return "a former moderator" if actor.member_id == SOMEBODY_FORMER else f"<@{actor.member_id}>"


def _counts(change: CatalogChange) -> str:
    """Of an edit or a removal of one talk the line below says it all."""
    if len(change.talks) < 2:  # noqa: PLR2004  one talk needs no count
        return ""
    new = sum(record.before is None for record in change.talks)
    gone = sum(record.after is None for record in change.talks)
    numbers = {"new": new, "changed": len(change.talks) - new - gone, "removed": gone}
    return ", ".join(f"{number} {name}" for name, number in numbers.items() if number)


def _record_line(record: TalkRecord, change: CatalogChange, titles: Mapping[int, str]) -> str:
    if record.before is None:
        return f"+ {WORDING.text(str((record.after or {}).get('title')))}"
    if record.after is None:
        return f"− {WORDING.text(str(record.before['title']))}"
    title = titles.get(record.talk_id) or str(record.before.get("title") or change.note)
    return f"{WORDING.text(title)}: {'; '.join(_field_lines(record, change))}"


def _field_lines(record: TalkRecord, change: CatalogChange) -> Iterable[str]:
    zone = None if change.event_before is None else change.event_before.time_zone
    before, after = record.before or {}, record.after or {}
    for field in before:
        values = (value(talk_value(field, side.get(field)), zone) for side in (before, after))
        yield f"{field_name(field)} {' → '.join(values)}"
