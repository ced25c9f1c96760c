"""Telling servers that an event changed at its source, and reading the sources again."""

from hashlib import blake2b

import discord
import structlog

from bot.discord_app.embeds.news import news_embed
from bot.discord_app.wiring import Wiring
from bot.services.catalog import Catalog
from bot.services.changes.follow_event import ChangeNews, news_is_told, unfollow_id, waiting_news
from bot.services.changes.sync_sources import NotSynced, Synced, sync_sources

_log = structlog.get_logger()

_SERVER_TROUBLE = 500
_TOO_MANY_REQUESTS = 429


class News:
    """A message that is out but not yet noted so, as after a crash, is sent again under the nonce of the first time.

    Discord knows a nonce for a few minutes, so within these nobody is told twice; after that, rather twice than never.
    """

    def __init__(self, client: discord.Client, catalog: Catalog, wiring: Wiring) -> None:
        self._client = client
        self._catalog = catalog
        self._wiring = wiring

    async def read_sources(self) -> None:
        """One source's trouble is logged and does not stop the others."""
        async for outcome in sync_sources(self._catalog, self._wiring.fetch_limits, self._wiring.clock()):
            match outcome:
                case Synced(event, location, plans):
                    changed = any(not plan.changes_nothing for plan in plans)
                    _log.info("source read", event_id=event.id, location=location, changed=changed)
                case NotSynced(event, location, reason):
                    _log.warning("source not read", event_id=event.id, location=location, reason=reason)

    async def tell(self) -> None:
        for news in await waiting_news(self._catalog):
            if await self._is_settled(news):
                await news_is_told(self._catalog, news.waiting)

    async def _is_settled(self, news: ChangeNews) -> bool:
        """Told, or never to be told: False only where it is worth another try."""
        waiting = news.waiting
        channel = self._client.get_partial_messageable(waiting.channel_id, guild_id=waiting.guild_id)
        try:
            await channel.send(embed=news_embed(news), nonce=_nonce(news))
        except (discord.Forbidden, discord.NotFound) as error:
            _log.warning("no longer told: the channel is closed to me", **_place(news), error=str(error))
            await unfollow_id(self._catalog, news.event.id, waiting.guild_id)
        except (discord.HTTPException, OSError) as error:
            if _may_pass(error):
                _log.warning("news could not be told yet", **_place(news), error=str(error))
                return False
            _log.exception("news is not told: Discord refuses it", **_place(news))
        return True


def _nonce(news: ChangeNews) -> str:
    """The same for the same news, and no longer than Discord's 25 characters."""
    named = f"{news.waiting.guild_id}:{news.waiting.change_id}"
    return blake2b(named.encode(), digest_size=12).hexdigest()


def _may_pass(error: Exception) -> bool:
    if not isinstance(error, discord.HTTPException):
        return True
    return error.status >= _SERVER_TROUBLE or error.status == _TOO_MANY_REQUESTS


def _place(news: ChangeNews) -> dict[str, int]:
    waiting = news.waiting
    return {"guild_id": waiting.guild_id, "channel_id": waiting.channel_id, "event_id": news.event.id}
