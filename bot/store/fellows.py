"""The one connection by which a process hears the others and holds its duties.

A duty is an advisory lock of PostgreSQL's: it goes with the connection, so what a process that died had is free at
once. On SQLite a process is alone, and everything is its own. A lock that all of them share tells of who has no duty.
"""

import asyncio
import re
import time
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

import structlog
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.fellows import Duty, Hearer, Topic
from bot.store.advisory_locks import DUTIES
from bot.store.database import Database
from bot.store.glancing import HeardGlance
from bot.store.telling import CHANNEL

_log = structlog.get_logger()

_SECONDS_BETWEEN_LOOKS = 1.0
_SECONDS_TO_ANSWER = 5.0
_SECONDS_TO_RETURN = 2.0
_FIRST_PAUSE, _LONGEST_PAUSE = 0.25, 15.0
# How long another process has to take what is offered.
_SECONDS_TO_TAKE_OVER = 0.25
_NAMESPACE = DUTIES << 32
_PRESENCE = _NAMESPACE | 1
_LONGEST_NOTICE = 7_000
_COUNTED = re.compile(r"(\d+)=(\d+)")
_OF_THE_HEARER = frozenset(Topic) - {Topic.CATALOG, Topic.FREE}
_SESSIONS = """
    SELECT DISTINCT pid FROM pg_locks WHERE locktype = 'advisory' AND classid = :number AND granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) ORDER BY pid
"""
_REVISIONS = "SELECT owner_id, revision FROM catalog_revisions"


async def sessions_at_work(database: Database) -> list[int]:
    """By which processes serve a bot on PostgreSQL, by the numbers that it has for them."""
    if database.heard is None:
        return []
    async with database.reading() as session:
        return list(await session.scalars(text(_SESSIONS), {"number": DUTIES}))


class Fellows:
    def __init__(self, database: Database, hearer: Hearer) -> None:
        self._engine = database.engine
        self._hearer = hearer
        self._glance = database.heard
        self._wanted: set[Duty] = set()
        self._held: set[Duty] = set()
        # When the connection broke; None once they were asked for again.
        self._lost: set[Duty] | None = None
        self._driver: Any = None
        self._turn = asyncio.Lock()
        self._awake = asyncio.Event()
        self._settled = asyncio.Event()

    def want(self, duty: Duty) -> None:
        """Taken as soon as nobody else has it, for as long as the process lives."""
        if self._glance is None:
            self._hearer.took(duty)
        elif duty not in self._wanted:
            self._wanted.add(duty)
            self._awake.set()

    async def attend(self) -> None:
        """For ever; what breaks the connection is waited out."""
        if self._glance is None:
            return
        pause = _FIRST_PAUSE
        while True:
            try:
                async with self._engine.connect() as connection:
                    try:
                        await self._listen(connection, self._glance)
                        pause = _FIRST_PAUSE
                        await self._look_again_and_again(self._glance)
                    finally:
                        self._lose_all(self._glance)
                        # Else it would go back to the others of the pool with its locks.
                        await connection.invalidate()
            except Exception as error:  # noqa: BLE001  whatever it is, the next connection may hold
                self._hearer.disconnected()
                said = str(error) or type(error).__name__
                _log.warning("no connection to hear other processes by", error=said, seconds=pause)
            await asyncio.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)

    async def settle(self) -> None:
        """Until it is known who has what, or for a while: PostgreSQL may just be restarting."""
        if self._glance is None:
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(_SECONDS_TO_RETURN):
                await self._settled.wait()

    async def offer(self, duty: Duty, taken: Iterable[int]) -> bool:
        """Whether another process took it over, which is told of the interactions `taken`."""
        self._wanted.discard(duty)
        if self._driver is None:
            return False
        if duty not in self._held:
            return True
        await self.tell_taken(taken)
        async with self._turn:
            await self._ask("SELECT pg_advisory_unlock($1)", _key(duty))
            await self._notify(Topic.FREE, "")
        await asyncio.sleep(_SECONDS_TO_TAKE_OVER)
        async with self._turn:
            taken_over = not await self._ask("SELECT pg_try_advisory_lock($1)", _key(duty))
        return bool(taken_over)

    async def tell_taken(self, taken: Iterable[int]) -> None:
        """Who has the duties next need not look at these interactions."""
        if self._driver is None:
            return
        async with self._turn:
            for notice in _notices(taken):
                await self._notify(Topic.TAKEN, notice)

    async def _listen(self, connection: AsyncConnection, glance: HeardGlance) -> None:
        raw = await connection.get_raw_connection()
        self._driver = raw.driver_connection
        await self._ask("SELECT pg_advisory_lock_shared($1)", _PRESENCE)
        await self._driver.add_listener(CHANNEL, self._heard)
        self._driver.add_termination_listener(self._broken)
        glance.begin(await self._driver.fetch(_REVISIONS, timeout=_SECONDS_TO_ANSWER))
        self._hearer.connected()

    def _broken(self, _connection: object) -> None:
        self._settled.clear()
        self._awake.set()

    def _lose_all(self, glance: HeardGlance) -> None:
        glance.forget()
        self._settled.clear()
        self._driver = None
        self._lost = self._held | (self._lost or set())
        self._held = set()

    async def _look_again_and_again(self, glance: HeardGlance) -> None:
        while True:
            self._awake.clear()
            async with self._turn:
                await self._look()
                asked_at = time.monotonic()
                await self._ask("SELECT 1")
                # What was told before it was asked came before the answer.
                glance.trust(asked_at)
            self._settled.set()
            with suppress(TimeoutError):
                async with asyncio.timeout(_SECONDS_BETWEEN_LOOKS):
                    await self._awake.wait()

    async def _look(self) -> None:
        """After the connection broke, who had a duty asks for it first."""
        missing = self._wanted - self._held if self._lost is None else self._wanted & self._lost
        for duty in sorted(missing, key=_key):
            if await self._ask("SELECT pg_try_advisory_lock($1)", _key(duty)):
                self._held.add(duty)
                # What was told before it became free comes with this answer at the latest.
                await self._ask("SELECT 1")
                self._hearer.took(duty)
            else:
                self._hearer.left_to_others(duty)
        self._lost = None

    async def _notify(self, topic: Topic, text: str) -> None:
        await self._ask("SELECT pg_notify($1, $2)", CHANNEL, f"{topic}:{text}")

    async def _ask(self, statement: str, *values: object) -> Any:
        if self._driver is None:
            raise ConnectionError("there is no connection to the other processes")
        return await self._driver.fetchval(statement, *values, timeout=_SECONDS_TO_ANSWER)

    def _heard(self, _connection: object, _process_id: object, _channel: object, payload: str) -> None:
        """Processes of another version may tell of what this one does not know."""
        topic, _, text = payload.partition(":")
        if topic == Topic.FREE:
            self._awake.set()
        elif topic == Topic.CATALOG and self._glance is not None:
            if (counted := _COUNTED.fullmatch(text)) is not None:
                self._glance.told(*map(int, counted.groups()))
        elif topic in _OF_THE_HEARER:
            self._hearer.told(Topic(topic), text)


def _key(duty: Duty) -> int:
    return _NAMESPACE | duty.count << 16 | duty.number


def _notices(ids: Iterable[int]) -> Iterable[str]:
    """PostgreSQL takes 8,000 bytes at once."""
    texts = [str(id) for id in ids]
    a_notice = _LONGEST_NOTICE // 21
    return [",".join(texts[start : start + a_notice]) for start in range(0, len(texts), a_notice)]
