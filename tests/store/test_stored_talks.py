from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from sqlalchemy import func, select

from bot.domain.catalog import SHARED, CatalogTalk, Scope
from bot.domain.filters import EVERYTHING, TalkFilter
from bot.domain.talks import Link, Talk
from bot.services.catalog import Catalog
from bot.store import sources, talks
from bot.store.database import Database
from bot.store.rows import Row
from bot.store.tables import SourceKeyRow, SpeakerRow, TalkSpeakerRow, TalkTagRow
from tests import make

FULL = Talk(
    key="a/1",
    title="Ünïcode 汉字 \U0001f980 'quoted' %_ \\ “title”",
    title_confirmed=False,
    cancelled=True,
    speakers=(
        make.speaker("Zoë", affiliation="Some Org", role="Engineer", note="remote"),
        make.speaker("Adam"),
        make.speaker("Мир"),
    ),
    abstract="First paragraph.\n\n- a list\n" + "long " * 4000,
    session_type="Tutorial",
    part_of="A co-located event",
    track="Networking",
    room="Room 310",
    held_on=date(2024, 5, 10),
    starts_at=datetime(2024, 5, 10, 23, 30, 15, 123456, tzinfo=UTC),
    ends_at=datetime(2024, 5, 11, 0, 15, tzinfo=UTC),
    language="en",
    tags=("zeta", "Alpha", "alpha"),
    url="https://example.org/talk",
    video_url="https://example.org/video",
    links=(Link(label="Slides", url="https://example.org/slides"), Link(label="Code", url="https://example.org/code")),
)


async def all_talks(catalog: Catalog, scope: Scope = SHARED) -> tuple[CatalogTalk, ...]:
    async with catalog.database.reading() as session:
        return await talks.programme(session, EVERYTHING, scope, offset=0, limit=100)


async def titles_in_order(catalog: Catalog, *, newest_first: bool = False) -> list[str]:
    order = talks.latest if newest_first else talks.programme
    async with catalog.database.reading() as session:
        found = await order(session, EVERYTHING, SHARED, offset=0, limit=100)
    return [entry.talk.title for entry in found]


async def row_count(database: Database, table: type[Row]) -> int:
    async with database.reading() as session:
        return await session.scalar(select(func.count()).select_from(table)) or 0


@pytest.mark.parametrize("talk", [FULL, make.talk("Nothing but a title")], ids=["full", "bare"])
async def test_talk_comes_back_as_it_was_put_in(catalog: Catalog, talk: Talk) -> None:
    await make.saved(catalog, talk)
    (entry,) = await all_talks(catalog)
    assert entry.talk == talk


async def test_time_of_another_zone_comes_back_as_the_same_moment_in_utc(catalog: Catalog) -> None:
    there = datetime(2024, 5, 10, 9, 0, tzinfo=timezone(timedelta(hours=-4)))
    await make.saved(catalog, make.talk(starts_at=there, held_on=date(2024, 5, 10)))
    (entry,) = await all_talks(catalog)
    assert entry.talk.starts_at == there
    assert entry.talk.starts_at.tzinfo is UTC


async def test_programme_is_in_time_order_and_the_unknown_comes_last(catalog: Catalog) -> None:
    day, next_day = date(2024, 5, 10), date(2024, 5, 11)
    nine, ten = datetime(2024, 5, 10, 9, tzinfo=UTC), datetime(2024, 5, 10, 10, tzinfo=UTC)
    await make.saved(
        catalog,
        make.talk("no day"),
        make.talk("next day", held_on=next_day),
        make.talk("day without time", held_on=day),
        make.talk("at ten", held_on=day, starts_at=ten),
        make.talk("at nine, room b", held_on=day, starts_at=nine, room="B"),
        make.talk("at nine, room a", held_on=day, starts_at=nine, room="A"),
    )
    in_time_order = ["at nine, room a", "at nine, room b", "at ten", "day without time", "next day", "no day"]
    assert await titles_in_order(catalog) == in_time_order


async def test_unknown_room_comes_after_the_known_ones(catalog: Catalog) -> None:
    when = {"held_on": date(2024, 5, 10), "starts_at": datetime(2024, 5, 10, 9, tzinfo=UTC)}
    await make.saved(catalog, make.talk("in a", room="A", **when), make.talk("somewhere", **when))
    assert await titles_in_order(catalog) == ["in a", "somewhere"]


async def test_latest_begins_with_the_newest_and_the_unknown_comes_last(catalog: Catalog) -> None:
    day = date(2024, 5, 10)
    nine, ten = datetime(2024, 5, 10, 9, tzinfo=UTC), datetime(2024, 5, 10, 10, tzinfo=UTC)
    await make.saved(
        catalog,
        make.talk("no day"),
        make.talk("day without time", held_on=day),
        make.talk("at nine", held_on=day, starts_at=nine),
        make.talk("at ten", held_on=day, starts_at=ten),
        make.talk("day before", held_on=date(2024, 5, 9)),
    )
    newest_first = ["at ten", "at nine", "day without time", "day before", "no day"]
    assert await titles_in_order(catalog, newest_first=True) == newest_first


