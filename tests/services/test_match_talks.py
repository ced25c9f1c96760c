"""Matching alone, without a database: keys first, then what the talks say."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from bot.domain.talks import Talk
from bot.services.changes.match_talks import match_talks
from tests import make

DAY = date(2024, 5, 10)
NINE = datetime(2024, 5, 10, 9, 0, tzinfo=UTC)
TEN = NINE + timedelta(hours=1)


def matched(
    said: list[Talk], known: list[Talk], own: Mapping[str, int] | None = None, other: Mapping[str, int] | None = None
) -> dict[str, int]:
    """The talks of the catalog are numbered from 1."""
    entries = {number: make.entry(talk, id=number) for number, talk in enumerate(known, 1)}
    return match_talks(said, entries, own or {}, {**(other or {}), **(own or {})})


def test_own_key_means_the_talk_whatever_it_says() -> None:
    said = make.talk("New title", key="a", starts_at=TEN)
    assert matched([said], [make.talk("Old title", starts_at=NINE)], own={"a": 1}) == {"a": 1}


def test_other_sources_key_means_the_talk_where_title_or_start_agree() -> None:
    known = make.talk("Title", starts_at=NINE)
    for said in (make.talk("Title", key="a", starts_at=TEN), make.talk("Retitled", key="a", starts_at=NINE)):
        assert matched([said], [known], other={"a": 1}) == {"a": 1}


def test_other_sources_key_means_nothing_where_title_and_start_differ() -> None:
    """Two tables of one event that both count their rows from 1."""
    assert matched([make.talk("Pottery", key="1", starts_at=TEN)], [make.talk(starts_at=NINE)], other={"1": 1}) == {}


def test_title_and_start_match_without_a_key() -> None:
    said = make.talk("THREADS  without tëars", key="x", starts_at=NINE)
    assert matched([said], [make.talk("Threads without tears", starts_at=NINE)]) == {"x": 1}


def test_same_title_at_another_time_is_another_talk() -> None:
    assert matched([make.talk(key="x", starts_at=TEN)], [make.talk(starts_at=NINE)]) == {}


def test_rooms_tell_talks_of_one_title_and_start_apart() -> None:
    known = [make.talk("Workshop", starts_at=NINE, room=room) for room in ("A", "B")]
    said = [make.talk("Workshop", key=room, starts_at=NINE, room=room) for room in ("B", "A")]
    assert matched(said, known) == {"B": 2, "A": 1}


def test_several_of_one_title_and_time_are_taken_in_order() -> None:
    known = [make.talk("Lightning Talks", held_on=DAY) for _ in range(3)]
    said = [make.talk("Lightning Talks", key=str(number), held_on=DAY) for number in range(4)]
    assert matched(said, known) == {"0": 1, "1": 2, "2": 3}


def test_day_alone_finds_the_talk_whose_start_is_known() -> None:
    assert matched([make.talk(key="x", held_on=DAY)], [make.talk(held_on=DAY, starts_at=NINE)]) == {"x": 1}
    assert matched([make.talk(key="x")], [make.talk(held_on=DAY, starts_at=NINE)]) == {"x": 1}
    assert matched([make.talk(key="x", held_on=date(2024, 5, 11))], [make.talk(held_on=DAY, starts_at=NINE)]) == {}


def test_day_alone_decides_nothing_where_a_title_stands_twice() -> None:
    known = [make.talk("Lightning Talks", held_on=DAY, starts_at=start) for start in (NINE, TEN)]
    assert matched([make.talk("Lightning Talks", key="x", held_on=DAY)], known) == {}


def test_each_talk_is_meant_once() -> None:
    said = [make.talk(key="a", starts_at=NINE), make.talk(key="b", starts_at=NINE)]
    assert matched(said, [make.talk(starts_at=NINE)], own={"a": 1, "b": 1}) == {"a": 1}
