from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.catalog import SHARED, CatalogTalk, Scope
from bot.domain.room_programmes import NowOrNext
from bot.domain.talks import Talk
from bot.services.catalog import Catalog
from bot.services.finding.now_and_next import running_now, starting_next
from tests import make

NOON = datetime(2024, 5, 10, 12, 0, tzinfo=ZoneInfo("Europe/Prague"))


def held(title: str, room: str | None, start: int, minutes: int | None = 30, **parts: object) -> Talk:
    """A talk that begins so many minutes after noon."""
    starts_at = NOON + timedelta(minutes=start)
    ends_at = None if minutes is None else starts_at + timedelta(minutes=minutes)
    return make.talk(title, room=room, starts_at=starts_at, ends_at=ends_at, **parts)


def title(entry: CatalogTalk | None) -> str | None:
    return None if entry is None else entry.talk.title


def rooms(answer: NowOrNext) -> list[tuple[str | None, str | None, str | None]]:
    return [(room.room, title(room.running), title(room.following)) for room in answer.rooms]


async def test_now_shows_each_room_with_what_follows(catalog: Catalog) -> None:
    await make.saved(
        catalog,
        held("Over", "A", -60),
        held("Running in A", "A", -10),
        held("Later in A", "A", 40),
        held("Much later in A", "A", 90),
        held("Running in B", "B", 0),
        held("Only later", "C", 60),
    )
    assert rooms(await running_now(catalog, SHARED, NOON)) == [
        ("A", "Running in A", "Later in A"),
        ("B", "Running in B", None),
    ]


async def test_next_shows_the_first_talk_of_each_room(catalog: Catalog) -> None:
    await make.saved(
        catalog, held("Now", "A", -10), held("Soon", "A", 20), held("Later", "A", 60), held("First", "B", 1)
    )
    assert rooms(await starting_next(catalog, SHARED, NOON)) == [("A", "Now", "Soon"), ("B", None, "First")]


async def test_talk_is_over_at_its_end_and_runs_at_its_beginning(catalog: Catalog) -> None:
    await make.saved(catalog, held("First", "A", -30), held("Second", "A", 0))
    assert rooms(await running_now(catalog, SHARED, NOON)) == [("A", "Second", None)]


async def test_cancelled_talks_and_those_without_an_end_do_not_run(catalog: Catalog) -> None:
    await make.saved(catalog, held("Gone", "A", -10, cancelled=True), held("Who knows", "B", -10, None))
    assert rooms(await running_now(catalog, SHARED, NOON)) == []


async def test_talks_of_the_next_day_are_not_next(catalog: Catalog) -> None:
    await make.saved(catalog, held("Tomorrow", "A", 60 * 20))
    assert rooms(await starting_next(catalog, SHARED, NOON)) == []


async def test_other_servers_programme_is_not_shown(catalog: Catalog) -> None:
    await make.saved(catalog, held("Secret", "A", -5), guild_id=7)
    assert rooms(await running_now(catalog, Scope(8), NOON)) == []
    assert rooms(await running_now(catalog, Scope(7), NOON)) == [("A", "Secret", None)]
