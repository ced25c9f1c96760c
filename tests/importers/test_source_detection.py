"""What is told by content, what is refused, and that no bytes whatever end in a traceback."""

import gzip
import io
import json
import lzma
import random
import tarfile
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.domain.events import Event
from bot.domain.programmes import Programme, RecordingList
from bot.domain.talks import Link, Speaker, Talk
from bot.errors import SourceError
from bot.importers import ical_export, tables_export
from bot.importers.documents import FolderDocument
from bot.importers.formats import EventNameNeeded, Reading, ReadOptions, SourceFile, SourceFolder, TimeZoneNeeded
from bot.importers.own_export import write_json, write_yaml
from bot.importers.reading import FORMATS, read_source

OPTIONS = ReadOptions(event_name="The Event", time_zone="Europe/Berlin")


def read(content: bytes | str, options: ReadOptions = OPTIONS) -> list[Reading]:
    data = content.encode() if isinstance(content, str) else content
    return list(read_source(SourceFile("schedule", data), options))


def refusal(content: bytes | str, options: ReadOptions = OPTIONS) -> str:
    with pytest.raises(SourceError) as caught:
        read(content, options)
    return caught.value.reason


FRAB = {
    "schedule": {
        "conference": {
            "title": "Days",
            "days": [{"date": "2026-10-25", "rooms": {"A": [{"code": "X", "title": "T", "date": "2026-10-25T10:00"}]}}],
        }
    }
}
SESSIONIZE = {
    "sessions": [{"id": "1", "title": "T", "startsAt": "2026-10-25T10:00:00"}],
    "speakers": [],
    "rooms": [],
    "categories": [],
}
SAMPLES = {
    "talkbot": "event: {name: Days}\ntalks: [{key: a, title: T}]",
    "frab-json": json.dumps(FRAB),
    "frab-xml": "<schedule><day date='2026-10-25'><event id='1'><title>T</title><start>10:00</start></event></day>"
    "</schedule>",
    "pretalx-rest": '{"count": 1, "next": null, "results": [{"code": "X", "title": "T", "speakers": []}]}',
    "pretalx-widget": '{"talks": [{"code": "X", "title": "T"}], "speakers": [], "rooms": [], "tracks": []}',
    "ical": "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:T\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
    "xcal": "<iCalendar><vcalendar><vevent><uid>1</uid><summary>T</summary></vevent></vcalendar></iCalendar>",
    "sessionize": json.dumps(SESSIONIZE),
    "opass": '{"sessions": [{"id": "1", "zh": {"title": "T"}, "en": {"title": "T"}}], "session_types": []}',
    "europython": '{"X": {"code": "X", "title": "T", "speakers": [], "session_type": "Talk"}}',
    "rubyevents": "- title: T\n  video_provider: youtube\n  video_id: abcdefghijk\n",
    "table": "id,title,room\n1,T,Hall\n",
    "youtube": '{"kind": "youtube#videoListResponse", "items": [{"kind": "youtube#video", "id": "abcdefghijk", '
    '"snippet": {"title": "T"}}]}',
    "link-list": "- [T](https://youtu.be/abcdefghijk)\n",
}


@pytest.mark.parametrize(("name", "content"), SAMPLES.items())
def test_each_format_is_told_by_its_content(name: str, content: str) -> None:
    (found,) = read(content)
    assert found.format_name == name
    titles = [one.title for one in (found.talks if isinstance(found, Programme) else found.recordings)]
    assert titles == ["T"]


def test_pyvideo_is_told_by_the_files_of_its_folder() -> None:
    files = {"days/category.json": b'{"title": "Days"}', "days/videos/t.json": b'{"title": "T"}'}
    (found,) = read_source(SourceFolder("data", files), ReadOptions())
    assert isinstance(found, Programme)
    assert (found.format_name, found.event.name, found.talks[0].key) == ("pyvideo", "Days", "days/t")


def test_every_format_is_tried_here() -> None:
    assert {one.name for one in FORMATS} == {*SAMPLES, "pyvideo"}


