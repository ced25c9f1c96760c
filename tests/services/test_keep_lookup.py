import asyncio
import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

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
from bot.domain.questions import Question, QuestionPlan, Wanted
from bot.errors import UserError
from bot.services.catalog import Catalog
from bot.services.finding.keep_lookup import MAX_TOKEN, drop_old_lookups, lookup_of, room_in_a_button, token_of
from tests import make

FULL = TalkFilter(
    event_id=12,
    speakers=("Karel Čapek", "Karel Capek"),
    track="Data & AI",
    room="Hall 1",
    day=date(2026, 3, 24),
    year=2026,
    starts_from=datetime(2026, 3, 24, 11, 0, tzinfo=UTC),
    starts_before=datetime(2026, 3, 24, 16, 0, 0, 5, tzinfo=UTC),
    language="cs",
)
PLAN = QuestionPlan(
    wanted=Wanted.TIME_AND_PLACE,
    topic="“service” mesh",
    filter=FULL,
    talk_id=7,
    event_id=1,
    named=(("speaker", "Karel Čapek"), ("day", "Tuesday, 24 March 2026")),
)
LOOKUPS = [
    TalkSearch("cni"),
    TalkSearch("x" * 200, FULL),
    TalkSearch(':page:1:=["q"]\n“”\ud800'),
    TalkSearch("cni", on_topic=True),
    TalkListing(),
    TalkListing(FULL),
    TalkCard(999_999),
    SpeakerCard("שלום"),
    EventCard(1),
    EventListing(),
    RunningNow(),
    StartingNext(),
    Question(text="who spoke about cni?", asked_at=make.NOW),
    Question(text="and when?", asked_at=make.NOW, after=QuestionPlan(wanted=Wanted.TALKS)),
    Question(text="“when”?", asked_at=make.NOW, meant=(("alex", "id:1"), ("cni", "id:2")), after=PLAN),
]
FORGED_PLAN: list[Any] = ["talks", "", {}, None, None, []]
FORGED_QUESTIONS: list[list[Any]] = [
    [],
    ["x"],
    [7, 1],
    ["x", "y"],
    ["x", 1e300],
    ["x", 1, []],
    ["x", 1, [["a"]], None],
    ["x", 1, [["a", 7]], None],
    ["x", 1, [], {"w": 1}],
    ["x", 1, [], ["football", *FORGED_PLAN[1:]]],
    ["x", 1, [], [*FORGED_PLAN, 1]],
    ["x", 1, [], ["talks", "", {"y": 0}, None, None, []]],
    ["x", 1, [], ["talks", "", {"f": "2026-03-24T11:00:00"}, None, None, []]],
    ["x", 1, [], ["talks", "", {"b": "0001-01-01T00:00:00+14:00"}, None, None, []]],
    ["x", 1, [], ["talks", "", {}, "one", None, []]],
    ["x", 1, None, None],
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


@pytest.mark.parametrize("values", FORGED_QUESTIONS, ids=repr)
async def test_forged_question_is_refused(catalog: Catalog, values: list[Any]) -> None:
    with pytest.raises(UserError, match="not made by me"):
        await lookup_of(catalog, f"={json.dumps(['a', *values])}")


# What cannot be a character of a message, or of a text column.
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=200)
PAIRS = st.lists(st.tuples(TEXTS, TEXTS), max_size=3).map(tuple)
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  the zone follows
IDS = st.none() | st.integers(1, 2**31 - 1)
PARTS: dict[str, st.SearchStrategy[Any]] = {
    "event_id": IDS,
    "speakers": st.lists(TEXTS, max_size=3).map(tuple),
    "track": TEXTS.filter(bool),
    "room": TEXTS.filter(bool),
    "day": st.dates(),
    "year": st.integers(1, 9999),
    "starts_from": MOMENTS,
    "starts_before": MOMENTS,
    "language": TEXTS.filter(bool),
}
FILTERS = st.fixed_dictionaries({}, optional=PARTS).map(lambda parts: TalkFilter(**parts))
PLANS = st.builds(
    QuestionPlan, wanted=st.sampled_from(Wanted), topic=TEXTS, filter=FILTERS, talk_id=IDS, event_id=IDS, named=PAIRS
)
QUESTIONS = st.builds(
    Question,
    text=TEXTS,
    asked_at=MOMENTS.map(lambda moment: moment.replace(microsecond=0)),
    meant=PAIRS,
    after=st.none() | PLANS,
)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lookup=QUESTIONS | st.builds(TalkSearch, TEXTS, FILTERS, st.booleans()) | st.builds(TalkListing, FILTERS))
async def test_any_question_comes_back_from_its_token(catalog: Catalog, lookup: Lookup) -> None:
    assert await lookup_of(catalog, await token_of(catalog, lookup, make.NOW)) == lookup


HALF_A_YEAR = 180


@pytest.mark.parametrize(("retention_days", "kept_days"), [(0, HALF_A_YEAR), (365, HALF_A_YEAR), (30, 30), (1, 1)])
async def test_long_lookup_is_kept_as_long_as_history_and_half_a_year_at_most(
    catalog: Catalog, retention_days: int, kept_days: int
) -> None:
    lookup = TalkSearch("x" * 200)
    token = await token_of(catalog, lookup, make.NOW)
    assert await drop_old_lookups(catalog, retention_days, make.NOW + timedelta(days=kept_days)) == 0
    assert await lookup_of(catalog, token) == lookup
    assert await drop_old_lookups(catalog, retention_days, make.NOW + timedelta(days=kept_days, seconds=1)) == 1
    with pytest.raises(UserError, match="no longer known"):
        await lookup_of(catalog, token)


async def test_long_lookup_is_kept_anew_on_every_day_that_it_is_asked_for(catalog: Catalog) -> None:
    lookup = TalkSearch("x" * 200)
    token = ""
    for day in range(5):
        token = await token_of(catalog, lookup, make.NOW + timedelta(days=day))
        assert await drop_old_lookups(catalog, 2, make.NOW + timedelta(days=day)) == 0
    assert await lookup_of(catalog, token) == lookup


async def test_two_processes_keep_the_same_lookup(catalog: Catalog) -> None:
    other = Catalog(catalog.database)
    lookup = TalkSearch("x" * 200)
    tokens = await asyncio.gather(*(token_of(one, lookup, make.NOW) for one in (catalog, other)))
    assert tokens[0] == tokens[1]


@pytest.mark.parametrize("more", [0, 1])
async def test_room_in_a_button_is_what_need_not_be_kept(catalog: Catalog, more: int) -> None:
    text = "x" * (room_in_a_button(TalkSearch("")) + more)
    assert (await token_of(catalog, TalkSearch(text), make.NOW))[0] == "=#"[more]
