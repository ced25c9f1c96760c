"""Claims, leases and outcomes: whatever processes do at once, each occurrence is one's own to send."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.announcements import AnnouncementState, Occurrence, OccurrenceState, Once, Repeatedly
from bot.domain.deliveries import (
    ChannelClosed,
    Claimant,
    Claimed,
    DeliveryOutcome,
    Dropped,
    Missed,
    Sent,
    TryAgain,
)
from bot.errors import UserError
from bot.services.announcements import tell_missed
from bot.services.announcements.deliver_occurrences import (
    begin_sending,
    claim_due,
    give_up,
    look_ahead,
    renew_claims,
    settle,
)
from bot.services.announcements.plan_occurrences import REPEATS_AHEAD
from bot.services.announcements.send_now import send_missed, send_now
from bot.services.announcements.tell_missed import news_is_told, untold_news
from bot.services.catalog import Catalog
from bot.store import occurrences
from bot.store.database import Database
from tests import make
from tests.services.plans import CHANNEL, DAY, GUILD, MINUTE, all_of, changed, planned, state_of
from tests.services.test_plan_occurrences import DAILY

NOW = make.NOW
LATER = NOW + DAY
SECOND = timedelta(seconds=1)
LEASE = timedelta(seconds=15)
US, THEM = Claimant("us", LEASE), Claimant("them", LEASE)
AGAIN = TryAgain("no luck", doubtful=True)


@pytest.fixture
async def other(database_url: str) -> AsyncIterator[Catalog]:
    """Another process on the same database."""
    database = Database(database_url)
    yield Catalog(database)
    await database.close()


async def due(catalog: Catalog, *, seconds: float = 0, **parts: Any) -> Occurrence:
    """Due at LATER, or some seconds after it."""
    announcement = await planned(catalog, Once(LATER + seconds * SECOND), **parts)
    (one,) = await all_of(catalog, announcement)
    return one


async def claims(catalog: Catalog, claimant: Claimant = US, *, after: timedelta = MINUTE, limit: int = 50) -> list[int]:
    return [one.occurrence.id for one in await claim_due(catalog, claimant, LATER + after, limit=limit)]


async def claim(catalog: Catalog, claimant: Claimant = US, *, after: timedelta = MINUTE) -> Claimed:
    (only,) = await claim_due(catalog, claimant, LATER + after, limit=1)
    return only


async def ends(
    catalog: Catalog, claimed: Claimed, outcome: DeliveryOutcome, *, after: timedelta = MINUTE, claimant: Claimant = US
) -> Claimed | None:
    return await settle(catalog, claimed, outcome, claimant, LATER + after, 1.0)


async def begins(catalog: Catalog, claimed: Claimed, claimant: Claimant = US, *, after: timedelta = MINUTE) -> bool:
    return await begin_sending(catalog, claimed, claimant, "print", LATER + after)


async def as_it_is(catalog: Catalog, one: Claimed | Occurrence) -> Occurrence:
    occurrence = one.occurrence if isinstance(one, Claimed) else one
    async with catalog.database.reading() as session:
        found = await occurrences.by_id(session, occurrence.id, GUILD)
    assert found is not None
    return found


async def test_processes_that_claim_at_once_never_claim_the_same(catalog: Catalog, other: Catalog) -> None:
    for channel_id in range(1, 31):
        for seconds in range(2):
            await due(catalog, seconds=seconds, channel_id=channel_id)
    found = await asyncio.gather(
        *(claims(one, Claimant(f"{number}", LEASE), limit=4) for number in range(6) for one in (catalog, other))
    )
    ids = [id for some in found for id in some]
    assert len(ids) == len(set(ids))
    rest = await claims(catalog)
    assert len(ids) + len(rest) == 30, "one of each channel at a time"
    assert not set(ids) & set(rest)


async def test_processes_that_deliver_at_once_send_each_once_and_in_order(catalog: Catalog, other: Catalog) -> None:
    known = [await due(catalog, seconds=number % 5, channel_id=1 + number // 5) for number in range(30)]
    sent: list[int] = []

    async def works(catalog: Catalog, token: str) -> None:
        claimant = Claimant(token, LEASE)
        while (await look_ahead(catalog, LATER + MINUTE)).due:
            for claimed in await claim_due(catalog, claimant, LATER + MINUTE, limit=2):
                following: Claimed | None = claimed
                while following is not None:
                    assert await begins(catalog, following, claimant)
                    sent.append(following.occurrence.id)
                    following = await ends(catalog, following, Sent(following.occurrence.id), claimant=claimant)

    await asyncio.gather(works(catalog, "a"), works(other, "b"), works(catalog, "c"))
    assert sorted(sent) == sorted(one.id for one in known)
    for channel in range(6):
        mine = [one.id for one in known[channel * 5 : channel * 5 + 5]]
        assert [id for id in sent if id in mine] == mine


async def test_what_is_not_due_is_not_claimed(catalog: Catalog) -> None:
    one = await due(catalog, seconds=30)
    assert await claims(catalog, after=29 * SECOND) == []
    ahead = await look_ahead(catalog, LATER)
    assert (ahead.due, ahead.next_at, ahead.overdue) == (False, one.due_at, {})
    assert await claims(catalog, after=30 * SECOND) == [one.id]


async def test_claim_that_runs_out_is_taken_up_by_another(catalog: Catalog) -> None:
    await due(catalog)
    first = await claim(catalog)
    assert await claims(catalog, THEM, after=MINUTE + LEASE - SECOND) == []
    await renew_claims(catalog, US, [first.occurrence.id], LATER + MINUTE + LEASE - SECOND)
    assert await claims(catalog, THEM, after=MINUTE + LEASE) == []
    second = await claim(catalog, THEM, after=3 * MINUTE)
    assert not await begins(catalog, first), "it is another's by now"
    assert await begins(catalog, second, THEM)
    assert (second.nonce, second.occurrence.id) == (first.nonce, first.occurrence.id)


async def test_message_that_is_out_is_written_down_whoever_holds_it(catalog: Catalog) -> None:
    await due(catalog)
    first = await claim(catalog)
    assert await begins(catalog, first)
    second = await claim(catalog, THEM, after=3 * MINUTE)
    assert (second.doubtful_since, second.sent_as) == (LATER + MINUTE, ("print",))
    await ends(catalog, first, Sent(99), after=3 * MINUTE)
    assert not await begins(catalog, second, THEM)
    await ends(catalog, second, Dropped(), claimant=THEM)
    found = await as_it_is(catalog, first)
    assert (found.state, found.message_id, found.tries) == (OccurrenceState.SENT, 99, 1)


async def test_later_message_of_a_channel_waits_for_an_earlier_one(catalog: Catalog) -> None:
    first = await due(catalog)
    await due(catalog, seconds=1)
    elsewhere = await due(catalog, seconds=2, channel_id=CHANNEL + 1)
    assert await claims(catalog) == [first.id, elsewhere.id]
    assert await claims(catalog) == []


async def test_earlier_one_that_is_tried_again_is_waited_for(catalog: Catalog) -> None:
    await due(catalog)
    second = await due(catalog, seconds=1)
    first = await claim(catalog)
    assert await ends(catalog, first, AGAIN) is None
    assert await claims(catalog) == []
    first = await claim(catalog, after=2 * MINUTE)
    following = await ends(catalog, first, Sent(1))
    assert following is not None
    assert following.occurrence.id == second.id


async def test_later_one_does_not_wait_until_it_is_missed_itself(catalog: Catalog) -> None:
    await due(catalog, grace_minutes=60)
    second = await due(catalog, seconds=1, grace_minutes=2)
    first = await claim(catalog)
    await ends(catalog, first, replace(AGAIN, not_before=30 * MINUTE))
    assert await claims(catalog) == []
    assert await claims(catalog, after=MINUTE + 2 * SECOND) == [second.id]


async def test_pauses_between_tries_grow_and_end_with_the_grace(catalog: Catalog) -> None:
    one = await due(catalog, grace_minutes=5)
    pauses, at = [], LATER
    while at < LATER + 5 * MINUTE:
        (claimed,) = await claim_due(catalog, US, at, limit=1)
        assert await begin_sending(catalog, claimed, US, "print", at)
        await settle(catalog, claimed, AGAIN, US, at, 1.0)
        following = (await as_it_is(catalog, one)).next_try_at
        pauses.append((following - at).total_seconds())
        at = following
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60, 60, 57]


async def test_one_that_is_only_looked_for_any_more_is_not_looked_for_at_once(catalog: Catalog) -> None:
    one = await due(catalog, grace_minutes=5)
    claimed = await claim(catalog)
    assert await begins(catalog, claimed)
    await ends(catalog, claimed, AGAIN)
    late = await claim(catalog, after=10 * MINUTE)
    assert await ends(catalog, late, AGAIN, after=10 * MINUTE) is None
    assert (await as_it_is(catalog, one)).next_try_at == LATER + 11 * MINUTE


@pytest.mark.parametrize("state", [AnnouncementState.CANCELLED, AnnouncementState.PAUSED])
async def test_what_is_called_off_while_it_is_sent_is_not_tried_again(
    catalog: Catalog, state: AnnouncementState
) -> None:
    announcement = await planned(catalog, Once(LATER))
    claimed = await claim(catalog)
    assert await begins(catalog, claimed)
    await changed(catalog, announcement, now=LATER + MINUTE, state=state)
    await ends(catalog, claimed, AGAIN)
    assert await claims(catalog, after=2 * MINUTE) == []
    assert (await as_it_is(catalog, claimed)).state is OccurrenceState.CANCELLED


async def test_what_is_called_off_while_it_is_sent_and_comes_through_is_known_to_be_sent(catalog: Catalog) -> None:
    announcement = await planned(catalog, Once(LATER))
    claimed = await claim(catalog)
    assert await begins(catalog, claimed)
    await changed(catalog, announcement, now=LATER + MINUTE, state=AnnouncementState.CANCELLED)
    await ends(catalog, claimed, Sent(99))
    found = await as_it_is(catalog, claimed)
    assert (found.state, found.message_id) == (OccurrenceState.SENT, 99)


async def test_what_was_left_in_doubt_is_not_taken_up_once_it_is_called_off(catalog: Catalog) -> None:
    announcement = await planned(catalog, Once(LATER))
    assert await begins(catalog, await claim(catalog))
    await changed(catalog, announcement, now=LATER + MINUTE, state=AnnouncementState.CANCELLED)
    assert await claims(catalog, THEM, after=3 * MINUTE) == []


async def test_wait_that_discord_asks_for_is_kept(catalog: Catalog) -> None:
    one = await due(catalog)
    await ends(catalog, await claim(catalog), replace(AGAIN, not_before=timedelta(seconds=90)))
    assert (await as_it_is(catalog, one)).next_try_at == LATER + MINUTE + timedelta(seconds=90)


async def test_try_that_was_refused_leaves_no_doubt_but_an_earlier_one_does(catalog: Catalog) -> None:
    await due(catalog)
    first = await claim(catalog)
    await begins(catalog, first)
    await ends(catalog, first, TryAgain("no", doubtful=False))
    second = await claim(catalog, after=2 * MINUTE)
    assert (second.doubtful_since, second.sent_as, second.occurrence.tries) == (None, (), 1)
    await begins(catalog, second, after=2 * MINUTE)
    await ends(catalog, second, AGAIN, after=2 * MINUTE)
    third = await claim(catalog, after=4 * MINUTE)
    await begins(catalog, third, after=4 * MINUTE)
    await ends(catalog, third, TryAgain("no", doubtful=False), after=4 * MINUTE)
    fourth = await claim(catalog, after=8 * MINUTE)
    assert (fourth.doubtful_since, fourth.sent_as) == (LATER + 2 * MINUTE, ("print",))


async def test_what_is_past_its_grace_is_missed_and_told_once_for_each_server(catalog: Catalog) -> None:
    known = [await due(catalog, seconds=number) for number in range(3)]
    elsewhere = await due(catalog, guild_id=GUILD + 1)
    in_time = await due(catalog, grace_minutes=120)
    now = LATER + 60 * MINUTE
    assert await give_up(catalog, (await look_ahead(catalog, now)).overdue, now) == 4
    mine, other = await untold_news(catalog)
    assert [one.occurrence.id for one in mine.missed] == [one.id for one in known]
    assert {one.announcement.state for one in mine.missed} == {AnnouncementState.FINISHED}
    assert (mine.guild_id, other.guild_id, [one.occurrence.id for one in other.missed]) == (
        GUILD,
        GUILD + 1,
        [elsewhere.id],
    )
    await news_is_told(catalog, mine)
    assert await untold_news(catalog) == (other,)
    assert await claims(catalog, after=60 * MINUTE) == [in_time.id]


async def test_what_is_too_much_to_tell_at_once_is_told_in_turn(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tell_missed, "_AT_ONCE", 2)
    known = [await due(catalog, guild_id=guild_id) for guild_id in (8, 9, 8, 9)]
    late = LATER + DAY
    await give_up(catalog, (await look_ahead(catalog, late)).overdue, late)
    told = []
    while found := await untold_news(catalog):
        for news in found:
            told.append((news.guild_id, [one.occurrence.id for one in news.missed]))
            await news_is_told(catalog, news)
    assert told == [(8, [known[0].id, known[2].id]), (9, [known[1].id, known[3].id])]


async def test_repeat_goes_on_after_each_delivery(catalog: Catalog) -> None:
    announcement = await planned(catalog, DAILY)
    for day in range(REPEATS_AHEAD):
        now = LATER + day * DAY
        (claimed,) = await claim_due(catalog, US, now, limit=1)
        await settle(catalog, claimed, Sent(day) if day else Missed("no"), US, now, 1.0)
    waiting = [one for one in await all_of(catalog, announcement) if one.state is OccurrenceState.WAITING]
    assert len(waiting) >= REPEATS_AHEAD // 2
    assert isinstance(announcement.schedule, Repeatedly)
    assert await state_of(catalog, announcement) is AnnouncementState.ACTIVE


async def test_closed_channel_pauses_the_announcement_and_tells_why(catalog: Catalog) -> None:
    announcement = await planned(catalog, DAILY)
    await ends(catalog, await claim(catalog), ChannelClosed("the channel is gone"))
    assert await state_of(catalog, announcement) is AnnouncementState.PAUSED
    first, *rest = await all_of(catalog, announcement)
    assert first.state is OccurrenceState.MISSED
    assert {one.state for one in rest} == {OccurrenceState.HELD}
    ((news,)) = await untold_news(catalog)
    assert [one.paused_because for one in news.paused] == ["the channel is gone"]
    await news_is_told(catalog, news)
    assert await untold_news(catalog) == ()


async def test_missed_one_is_sent_after_all_once(catalog: Catalog) -> None:
    announcement = await planned(catalog, DAILY)
    first = await claim(catalog)
    await ends(catalog, first, ChannelClosed("closed"))
    much_later = LATER + 9 * MINUTE
    await send_missed(catalog, first.occurrence.id, GUILD, much_later)
    with pytest.raises(UserError, match="not missing any more"):
        await send_missed(catalog, first.occurrence.id, GUILD, much_later)
    with pytest.raises(UserError, match="no longer there"):
        await send_missed(catalog, first.occurrence.id, GUILD + 1, much_later)
    again = await claim(catalog, after=9 * MINUTE)
    assert again.occurrence.id == first.occurrence.id
    assert again.nonce != first.nonce
    assert again.give_up_at == much_later + 15 * MINUTE
    assert await state_of(catalog, announcement) is AnnouncementState.PAUSED


async def test_what_a_person_asks_for_goes_out_beside_the_schedule(catalog: Catalog) -> None:
    announcement = await planned(catalog, DAILY)
    for _ in range(2):
        await send_now(catalog, announcement, 12345, NOW)
    (claimed,) = await claim_due(catalog, US, NOW, limit=5)
    assert (claimed.occurrence.key, claimed.occurrence.due_at) == ("now/12345/77", NOW)
    await settle(catalog, claimed, Sent(1), US, NOW, 1.0)
    waiting = [one for one in await all_of(catalog, announcement) if one.state is OccurrenceState.WAITING]
    assert len(waiting) == REPEATS_AHEAD


async def test_what_a_person_asked_for_is_called_off_with_its_announcement_but_not_held(catalog: Catalog) -> None:
    announcement = await planned(catalog, DAILY)
    await send_now(catalog, announcement, 3, NOW)
    paused = await changed(catalog, announcement, state=AnnouncementState.PAUSED)
    assert [one.key for one in await all_of(catalog, announcement) if one.state is OccurrenceState.WAITING] == [
        f"now/3/{CHANNEL}"
    ]
    await changed(catalog, paused, state=AnnouncementState.CANCELLED)
    assert await all_of(catalog, announcement) == ()


async def test_nonce_is_its_own_and_fits_discord(catalog: Catalog) -> None:
    await due(catalog)
    await due(catalog, channel_id=CHANNEL + 1)
    first, second = await claim_due(catalog, US, LATER + MINUTE, limit=2)
    assert first.nonce != second.nonce
    assert max(len(first.nonce), len(second.nonce)) <= 25
