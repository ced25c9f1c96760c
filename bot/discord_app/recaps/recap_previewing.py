"""A recap before it is posted: exactly its messages, how many they are, and who would be pinged."""

import asyncio
from typing import Any

import discord

from bot.discord_app.announcements.announcing_rights import guild_of, people_behind
from bot.discord_app.embeds.announcement_cards import pinged
from bot.discord_app.embeds.recap_reports import preview_text
from bot.discord_app.embeds.recaps import recap_messages
from bot.discord_app.permissions import moderated_guild
from bot.discord_app.recaps.recap_messages import banner_of
from bot.discord_app.recaps.recap_places import RecapWishes
from bot.discord_app.replying import edit, reply
from bot.discord_app.views.recap_views import preview_view
from bot.domain.catalog import Scope
from bot.domain.event_recaps import Recap
from bot.services.catalog import Catalog
from bot.services.recaps.compose_recap import compose_recap, open_recap


class RecapPreviewing:
    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    async def preview(self, interaction: discord.Interaction[Any], event: str, wishes: RecapWishes) -> None:
        scope = Scope(await moderated_guild(interaction, "recap"))
        recap = await compose_recap(self._catalog, event, scope)
        message = await _preview(interaction, recap, wishes, 0)
        files = message.pop("attachments")
        await reply(interaction, **message, files=files)

    async def look(self, interaction: discord.Interaction[Any], event_id: int, wishes: RecapWishes, page: int) -> None:
        """Show another message of it, or another style, in the place of this one."""
        recap = await open_recap(self._catalog, event_id, Scope(await moderated_guild(interaction, "recap")))
        message = await _preview(interaction, recap, wishes, page)
        await edit(interaction, **message)

    async def leave(self, interaction: discord.Interaction[Any]) -> None:
        await moderated_guild(interaction, "recap")
        await edit(interaction, content="Nothing was posted.", embeds=[], view=None, attachments=[])


async def _preview(
    interaction: discord.Interaction[Any], recap: Recap, wishes: RecapWishes, wanted: int
) -> dict[str, Any]:
    """Exactly one message of it, as it would be posted."""
    messages = await asyncio.to_thread(recap_messages, recap, wishes.style)
    page = min(wanted, len(messages) - 1)
    message = messages[page]
    people = await people_behind(guild_of(interaction), wishes.mention or "")
    return {
        "content": preview_text(recap, wishes.style, page, len(messages), pings=pinged(wishes.mention, people)),
        "embeds": list(message.embeds),
        "attachments": await asyncio.to_thread(banner_of, recap) if message.banner else [],
        "view": preview_view(recap.event.id, wishes, page, len(messages)),
    }
