"""What a server wants to know of its events' sources: told in a channel, or read again now."""

from typing import Any, TypeAlias

import discord
from discord import Colour

from bot.discord_app.embeds.imports import import_embeds
from bot.discord_app.embeds.limits import MESSAGE
from bot.discord_app.embeds.markdown import escaped, prose, shortened
from bot.discord_app.permissions import moderated_guild, require_both_may_post
from bot.discord_app.replying import defer, edit, reply
from bot.discord_app.wiring import Wiring
from bot.domain.history import Actor
from bot.errors import UserError
from bot.services.catalog import Catalog
from bot.services.changes.choose_own import own_event_meant
from bot.services.changes.follow_event import follow_event, unfollow_event
from bot.services.changes.sync_sources import NotSynced, Synced, SyncOutcome, sync_sources

Channel: TypeAlias = discord.TextChannel | discord.VoiceChannel | discord.Thread

_LONGEST_REASON = 500


class Following:
    def __init__(self, catalog: Catalog, wiring: Wiring) -> None:
        self._catalog = catalog
        self._wiring = wiring

    async def follow(self, interaction: discord.Interaction[Any], event: str, channel: Channel | None) -> None:
        guild_id = await moderated_guild(interaction, "catalog")
        place = channel or interaction.channel
        if not isinstance(place, discord.TextChannel | discord.VoiceChannel | discord.Thread):
            raise UserError("I cannot post in this channel: name one with the option `channel`.")
        require_both_may_post(interaction, place)
        meant = await follow_event(self._catalog, event, guild_id, place.id)
        name = escaped(meant.event.name, 300)
        await reply(interaction, content=f"When **{name}** changes at its source, I tell you in {place.mention}.")

    async def unfollow(self, interaction: discord.Interaction[Any], event: str) -> None:
        meant = await unfollow_event(self._catalog, event, await moderated_guild(interaction, "catalog"))
        await reply(interaction, content=f"I no longer tell you of changes to **{escaped(meant.event.name, 300)}**.")

    async def read_again(self, interaction: discord.Interaction[Any], event: str) -> None:
        guild_id = await moderated_guild(interaction, "catalog")
        await defer(interaction)
        meant = await own_event_meant(self._catalog, event, guild_id)
        outcomes = [
            outcome
            async for outcome in sync_sources(
                self._catalog,
                self._wiring.fetch_limits,
                self._wiring.clock(),
                event_id=meant.id,
                actor=Actor(interaction.user.id),
            )
        ]
        if not outcomes:
            raise UserError("This event came from a file, not from a link, so there is nothing to read again.")
        await edit(interaction, **_message(outcomes))


def _message(outcomes: list[SyncOutcome]) -> dict[str, Any]:
    plans = [plan for one in outcomes if isinstance(one, Synced) for plan in one.plans if not plan.changes_nothing]
    embeds = import_embeds(plans, Colour.green()).embeds if plans else ()
    return {"content": shortened("\n".join(_line(one) for one in outcomes), MESSAGE), "embeds": embeds}


def _line(outcome: SyncOutcome) -> str:
    location = escaped(outcome.location, 200)
    match outcome:
        case Synced(plans=plans) if any(not plan.changes_nothing for plan in plans):
            return f"Read again: {location}"
        case Synced():
            return f"Nothing has changed: {location}"
        case NotSynced(reason=reason):
            return f"Not read, and nothing was changed: {prose(reason, _LONGEST_REASON)}"
