"""What a bot counts of what happens to it: commands, answers, deliveries, Discord's troubles."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.discord_app.conversation import conversing
from bot.discord_app.gateway import Gateway
from bot.domain.announcements import OccurrenceState
from bot.errors import PassingError, UserError
from bot.monitoring.prometheus import PrometheusMeasures
from bot.sandbox import NothingHappened
from bot.services.catalog import Catalog
from bot.services.finding import complete
from tests.end_to_end.conftest import Town
from tests.end_to_end.deliveries import SEND, MovedClock, a_town, announced, settled
from tests.waiting import until

pytestmark = pytest.mark.both_databases


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock()


@pytest.fixture
def measures() -> PrometheusMeasures:
    return PrometheusMeasures()


@pytest.fixture
def gateway() -> Gateway:
    return Gateway()


@pytest.fixture
async def town(
    seeded: Catalog, database_url: str, clock: MovedClock, measures: PrometheusMeasures, gateway: Gateway
) -> AsyncIterator[Town]:
    async with a_town(database_url, clock, measures=measures, gateway=gateway) as town:
        await town.start_bot()
        yield town


def samples(measures: PrometheusMeasures, name: str) -> dict[tuple[str, ...], float]:
    """By the values of the labels, in the order of their names."""
    return {
        tuple(value for _, value in sorted(sample.labels.items())): sample.value
        for family in measures.registry.collect()
        for sample in family.samples
        if sample.name == name
    }


async def until_counted(measures: PrometheusMeasures, name: str, expected: dict[tuple[str, ...], float]) -> None:
    """Something is counted a moment after its answer is seen."""
    try:
        await until(lambda: samples(measures, name) == expected)
    except TimeoutError:
        assert samples(measures, name) == expected


async def until_well(gateway: Gateway) -> None:
    await until(lambda: gateway.trouble() is None)


async def test_all_that_people_do_is_counted_by_name_and_outcome(town: Town, measures: PrometheusMeasures) -> None:
    found = await town.maya.types("/talk search cni", town.channel)
    await town.maya.types("/talk search qwertzuiop", town.channel)
    await town.maya.types("/talk search cni event:qwertzuiop", town.channel)
    await town.maya.types("/talk ask who spoke about qwertzuiop?", town.channel)
    await town.maya.types("/speaker show qwertzuiop", town.channel)
    await town.maya.completes("/talk show gate", town.channel)
    await town.maya.clicks(found, "Share")
    await town.maya.says(town.channel, "@Talkbot who speaks about CNI?").answer()
    await town.maya.direct_message("cni").answer()
    await until_counted(
        measures,
        "talkbot_handled_total",
        {
            ("command", "talk search", "answered"): 1,
            ("command", "talk search", "nothing found"): 1,
            ("command", "talk search", "user error"): 1,
            ("command", "talk ask", "nothing found"): 1,
            ("command", "speaker show", "nothing found"): 1,
            ("completion", "talk show", "answered"): 1,
            ("click", "share", "answered"): 1,
            ("message", "question", "answered"): 1,
            ("message", "direct question", "answered"): 1,
        },
    )
    assert samples(measures, "talkbot_nothing_found_total") == {
        ("talks", "not found"): 1,
        ("question", "too little evidence"): 1,
        ("speaker", "not found"): 1,
    }
    for histogram in ("talkbot_first_response_seconds", "talkbot_handling_seconds"):
        assert samples(measures, f"{histogram}_count")["command", "talk search"] == 3
        assert 0 < samples(measures, f"{histogram}_sum")["command", "talk search"] < 10


async def test_form_is_counted_by_what_it_is(town: Town, measures: PrometheusMeasures) -> None:
    line = "/announce once when:in 2 days channel:#talks"
    form = await town.moderator.types(line, town.channel).modal()
    await town.moderator.submits(form, {"Message": "Hello"})
    await until_counted(
        measures,
        "talkbot_handled_total",
        {("command", "announce once", "answered"): 1, ("form", "write-announcement", "answered"): 1},
    )


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (ZeroDivisionError(), "bug"),
        (UserError("Ask about one day."), "user error"),
        (PassingError("Try again."), "trouble"),
    ],
)
async def test_what_goes_wrong_is_counted_by_whose_doing_it_is(
    town: Town, measures: PrometheusMeasures, monkeypatch: pytest.MonkeyPatch, error: Exception, outcome: str
) -> None:
    async def broken(*_: object) -> None:
        raise error

    monkeypatch.setattr(conversing, "converse", broken)
    await town.maya.says(town.channel, "@Talkbot who speaks about CNI?").answer()
    await until_counted(measures, "talkbot_handled_total", {("message", "question", outcome): 1})


async def test_completion_that_fails_is_counted_as_unanswered(
    town: Town, measures: PrometheusMeasures, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(complete, "complete_talks", broken)
    with pytest.raises(NothingHappened):
        await town.maya.completes("/talk show gate", town.channel, within=0.2)
    await until_counted(measures, "talkbot_handled_total", {("completion", "talk show", "unanswered"): 1})


async def test_answer_that_discord_takes_no_more_is_counted_as_too_late(
    town: Town, measures: PrometheusMeasures, clock: MovedClock
) -> None:
    town.maya.types("/talk search cni", town.channel)
    clock.move(seconds=4)
    await until_counted(measures, "talkbot_handled_total", {("command", "talk search", "too late"): 1})
    assert samples(measures, "talkbot_first_response_seconds_count") == {}


async def test_requests_are_counted_by_route_without_ids_or_tokens(town: Town, measures: PrometheusMeasures) -> None:
    town.discord.faults.answer(*SEND, 503)
    await town.maya.types("/talk search cni", town.channel)
    await town.maya.says(town.channel, "@Talkbot who speaks about CNI?").answer()
    town.discord.faults.lose_answer(*SEND)
    await town.maya.says(town.channel, "@Talkbot who speaks about CNI?").answer()
    command, messages = ("command", "talk search", "answered"), ("message", "question", "answered")
    await until_counted(measures, "talkbot_handled_total", {command: 1, messages: 2})
    counted = samples(measures, "talkbot_rest_requests_total")
    assert {key: count for key, count in counted.items() if key[0] == "POST"} == {
        ("POST", "/interactions/{}/{}/callback", "204"): 1,
        ("POST", "/channels/{}/messages", "503"): 1,
        ("POST", "/channels/{}/messages", "no answer"): 1,
        ("POST", "/channels/{}/messages", "200"): 2,
    }


async def test_connections_are_counted_by_shard(town: Town, measures: PrometheusMeasures, gateway: Gateway) -> None:
    name = "talkbot_gateway_events_total"
    await until_well(gateway)
    assert samples(measures, name) == {("connected", "0"): 1}
    town.discord.gateway.drop()
    await until_counted(measures, name, {("connected", "0"): 1, ("lost", "0"): 1, ("resumed", "0"): 1})
    assert gateway.trouble() is None
    assert 0 < gateway.latencies()[0] < 5
    assert gateway.servers() == 1


async def test_gateway_is_in_trouble_from_the_stop_until_the_next_start(town: Town, gateway: Gateway) -> None:
    await town.stop_bot()
    assert gateway.trouble() == "not connected"
    await town.start_bot()
    await until_well(gateway)


async def test_deliveries_are_counted_with_how_late_they_were(
    town: Town, seeded: Catalog, clock: MovedClock, measures: PrometheusMeasures
) -> None:
    town.discord.faults.answer(*SEND, 503, times=1)
    await settled(seeded, await announced(seeded, town.channel, clock()), OccurrenceState.SENT)
    late = await announced(seeded, town.channel, clock() - timedelta(minutes=2))
    await settled(seeded, late, OccurrenceState.SENT)
    missed = await announced(seeded, town.channel, clock() - timedelta(days=1))
    await settled(seeded, missed, OccurrenceState.MISSED)
    deliveries: dict[tuple[str, ...], float] = {("sent",): 2.0, ("retried",): 1.0, ("missed",): 1.0}
    await until_counted(measures, "talkbot_deliveries_total", deliveries)
    assert samples(measures, "talkbot_deliveries_late_total") == {(): 1}
    assert samples(measures, "talkbot_delivery_lateness_seconds_count") == {(): 2}
    assert 120 <= samples(measures, "talkbot_delivery_lateness_seconds_sum")[()] < 180
