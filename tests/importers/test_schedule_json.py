"""Formats in JSON and YAML, by small samples of their shapes and traps."""

import json
from datetime import UTC, date, datetime

import pytest

from bot.domain.programmes import Programme, RecordingList, Refusal
from bot.domain.talks import Link, Speaker, Talk
from bot.errors import SourceError
from bot.importers.formats import ReadOptions, SourceFile, SourceFolder, TimeZoneNeeded
from bot.importers.reading import read_source


def programme_of(data: object, **options: str) -> Programme:
    text = data if isinstance(data, str) else json.dumps(data)
    (found,) = read_source(SourceFile("a", text.encode()), ReadOptions(**{"event_name": "Days"} | options))
    assert isinstance(found, Programme)
    return found


def frab(*entries: dict[str, object], day: str = "2026-10-25") -> Programme:
    conference = {
        "title": "Days 2026",
        "start": "2026-10-25",
        "end": "2026-10-26",
        "time_zone_name": "Europe/Berlin",
        "days": [{"date": day, "rooms": {"Hall": list(entries)}}],
    }
    return programme_of({"schedule": {"conference": conference}}, event_name="")


def test_a_frab_entry_is_read_in_full() -> None:
    entry = {
        "id": 7,
        "guid": "g",
        "code": "ABC",
        "date": "2026-10-25T10:00:00+0100",
        "duration": "01:30",
        "room": "Hall",
        "url": "https://days.example/abc",
        "title": "Packets",
        "subtitle": "and people",
        "track": {"de": "Netze", "en": "Networks"},
        "type": "Talk",
        "language": "de-DE",
        "abstract": "Short.",
        "description": "Short. And *long*.\r\n\r\n* one\r\n* two",
        "persons": [
            {"public_name": "Ada Example", "email": "ada@x.example", "answers": [{"answer": "secret"}]},
            {"name": "Ben Example", "access_code": "secret"},
            {"public_name": "TBA"},
        ],
        "links": [
            {"title": "Code", "url": "https://code.example"},
            {"title": "Video", "url": "https://media.ccc.de/v/abc"},
            {"title": "Script", "url": "javascript:alert(1)"},
        ],
        "attachments": [{"title": "Slides", "url": "https://days.example/abc.pdf"}],
        "answers": [{"question": "T-shirt", "answer": "secret"}],
    }
    programme = frab(entry)
    assert programme.event.name == "Days 2026"
    assert programme.event.slug == "days-2026"
    assert (programme.event.starts_on, programme.event.ends_on) == (date(2026, 10, 25), date(2026, 10, 26))
    assert programme.talks == (
        Talk(
            key="ABC",
            title="Packets: and people",
            speakers=(Speaker(name="Ada Example"), Speaker(name="Ben Example")),
            abstract="Short. And long.\n\n- one\n- two",
            session_type="Talk",
            track="Networks",
            room="Hall",
            held_on=date(2026, 10, 25),
            starts_at=datetime(2026, 10, 25, 9, tzinfo=UTC),
            ends_at=datetime(2026, 10, 25, 10, 30, tzinfo=UTC),
            language="de",
            url="https://days.example/abc",
            video_url="https://media.ccc.de/v/abc",
            links=(
                Link(label="Code", url="https://code.example"),
                Link(label="Slides", url="https://days.example/abc.pdf"),
            ),
        ),
    )
    assert "secret" not in repr(programme)


@pytest.mark.parametrize(
    ("start", "held_on"),
    [
        ("2026-10-25T23:30:00+01:00", date(2026, 10, 25)),
        ("2026-10-26T00:30:00+01:00", date(2026, 10, 25)),
        ("2026-10-25T23:30:00+00:00", date(2026, 10, 25)),
        ("2026-10-26T14:00:00+01:00", date(2026, 10, 26)),
        ("2026-10-30T00:30:00+01:00", date(2026, 10, 30)),
    ],
)
def test_a_talk_after_midnight_belongs_to_the_day_it_is_listed_under(start: str, held_on: date) -> None:
    (talk,) = frab({"guid": "g", "title": "T", "date": start}).talks
    assert talk.held_on == held_on


@pytest.mark.parametrize("missing", [None, "", "absent"])
def test_missing_values_come_in_three_kinds(missing: str | None) -> None:
    keys = ("abstract", "track", "type", "language", "persons", "links", "url", "duration", "subtitle")
    entry: dict[str, object] = {"guid": "g", "title": "T", "date": "2026-10-25T10:00:00+01:00"}
    if missing != "absent":
        entry |= dict.fromkeys(keys, missing)
    (talk,) = frab(entry).talks
    assert talk == Talk(
        key="g",
        title="T",
        room="Hall",
        held_on=date(2026, 10, 25),
        starts_at=datetime(2026, 10, 25, 9, tzinfo=UTC),
    )


