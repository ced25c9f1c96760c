"""What one correction did, or is about to do."""

from discord import Colour, Embed

from bot.discord_app.embeds import limits
from bot.discord_app.embeds.lists import fitted
from bot.discord_app.embeds.markdown import escaped
from bot.discord_app.embeds.talks import talk_details, talk_link
from bot.discord_app.embeds.wording import value
from bot.domain.catalog import CatalogEvent, CatalogTalk
from bot.domain.imports import TalkChange
from bot.domain.wording import field_name

_BRINGS_BACK = "`/catalog undo` brings it back."


def edited_embed(change: TalkChange) -> Embed:
    """Field by field, before and after."""
    title = escaped(change.talk.title, limits.TITLE)
    if not change.changes:
        return Embed(title=title, description="Nothing was changed.", colour=Colour.light_grey())
    zone = change.entry.event.event.time_zone
    lines = [
        f"**{field_name(one.field)}**\n{value(one.before, zone)} → {value(one.after, zone)}" for one in change.changes
    ]
    listed = fitted(lines, limits.DESCRIPTION).text
    embed = Embed(title=title, description=listed, colour=Colour.green())
    return embed.set_footer(text="Changed. An import leaves these fields as they are now.")


def talk_question(entry: CatalogTalk) -> Embed:
    lines = (f"**{talk_link(entry)}**", talk_details(entry), _BRINGS_BACK)
    return Embed(title="Remove this talk?", description="\n".join(lines), colour=Colour.gold())


def event_question(event: CatalogEvent, talks: int) -> Embed:
    count = "1 talk" if talks == 1 else f"{talks} talks"
    lines = (f"**{escaped(event.event.name, 300)}**", f"with {count}", _BRINGS_BACK)
    return Embed(title="Remove this event?", description="\n".join(lines), colour=Colour.gold())


def removed_text(name: str) -> str:
    return f"Removed **{escaped(name, 300)}**. {_BRINGS_BACK}"
