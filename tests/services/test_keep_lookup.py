from datetime import date, timedelta

import pytest

from bot.domain.filters import TalkFilter
from bot.domain.lookups import (
    EventCard,
    EventListing,
    Lookup,
    RunningNow,
    SpeakerCard,
    StartingNext,
    TalkCard,
    TalkListing,
    TalkSearch,
)
from bot.errors import UserError
from bot.services.catalog import Catalog
from bot.services.keep_lookup import MAX_TOKEN, lookup_of, token_of
from tests import make

FULL = TalkFilter(
    event_id=12,
    speakers=("Karel Čapek", "Karel Capek"),
    track="Data & AI",
    day=date(2026, 3, 24),
    language="cs",
)
LOOKUPS = [
    TalkSearch("cni"),
    TalkSearch("x" * 200, FULL),
    TalkSearch(':page:1:=["q"]\n“”\ud800'),
    TalkListing(),
    TalkListing(FULL),
    TalkCard(999_999),
    SpeakerCard("שלום"),
    EventCard(1),
    EventListing(),
    RunningNow(),
    StartingNext(),
]


@pytest.mark.parametrize("lookup", LOOKUPS)
async def test_lookup_comes_back_from_its_token(catalog: Catalog, lookup: Lookup) -> None:
    token = await token_of(catalog, lookup, make.NOW)
    assert len(token) <= MAX_TOKEN
    assert await lookup_of(Catalog(catalog.database), token) == lookup


async def test_short_lookup_is_not_kept_in_the_database(catalog: Catalog) -> None:
    assert (await token_of(catalog, TalkSearch("cni"), make.NOW)).startswith("=")
    assert (await token_of(catalog, TalkSearch("x" * 200), make.NOW)).startswith("#")


@pytest.mark.parametrize(
    "token",
    ["#0123", "=", "=[", "=[]", '=["z"]', '=["q"]', '=["t","x"]', '=["l",{"x":1}]', '=["l",{"e":"x"}]', '=["l",7]'],
)
async def test_forged_token_is_refused(catalog: Catalog, token: str) -> None:
    with pytest.raises(UserError):
        await lookup_of(catalog, token)


async def test_long_lookup_is_forgotten_after_half_a_year(catalog: Catalog) -> None:
    old = await token_of(catalog, TalkSearch("x" * 200), make.NOW)
    await token_of(catalog, TalkSearch("y" * 200), make.NOW + timedelta(days=181))
    with pytest.raises(UserError, match="no longer known"):
        await lookup_of(catalog, old)
