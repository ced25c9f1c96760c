"""CSV and iCalendar carry a talk out and back. YAML and JSON are tested with their format."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.events import Event
from bot.domain.programmes import Programme
from bot.domain.talks import Link, Speaker, Talk
from bot.importers import ical_export, tables_export
from bot.importers.formats import ReadOptions, SourceFile
from bot.importers.own_export import write_json, write_yaml
from bot.importers.reading import read_source

NOW = datetime(2026, 11, 22, tzinfo=UTC)
WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1).map(str.strip).filter(bool)
LINES = st.lists(WORDS, min_size=1, max_size=3).map("\n".join)
MAYBE = st.none() | WORDS
ADDRESSES = st.sampled_from(["https://example.org/a;b?c=d,e#f", "http://example.org/ü"])
MOMENTS = st.datetimes(datetime(1970, 1, 2), datetime(2199, 1, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001  the zone is drawn
    lambda moment: moment.replace(microsecond=0)
)
TALKS = st.builds(
    Talk,
    key=WORDS,
    title=WORDS,
    cancelled=st.booleans(),
    speakers=st.lists(st.builds(Speaker, name=WORDS, affiliation=MAYBE, role=MAYBE, note=MAYBE), max_size=3).map(tuple),
    abstract=st.none() | LINES,
    session_type=MAYBE,
    part_of=MAYBE,
    track=MAYBE,
    room=MAYBE,
    held_on=st.dates(date(1970, 1, 1), date(2199, 1, 1)),
    starts_at=st.none() | MOMENTS,
    language=st.none() | st.sampled_from(["en", "de"]),
    tags=st.lists(WORDS, max_size=3).map(tuple),
    url=st.none() | ADDRESSES,
    video_url=st.none() | ADDRESSES,
    links=st.lists(st.builds(Link, label=WORDS, url=ADDRESSES), max_size=2).map(tuple),
)
EVENT = Event(slug="days-2026", name="Days 2026", time_zone="Europe/Berlin")


def read(text: str) -> Programme:
    (found,) = read_source(SourceFile("export", text.encode()), ReadOptions())
    assert isinstance(found, Programme)
    return found


@settings(max_examples=100)
@given(st.lists(TALKS, max_size=3, unique_by=lambda talk: talk.key), st.booleans())
def test_csv_carries_everything_but_the_event(talks: list[Talk], is_confirmed: bool) -> None:  # noqa: FBT001  drawn
    talks = [replace(talk, title_confirmed=is_confirmed) for talk in talks]
    programme = Programme(format_name="table", event=EVENT, talks=tuple(talks))
    found = read(tables_export.write(programme)) if talks else None
    assert (found.talks, found.refused) == (programme.talks, ()) if found else not talks


@settings(max_examples=100)
@given(TALKS)
def test_icalendar_carries_every_talk_that_has_a_day(talk: Talk) -> None:
    programme = Programme(format_name="ical", event=EVENT, talks=(talk,))
    found = read(ical_export.write(programme, written_at=NOW))
    assert (found.talks, found.refused) == (programme.talks, ())
    assert (found.event.name, found.event.time_zone) == ("Days 2026", "Europe/Berlin")


def test_a_talk_without_a_day_has_no_place_in_a_calendar() -> None:
    programme = Programme(format_name="ical", event=EVENT, talks=(Talk(key="a", title="A"),))
    assert read(ical_export.write(programme, written_at=NOW)).talks == ()


@pytest.mark.parametrize("sample", ["frab_xml/fosdem-2012.xml", "sessionize/global-azure-austria-2024.all.json"])
def test_a_real_programme_comes_back_from_every_export(samples: Path, sample: str) -> None:
    content = (samples / sample).read_bytes()
    (programme,) = read_source(SourceFile("a", content), ReadOptions(event_name="Days", time_zone="Europe/Vienna"))
    assert isinstance(programme, Programme)
    for text in (
        write_yaml(programme),
        write_json(programme),
        tables_export.write(programme),
        ical_export.write(programme, written_at=NOW),
    ):
        assert read(text).talks == programme.talks


def test_an_edited_export_is_read_as_strictly_as_the_own_format() -> None:
    talk = Talk(key="a", title="A", held_on=date(2026, 10, 25), url="https://days.example/a")
    programme = Programme(format_name="table", event=EVENT, talks=(talk,))
    table = tables_export.write(programme)
    calendar = ical_export.write(programme, written_at=NOW)
    for text in (table, calendar):
        edited = read(text.replace("https://days.example/a", "javascript:alert(1)"))
        assert edited.talks == ()
        assert [one.reason for one in edited.refused] == ["url: 'javascript:alert(1)' is no http or https address"]
    assert [one.reason for one in read(table.replace("false", "perhaps")).refused] == [
        "cancelled: must be true or false, not text"
    ]
    speaker = 'ATTENDEE;CN=A:x\r\nX-TALKBOT-SPEAKER;VALUE=TEXT:{"nam": "A"}\r\nEND:VEVENT'
    assert [one.reason for one in read(calendar.replace("END:VEVENT", speaker)).refused] == [
        "speakers: 1: name: is missing"
    ]
