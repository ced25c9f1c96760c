"""Telling servers in their log channel what was not sent, and sending it after all where they want that."""

from hashlib import blake2b
from typing import Any

import discord
import structlog

from bot.discord_app.announcements.announcing_rights import require_both_may_announce
from bot.discord_app.announcements.sending import send
from bot.discord_app.embeds.missed import missed_embed
from bot.discord_app.permissions import moderated_guild
from bot.discord_app.replying import reply
from bot.discord_app.views.missed_buttons import missed_buttons
from bot.discord_app.wiring import Wiring
from bot.domain.deliveries import DeliveryOutcome, Sent, TryAgain
from bot.domain.missed_news import MissedNews
from bot.services.announcements.send_now import occurrence_meant, send_missed
from bot.services.announcements.tell_missed import news_is_told, untold_news
from bot.services.catalog import Catalog
from bot.services.settings.show_settings import settings_of

_log = structlog.get_logger()


class TellingMissed:
    """One message a server, however much it missed. Where nobody is to be told, `/announce list` still knows of it."""

    def __init__(self, client: discord.Client, catalog: Catalog, wiring: Wiring) -> None:
        self._client = client
        self._catalog = catalog
        self._wiring = wiring

    async def tell(self) -> None:
        """What could not be told yet waits for the next time; the log has all of it."""
        for news in await untold_news(self._catalog):
            outcome = await self._told(news)
            if isinstance(outcome, TryAgain):
                _log.warning("missed announcements could not be told yet", guild_id=news.guild_id)
                continue
            if not isinstance(outcome, Sent):
                _log.warning("missed announcements are told to nobody", guild_id=news.guild_id, count=len(news.missed))
            await news_is_told(self._catalog, news)

    async def send_now(self, interaction: discord.Interaction[Any], occurrence_id: int) -> None:
        guild_id = await moderated_guild(interaction, "announce")
        announcement, occurrence = await occurrence_meant(self._catalog, occurrence_id, guild_id)
        channel_id, mention = occurrence.channel_id, announcement.wording.mention or ""
        require_both_may_announce(interaction, [channel_id], mention, publish=False)
        await send_missed(self._catalog, occurrence_id, guild_id, self._wiring.clock())
        await reply(interaction, content=f"On its way to <#{channel_id}>.")

    async def _told(self, news: MissedNews) -> DeliveryOutcome | None:
        settings = await settings_of(self._catalog, news.guild_id)
        if settings.log_channel_id is None:
            return None
        view = missed_buttons(news)
        message: dict[str, Any] = {"embeds": [missed_embed(news, len(view.children))]}
        if view.children:
            message["view"] = view
        return await send(self._client, settings.log_channel_id, message, _nonce(news))


def _nonce(news: MissedNews) -> str:
    """The same for the same news, for it may be out and not yet noted so."""
    known = (news.guild_id, [one.occurrence.id for one in news.missed], [one.id for one in news.paused])
    return blake2b(repr(known).encode(), digest_size=12).hexdigest()