def test_a_bad_entry_is_refused_by_name_and_a_break_is_left_out() -> None:
    programme = frab(
        {"guid": "1", "title": "Bad", "date": "soon"},
        {"guid": "2", "date": "2026-10-25T10:00:00Z"},
        {"guid": "3", "title": "Lunch Break"},
        {"guid": "4", "title": "Registration", "persons": [{"public_name": "Ada Example"}]},
    )
    assert [talk.title for talk in programme.talks] == ["Registration"]
    assert programme.refused == (
        Refusal("entry 1 (Bad)", "date: 'soon' is no time"),
        Refusal("entry 2 (2)", "it has no title"),
    )


XML = """<schedule><conference><title>Days</title><start>2026-10-25</start></conference>
<day date="2026-10-25"><event id="7"><start>{start}</start><duration>0:45</duration><room>R</room>
<title>T</title><persons><person id="1">Ada Example</person><person>FOSDEM Staff</person></persons>
<links><link href="https://video.fosdem.org/t.webm">Video</link><link href="../x.html">No</link></links></event>
<room name="Q"><event guid="g" id="8"><date>2026-10-26T00:30:00+01:00</date><title>U</title></event></room></day>
</schedule>"""


@pytest.mark.parametrize("start", ["10:00", "1000", "10:00:00"])
def test_old_and_new_xml_stand_side_by_side(start: str) -> None:
    old, new = programme_of(XML.format(start=start), time_zone="Europe/Berlin").talks
    assert (old.key, old.room, old.speakers) == ("7", "R", (Speaker(name="Ada Example"),))
    assert old.starts_at == datetime(2026, 10, 25, 9, tzinfo=UTC)
    assert old.ends_at == datetime(2026, 10, 25, 9, 45, tzinfo=UTC)
    assert (old.video_url, old.links) == ("https://video.fosdem.org/t.webm", ())
    assert (new.key, new.room, new.held_on) == ("g", "Q", date(2026, 10, 25))


def test_a_day_that_is_no_date_costs_only_what_hangs_on_it() -> None:
    first, second = XML.format(start="10:00").split('<room name="Q">')
    text = f'{first}<room name="Q">{second}'.replace('day date="2026-10-25"', 'day date="Sunday"')
    programme = programme_of(text.replace("<start>2026-10-25</start>", "<start>soon</start>"))
    assert [(talk.key, talk.held_on) for talk in programme.talks] == [("g", date(2026, 10, 26))]
    assert programme.refused == (
        Refusal("entry 1 (T)", "start: '10:00' has no date, nor has the day it is listed under"),
    )
    bad_time = programme_of(XML.format(start="10 o'clock"), time_zone="Europe/Berlin")
    assert [one.reason for one in bad_time.refused] == ['start: "10 o\'clock" is no time']


def test_local_times_in_xml_ask_for_the_zone() -> None:
    with pytest.raises(TimeZoneNeeded):
        programme_of(XML.format(start="10:00"))


def sessionize(session: dict[str, object], **rest: object) -> Talk:
    tables = {"sessions": [session], "speakers": [], "rooms": [], "categories": [], "questions": []}
    (talk,) = programme_of(tables | rest, time_zone="Europe/Vienna").talks
    return talk


def test_sessionize_tables_are_joined_and_times_are_local() -> None:
    talk = sessionize(
        {
            "id": 5,
            "title": "T",
            "startsAt": "2026-10-25T09:00:00",
            "endsAt": "2026-10-25T08:00:00",
            "speakers": ["s1", "gone"],
            "roomId": 3,
            "categoryItems": [11, 12, 13],
        },
        speakers=[{"id": "s1", "fullName": "Ada Example", "tagLine": "Acme", "email": "ada@x.example"}],
        rooms=[{"id": 3, "name": "Aula"}],
        categories=[
            {"title": "Track", "items": [{"id": 11, "name": "Networks"}]},
            {"title": "Session format", "items": [{"id": 12, "name": "Workshop"}]},
            {"title": "Level", "items": [{"id": 13, "name": "Beginner"}]},
        ],
    )
    assert talk == Talk(
        key="5",
        title="T",
        speakers=(Speaker(name="Ada Example", role="Acme"),),
        session_type="Workshop",
        track="Networks",
        room="Aula",
        held_on=date(2026, 10, 25),
        starts_at=datetime(2026, 10, 25, 8, tzinfo=UTC),
        tags=("Beginner",),
    )


