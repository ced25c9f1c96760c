from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.programmes import Programme, Refusal
from bot.domain.talks import Speaker, Talk
from bot.errors import SourceError
from bot.importers.formats import ReadOptions, SourceFile, TimeZoneNeeded
from bot.importers.reading import read_source
from bot.importers.summaries import split_sched_summary


def read(product: str, *entries: str, head: str = "", **options: str) -> Programme:
    body = "".join(f"BEGIN:VEVENT\n{entry}\nEND:VEVENT\n" for entry in entries)
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:{product}\n{head}{body}END:VCALENDAR\n"
    (found,) = read_source(
        SourceFile("a.ics", text.replace("\n", "\r\n").encode()), ReadOptions(**{"event_name": "Days"} | options)
    )
    assert isinstance(found, Programme)
    return found


SCHED = "-//Sched.com Days 2026//EN"


@pytest.mark.parametrize(
    ("summary", "title", "speakers"),
    [
        ("Title - Ada Example, Acme", "Title", [("Ada Example", "Acme", None)]),
        (
            "Title - Ada Example, Acme & Ben Example, Big Co., Ltd.; Cy Example, Initech",
            "Title",
            [("Ada Example", "Acme", None), ("Ben Example", "Big Co., Ltd.", None), ("Cy Example", "Initech", None)],
        ),
        (
            "Title - Ada Example & Ben van der Example, Acme",
            "Title",
            [("Ada Example", "Acme", None), ("Ben van der Example", "Acme", None)],
        ),
        (
            "Waves - Powered by Nature, Data, and Science - Ada Example, Founder, Acme",
            "Waves - Powered by Nature, Data, and Science",
            [("Ada Example", "Acme", "Founder")],
        ),
        (
            "Keynote: Trains - Ada Example, Engineer, Rail & Ben Example, Engineer - Rail Specialist, Rail",
            "Keynote: Trains",
            [("Ada Example", "Rail", "Engineer"), ("Ben Example", "Rail", "Engineer - Rail Specialist")],
        ),
        ("Balancing- Ada Example, Acme", "Balancing", [("Ada Example", "Acme", None)]),
        ("Title - Ada Example, Maintainer", "Title", [("Ada Example", None, "Maintainer")]),
        (
            "Con Day - Full-Day Event | ALL ACCESS PASS REQUIRED",
            "Con Day - Full-Day Event | ALL ACCESS PASS REQUIRED",
            [],
        ),
        ("One Controller - Taming Many", "One Controller - Taming Many", []),
        ("Non-Code Contribution", "Non-Code Contribution", []),
    ],
)
def test_a_sched_summary_is_split_into_title_and_speakers(
    summary: str, title: str, speakers: list[tuple[str, str | None, str | None]]
) -> None:
    expected = [Speaker(name=name, affiliation=organisation, role=role) for name, organisation, role in speakers]
    assert split_sched_summary(summary) == (title, expected)


def test_a_sched_entry_is_read_with_its_category_as_the_track() -> None:
    programme = read(
        SCHED,
        "UID:1\nDTSTART:20261025T230000Z\nDTEND:20261026T000000Z\nSUMMARY:Packets - Ada Example\\, Acme\n"
        "CATEGORIES:NETWORKS\nLOCATION:Hall 1\\, \nDESCRIPTION:One &amp\\; two.\nURL:https://days.example/1",
        "UID:2\nDTSTART:20261025T100000Z\nSUMMARY:Badge Pick-Up\nCATEGORIES:REGISTRATION",
        head="X-WR-CALNAME:days26\nX-WR-TIMEZONE:UTC\n",
        time_zone="Europe/Berlin",
    )
    assert programme.talks == (
        Talk(
            key="1",
            title="Packets",
            speakers=(Speaker(name="Ada Example", affiliation="Acme"),),
            abstract="One & two.",
            track="NETWORKS",
            room="Hall 1",
            held_on=date(2026, 10, 26),
            starts_at=datetime(2026, 10, 25, 23, tzinfo=UTC),
            ends_at=datetime(2026, 10, 26, tzinfo=UTC),
            url="https://days.example/1",
        ),
    )


def test_sched_names_the_event_in_its_product_and_says_utc_of_every_zone() -> None:
    entry = "UID:1\nDTSTART:20261025T230000Z\nSUMMARY:T"
    programme = read(SCHED, entry, head="X-WR-CALNAME:days26\nX-WR-TIMEZONE:UTC\n", event_name="")
    assert (programme.event.name, programme.event.time_zone) == ("Days 2026", None)
    assert programme.talks[0].held_on is None


def test_a_pretalx_summary_ends_in_the_speakers() -> None:
    entry = "UID:1\nDTSTART;TZID=Europe/Berlin:20261025T100000\nSUMMARY:A - B - Ada Example\\, Ben Example"
    programme = read("-//pretalx//x//", entry)
    (talk,) = programme.talks
    assert (talk.title, [one.name for one in talk.speakers]) == ("A - B", ["Ada Example", "Ben Example"])
    assert talk.starts_at == datetime(2026, 10, 25, 9, tzinfo=UTC)
    assert programme.event.time_zone == "Europe/Berlin"


