"""Occurrences are written before they are due, and follow what they come from."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from bot.domain.announcements import AnnouncementState, BeforeTalks, OccurrenceState, Once, Repeatedly
from bot.domain.history import OPERATOR
from bot.domain.recurrence import Recurrence, Unit
from bot.domain.talks import Talk
from bot.services.announcements.plan_occurrences import REPEATS_AHEAD, planned_moments
from bot.services.catalog import Catalog
from bot.services.changes.edit_talk import edit_talk
from bot.services.changes.remove_from_catalog import remove_event, remove_talk
from bot.services.changes.talk_form import form_of
from bot.store import events
from tests import make
from tests.services.catalogs import entries, imported, undone
from tests.services.plans import CHANNEL, DAY, MINUTE, all_of, changed, due_times, force, planned, state_of

NOW = make.NOW
NINE = NOW + timedelta(days=1, hours=-3)
EVENT = make.event("Harbour Conf", starts_on=date(2026, 11, 23), ends_on=date(2026, 11, 24), time_zone="UTC")
DAILY = Repeatedly(Recurrence(unit=Unit.DAY, at=time(9), starts_on=date(2026, 11, 23)))


def a_talk(title: str, starts_at: datetime = NINE, **parts: object) -> Talk:
    return make.talk(title, held_on=starts_at.date(), starts_at=starts_at, ends_at=starts_at + 30 * MINUTE, **parts)


async def before(catalog: Catalog, *minutes: int, **parts: object) -> BeforeTalks:
    event_id = next(iter((await entries(catalog)).values())).event.id
    return BeforeTalks(**{"event_id": event_id, "minutes": minutes} | parts)  # type: ignore[arg-type]


async def test_one_that_goes_out_once_is_finished_after_it(catalog: Catalog) -> None:
    announcement = await planned(catalog, Once(NINE), grace_minutes=5)
    (one,) = await all_of(catalog, announcement)
    assert (one.due_at, one.next_try_at, one.give_up_at) == (NINE, NINE, NINE + 5 * MINUTE)
    assert (one.channel_id, one.state) == (CHANNEL, OccurrenceState.WAITING)
    await force(catalog, one, state=OccurrenceState.SENT)
    again = await changed(catalog, announcement, now=NINE + MINUTE)
    assert again.state is await state_of(catalog, announcement) is AnnouncementState.FINISHED


async def test_repeat_is_written_some_times_ahead_and_planning_again_changes_nothing(catalog: Catalog) -> None:
    announcement = await planned(catalog, DAILY)
    first = await all_of(catalog, announcement)
    assert len(first) == REPEATS_AHEAD
    assert await due_times(catalog, announcement) == [f"{day} 09:00" for day in range(23, 31)] + [
        "01 09:00",
        "02 09:00",
    ]
    await changed(catalog, announcement)
    assert await all_of(catalog, announcement) == first
    assert planned_moments(announcement, NOW, 2) == (first[0].due_at, first[1].due_at)


async def test_repeat_goes_on_as_time_goes_on(catalog: Catalog) -> None:
    announcement = await planned(catalog, DAILY)
    await changed(catalog, announcement, now=NOW + 3 * DAY)
    later = await due_times(catalog, announcement)
    assert (later[0], later[-1]) == ("23 09:00", "05 09:00")


async def test_edit_moves_what_is_ahead_and_leaves_what_is_past(catalog: Catalog) -> None:
    announcement = await planned(catalog, DAILY)
    sent, *_ = await all_of(catalog, announcement)
    await force(catalog, sent, state=OccurrenceState.SENT)
    at_ten = Repeatedly(replace(DAILY.recurrence, at=time(10)))
    await changed(catalog, announcement, now=NOW + DAY, schedule=at_ten, channel_id=78, grace_minutes=1)
    past, following, *_ = await all_of(catalog, announcement)
    assert (past.due_at, past.channel_id, past.state) == (sent.due_at, CHANNEL, OccurrenceState.SENT)
    assert (f"{following.due_at:%d %H:%M}", following.channel_id) == ("24 10:00", 78)
    assert following.give_up_at == following.due_at + MINUTE
    assert {one.channel_id for one in (await all_of(catalog, announcement))[1:]} == {78}


async def test_paused_one_holds_its_occurrences_and_forgets_those_that_pass(catalog: Catalog) -> None:
    announcement = await planned(catalog, DAILY)
    paused = await changed(catalog, announcement, state=AnnouncementState.PAUSED)
    assert await due_times(catalog, announcement) == []
    assert len(await due_times(catalog, announcement, OccurrenceState.HELD)) == REPEATS_AHEAD
    await changed(catalog, paused, now=NOW + 2 * DAY, state=AnnouncementState.ACTIVE)
    assert (await due_times(catalog, announcement))[0] == "25 09:00"
    assert await due_times(catalog, announcement, OccurrenceState.HELD) == []


async def test_skipped_one_stays_skipped(catalog: Catalog) -> None:
    announcement = await planned(catalog, DAILY)
    first, *_ = await all_of(catalog, announcement)
    await force(catalog, first, state=OccurrenceState.SKIPPED)
    await changed(catalog, announcement)
    assert (await due_times(catalog, announcement))[0] == "24 09:00"


async def test_cancelled_one_keeps_nothing_but_what_may_be_in_the_channel(catalog: Catalog) -> None:
    announcement = await planned(catalog, DAILY)
    first, second, third, *_ = await all_of(catalog, announcement)
    await force(catalog, first, doubtful_since=NOW)
    await force(catalog, second, state=OccurrenceState.CLAIMED, doubtful_since=NOW)
    await force(catalog, third, state=OccurrenceState.CLAIMED)
    await changed(catalog, announcement, state=AnnouncementState.CANCELLED)
    left = {one.id: one.state for one in await all_of(catalog, announcement)}
    assert left == {first.id: OccurrenceState.CANCELLED, second.id: OccurrenceState.CANCELLED}


async def test_talks_that_start_together_are_one_notice_and_breaks_are_none(catalog: Catalog) -> None:
    at_ten = NINE + timedelta(hours=1)
    await imported(
        catalog,
        a_talk("Tides", room="Pier 2"),
        a_talk("Anchors", room="Pier 1"),
        a_talk("Lunch break"),
        a_talk("Refreshments", session_type="Coffee Break"),
        a_talk("Break the mould", at_ten, speakers=(make.speaker("Ada"),)),
        a_talk("Gone", cancelled=True),
        make.talk("Some day"),
        of=EVENT,
    )
    ids = {title: entry.id for title, entry in (await entries(catalog)).items()}
    announcement = await planned(catalog, await before(catalog, 10, 60))
    known = [(f"{one.due_at:%H:%M}", one.talk_ids) for one in await all_of(catalog, announcement)]
    both, last = (ids["Anchors"], ids["Tides"]), (ids["Break the mould"],)
    assert known == [("08:00", both), ("08:50", both), ("09:00", last), ("09:50", last)]


async def test_rooms_have_channels_of_their_own_and_a_track_leaves_others_out(catalog: Catalog) -> None:
    talks = (a_talk("Tides", room="Pier 1", track="Sea"), a_talk("Anchors", room="Pier 2", track="Land"))
    await imported(catalog, *talks, a_talk("Ropes", room="Pier 3", track="sea"), of=EVENT)
    rooms = await planned(catalog, await before(catalog, 5, rooms=("pier 1", "Pier 2"), channels=(("Pier 1", 900),)))
    assert {(one.channel_id, len(one.talk_ids)) for one in await all_of(catalog, rooms)} == {(900, 1), (CHANNEL, 1)}
    track = await planned(catalog, await before(catalog, 5, track="SEA"))
    ((both,)) = [one.talk_ids for one in await all_of(catalog, track)]
    assert len(both) == 2


Change = Callable[[Catalog], Awaitable[object]]


async def move_by_edit(catalog: Catalog) -> None:
    entry = (await entries(catalog))["Tides"]
    form = replace(form_of(entry), when_and_room="2026-11-23 11:00 – 11:30\nPier 1")
    await edit_talk(catalog, entry.id, form, guild_id=None, actor=OPERATOR, now=NOW)


async def move_by_import(catalog: Catalog) -> None:
    await imported(catalog, a_talk("Tides", NINE + timedelta(hours=2)), a_talk("Ropes"), of=EVENT)


async def cancel(catalog: Catalog) -> None:
    await imported(catalog, a_talk("Tides", cancelled=True), a_talk("Ropes"), of=EVENT)


async def remove_it(catalog: Catalog) -> None:
    entry = (await entries(catalog))["Tides"]
    await remove_talk(catalog, entry.id, guild_id=None, actor=OPERATOR, now=NOW)


async def remove_all(catalog: Catalog) -> None:
    entry = (await entries(catalog))["Tides"]
    await remove_event(catalog, entry.event.id, guild_id=None, actor=OPERATOR, now=NOW)


@pytest.mark.parametrize(
    ("change", "then"),
    [
        (move_by_edit, ["23 08:50", "23 10:50"]),
        (move_by_import, ["23 08:50", "23 10:50"]),
        (cancel, ["23 08:50"]),
        (remove_it, ["23 08:50"]),
        (remove_all, []),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
async def test_talk_takes_its_notices_along_and_undo_brings_them_back(
    catalog: Catalog, change: Change, then: list[str]
) -> None:
    await imported(catalog, a_talk("Tides"), a_talk("Ropes"), of=EVENT)
    announcement = await planned(catalog, await before(catalog, 10))
    known = [(one.key, one.talk_ids) for one in await all_of(catalog, announcement)]
    assert await due_times(catalog, announcement) == ["23 08:50"]
    await change(catalog)
    assert await due_times(catalog, announcement) == then
    await undone(catalog)
    assert [(one.key, one.talk_ids) for one in await all_of(catalog, announcement)] == known
    assert await state_of(catalog, announcement) is AnnouncementState.ACTIVE


async def test_talk_that_moves_after_its_notice_gets_another(catalog: Catalog) -> None:
    await imported(catalog, a_talk("Tides"), of=EVENT)
    announcement = await planned(catalog, await before(catalog, 10))
    (sent,) = await all_of(catalog, announcement)
    await force(catalog, sent, state=OccurrenceState.SENT)
    await changed(catalog, announcement, now=NINE)
    assert await state_of(catalog, announcement) is AnnouncementState.FINISHED
    await move_by_import(catalog)
    assert await due_times(catalog, announcement, OccurrenceState.SENT) == ["23 08:50"]
    assert "23 10:50" in await due_times(catalog, announcement)
    assert await state_of(catalog, announcement) is AnnouncementState.ACTIVE


async def test_notice_that_is_being_claimed_when_its_talk_is_cancelled_is_not_sent(catalog: Catalog) -> None:
    await imported(catalog, a_talk("Tides"), of=EVENT)
    announcement = await planned(catalog, await before(catalog, 10))
    (claimed,) = await all_of(catalog, announcement)
    await force(catalog, claimed, state=OccurrenceState.CLAIMED)
    await imported(catalog, a_talk("Tides", cancelled=True), of=EVENT)
    assert await all_of(catalog, announcement) == ()


async def test_event_of_another_server_has_no_notices(catalog: Catalog) -> None:
    await make.saved(catalog, a_talk("Tides"), of=EVENT, guild_id=3)
    async with catalog.database.reading() as session:
        (event,) = await events.of_owner(session, 3)
    announcement = await planned(catalog, BeforeTalks(event_id=event.id, minutes=(10,)))
    assert await all_of(catalog, announcement) == ()
