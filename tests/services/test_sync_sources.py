"""Sources behind links, read again from a server on this machine."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from aiohttp import web

from bot.domain.history import OPERATOR, Action
from bot.domain.imports import ProgrammePlan
from bot.domain.talks import Talk
from bot.services.catalog import Catalog
from bot.services.changes.fetch_source import fetch_order
from bot.services.changes.follow_event import follow_event, waiting_news
from bot.services.changes.import_source import ImportWishes, carry_out_import
from bot.services.changes.sync_sources import NotSynced, Synced, SyncOutcome, sync_sources
from tests import make
from tests.fetching.servers import LOOPBACK, serving
from tests.services.catalogs import entries, exports, file_of, footprint, found, imported, story, undone

GARDENING = make.talk("Gardening", key="g", room="Main hall")
CARPENTRY = make.talk("Carpentry", key="c")
POTTERY = make.talk("Pottery", key="p")


class Site:
    """Serves one file, and nothing anew to whoever has its newest state."""

    def __init__(self) -> None:
        self.status = 200
        self.asked = 0
        self.publish(GARDENING, CARPENTRY, POTTERY)

    def publish(self, *talks: Talk) -> None:
        self._content = file_of(*talks)
        self._etag = f'"{hash(self._content)}"'

    async def answer(self, request: web.Request) -> web.Response:
        self.asked += 1
        if self.status != 200:
            return web.Response(status=self.status)
        if request.headers.get("If-None-Match") == self._etag:
            return web.Response(status=304)
        return web.Response(text=self._content, headers={"ETag": self._etag})


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.fixture
async def link(site: Site) -> AsyncIterator[str]:
    async with serving(site.answer) as port:
        yield f"http://127.0.0.1:{port}/schedule.yaml"


async def import_link(catalog: Catalog, link: str, guild_id: int | None = None) -> None:
    order = await fetch_order(link, ImportWishes(guild_id=guild_id), LOOPBACK)
    assert order is not None
    await carry_out_import(catalog, order, actor=OPERATOR, now=make.NOW)


async def synced(catalog: Catalog, *, accept_losses: bool = False) -> list[SyncOutcome]:
    return [one async for one in sync_sources(catalog, LOOPBACK, make.NOW, accept_losses=accept_losses)]


async def test_unchanged_source_is_not_even_sent_again(catalog: Catalog, site: Site, link: str) -> None:
    await import_link(catalog, link)
    before = await exports(catalog), await footprint(catalog)
    (outcome,) = await synced(catalog)
    assert isinstance(outcome, Synced)
    assert (outcome.plans, outcome.location, site.asked) == ((), link, 2)
    assert (await exports(catalog), await footprint(catalog)) == before


async def test_changed_source_is_applied_and_told_in_history(catalog: Catalog, site: Site, link: str) -> None:
    await import_link(catalog, link)
    site.publish(replace(GARDENING, room="Cellar"), replace(CARPENTRY, cancelled=True), POTTERY, make.talk("Weaving"))
    (outcome,) = await synced(catalog)
    assert isinstance(outcome, Synced)
    (plan,) = outcome.plans
    assert isinstance(plan, ProgrammePlan)
    assert (len(plan.new), len(plan.moved), plan.cancelled) == (1, 1, 1)
    assert await found(catalog, "weaving") == ["Weaving"]
    assert (await story(catalog))[0].change.action == Action.SYNC
    assert [outcome.plans for outcome in await synced(catalog) if isinstance(outcome, Synced)] == [()]


@pytest.mark.parametrize(("status", "reason"), [(404, "nothing at this link"), (500, "trouble of its own")])
async def test_failing_source_leaves_the_catalog_as_it_was(
    catalog: Catalog, site: Site, link: str, status: int, reason: str
) -> None:
    await import_link(catalog, link)
    before = await exports(catalog), await footprint(catalog)
    site.status = status
    (outcome,) = await synced(catalog)
    assert isinstance(outcome, NotSynced)
    assert reason in outcome.reason
    assert (await exports(catalog), await footprint(catalog)) == before


async def test_loss_is_held_back_each_time_until_it_is_accepted(catalog: Catalog, site: Site, link: str) -> None:
    await import_link(catalog, link)
    before = await exports(catalog), await footprint(catalog)
    site.publish(GARDENING)
    for _ in range(2):
        (outcome,) = await synced(catalog)
        assert isinstance(outcome, NotSynced)
        assert "2 of 3 talks are gone from the source" in outcome.reason
        assert (await exports(catalog), await footprint(catalog)) == before
    await synced(catalog, accept_losses=True)
    assert set(await entries(catalog)) == {"Gardening"}


async def test_one_failing_source_does_not_stop_the_others(catalog: Catalog, site: Site, link: str) -> None:
    await import_link(catalog, link)
    await import_link(catalog, link, guild_id=7)
    await imported(catalog, make.talk("Weaving"), of=make.event("From a file"))
    assert [type(outcome) for outcome in await synced(catalog)] == [Synced, Synced]
    site.status = 500
    assert [type(outcome) for outcome in await synced(catalog)] == [NotSynced, NotSynced]


async def test_undone_sync_stays_undone_until_the_source_changes(catalog: Catalog, site: Site, link: str) -> None:
    await import_link(catalog, link)
    before = await exports(catalog)
    site.publish(replace(GARDENING, room="Cellar"), CARPENTRY, POTTERY)
    await synced(catalog)
    await undone(catalog)
    await synced(catalog)
    assert await exports(catalog) == before


async def test_undone_import_is_followed_no_longer(catalog: Catalog, site: Site, link: str) -> None:
    await imported(catalog, GARDENING)
    await import_link(catalog, link)
    await undone(catalog)
    assert await synced(catalog) == []


async def test_following_server_is_told_of_a_change_once(catalog: Catalog, site: Site, link: str) -> None:
    await import_link(catalog, link)
    await follow_event(catalog, "café conf", guild_id=7, channel_id=70)
    await synced(catalog)
    assert await waiting_news(catalog) == ()
    site.publish(replace(GARDENING, room="Cellar"), CARPENTRY, POTTERY)
    await synced(catalog)
    await synced(catalog)
    (news,) = await waiting_news(catalog)
    assert (news.waiting.guild_id, news.waiting.channel_id) == (7, 70)
    assert [entry.talk.room for entry in news.entries.values()] == ["Cellar"]