def test_speakers_and_kind_are_found_in_the_description() -> None:
    entry = (
        "UID:1\nSUMMARY:[talk] Audio\nDESCRIPTION:Section: talks\\nKind: talk\\nName: Audio\\n<p>About sound.</p>"
        "\\nSpeakers:\\nAda Example\\n<p>Ada: knows\\n* sound</p>\\nBen Example\\n"
    )
    (talk,) = read("ics.py", entry).talks
    assert (talk.title, talk.session_type, talk.abstract) == ("Audio", "talk", "About sound.")
    assert [one.name for one in talk.speakers] == ["Ada Example", "Ben Example"]


def test_attendees_are_speakers_by_name_and_never_by_address() -> None:
    entry = (
        'UID:1\nSUMMARY:T\nATTENDEE;CN="Example, Ada":mailto:a@x.example\nATTENDEE;CN=b@x.example:mailto:b@x.example'
    )
    (talk,) = read("x", entry).talks
    assert talk.speakers == (Speaker(name="Example, Ada"),)


def test_the_same_organiser_everywhere_is_nobodys_speaker() -> None:
    entries = [f"UID:{number}\nSUMMARY:T{number}\nORGANIZER;CN=Days:mailto:a@x.example" for number in (1, 2)]
    assert [talk.speakers for talk in read("x", *entries).talks] == [(), ()]


def test_ids_that_stand_for_different_talks_give_way_to_title_and_start() -> None:
    entries = [f"UID:same\nSUMMARY:{title}\nDTSTART:20261025T100000Z" for title in ("One", "Two")]
    assert [talk.key for talk in read("x", *entries).talks] == ["one@20261025T1000Z", "two@20261025T1000Z"]


def test_a_talk_held_twice_keeps_its_id_the_first_time() -> None:
    entries = [f"UID:same\nSUMMARY:One\nDTSTART:202610{day}T100000Z" for day in (25, 26, 26)]
    assert [talk.key for talk in read("x", *entries).talks] == ["same", "same@20261026T1000Z"]


def test_a_local_time_in_an_unknown_zone_asks_for_the_zone() -> None:
    entry = "UID:1\nSUMMARY:T\nDTSTART;TZID=Hall Time:20261025T100000"
    with pytest.raises(TimeZoneNeeded):
        read("x", entry)
    assert read("x", entry, time_zone="Asia/Tokyo").talks[0].starts_at == datetime(2026, 10, 25, 1, tzinfo=UTC)


def test_an_entry_for_a_whole_day_has_a_day_and_no_time() -> None:
    (talk,) = read("x", "UID:1\nSUMMARY:T\nDTSTART;VALUE=DATE:20261025").talks
    assert (talk.held_on, talk.starts_at) == (date(2026, 10, 25), None)


def test_a_broken_entry_is_refused_and_the_others_are_kept() -> None:
    programme = read("x", "UID:1\nSUMMARY:Bad\nDTSTART:2026-10-25", "UID:2\nSUMMARY:Good", "UID:3")
    assert [talk.title for talk in programme.talks] == ["Good"]
    assert programme.refused == (
        Refusal("entry 1 (Bad)", "DTSTART: '2026-10-25' is no time"),
        Refusal("entry 3 (3)", "it has no title"),
    )


def test_lines_folded_inside_a_letter_are_read() -> None:
    content = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Caf\xc3\r\n \xa9\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    (found,) = read_source(SourceFile("a", content), ReadOptions(event_name="E"))
    assert isinstance(found, Programme)
    assert found.talks[0].title == "Café"


@pytest.mark.parametrize(
    "line", ["DURATION:x", "DURATION:P9999999D", "CATEGORIES", "ATTENDEE;CN=:x", "RRULE:x", "GEO:x"]
)
def test_a_broken_property_costs_only_itself(line: str) -> None:
    (talk,) = read("x", f"UID:1\nSUMMARY:T\nDTSTART:20261025T100000Z\n{line}").talks
    assert (talk.title, talk.ends_at, talk.speakers) == ("T", None, ())


LINES = st.sampled_from(
    [
        *("UID:1", "SUMMARY:T - Ada Example\\, B & C", "SUMMARY:", "LOCATION:x", "STATUS:CANCELLED", "URL:http://["),
        *("DTSTART:20261025T100000", "DTSTART;VALUE=DATE:20261025", "DTSTART;TZID=X:20261025T100000", "DTSTART:x"),
        *("DTSTART:99991231T235959Z", "DTSTART:00010101T000000", "DTSTART;VALUE=TIME:100000", "DTEND:x"),
        *("DTSTART;VALUE=PERIOD:20261025T100000Z/PT1H", "DTEND;VALUE=DATE:20261026", "DURATION:-P9999999D"),
        *("CATEGORIES:a,b", "CATEGORIES", "ATTENDEE:x", "ATTENDEE;CN=A:x", "ORGANIZER;CN=:x", "BEGIN:VALARM"),
        *("END:VALARM", "X-TALKBOT-DAY:x", "X-TALKBOT-SPEAKER:7", "X-TALKBOT-LINK;VALUE=TEXT:[1]", "PRODID:x"),
        "DESCRIPTION:Kind: x\\nSpeakers:\\nA\\n<p>b",
    ]
)
PRODUCTS = st.sampled_from([SCHED, "-//pretalx//x//", "x", "-//Talkbot//Conference talks//EN"])


@settings(max_examples=200)
@given(PRODUCTS, st.lists(st.lists(LINES, max_size=7).map("\n".join), max_size=3), st.sampled_from(["Asia/Tokyo", ""]))
def test_any_calendar_is_read_or_refused(product: str, entries: list[str], zone: str) -> None:
    with suppress(SourceError):
        assert read(product, *entries, time_zone=zone).format_name == "ical"
