"""Posting a recap message by message. It remembers nothing that is not in the database, so it may die at any point."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import assert_never

import discord
import structlog

from bot.discord_app.announcements.sending import TROUBLES, meaning_of
from bot.discord_app.recaps.recap_sending import place_part
from bot.discord_app.recaps.recap_sent_before import CannotLookError
from bot.discord_app.wiring import Wiring
from bot.domain.deliveries import ChannelClosed, Dropped, Missed, Sent, TryAgain
from bot.domain.recap_posts import RecapPart, RecapPost
from bot.services.catalog import Catalog
from bot.services.recaps.post_recap import (
    hold_post,
    part_is_sent,
    post_broke_off,
    post_held,
    post_is_finished,
    take_up,
    waiting_posts,
)

_log = structlog.get_logger()

# With their pauses these take some seconds; what still fails is left to the next round.
_TRIES = 4
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 30.0


@dataclass(frozen=True, slots=True)
class Posted:
    post: RecapPost


@dataclass(frozen=True, slots=True)
class BrokenOff:
    """`post` is as far as it came. It is gone on with by itself, or else waits for a moderator."""

    post: RecapPost
    reason: str
    by_itself: bool


class RecapPosting:
    def __init__(self, client: discord.Client, catalog: Catalog, wiring: Wiring) -> None:
        self._client = client
        self._catalog = catalog
        self._wiring = wiring

    @property
    def lease(self) -> timedelta:
        return timedelta(seconds=self._wiring.lease_seconds)

    async def resume(self) -> None:
        """Go on with all that broke off and waits for nobody, in the servers that this process serves."""
        await self._client.wait_until_ready()
        for post_id, guild_id in await waiting_posts(self._catalog, self._wiring.clock()):
            if self._client.get_guild(guild_id) is not None:
                await self.go_on(post_id)

    async def go_on(self, post_id: int) -> Posted | BrokenOff | None:
        """None where it is finished, or somebody else is at it."""
        post = await take_up(self._catalog, post_id, self._wiring.clock(), self.lease)
        return None if post is None else await self.post(post, fresh=False)

    async def go_on_holding(self, post_id: int) -> Posted | BrokenOff:
        """Send what was added to a post that this process holds."""
        return await self.post(await post_held(self._catalog, post_id))

    async def post(self, post: RecapPost, *, fresh: bool = True) -> Posted | BrokenOff:
        """Send what is waiting of a post that this process holds. `fresh`: nobody tried to before."""
        try:
            async with self._holding(post):
                outcome = await self._send_all(post, doubtful=not fresh)
        except BaseException:
            await post_broke_off(self._catalog, post, None)
            raise
        match outcome:
            case Posted():
                await post_is_finished(self._catalog, post, self._wiring.clock())
                _log.info("recap posted", **_place(post), messages=len(post.parts))
            case BrokenOff(reason=reason, by_itself=by_itself):
                await post_broke_off(self._catalog, post, None if by_itself else reason)
                _log.warning("a recap's post broke off", **_place(post), reason=reason, sent=outcome.post.sent)
            case _:
                assert_never(outcome)
        return outcome

    async def _send_all(self, post: RecapPost, *, doubtful: bool) -> Posted | BrokenOff:
        for part in post.waiting:
            outcome = await self._send(post, part, doubtful=doubtful)
            if isinstance(outcome, BrokenOff):
                return outcome
            post, doubtful = outcome.post, False
        return Posted(post)

    async def _send(self, post: RecapPost, part: RecapPart, *, doubtful: bool) -> Posted | BrokenOff:
        """Sent and written down; after trouble that may pass it is tried again."""
        pause = _FIRST_PAUSE
        for tries in range(1, _TRIES + 1):
            try:
                placed = await place_part(self._client, self._catalog, post, part, doubtful=doubtful)
            except CannotLookError as error:
                return BrokenOff(post, str(error), by_itself=False)
            except TROUBLES as error:
                trouble = _trouble(error)
                if not trouble.by_itself or tries == _TRIES:
                    return BrokenOff(post, trouble.reason, trouble.by_itself)
                await asyncio.sleep(min(max(pause, trouble.seconds), _LONGEST_PAUSE))
                pause, doubtful = pause * 2, True
                continue
            places = {"place_id": placed.place_id, "message_id": placed.message_id}
            return Posted(await part_is_sent(self._catalog, post, part, **places, now=self._wiring.clock()))
        raise AssertionError("the last try returns")

    @asynccontextmanager
    async def _holding(self, post: RecapPost) -> AsyncIterator[None]:
        """However long Discord makes it wait, nobody else takes the post up meanwhile."""
        renewing = asyncio.create_task(self._renew(post))
        try:
            yield
        finally:
            renewing.cancel()
            await asyncio.gather(renewing, return_exceptions=True)

    async def _renew(self, post: RecapPost) -> None:
        while True:
            await asyncio.sleep(self._wiring.lease_seconds / 3)
            try:
                await hold_post(self._catalog, post.id, self._wiring.clock(), self.lease)
            except Exception as error:  # noqa: BLE001  the next time may succeed
                _log.error("a recap's lease cannot be renewed", **_place(post), exc_info=error)


@dataclass(frozen=True, slots=True)
class _Trouble:
    reason: str
    by_itself: bool
    seconds: float = 0.0


def _trouble(error: Exception) -> _Trouble:
    match meaning_of(error):
        case TryAgain(reason, _, not_before):
            return _Trouble(reason, by_itself=True, seconds=not_before.total_seconds())
        case ChannelClosed(reason) | Missed(reason):
            return _Trouble(reason, by_itself=False)
        case Sent():
            return _Trouble("the message was deleted while it was being sent", by_itself=False)
        case Dropped():
            return _Trouble("it is no longer wanted", by_itself=False)
        case unknown:
            assert_never(unknown)


def _place(post: RecapPost) -> dict[str, int]:
    order = post.order
    return {
        "post_id": post.id,
        "guild_id": order.guild_id,
        "channel_id": order.channel_id,
        "event_id": order.event_id,
    }
