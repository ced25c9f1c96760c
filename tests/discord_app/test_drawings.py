"""What was drawn is sent again for as long as nothing changes in what a server sees, and not a moment longer."""

from collections.abc import AsyncIterator

import pytest

from bot.discord_app.drawings import Drawings
from bot.domain.catalog import SHARED, Scope
from bot.domain.history import OPERATOR
from bot.domain.lookups import TalkSearch
from bot.services.catalog import Catalog
from bot.services.changes.edit_talk import edit_talk
from bot.services.changes.talk_form import TalkForm
from bot.services.finding.rank_talks import rank_talks
from bot.services.finding.warm_up import warm_up
from bot.store import glancing
from bot.store.database import Database
from tests import make
from tests.hearing import hearing
from tests.waiting import until


class Drawer:
    """Draws a number, each another one."""

    def __init__(self, catalog: Catalog, most: int = 10) -> None:
        self._drawings: Drawings[int] = Drawings(catalog, most)
        self._last = 0

    async def __call__(self, asked: str, scope: Scope) -> int:
        return await self._drawings.of(asked, scope, self._draw)

    async def _draw(self) -> int:
        self._last += 1
        return self._last


@pytest.fixture
async def seeded(seeded: Catalog, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Catalog]:
    """Sure to hear the others, however slow the machine is."""
    monkeypatch.setattr(glancing, "_SECONDS_OF_TRUST", 60)
    async with hearing(seeded.database):
        yield seeded


@pytest.mark.parametrize("elsewhere", [False, True])
async def test_change_is_drawn(seeded: Catalog, database_url: str, *, elsewhere: bool) -> None:
    await warm_up(seeded)
    other = Catalog(Database(database_url)) if elsewhere else seeded
    (talk, *_) = (await rank_talks(seeded, TalkSearch("CNI overview"), SHARED)).ranked
    draw = Drawer(seeded)
    before, version = await draw("cni", SHARED), seeded.live_index.version(SHARED)
    form = TalkForm(title="Hedgehogs in the wild")
    await edit_talk(other, talk.entry.id, form, guild_id=None, actor=OPERATOR, now=make.NOW)
    await until(lambda: seeded.live_index.version(SHARED) != version)
    assert await draw("cni", SHARED) != before
    await warm_up(seeded)
    after = await draw("cni", SHARED)
    assert before != after == await draw("cni", SHARED)
    await other.database.close()


async def test_servers_share_what_is_shared_and_nothing_else(seeded: Catalog) -> None:
    await warm_up(seeded)
    await make.saved(seeded, make.talk("Secret plan"), guild_id=77)
    async with seeded.database.reading() as session:
        await seeded.live_index.view(session, Scope(77))
    draw = Drawer(seeded)
    assert [await draw("cni", scope) for scope in (SHARED, Scope(1), Scope(2), Scope(77), Scope(77))] == [1, 1, 1, 2, 2]
    assert await draw("linkerd", Scope(1)) == 3


async def test_what_was_drawn_longest_ago_is_forgotten(seeded: Catalog) -> None:
    await warm_up(seeded)
    draw = Drawer(seeded, most=2)
    assert [await draw(asked, SHARED) for asked in ("a", "b", "a", "c", "a", "b")] == [1, 2, 1, 3, 1, 4]


async def test_what_cannot_be_told_to_be_unchanged_is_drawn_anew(seeded: Catalog) -> None:
    """As before the index was read."""
    draw = Drawer(seeded)
    assert [await draw("cni", SHARED), await draw("cni", SHARED)] == [1, 2]
