from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.events import Event
from bot.domain.programmes import Programme, Refusal
from bot.domain.recaps import RecapMaterial, Theme
from bot.domain.talks import Link, Speaker, Talk
from bot.errors import SourceError
from bot.importers import own_format
from bot.importers.documents import open_document
from bot.importers.formats import ReadOptions, TimeZoneNeeded
from bot.importers.own_export import write_json, write_yaml

TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.just("\n"), min_size=1).map(str.strip).filter(bool)
DAYS = st.dates(date(1970, 1, 2), date(2099, 12, 30))
ZONES = st.sampled_from(["America/Detroit", "Europe/Berlin", "Asia/Kathmandu", "Australia/Lord_Howe"])
ADDRESSES = st.sampled_from(["https://example.org/a?b=c#d", "http://example.org", "https://bücher.example/ü"])
MOMENTS = st.builds(
    lambda day, minute, second: datetime.combine(day, time(), UTC) + timedelta(minutes=minute, seconds=second),
    DAYS,
    st.integers(0, 24 * 60 - 1),
    st.integers(0, 59) | st.just(0),
)


def maybe(strategy: st.SearchStrategy[str]) -> st.SearchStrategy[str | None]:
    return st.none() | strategy


SPEAKERS = st.builds(Speaker, name=TEXTS, affiliation=maybe(TEXTS), role=maybe(TEXTS), note=maybe(TEXTS))


@st.composite
def talks(draw: st.DrawFn) -> Talk:
    starts_at = draw(st.none() | MOMENTS)
    minutes = draw(st.integers(0, 600))
    days = DAYS if starts_at is None else st.sampled_from([starts_at.date() - timedelta(1), starts_at.date()])
    return Talk(
        key=draw(TEXTS),
        title=draw(TEXTS),
        title_confirmed=draw(st.booleans()),
        cancelled=draw(st.booleans()),
        speakers=tuple(draw(st.lists(SPEAKERS, max_size=2))),
        abstract=draw(maybe(TEXTS)),
        session_type=draw(maybe(TEXTS)),
        part_of=draw(maybe(TEXTS)),
        track=draw(maybe(TEXTS)),
        room=draw(maybe(TEXTS)),
        held_on=draw(st.none() | days),
        starts_at=starts_at,
        ends_at=starts_at and starts_at + timedelta(minutes=minutes),
        language=draw(st.none() | st.sampled_from(["en", "no", "ja"])),
        tags=tuple(draw(st.lists(TEXTS, max_size=2))),
        url=draw(maybe(ADDRESSES)),
        video_url=draw(maybe(ADDRESSES)),
        links=tuple(draw(st.lists(st.builds(Link, label=TEXTS, url=ADDRESSES), max_size=2))),
    )


RECAPS = st.builds(
    RecapMaterial,
    source_title=maybe(TEXTS),
    source_url=maybe(ADDRESSES),
    published_on=st.none() | DAYS,
    scope=maybe(TEXTS),
    themes=st.lists(st.builds(Theme, title=TEXTS, text=TEXTS), max_size=2).map(tuple),
    highlights=st.lists(TEXTS, max_size=2).map(tuple),
)
EVENTS = st.builds(
    Event,
    slug=TEXTS,
    name=TEXTS,
    also_called=st.lists(TEXTS, max_size=2).map(tuple),
    starts_on=st.none() | DAYS,
    venue=maybe(TEXTS),
    time_zone=maybe(ZONES),
    url=maybe(ADDRESSES),
    recap=st.none() | RECAPS,
)
PROGRAMMES = st.builds(
    Programme,
    format_name=st.just(own_format.NAME),
    event=EVENTS,
    talks=st.lists(talks(), max_size=3, unique_by=lambda talk: talk.key).map(tuple),
)


def read(text: str, **options: str) -> Programme:
    (programme,) = own_format.read(open_document(text.encode()), ReadOptions(**options))
    return programme


@settings(max_examples=150)
@given(PROGRAMMES)
def test_what_is_written_is_read_back_the_same(programme: Programme) -> None:
    assert read(write_yaml(programme)) == programme
    assert read(write_json(programme)) == programme


EVENT = "event: {name: Example Days, time_zone: Europe/Berlin}\n"