def test_of_sessionize_answers_only_a_recording_is_kept() -> None:
    answers = [
        {"questionId": 1, "answerValue": "vegetarian"},
        {"questionId": 2, "answerValue": "https://youtube.com/live/mIguuYMFbh0"},
    ]
    talk = sessionize({"id": 5, "title": "T", "questionAnswers": answers})
    assert talk == Talk(key="5", title="T", video_url="https://youtube.com/live/mIguuYMFbh0")


def test_a_plenum_session_in_every_room_is_one_talk() -> None:
    session = {"id": "5", "title": "T", "startsAt": "2026-10-25T09:00:00"}
    rooms = [{"name": name, "sessions": [{**session, "room": name}]} for name in "AB"]
    programme = programme_of([{"date": "2026-10-25", "rooms": rooms, "timeSlots": []}], time_zone="Europe/Vienna")
    assert [(talk.key, talk.room) for talk in programme.talks] == [("5", "A")]


def test_pages_of_pretalx_talks_are_read_with_their_slots() -> None:
    talk = {
        "code": "ABC",
        "title": "T",
        "speakers": [{"code": "S", "name": "Ada Example"}],
        "submission_type": {"id": 1, "name": {"en": "Workshop"}},
        "track": 4,
        "state": "confirmed",
        "duration": 30,
        "slots": [{"start": f"2026-10-{day}T10:00:00+01:00", "room": {"name": {"en": "Hall"}}} for day in (25, 26)],
        "resources": [{"resource": "https://youtu.be/abcdefghijk", "description": "Recording"}],
    }
    page = {"count": 2, "next": None, "results": [talk, {**talk, "code": "DEF", "state": "rejected"}]}
    first, second = programme_of(page).talks
    assert (first.key, second.key) == ("ABC", "ABC@20261026T0900Z")
    assert first.ends_at == datetime(2026, 10, 25, 9, 30, tzinfo=UTC)
    assert (first.session_type, first.track, first.room) == ("Workshop", None, "Hall")
    assert first.video_url == "https://youtu.be/abcdefghijk"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"next": "https://pretalx.example/?page=2"}, "it is one page of several (1 of 9 talks)"),
        ({"results": [{"code": "A", "title": "T", "speakers": ["S"]}]}, "the speakers are codes without names"),
    ],
)
def test_part_of_a_pretalx_answer_is_refused(change: dict[str, object], reason: str) -> None:
    page = {"count": 9, "next": None, "results": [{"code": "A", "title": "T", "speakers": []}]}
    with pytest.raises(SourceError) as caught:
        programme_of(page | change)
    assert caught.value.reason.startswith(reason)


def test_opass_prose_in_the_video_field_is_no_video() -> None:
    session = {"id": "1", "language": "中文", "zh": {"title": "標題"}, "en": {"title": "Title"}}
    data = {"sessions": [{**session, "record": "講師確診_講座取消"}], "session_types": []}
    (talk,) = programme_of(data).talks
    assert (talk.title, talk.language, talk.video_url) == ("標題 / Title", "zh", None)


def test_europython_files_in_one_folder_complete_one_another() -> None:
    session = {"code": "A", "title": "T", "speakers": ["S"], "session_type": "Talk", "start": None}
    files = {
        "sessions.json": {"A": session},
        "speakers.json": {"S": {"code": "S", "name": "Ada Example", "affiliation": "Acme", "submissions": ["A"]}},
        "schedule.json": {
            "days": {"d": {"events": [{**session, "start": "2026-10-25T10:00:00+01:00", "duration": 45}]}}
        },
    }
    folder = SourceFolder("ep", {name: json.dumps(data).encode() for name, data in files.items()})
    (found,) = read_source(folder, ReadOptions(event_name="EuroPython"))
    assert isinstance(found, Programme)
    assert found.talks == (
        Talk(
            key="A",
            title="T",
            speakers=(Speaker(name="Ada Example", affiliation="Acme"),),
            session_type="Talk",
            held_on=date(2026, 10, 25),
            starts_at=datetime(2026, 10, 25, 9, tzinfo=UTC),
            ends_at=datetime(2026, 10, 25, 9, 45, tzinfo=UTC),
        ),
    )


RUBY = """
- title: Whole
  event_name: Ruby 2026
  date: "2026-10-25"
  language: english
  video_provider: youtube
  video_id: abcdefghijk
  talks:
    - title: Part
      speakers: [Ada Example]
      video_provider: parent
- title: Lost
  event_name: Ruby 2025
  date: TODO
  video_provider: not_recorded
  video_id: lost
"""