async def test_pages_of_a_programme_meet_without_gap_or_overlap(catalog: Catalog) -> None:
    await make.saved(catalog, *(make.talk(f"Talk {number}", held_on=date(2024, 5, 10)) for number in range(7)))
    async with catalog.database.reading() as session:
        pages = [await talks.programme(session, EVERYTHING, SHARED, offset=at, limit=3) for at in (0, 3, 6)]
    assert [entry.talk.title for page in pages for entry in page] == [f"Talk {number}" for number in range(7)]


async def test_talks_come_in_the_order_of_the_ids_asked_for(catalog: Catalog) -> None:
    await make.saved(catalog, *(make.talk(title) for title in ("a", "b", "c")))
    a, b, c = (entry.id for entry in await all_talks(catalog))
    async with catalog.database.reading() as session:
        found = await talks.by_ids(session, [c, 999_999, a, b], SHARED)
        none = await talks.by_ids(session, [], SHARED)
    assert [entry.id for entry in found] == [c, a, b]
    assert none == ()


async def test_facets_count_the_values_of_the_filtered_talks(catalog: Catalog) -> None:
    await make.saved(
        catalog,
        make.talk("a", track="Web", language="en", held_on=date(2024, 5, 11)),
        make.talk("b", track="Data", language="en", held_on=date(2024, 5, 10)),
        make.talk("c", track="Data", language="cs", held_on=date(2024, 5, 10)),
        make.talk("d"),
    )
    async with catalog.database.reading() as session:
        assert await talks.facets(session, EVERYTHING, SHARED, "track") == (("Data", 2), ("Web", 1))
        assert await talks.facets(session, EVERYTHING, SHARED, "room") == ()
        czech = TalkFilter(language="cs")
        assert await talks.facets(session, czech, SHARED, "held_on") == ((date(2024, 5, 10), 1),)


async def test_names_are_in_the_same_order_on_every_database(catalog: Catalog) -> None:
    names = ("Zeta", "alpha", "Éclair", "a-b", "Ab", "汉字")
    await make.saved(
        catalog, *(make.talk(name, track=name, room=name, speakers=(make.speaker(name),)) for name in names)
    )
    async with catalog.database.reading() as session:
        tracks = [track for track, _ in await talks.facets(session, EVERYTHING, SHARED, "track")]
        speakers = await talks.speaker_names(session, EVERYTHING, SHARED)
    in_order = sorted(names)
    assert tracks == in_order
    assert list(speakers) == in_order
    assert await titles_in_order(catalog) == in_order


async def test_every_part_of_a_filter_narrows(catalog: Catalog) -> None:
    parts = {"track": "Web", "language": "en", "held_on": date(2024, 5, 10), "speakers": (make.speaker("Ada"),)}
    lacking = [
        make.talk(f"without {name}", **parts | {name: nothing})
        for name, nothing in (("track", None), ("language", None), ("held_on", None), ("speakers", ()))
    ]
    await make.saved(catalog, make.talk("wanted", **parts), *lacking)
    (event_id,) = {entry.event.id for entry in await all_talks(catalog)}
    await make.saved(catalog, make.talk("elsewhere", **parts), of=make.event("Other"))
    every = TalkFilter(event_id=event_id, speakers=("Ada", "ADA"), track="Web", day=date(2024, 5, 10), language="en")

    async with catalog.database.reading() as session:
        found = await talks.programme(session, every, SHARED, offset=0, limit=10)
        assert [entry.talk.title for entry in found] == ["wanted"]
        assert await talks.count(session, every, SHARED) == 1
        assert await talks.matching_ids(session, every, SHARED) == {found[0].id}


async def titles_within(catalog: Catalog, given: TalkFilter) -> list[str]:
    async with catalog.database.reading() as session:
        found = await talks.programme(session, given, SHARED, offset=0, limit=100)
        assert await talks.count(session, given, SHARED) == len(found)
        assert await talks.matching_ids(session, given, SHARED) == {entry.id for entry in found}
    return [entry.talk.title for entry in found]


async def test_room_narrows(catalog: Catalog) -> None:
    await make.saved(catalog, make.talk("there", room="Hall 1"), make.talk("next door", room="Hall 10"), make.talk())
    assert await titles_within(catalog, TalkFilter(room="Hall 1")) == ["there"]


async def test_year_is_that_of_the_day_and_else_of_the_event(catalog: Catalog) -> None:
    days = {"eve": date(2023, 12, 31), "first": date(2024, 1, 1), "last": date(2024, 12, 31), "after": date(2025, 1, 1)}
    await make.saved(catalog, *(make.talk(title, held_on=day) for title, day in days.items()), make.talk("some day"))
    await make.saved(catalog, make.talk("nobody knows"), of=make.event("Other", starts_on=None, ends_on=None))
    assert await titles_within(catalog, TalkFilter(year=2024)) == ["first", "last", "some day"]