def only_talk(lines: str) -> Talk:
    programme = read(EVENT + "talks:\n- {key: a, title: A, " + lines + "}")
    assert programme.refused == ()
    return programme.talks[0]


def test_times_of_day_are_local_times_of_the_event() -> None:
    talk = only_talk("date: 2026-10-25, start: 17:25, end: '18:00'")
    assert talk.starts_at == datetime(2026, 10, 25, 16, 25, tzinfo=UTC)
    assert talk.ends_at == datetime(2026, 10, 25, 17, 0, tzinfo=UTC)
    assert talk.held_on == date(2026, 10, 25)


def test_a_moment_after_midnight_stays_on_its_conference_day() -> None:
    talk = only_talk("date: 2026-10-24, start: 2026-10-25T00:15")
    assert talk.starts_at == datetime(2026, 10, 24, 22, 15, tzinfo=UTC)
    assert talk.held_on == date(2026, 10, 24)


def test_words_that_yaml_would_turn_into_something_else_stay_text() -> None:
    talk = only_talk("language: no, tags: [yes, 1.10, 12:30], track: 1984")
    assert (talk.language, talk.tags, talk.track) == ("no", ("yes", "1.10", "12:30"), "1984")


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ("colour: red", "unknown key: colour"),
        ("start: 17:25", "start: a time of day needs a date"),
        ("date: 2026-10-25, start: 25:61", "start: '25:61' is no time; write it like 17:25"),
        ("date: 25.10.2026", "date: '25.10.2026' is no date; write it like 2026-10-25"),
        ("url: javascript:alert(1)", "url: 'javascript:alert(1)' is no http or https address"),
        ("cancelled: maybe", "cancelled: must be true or false, not text"),
        ("tags: networking", "tags: must be a list, not text"),
        ("track: [a]", "track: must be text, not a list; put it in quotes"),
        ("speakers: [{nam: Ada}]", "speakers: 1: name: is missing"),
        ("speakers: [Ada, {name: Ben, e-mail: b}]", "speakers: 2: unknown key: e-mail"),
        (
            "date: 2026-10-25, start: 23:30, end: 00:30",
            "end: lies before the start; past midnight, write the date too: 2026-10-26T00:30",
        ),
    ],
)
def test_a_bad_talk_is_refused_by_name_and_the_others_are_kept(lines: str, reason: str) -> None:
    programme = read(EVENT + "talks:\n- {key: good, title: Good}\n- {key: bad, title: Bad, " + lines + "}")
    assert programme.talks == (Talk(key="good", title="Good"),)
    assert programme.refused == (Refusal("talk 2 (bad)", reason),)


def test_a_second_talk_with_the_same_key_and_one_without_a_title_are_refused() -> None:
    programme = read(EVENT + "talks: [{key: a, title: A}, {key: a, title: B}, {key: c}, 7]")
    assert [str(talk.title) for talk in programme.talks] == ["A"]
    assert programme.refused == (
        Refusal("talk 2 (a)", "key: another talk above has the same"),
        Refusal("talk 3 (c)", "title: is missing"),
        Refusal("talk 4", "must be a mapping of keys to values, not text"),
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("talks: []", "event: is missing"),
        ("event: {city: Bern}", "event: name: is missing"),
        ("event: {name: A, time_zone: Mars/Base}", "event: time zone: 'Mars/Base' is unknown"),
        ("event: {name: A}\ntalk: []", "unknown key: talk"),
        ("event: {name: A, starts_on: 2026-10-25, ends_on: 2026-10-24}", "event: ends_on: lies before"),
        ('{"event": {"name": 7}}', "event: name: must be text, not a number"),
        ("event: &e {name: A}\nrecap: *e", "YAML line 2: an alias"),
        ("event: {name: A, name: B}", "YAML line 1: the key 'name' twice"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(text: str, reason: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(text)
    assert caught.value.reason.startswith(reason)


def test_local_times_without_a_zone_ask_for_it() -> None:
    text = "event: {name: A}\ntalks: [{key: a, title: A, date: 2026-10-25, start: 10:00}]"
    with pytest.raises(TimeZoneNeeded):
        read(text)
    talk = read(text, time_zone="Asia/Tokyo").talks[0]
    assert talk.starts_at == datetime(2026, 10, 25, 1, 0, tzinfo=UTC)