def test_a_format_that_is_named_must_fit() -> None:
    options = ReadOptions(format_name="frab-json", event_name="E")
    assert refusal(SAMPLES["sessionize"], options) == (
        "it is a JSON object with the keys sessions, speakers, rooms, categories, "
        "and not schedule.json of pretalx and frab"
    )
    assert refusal("{}", ReadOptions(format_name="word")).startswith("there is no format 'word'; there are: talkbot")


def test_a_folder_of_something_else_is_refused() -> None:
    with pytest.raises(SourceError, match=r"it is a folder with 2 files, such as a\.txt, b/c\.txt; no known format"):
        read_source(SourceFolder("data", {"a.txt": b"a", "b/c.txt": b"c"}), OPTIONS)


def test_no_format_reads_another_kind_of_document() -> None:
    folder = FolderDocument("data", {})
    for one in FORMATS:
        if one.name in ("frab-xml", "xcal", "ical", "table", "talkbot"):
            with pytest.raises(SourceError, match="it is a FolderDocument, and not a"):
                one.read(folder, OPTIONS)


def _archive(write: Callable[[io.BytesIO], object]) -> bytes:
    target = io.BytesIO()
    write(target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "the file is empty"),
        (b" \r\n\t", "the file is empty"),
        (
            _archive(lambda target: zipfile.ZipFile(target, "w").writestr(zipfile.ZipInfo("a"), "b")),
            "it is a ZIP archive",
        ),
        (
            _archive(lambda target: tarfile.TarFile(fileobj=target, mode="w").addfile(tarfile.TarInfo("a"))),
            "it is a tar",
        ),
        (gzip.compress(b"{}", mtime=0), "it is a gzip archive"),
        (lzma.compress(b"{}"), "it is an xz archive"),
        (b"\x28\xb5\x2f\xfd....", "it is a zstd archive"),
        (b"%PDF-1.7", "it is a PDF"),
        (b"<!DOCTYPE html><html></html>", "it is an HTML page"),
        (b"ab\x00cd", "it is a binary file"),
        (b"title\n\xff\xfe\xfd", "it is no UTF-8 text (byte 6)"),
        (b"{}", "it is an empty JSON object; no known format looks like that. Known are: Talkbot's own"),
        (b"[]", "it is an empty JSON list"),
        (b'{"a": 1, "b": 2}', "it is a JSON object with the keys a, b; no known"),
        (b"{", "broken JSON: "),
        (b"<a>", "broken XML: "),
        (b"<rss/>", "it is an RSS feed"),
        (b"<plan/>", "it is XML with the root element plan"),
        (b"name: Days", "it is a YAML object with the keys name; no known"),
        (b"- a\n- b", "it is a YAML list of 2 entries; no known"),
        (b"[1]", "it is a JSON list of 1 entry; no known"),
        (b"--- word", "it is a single YAML value; no known"),
        (b"Dear all,\nhello", "it is text that begins with “Dear all,”"),
        (b"key: [1", "broken YAML: "),
        (b"BEGIN:VCALENDAR\nx", "broken calendar: "),
    ],
)
def test_what_is_no_schedule_is_refused_with_what_it_is(content: bytes, reason: str) -> None:
    assert refusal(content).startswith(reason)


BILLION_LAUGHS = '<!DOCTYPE s [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><schedule>&b;</schedule>'
EXTERNAL = '<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]><schedule>&x;</schedule>'


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("[" * 200_000, "JSON nested too deeply"),
        ('{"a":' * 200_000, "JSON nested too deeply"),
        ("- " * 5_000 + "a", "YAML line 1: nested too deeply"),
        ("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]", "YAML line 2: an alias"),
        (BILLION_LAUGHS, "XML that declares entities of its own"),
        (EXTERNAL, "XML that declares entities of its own"),
        ("<a>" * 100_000, "broken XML: "),
        ("[" + "9" * 10_000 + "]", "broken JSON: "),
    ],
)
def test_a_nesting_bomb_is_refused(content: str, reason: str) -> None:
    assert refusal(content).startswith(reason)


def test_deep_but_closed_xml_and_calendars_are_harmless() -> None:
    assert refusal("<a>" * 50_000 + "</a>" * 50_000).startswith("it is XML")
    rule = "RRULE:FREQ=SECONDLY;COUNT=999999999\r\n"
    (found,) = read(SAMPLES["ical"].replace("UID:1\r\n", "UID:1\r\nDTSTART:20261025T100000Z\r\n" + rule))
    assert isinstance(found, Programme)
    assert len(found.talks) == 1


