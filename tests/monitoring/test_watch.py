"""What Prometheus gets, in the forms that it asks for, with what there is at that moment."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from datetime import timedelta

import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import unused_port
from prometheus_client import Metric
from prometheus_client.openmetrics.parser import text_string_to_metric_families as read_open_metrics
from prometheus_client.parser import text_string_to_metric_families as read_text

from bot.domain.announcements import Announcement, AnnouncementState, OccurrenceState, Once, Wording
from bot.monitoring.server import watched_on
from bot.monitoring.watch import GatewayView, Watch
from bot.services.catalog import Catalog
from bot.store import announcements, occurrences
from bot.store.database import Database
from bot.store.occurrences import Planned
from tests import make

OPEN_METRICS = "application/openmetrics-text; version=1.0.0"


def a_watch(stop: asyncio.Event | None = None) -> Watch:
    gateway = GatewayView(trouble=lambda: "connecting", latencies=lambda: {0: 0.5, 7: 1.5}, servers=lambda: 3)
    return Watch(gateway, lambda: make.NOW, stop or asyncio.Event())


async def scraped(watch: Watch, accepted: str, read: Callable[[str], Iterable[Metric]]) -> dict[tuple[str, ...], float]:
    body, _ = await watch.metrics(accepted)
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in read(body.decode())
        for sample in family.samples
    }


@pytest.fixture
async def with_announcements(seeded: Catalog) -> Catalog:
    """One is out, one is due, two are to come."""
    hours = [make.NOW + timedelta(hours=hours) for hours in (-1, 0, 1, 2)]
    out, *waiting = (Planned(key=str(at), channel_id=2, due_at=at, give_up_at=at) for at in hours)
    new = Announcement(
        id=0,
        guild_id=1,
        channel_id=2,
        author_id=3,
        schedule=Once(make.NOW),
        wording=Wording(text="Hello"),
        time_zone="UTC",
        state=AnnouncementState.ACTIVE,
        created_at=make.NOW,
    )
    async with seeded.database.transaction() as session:
        added = await announcements.add(session, new)
        await occurrences.add(session, added, [out], OccurrenceState.SENT)
        await occurrences.add(session, added, waiting, OccurrenceState.WAITING)
    return seeded


@pytest.mark.parametrize(("accepted", "read"), [("", read_text), (OPEN_METRICS, read_open_metrics)])
async def test_what_there_is_can_be_read_in_both_forms(
    with_announcements: Catalog, accepted: str, read: Callable[[str], Iterable[Metric]]
) -> None:
    watch = a_watch()
    async with watch.looking_at(with_announcements):
        seen = await scraped(watch, accepted, read)
    expected = {
        ("talkbot_ready", "bot"): 1,
        ("talkbot_ready", "database"): 1,
        ("talkbot_ready", "gateway"): 0,
        ("talkbot_gateway_latency_seconds", "0"): 0.5,
        ("talkbot_gateway_latency_seconds", "7"): 1.5,
        ("talkbot_servers",): 3,
        ("talkbot_events",): 1,
        ("talkbot_talks",): 9,
        ("talkbot_speakers",): 10,
        ("talkbot_occurrences_waiting",): 3,
        ("talkbot_occurrences_overdue",): 1,
    }
    assert {key: seen[key] for key in expected} == expected


async def test_before_the_database_is_open_there_is_something_to_scrape() -> None:
    seen = await scraped(a_watch(), "", read_text)
    assert (seen["talkbot_ready", "bot"], ("talkbot_talks",) in seen) == (0, False)


async def test_database_that_is_away_leaves_out_what_it_would_say() -> None:
    watch = a_watch()
    away = Database("postgresql+asyncpg://talkbot:hidden@127.0.0.1:1/talkbot")
    async with watch.looking_at(Catalog(away)):
        seen = await scraped(watch, "", read_text)
    await away.close()
    assert (seen["talkbot_ready", "database"], ("talkbot_talks",) in seen) == (0, False)


@pytest.fixture
async def address(seeded: Catalog) -> AsyncIterator[str]:
    watch, port = a_watch(), unused_port()
    async with watched_on("127.0.0.1", port, watch), watch.looking_at(seeded):
        yield f"http://127.0.0.1:{port}"


async def test_many_may_look_at_once_and_only_look(address: str) -> None:
    async with ClientSession() as session:

        async def status(method: str, path: str) -> int:
            async with session.request(method, address + path) as answer:
                return answer.status

        looks = await asyncio.gather(*(status("GET", path) for path in ("/metrics", "/readyz", "/healthz") * 10))
        assert list(looks) == [200, 503, 200] * 10
        assert [await status("POST", "/metrics"), await status("GET", "/"), await status("HEAD", "/healthz")] == [
            405,
            404,
            200,
        ]


async def test_stop_is_told_first() -> None:
    stop = asyncio.Event()
    watch = a_watch(stop)
    stop.set()
    assert await watch.readiness.troubles() == {"bot": "stopping"}
