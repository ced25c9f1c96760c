"""All that is looked at from outside: what is counted, what is well, and how much there is."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

from prometheus_client.exposition import choose_encoder

from bot.clock import Clock
from bot.domain.stock import Stock
from bot.monitoring.checks import PatientCheck, Trouble
from bot.monitoring.prometheus import PrometheusMeasures
from bot.monitoring.readiness import Readiness
from bot.monitoring.standing import Standing, StandingCollector
from bot.services.catalog import Catalog
from bot.services.operating.reach_database import reach_database
from bot.services.operating.take_stock import take_stock

_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class GatewayView:
    """What whoever holds the connection to Discord tells of it."""

    trouble: Callable[[], Trouble]
    latencies: Callable[[], Mapping[int, float]]
    servers: Callable[[], int]


class Watch:
    def __init__(self, gateway: GatewayView, clock: Clock, stop: asyncio.Event) -> None:
        self.measures = PrometheusMeasures()
        self.readiness = Readiness(stop)
        self._gateway = gateway
        self._clock = clock
        self._collector = StandingCollector()
        self.measures.registry.register(self._collector)
        self._counting: PatientCheck | None = None
        self._stock: Stock | None = None

    @asynccontextmanager
    async def looking_at(self, catalog: Catalog) -> AsyncIterator[None]:
        """While the database is open, it is one of the parts."""
        reaching = PatientCheck(lambda: reach_database(catalog), _SECONDS)
        counting = self._counting = PatientCheck(lambda: self._count(catalog), _SECONDS)
        self.readiness.require(database=reaching.trouble, gateway=self._gateway_trouble)
        try:
            yield
        finally:
            self._counting = None
            self.readiness.require()
            await reaching.end()
            await counting.end()

    async def metrics(self, accepted: str) -> tuple[bytes, str]:
        """The text and its type, as the one who asks accepts it."""
        troubles = await self.readiness.troubles()
        self._stock = None
        if self._counting is not None and troubles.get("database") is None:
            await self._counting.trouble()
        self._collector.standing = Standing(
            ready={part: trouble is None for part, trouble in troubles.items()},
            latencies=self._gateway.latencies(),
            servers=self._gateway.servers(),
            stock=self._stock,
        )
        encode, content_type = choose_encoder(accepted)
        # With many series it takes some milliseconds, in which people are answered.
        return await asyncio.to_thread(encode, self.measures.registry), content_type

    async def _gateway_trouble(self) -> Trouble:
        return self._gateway.trouble()

    async def _count(self, catalog: Catalog) -> None:
        self._stock = await take_stock(catalog, self._clock())