def test_ruby_recordings_hold_talks_and_name_their_events() -> None:
    first, second = read_source(SourceFile("a", RUBY.encode()), ReadOptions())
    assert isinstance(first, Programme)
    assert isinstance(second, Programme)
    assert first.event.name == "Ruby 2026"
    assert [(talk.key, talk.video_url, talk.held_on) for talk in first.talks] == [
        ("abcdefghijk/whole", "https://www.youtube.com/watch?v=abcdefghijk", date(2026, 10, 25)),
        ("abcdefghijk/part", "https://www.youtube.com/watch?v=abcdefghijk", date(2026, 10, 25)),
    ]
    assert [(talk.video_url, talk.held_on) for talk in second.talks] == [(None, None)]


def test_a_broken_pyvideo_file_costs_only_itself() -> None:
    files = {"category.json": b"{", "videos/a.json": b"{", "videos/b.json": b'{"title": "B"}'}
    (found,) = read_source(SourceFolder("days-2026", files), ReadOptions())
    assert isinstance(found, Programme)
    assert found.event.name == "days-2026"
    assert [talk.key for talk in found.talks] == ["days-2026/b"]
    assert [refusal.record for refusal in found.refused] == ["entry 1 (a)"]


def test_private_videos_are_named_as_such() -> None:
    items = [
        {"snippet": {"title": "Private video", "resourceId": {"videoId": "abcdefghijk"}}},
        {"snippet": {"title": "T", "resourceId": {"videoId": "bbbbbbbbbbb"}}},
        {"snippet": {"title": "U", "resourceId": {"videoId": '"><script>'}}},
    ]
    text = json.dumps({"kind": "youtube#playlistItemListResponse", "items": items})
    (found,) = read_source(SourceFile("a", text.encode()), ReadOptions())
    assert isinstance(found, RecordingList)
    assert [one.video_url for one in found.recordings] == ["https://www.youtube.com/watch?v=bbbbbbbbbbb"]
    assert [one.reason for one in found.refused] == ["the video is private", "it has no title or no video id"]


def test_one_name_is_not_given_to_many_events() -> None:
    files = {f"{name}/category.json": json.dumps({"title": name}).encode() for name in ("a", "b")}
    found = list(read_source(SourceFolder("data", files), ReadOptions(event_name="Days")))
    assert [one.event.name for one in found if isinstance(one, Programme)] == ["a", "b"]
    alone = {"a/category.json": files["a/category.json"]}
    (one,) = read_source(SourceFolder("data", alone), ReadOptions(event_name="Days"))
    assert isinstance(one, Programme)
    assert one.event.name == "Days"


def test_a_broken_file_of_a_folder_is_named() -> None:
    with pytest.raises(SourceError, match=r"^sessions\.json: broken JSON"):
        list(read_source(SourceFolder("ep", {"sessions.json": b"{"}), ReadOptions(event_name="Days")))


@pytest.mark.parametrize(
    "data",
    [
        {"slots": [7, {"code": "A", "title": "T", "speakers": []}], "breaks": []},
        {"count": 2, "next": None, "results": [7, {"code": "A", "title": "T", "speakers": []}]},
        {
            "talks": [7, {"code": "A", "title": "T"}, {"title": "Some break"}],
            "speakers": [7],
            "rooms": [],
            "tracks": [],
        },
        {"sessions": [7, {"id": "A", "title": "T"}], "speakers": [], "rooms": [], "categories": []},
        [7, {"groupName": "All", "sessions": [7, {"id": "A", "title": "T"}]}],
        {"sessions": [7, {"id": "A", "zh": {"title": "T"}}], "session_types": []},
        {"X": 7, "A": {"code": "A", "title": "T", "speakers": [], "session_type": "Talk"}},
        {"days": {"d": {"events": [7, {"code": "A", "title": "T"}]}, "e": 7}},
        [7, {"title": "T", "video_provider": "none", "id": "A", "video_id": "x"}],
    ],
    ids=["slots", "page", "widget", "all", "groups", "opass", "codes", "days", "ruby"],
)
def test_a_record_of_the_wrong_kind_is_refused_beside_the_good_ones(data: object) -> None:
    programmes = read_source(SourceFile("a", json.dumps(data).encode()), ReadOptions(event_name="Days"))
    found = [one for one in programmes if isinstance(one, Programme)]
    assert [(talk.key, talk.title) for one in found for talk in one.talks] == [("A", "T")]
    assert [refusal.reason for one in found for refusal in one.refused] == ["it has no title"]
