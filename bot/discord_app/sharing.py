"""The work that this process shares with the others on its database: what it does for all, and what wakes it."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable

import structlog

from bot.discord_app.answering import Answering
from bot.domain.fellows import CHORES, Duty, Topic
from bot.services.catalog import Catalog
from bot.services.operating.join_fellows import join_fellows

_log = structlog.get_logger()

Wake = Callable[[], None]

# Less than what others answer is kept for.
_SECONDS_TO_RETURN = 1.5
_SECONDS_TO_TELL = 0.5


class Sharing:
    """`answering` answers what Discord tells of the shards that are this process's."""

    def __init__(self, catalog: Catalog, answering: Answering) -> None:
        self._answering = answering
        self._fellows = join_fellows(catalog, self)
        self._does_chores = False
        self._woken: defaultdict[Topic, list[Wake]] = defaultdict(list)
        self._shards: set[Duty] = set()
        self._attending: asyncio.Task[None] | None = None
        self._patience: asyncio.TimerHandle | None = None

    def wakes(self, topic: Topic, wake: Wake) -> None:
        """Called when a process says so. CHORES: when they are this one's."""
        self._woken[topic].append(wake)

    def chore(self, job: Callable[[], Awaitable[None]]) -> Callable[[], Awaitable[None]]:
        """A job that one process does for all of them."""

        async def ours() -> None:
            if self._does_chores:
                await job()

        return ours

    def start(self) -> None:
        self._fellows.want(CHORES)
        self._attending = asyncio.create_task(self._fellows.attend(), name="hear other processes")

    def join(self, shard_id: int) -> None:
        """Discord tells of the shard from now on."""
        duty = Duty(self._answering.shard_count, shard_id)
        self._shards.add(duty)
        self._fellows.want(duty)

    async def hand_over(self) -> None:
        """Each shard to a process that holds it as well; where there is none, this one goes on to answer."""
        if self._shards:
            await self._fellows.settle()
        for duty in sorted(self._shards, key=lambda duty: duty.number):
            self._answering.leave(duty.number)
            try:
                taken_over = await self._fellows.offer(duty, self._answering.taken())
            except Exception as error:  # noqa: BLE001  without the others it is answered here
                _log.warning("a shard cannot be handed over", shard_id=duty.number, error=str(error))
                taken_over = False
            if taken_over:
                _log.info("shard handed over", shard_id=duty.number)
            else:
                self._answering.take_over(duty.number)

    async def stop(self) -> None:
        """What was answered since a shard was offered in vain is told before another process can have it."""
        self._be_patient_no_more()
        try:
            async with asyncio.timeout(_SECONDS_TO_TELL):
                await self._fellows.tell_taken(self._answering.taken())
        except Exception as error:  # noqa: BLE001  Discord refuses what is answered again
            _log.warning("the last answers cannot be told", error=str(error))
        if self._attending is not None:
            self._attending.cancel()
            await asyncio.gather(self._attending, return_exceptions=True)

    def told(self, topic: Topic, text: str) -> None:
        if topic is Topic.TAKEN:
            self._answering.taken_elsewhere(int(id) for id in text.split(","))
        self._wake(topic)

    def took(self, duty: Duty) -> None:
        if duty == CHORES:
            self._does_chores = True
            self._wake(Topic.NEWS, Topic.CHORES)
        else:
            self._answering.take_over(duty.number)

    def left_to_others(self, duty: Duty) -> None:
        if duty == CHORES:
            self._does_chores = False
        else:
            self._answering.leave(duty.number)

    def connected(self) -> None:
        self._be_patient_no_more()
        self._wake(Topic.OCCURRENCES, Topic.NEWS)

    def disconnected(self) -> None:
        """Whoever had a shard goes on with it. Where nobody can be asked for longer, rather two answer than none."""
        self._does_chores = False
        if self._patience is None:
            loop = asyncio.get_running_loop()
            self._patience = loop.call_later(_SECONDS_TO_RETURN, self._take_all_over)

    def _take_all_over(self) -> None:
        self._patience = None
        for duty in self._shards:
            self._answering.take_over(duty.number)

    def _be_patient_no_more(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None

    def _wake(self, *topics: Topic) -> None:
        for topic in topics:
            for wake in self._woken[topic]:
                wake()