async def test_time_of_the_start_narrows_up_to_its_end(catalog: Catalog) -> None:
    noon = datetime(2024, 5, 10, 12, tzinfo=UTC)
    starts = {"before": -1, "at noon": 0, "later": 1, "at the end": 2}
    held = [make.talk(title, starts_at=noon + timedelta(hours=hours)) for title, hours in starts.items()]
    await make.saved(catalog, *held, make.talk("some time", held_on=noon.date()))
    there = timezone(timedelta(hours=2))
    until = (noon + timedelta(hours=2)).astimezone(there)
    assert await titles_within(catalog, TalkFilter(starts_from=noon.astimezone(there))) == list(starts)[1:]
    assert await titles_within(catalog, TalkFilter(starts_before=until)) == list(starts)[:3]
    assert await titles_within(catalog, TalkFilter(starts_from=noon, starts_before=until)) == list(starts)[1:3]


async def test_server_sees_the_shared_talks_and_its_own(catalog: Catalog) -> None:
    await make.saved(catalog, make.talk("shared"), of=make.event("Shared"))
    await make.saved(catalog, make.talk("own", track="T"), of=make.event("Own"), guild_id=2**63 - 1)
    own, other = Scope(2**63 - 1), Scope(8)
    entries = await all_talks(catalog, own)
    ids = [entry.id for entry in entries]
    async with catalog.database.reading() as session:
        for scope, seen in ((own, 2), (other, 1), (SHARED, 1)):
            assert len(await all_talks(catalog, scope)) == seen
            assert len(await talks.by_ids(session, ids, scope)) == seen
            assert await talks.count(session, EVERYTHING, scope) == seen
            assert len(await talks.matching_ids(session, EVERYTHING, scope)) == seen
            assert len(await talks.facets(session, EVERYTHING, scope, "track")) == seen - 1


async def test_speaker_of_several_talks_is_one_row(catalog: Catalog) -> None:
    ada = make.speaker("Ada", affiliation="Then")
    await make.saved(catalog, make.talk("a", speakers=(ada,)), make.talk("b", speakers=(make.speaker("Ada"),)))
    await make.saved(catalog, make.talk("c", speakers=(ada,)), of=make.event("Other"))
    assert await row_count(catalog.database, SpeakerRow) == 1
    affiliations = [entry.talk.speakers[0].affiliation for entry in await all_talks(catalog)]
    assert sorted(affiliations, key=str) == [None, "Then", "Then"]


async def test_one_person_named_twice_in_a_talk_stays_named_twice(catalog: Catalog) -> None:
    twice = (make.speaker("Ada", role="Speaker"), make.speaker("Ada", role="Moderator"))
    await make.saved(catalog, make.talk(speakers=twice))
    (entry,) = await all_talks(catalog)
    assert entry.talk.speakers == twice


async def test_replacing_leaves_no_orphans(catalog: Catalog) -> None:
    await make.saved(catalog, FULL)
    (entry,) = await all_talks(catalog)
    smaller = make.talk("Smaller", key=FULL.key, speakers=(make.speaker("Adam"),), tags=("zeta",))
    async with catalog.database.transaction() as session:
        await talks.replace(session, {entry.id: smaller})
    (changed,) = await all_talks(catalog)
    assert changed.id == entry.id
    assert changed.talk == smaller
    assert await row_count(catalog.database, TalkSpeakerRow) == 1
    assert await row_count(catalog.database, TalkTagRow) == 1


async def test_removed_talk_takes_all_that_hangs_on_it(catalog: Catalog) -> None:
    await make.saved(catalog, FULL)
    (entry,) = await all_talks(catalog)
    async with catalog.database.transaction() as session:
        await talks.remove(session, [entry.id])
    for table in (TalkSpeakerRow, TalkTagRow, SourceKeyRow):
        assert await row_count(catalog.database, table) == 0


async def test_one_key_of_two_sources_names_one_talk(catalog: Catalog) -> None:
    await make.saved(catalog, make.talk("Title", key="1"), location="a.json")
    await make.saved(catalog, make.talk("Better title", key="1"), location="b.json")
    (entry,) = await all_talks(catalog)
    assert entry.talk.title == "Better title"
    assert await row_count(catalog.database, SourceKeyRow) == 2


async def test_one_key_of_two_events_names_two_talks(catalog: Catalog) -> None:
    await make.saved(catalog, make.talk("One", key="1"), of=make.event("One"))
    await make.saved(catalog, make.talk("Two", key="1"), of=make.event("Two"))
    assert {entry.talk.title for entry in await all_talks(catalog)} == {"One", "Two"}


async def test_talk_keeps_the_key_of_its_first_source(catalog: Catalog) -> None:
    day = date(2024, 5, 10)
    await make.saved(catalog, make.talk("Title", key="first", held_on=day), location="a.json")
    await make.saved(catalog, make.talk("Title", key="second", held_on=day), location="b.json")
    (entry,) = await all_talks(catalog)
    async with catalog.database.reading() as session:
        assert await sources.keys_of_event(session, entry.event.id) == {
            "a.json": {"first": entry.id},
            "b.json": {"second": entry.id},
        }
    assert entry.talk.key == "first"