@pytest.mark.parametrize("name", ["frab-json", "frab-xml", "sessionize"])
def test_local_times_without_a_zone_ask_for_it(name: str) -> None:
    with pytest.raises(TimeZoneNeeded, match="give the event's time zone"):
        read(SAMPLES[name], ReadOptions(event_name="E"))


def test_a_source_that_does_not_name_its_event_asks_for_the_name() -> None:
    with pytest.raises(EventNameNeeded, match="give the event's name"):
        read(SAMPLES["sessionize"], ReadOptions(time_zone="Europe/Berlin"))


def test_an_unknown_zone_is_refused() -> None:
    assert refusal(SAMPLES["sessionize"], ReadOptions(time_zone="Europe/Nowhere", event_name="E")) == (
        "time zone: 'Europe/Nowhere' is unknown; write it like Europe/Berlin"
    )


def outcome(content: bytes) -> None:
    """Any source is read or refused; everything else is a bug and raises here."""
    try:
        found = read(content)
    except SourceError:
        return
    assert all(isinstance(one, Programme | RecordingList) for one in found)


@settings(max_examples=300)
@given(st.binary(max_size=200))
@example(b"\xef\xbb\xbf")
@example(b"\xff\xfe{")
@example("[\ud800]".encode("utf-16", "surrogatepass"))
@example(b'{"event": {"name": "\\ud800"}}')
@example(b"- a: \xc2\x85b")
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    outcome(content)


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


def _places(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, inner in items for place in _places(inner, (*path, key)))]


JSON_SAMPLES = [json.loads(text) for text in SAMPLES.values() if text.startswith("{")]


@settings(max_examples=300)
@given(st.data())
def test_a_known_shape_with_any_value_inside_is_read_or_refused(data: st.DataObject) -> None:
    sample = json.loads(json.dumps(data.draw(st.sampled_from(JSON_SAMPLES))))
    *parents, last = data.draw(st.sampled_from(_places(sample)[1:]))
    holder = sample
    for key in parents:
        holder = holder[key]
    holder[last] = data.draw(JSON_VALUES)
    outcome(json.dumps(sample).encode())


EXPORTED = Programme(
    format_name="talkbot",
    event=Event(slug="days", name="Days", time_zone="Europe/Berlin"),
    talks=(
        Talk(
            key="a",
            title="A",
            speakers=(Speaker(name="Ada Example", affiliation="Acme"),),
            starts_at=datetime(2026, 10, 25, 9, tzinfo=UTC),
            tags=("tcp",),
            links=(Link(label="Slides", url="https://days.example/a"),),
        ),
    ),
)
EXPORTS = (
    write_yaml(EXPORTED),
    write_json(EXPORTED),
    tables_export.write(EXPORTED),
    ical_export.write(EXPORTED, written_at=datetime(2026, 11, 22, tzinfo=UTC)),
)


@settings(max_examples=300)
@given(
    st.sampled_from([*SAMPLES.values(), *EXPORTS]),
    st.lists(
        st.tuples(st.integers(0, 900), st.text(max_size=3) | st.sampled_from([":", "\n", "[", "<", "&", '"'])),
        max_size=4,
    ),
    st.integers(1, 1000),
)
def test_a_damaged_or_truncated_sample_is_read_or_refused(
    text: str, changes: list[tuple[int, str]], length: int
) -> None:
    for place, addition in changes:
        text = text[:place] + addition + text[place + 1 :]
    outcome(text[:length].encode("utf-8", "surrogatepass"))


def test_damaged_real_files_are_read_or_refused(samples: Path) -> None:
    chance = random.Random(20261025)
    for path in sorted(samples.rglob("*")):
        if path.is_file() and path.stat().st_size < 70_000 and "pyvideo" not in path.parts:
            content = bytearray(path.read_bytes())
            outcome(bytes(content[: chance.randrange(len(content))]))
            for _ in range(30):
                content[chance.randrange(len(content))] = chance.randrange(256)
            outcome(bytes(content))
