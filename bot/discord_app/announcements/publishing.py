"""Publishing messages to the servers that follow an announcement channel."""

import asyncio

import discord
import structlog
from discord.http import Route

from bot.discord_app.announcements.sending import REQUEST_SECONDS, TROUBLES, meaning_of
from bot.discord_app.wiring import Wiring
from bot.domain.deliveries import ToPublish, TryAgain
from bot.services.announcements.publish_occurrences import publishing_ended, to_publish
from bot.services.catalog import Catalog

_log = structlog.get_logger()

_PUBLISHED_BEFORE, _NO_ANNOUNCEMENT_CHANNEL = 40033, 50024


class Publishing:
    """Beside the deliveries, for Discord may make the eleventh message of an hour wait until the next."""

    def __init__(self, client: discord.Client, catalog: Catalog, wiring: Wiring) -> None:
        self._client = client
        self._catalog = catalog
        self._wiring = wiring
        self._under_way: dict[int, asyncio.Task[None]] = {}

    async def publish(self) -> None:
        """Start what is due, and wait for none of it."""
        for one in await to_publish(self._catalog, self._wiring.clock()):
            id = one.occurrence.id
            if id not in self._under_way:
                self._under_way[id] = asyncio.create_task(self._publish(one))

    async def stop(self) -> None:
        tasks = list(self._under_way.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _publish(self, one: ToPublish) -> None:
        try:
            await self._try(one)
        finally:
            del self._under_way[one.occurrence.id]

    async def _try(self, one: ToPublish) -> None:
        place = {"occurrence_id": one.occurrence.id, "channel_id": one.occurrence.channel_id}
        try:
            trouble = await self._trouble(one)
        except TROUBLES as error:
            meaning = meaning_of(error)
            trouble = f"sent, but not published: {getattr(meaning, 'trouble', error)}"
            again = meaning if isinstance(meaning, TryAgain) else None
            _log.warning("announcement not published", **place, trouble=trouble)
            await publishing_ended(self._catalog, one, trouble, self._wiring.clock(), again)
            return
        _log.info("announcement published" if trouble is None else "announcement not published", **place)
        await publishing_ended(self._catalog, one, trouble, self._wiring.clock())

    async def _trouble(self, one: ToPublish) -> str | None:
        template = "/channels/{channel_id}/messages/{message_id}/crosspost"
        route = Route("POST", template, channel_id=one.occurrence.channel_id, message_id=one.message_id)
        try:
            await self._client.http.request(route, timeout=REQUEST_SECONDS)
        except discord.HTTPException as error:
            if error.code == _PUBLISHED_BEFORE:
                return None
            if error.code == _NO_ANNOUNCEMENT_CHANNEL:
                return "sent, but not published: it is no announcement channel"
            raise
        return None
