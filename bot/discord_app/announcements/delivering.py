"""The loop that sends announcements. It remembers nothing that is not in the database, so it may die at any point."""

import asyncio
import random
import secrets
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TypeAlias

import discord
from structlog.contextvars import bound_contextvars

from bot.discord_app.announcements.courier import Courier
from bot.discord_app.announcements.delivery_counts import DeliveryCounts, place_of
from bot.discord_app.wiring import Wiring
from bot.domain.deliveries import Claimant, Claimed, DeliveryOutcome, Missed
from bot.services.announcements.deliver_occurrences import claim_due, give_up, look_ahead, renew_claims, settle
from bot.services.catalog import Catalog

FollowUp: TypeAlias = Callable[[Claimed | None, DeliveryOutcome], None]

_LONGEST_PAUSE = 30.0
_SECONDS_TO_END = 5.0
# Of all that a process has to PostgreSQL: the others are for those who ask, and for what goes on beside.
_CONNECTIONS = 8


class Delivering:
    """Sends in many channels at once, and in each one after the other. `follow_up` is told how each ended."""

    def __init__(self, client: discord.Client, catalog: Catalog, wiring: Wiring, follow_up: FollowUp) -> None:
        self.counts = DeliveryCounts(measures=wiring.measures)
        self._client = client
        self._catalog = catalog
        self._wiring = wiring
        self._follow_up = follow_up
        self._connections = asyncio.Semaphore(_CONNECTIONS)
        self._courier = Courier(client, catalog, wiring, self.counts, self._connections)
        self._token = secrets.token_hex(12)
        self._awake = asyncio.Event()
        self._under_way: set[int] = set()
        self._deliveries: set[asyncio.Task[None]] = set()
        self._loops: tuple[asyncio.Task[None], ...] = ()

    def start(self) -> None:
        """Nothing is sent before the client is ready."""
        run, keep = self._run(), self._keep_leases()
        self._loops = (asyncio.create_task(run, name="deliver"), asyncio.create_task(keep, name="keep leases"))

    def wake(self) -> None:
        """Something was planned, or is to go out now."""
        self._awake.set()

    async def stop(self) -> None:
        """What is being sent has a moment to end; the rest is taken up where it was left."""
        for loop in self._loops:
            loop.cancel()
        if self._deliveries:
            await asyncio.wait(self._deliveries, timeout=_SECONDS_TO_END)
        unfinished = [*self._loops, *self._deliveries]
        for task in unfinished:
            task.cancel()
        await asyncio.gather(*unfinished, return_exceptions=True)

    async def _run(self) -> None:
        await self._client.wait_until_ready()
        while True:
            self._awake.clear()
            pause = await self._round()
            # Not wait_for, which in Python 3.11 loses a cancellation that comes with the waking.
            with suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._awake.wait()

    async def _round(self) -> float:
        """How many seconds there is nothing to do. Never long, for the clock may jump and other processes write."""
        try:
            return await self._start_due(self._wiring.clock())
        except Exception as error:  # noqa: BLE001  the next round may succeed
            self.counts.note_failure("announcements cannot be looked after", error)
            return self._wiring.poll_seconds

    async def _start_due(self, now: datetime) -> float:
        ahead = await look_ahead(self._catalog, now)
        if ahead.overdue:
            self.counts.note_overdue(await give_up(self._catalog, ahead.overdue, now))
            self._follow_up(None, Missed("it was too late"))
            return 0
        free = self._wiring.deliveries_at_once - len(self._deliveries)
        if ahead.due and free > 0:
            ours = self._under_way
            for claimed in await claim_due(self._catalog, self._claimant(), now, limit=free, under_way=ours):
                self._start(claimed)
        until = self._wiring.poll_seconds if ahead.next_at is None else (ahead.next_at - now).total_seconds()
        return min(until, self._wiring.poll_seconds)

    def _start(self, claimed: Claimed) -> None:
        self._under_way.add(claimed.occurrence.id)
        task = asyncio.create_task(self._drain(claimed), name=f"deliver {claimed.occurrence.id}")
        self._deliveries.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: "asyncio.Task[None]") -> None:
        self._deliveries.discard(task)
        self.wake()

    async def _drain(self, claimed: Claimed | None) -> None:
        """One occurrence after the other, as long as its channel has any that is due."""
        while claimed is not None:
            occurrence_id = claimed.occurrence.id
            self._under_way.add(occurrence_id)
            try:
                with bound_contextvars(request_id=f"occurrence {occurrence_id}"):
                    outcome = await self._courier.deliver(claimed, self._claimant())
                    following = await self._settled(claimed, outcome)
            finally:
                self._under_way.discard(occurrence_id)
            self._follow_up(claimed, outcome)
            claimed = following

    async def _settled(self, claimed: Claimed, outcome: DeliveryOutcome) -> Claimed | None:
        """Tried until it is written down: as long as this process lives, nobody else need find out."""
        self.counts.note(claimed, outcome, self._wiring.clock())
        pause = 1.0
        while True:
            now, chance = self._wiring.clock(), random.random()  # noqa: S311  it keeps no secret
            try:
                async with self._connections:
                    return await settle(self._catalog, claimed, outcome, self._claimant(), now, chance)
            except Exception as error:  # noqa: BLE001  as said above
                self.counts.note_failure("a delivery cannot be written down", error, **place_of(claimed))
            await asyncio.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)

    async def _keep_leases(self) -> None:
        while True:
            await asyncio.sleep(self._wiring.lease_seconds / 3)
            try:
                if self._under_way:
                    now = self._wiring.clock()
                    await renew_claims(self._catalog, self._claimant(), list(self._under_way), now)
            except Exception as error:  # noqa: BLE001  the next time may succeed
                self.counts.note_failure("leases cannot be renewed", error)

    def _claimant(self) -> Claimant:
        return Claimant(self._token, timedelta(seconds=self._wiring.lease_seconds))
