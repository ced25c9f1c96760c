"""Cleaning titles, texts, names, times and links."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import SourceError
from bot.importers.documents import TextDocument
from bot.importers.formats import ReadOptions
from bot.importers.languages import language_code
from bot.importers.link_lists import FORMAT as LINK_LIST
from bot.importers.links import is_video, web_address
from bot.importers.people import speaker, speakers_named, split_names
from bot.importers.prose import LONGEST_PROSE, one_line, prose
from bot.importers.slugs import slug_of
from bot.importers.summaries import split_sched_summary
from bot.importers.times import clock_time, moment, span_of
from bot.importers.titles import is_service_entry, title_and_mark


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("<p>One\ntwo</p><p>Three &amp; four</p>", "One two\n\nThree & four"),
        ("<ul><li>One</li>\n<li> two</li></ul>", "- One\n- two"),
        ('See <a href="https://a.example/x">this page</a>.', "See this page (https://a.example/x)."),
        ('<a href="https://a.example/">a.example</a>', "a.example"),
        ("One<br/>two<br>three", "One\ntwo\nthree"),
        ("<!-- gone --><p>Kept<script>alert(1)</script></p>", "Kept"),
        ("Vec<T> and a < b", "Vec<T> and a < b"),
        ("&lt;p&gt;Twice&amp;nbsp;escaped&lt;/p&gt;", "Twice escaped"),
        ("## Title\r\n\r\n**Bold** and *slanted*, `code` and __init__", "Title\n\nBold and slanted, code and __init__"),
        ("* one\n* two\n  + three", "- one\n- two\n  - three"),
        ("[Label](https://a.example) ![picture](https://a.example/p.png)", "Label (https://a.example) picture"),
        ("`Label <https://a.example>`_ and ``code``::", "Label (https://a.example) and code:"),
        ("Heading\n=======\n\n.. image:: x.png\n\nText", "Heading\n\nText"),
        ("2 * 3 * 4 and a_b_c", "2 * 3 * 4 and a_b_c"),
        ("zero\u200bwidth \u00adshy\ufeff", "zerowidth shy"),
        ("Write to ada@example.org!", "Write to (e-mail address)!"),
        ("    " * 5 + "indented", "indented"),
        ("x" * 70 + "\n" + "y" * 60 + "\nend", "x" * 70 + " " + "y" * 60 + " end"),
        ("a short line\nanother\nend", "a short line\nanother\nend"),
    ],
)
def test_text_becomes_what_people_would_read(raw: str, plain: str) -> None:
    assert prose(raw) == plain


@pytest.mark.parametrize("raw", ["", " \r\n", "<p> </p>", "\u200b", "---"])
def test_text_with_nothing_to_read_is_unknown(raw: str) -> None:
    assert prose(raw) is None


def test_long_text_is_shortened() -> None:
    text = prose("word " * 10_000)
    assert text is not None
    assert len(text) <= LONGEST_PROSE
    assert text.endswith("…")


@given(st.text(max_size=300))
def test_cleaned_text_can_be_stored_and_stays_as_it_is_when_plain(raw: str) -> None:
    for text in (prose(raw) or "", one_line(raw)):
        text.encode()
        assert not set(text) & {"\x00", "\r", "\u200b"}
        assert text == text.strip()


EVIL = [
    "<p " * 20_000,
    "<!--" * 15_000,
    "*a " * 20_000,
    "`a " * 20_000,
    "[a](" * 15_000,
    "a" * 60_000 + "@",
    " " * 60_000,
]
CLEANERS: list[Callable[[str], object]] = [
    prose,
    one_line,
    title_and_mark,
    is_service_entry,
    speaker,
    split_sched_summary,
]


@pytest.mark.parametrize("clean", CLEANERS)
def test_no_text_takes_long(clean: Callable[[str], object]) -> None:
    started = time.process_time()
    for text in EVIL:
        clean(text)
    assert time.process_time() - started < 3


@pytest.mark.parametrize(
    ("raw", "title", "is_cancelled"),
    [
        ("[CANCELED] Carving JSON", "Carving JSON", True),
        ("CANCELLED: Packets", "Packets", True),
        ("CANCELED Packets", "Packets", True),
        ("Cancelled - Packets", "Packets", True),
        ("Packets (cancelled)", "Packets", True),
        ("Packets - CANCELLED", "Packets", True),
        ("Abgesagt: Pakete", "Pakete", True),
        ("CANCELLED", "CANCELLED", True),
        ("Cancelled flights, explained", "Cancelled flights, explained", False),
        ("Cancellation in asyncio", "Cancellation in asyncio", False),
        ("A &amp;amp; B\r\n<b>C</b>", "A & B C", False),
    ],
)
def test_a_mark_of_cancellation_leaves_the_title(raw: str, title: str, is_cancelled: bool) -> None:  # noqa: FBT001  a row of the table
    assert title_and_mark(raw) == (title, is_cancelled)


@pytest.mark.parametrize(
    "title",
    [
        "Break",
        "Coffee Break ☕",
        "Lunch 🍲",
        "Mini Break",
        "Registration & Check-In",
        "Badge Pick-Up",
        "Cloakroom",
        ".",
        "Project Lightning Talk: Lunch | On Own",
        "Wednesday Registration & Welcome @ Forum Hall Foyer 1st Floor",
    ],
)
def test_a_service_entry_is_known_by_its_title(title: str) -> None:
    assert is_service_entry(title)


@pytest.mark.parametrize(
    "title",
    [
        "Lightning Talks",
        "How to break things",
        "Breaking news",
        "Launch",
        "Welcome & Keynote",
        "Opening Ceremony",
        "Registration of trademarks",
        "PyLadies Lunch, pre-registration required",
        "Coffee with compilers",
    ],
)
def test_a_talk_is_no_service_entry(title: str) -> None:
    assert not is_service_entry(title)


@pytest.mark.parametrize("name", ["TODO", "TBA", "tbd.", "Various speakers", "FOSDEM Staff", "-", "N/A", "a@x.example"])
def test_a_placeholder_is_nobody(name: str) -> None:
    assert speaker(name) is None


def test_names_are_split_and_told_apart_once() -> None:
    assert split_names("Example, Ada; Ben Example") == ["Example, Ada", " Ben Example"]
    assert split_names("Hosted by Ada Example, Ben Example, and Cy Example") == [
        "Ada Example",
        "Ben Example",
        "Cy Example",
    ]
    assert [one.name for one in speakers_named(["Ada  Example", "Ada Example", "Tba"])] == ["Ada Example"]


@pytest.mark.parametrize(
    "value",
    [
        "2026-10-25T10:00:00+01:00",
        "2026-10-25T10:00:00+0100",
        "2026-10-25T10:00+01",
        "2026-10-25 09:00:00Z",
        "2026-10-25T10:00",
        1792918800000,
        "20261025T100000",
    ],
)
def test_moments_are_read_as_they_are_written(value: object) -> None:
    assert moment(value, ZoneInfo("Europe/Berlin")) == datetime(2026, 10, 25, 9, tzinfo=UTC)


@pytest.mark.parametrize("value", ["2026-10-25", "soon", "0001-01-01T00:00:00Z", "9" * 14, "2026-13-01T00:00"])
def test_what_is_no_moment_is_refused(value: object) -> None:
    with pytest.raises(SourceError, match="is no time"):
        moment(value, None)


@pytest.mark.parametrize(
    ("value", "minutes"),
    [
        ("01:30", 90),
        ("1:30:00", 90),
        (45, 45),
        ("90", 90),
        ("1 h 30 min", 90),
        ("1h", 60),
        ("PT1H30M", 90),
        ("0:00", None),
        ("", None),
        ("long", None),
        ("99999:00", None),
        (-5, None),
        (True, None),
    ],
)
def test_durations_are_read_as_they_are_written(value: object, minutes: int | None) -> None:
    assert span_of(value) == (None if minutes is None else timedelta(minutes=minutes))


@pytest.mark.parametrize(("value", "expected"), [("0930", "09:30"), ("9:30 PM", "21:30"), ("12:05 am", "00:05")])
def test_times_of_day_are_read_as_they_are_written(value: str, expected: str) -> None:
    assert clock_time(value).isoformat("minutes") == expected


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("English", "en"),
        ("zh-tw", "zh"),
        ("eng", "en"),
        ("de, en", "de"),
        ("中文", "zh"),
        ("klingon", None),
        ("", None),
    ],
)
def test_languages_become_iso_codes(value: str, code: str | None) -> None:
    assert language_code(value) == code


@pytest.mark.parametrize(
    "address",
    [
        "https://www.youtube.com/watch?v=abc",
        "https://youtu.be/abcdefghijk",
        "https://youtube.com/live/abc",
        "https://vimeo.com/123",
        "https://media.ccc.de/v/38c3-x",
        "https://toobnix.org/w/abc",
        "https://video.fosdem.org/2026/a.av1.webm",
        "https://days.example/a.mp4",
    ],
)
def test_an_address_of_a_recording_is_known(address: str) -> None:
    assert is_video(address)


@pytest.mark.parametrize(
    "address",
    [
        "https://www.youtube.com/@channel",
        "https://video.fosdem.org/a.vtt",
        "https://vimeo.com/about",
        "https://days.example/watch?v=abc",
        "https://notyoutube.com/watch?v=abc",
    ],
)
def test_an_address_of_something_else_is_no_recording(address: str) -> None:
    assert not is_video(address)


@pytest.mark.parametrize("value", ["javascript:alert(1)", "ftp://a.example", "/talk", "see below", "http://", None, 7])
def test_only_web_addresses_are_kept(value: object) -> None:
    assert web_address(value) is None


@pytest.mark.parametrize(
    ("name", "slug"), [("FrOSCon '23 (Köln)", "froscon-23-koln"), ("開源 2023", "開源-2023"), ("!", "event")]
)
def test_a_name_becomes_a_slug(name: str, slug: str) -> None:
    assert slug_of(name) == slug


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("- [Packets](https://youtu.be/abcdefghijk)", "Packets"),
        ("|Packets - Ada|[Video](https://youtu.be/abcdefghijk)|[Slides](https://a.example)|", "Packets - Ada"),
        ("1. Packets: https://youtu.be/abcdefghijk", "Packets"),
        ("Packets [in Go] - <https://youtu.be/abcdefghijk>", "Packets [in Go]"),
        ("title,url\nPackets,https://youtu.be/abcdefghijk", "Packets"),
    ],
)
def test_recordings_are_listed_in_many_ways(line: str, title: str) -> None:
    (found,) = LINK_LIST.read(TextDocument(line), ReadOptions())
    recordings = getattr(found, "recordings", ())
    assert [(one.title, one.video_url) for one in recordings] == [(title, "https://youtu.be/abcdefghijk")]
