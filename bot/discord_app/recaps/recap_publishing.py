"""Publishing a recap's messages to the servers that follow an announcement channel."""

import discord
import structlog
from discord.http import Route

from bot.discord_app.announcements.sending import REQUEST_SECONDS, TROUBLES, meaning_of
from bot.domain.deliveries import TryAgain
from bot.services.catalog import Catalog
from bot.services.recaps.post_recap import ToPublish, is_published, to_publish

_log = structlog.get_logger()

_PUBLISHED_BEFORE = 40033


class RecapPublishing:
    """Beside the posting, for Discord may make the eleventh message of an hour wait until the next."""

    def __init__(self, client: discord.Client, catalog: Catalog) -> None:
        self._client = client
        self._catalog = catalog

    async def publish(self) -> None:
        await self._client.wait_until_ready()
        for one in await to_publish(self._catalog):
            if await self._is_settled(one):
                await is_published(self._catalog, one)

    async def _is_settled(self, one: ToPublish) -> bool:
        """Published, or never to be: False only where it is worth another try."""
        template = "/channels/{channel_id}/messages/{message_id}/crosspost"
        route = Route("POST", template, channel_id=one.channel_id, message_id=one.message_id)
        try:
            await self._client.http.request(route, timeout=REQUEST_SECONDS)
        except TROUBLES as error:
            if isinstance(error, discord.HTTPException) and error.code == _PUBLISHED_BEFORE:
                return True
            meaning = meaning_of(error)
            place = {"post_id": one.post_id, "channel_id": one.channel_id, "message_id": one.message_id}
            _log.warning("a recap's message is not published", **place, trouble=getattr(meaning, "trouble", "gone"))
            return not isinstance(meaning, TryAgain)
        return True
