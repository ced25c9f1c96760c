"""What is not counted as it happens but looked at when Prometheus asks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from prometheus_client import Metric
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from bot.domain.stock import Stock


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """`stock` is None where the database does not say. `latencies` are in seconds, by shard."""

    ready: Mapping[str, bool] = field(default_factory=dict)
    latencies: Mapping[int, float] = field(default_factory=dict)
    servers: int = 0
    stock: Stock | None = None


class StandingCollector(Collector):
    def __init__(self) -> None:
        self.standing = Standing()

    def collect(self) -> Iterator[Metric]:
        now = self.standing
        ready = GaugeMetricFamily("talkbot_ready", "1 where a part is well", labels=["part"])
        for part, well in now.ready.items():
            ready.add_metric([part], float(well))
        latency = GaugeMetricFamily("talkbot_gateway_latency_seconds", "Heartbeat to its answer", labels=["shard"])
        for shard, seconds in now.latencies.items():
            latency.add_metric([str(shard)], seconds)
        yield from (ready, latency, GaugeMetricFamily("talkbot_servers", "Servers served here", value=now.servers))
        if now.stock is not None:
            yield from _stock(now.stock)


def _stock(stock: Stock) -> Iterator[Metric]:
    yield GaugeMetricFamily("talkbot_events", "Events in the catalog", value=stock.events)
    yield GaugeMetricFamily("talkbot_talks", "Talks in the catalog", value=stock.talks)
    yield GaugeMetricFamily("talkbot_speakers", "Speakers in the catalog", value=stock.speakers)
    yield GaugeMetricFamily("talkbot_occurrences_waiting", "Announcements that wait to be sent", value=stock.waiting)
    yield GaugeMetricFamily("talkbot_occurrences_overdue", "Those whose time has come", value=stock.overdue)
