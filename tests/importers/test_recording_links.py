from pathlib import Path

import pytest

from bot.domain.programmes import Programme, Recording
from bot.domain.talks import Speaker, Talk
from bot.importers.formats import ReadOptions, SourceFile, SourceFolder
from bot.importers.reading import read_source
from bot.importers.recordings import Doubt, LinkedRecordings, folded, link_recordings


def talk(key: str, title: str, *speakers: str) -> Talk:
    return Talk(key=key, title=title, speakers=tuple(Speaker(name=name) for name in speakers))


def recording(title: str) -> Recording:
    return Recording(title=title, video_url=f"https://youtu.be/{abs(hash(title))}")


TALKS = (
    talk("opening", "Opening Remarks", "Ada Example"),
    talk("closing", "Closing Remarks", "Ben Example"),
    talk("packets", "Packets: A Story — in Two Parts", "Ada Example", "Čapek Karel"),
    talk("one", "Lightning Talks", "Ada Example"),
    talk("two", "Lightning Talks", "Ben Example"),
    talk("long", "Seamless Customer Experience at Example Stores", "Cy Example"),
)


def link(*titles: str) -> LinkedRecordings:
    return link_recordings([recording(title) for title in titles], TALKS)


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Packets: a story - in two parts", "packets"),
        ("Packets: A Story — in Two Parts - Ada Example", "packets"),
        ("Capek Karel, Acme | Packets: A Story, in Two Parts", "packets"),
        ("OPENING REMARKS", "opening"),
        ("Lightning Talks - Ben Example", "two"),
        ("Seamless Customer Experience at Ex... Cy Example", "long"),
    ],
)
def test_a_recording_is_linked_where_title_and_speakers_leave_no_doubt(title: str, key: str) -> None:
    found = link(title)
    assert [one.talk.key for one in found.linked] == [key]
    assert (found.unsure, found.unmatched) == ((), ())


@pytest.mark.parametrize(
    ("title", "keys"),
    [
        ("Lightning Talks", ["one", "two"]),
        ("Opening Remarks - Somebody Else", ["opening"]),
        ("Seamless Customer Experience at Ex...", ["long"]),
    ],
)
def test_a_doubt_is_left_to_a_person_with_the_candidates(title: str, keys: list[str]) -> None:
    found = link(title)
    assert [[one.key for one in doubt.candidates] for doubt in found.unsure] == [keys]
    assert (found.linked, found.unmatched) == ((), ())


@pytest.mark.parametrize("title", ["Closing Remark", "Opening Remarks Two", "Packets", "", "…"])
def test_a_likeness_is_no_match(title: str) -> None:
    found = link(title)
    assert (found.linked, found.unsure) == ((), ())
    assert len(found.unmatched) == 1


def test_what_many_recordings_share_is_the_event() -> None:
    found = link("Opening Remarks | Days 2026", "Closing Remarks | Days 2026", "Something Else | Days 2026")
    assert [one.talk.key for one in found.linked] == ["opening", "closing"]
    assert [one.title for one in found.unmatched] == ["Something Else | Days 2026"]


def test_two_recordings_of_one_talk_are_both_left_to_a_person() -> None:
    found = link("Opening Remarks", "Opening Remarks - Ada Example")
    assert found.linked == ()
    assert found.unsure == (
        Doubt(recording("Opening Remarks"), (TALKS[0],)),
        Doubt(recording("Opening Remarks - Ada Example"), (TALKS[0],)),
    )


def test_the_recordings_of_a_real_event_find_their_talks(samples: Path) -> None:
    """Of 141 recordings 130 have the very title of the programme; 3 more differ by a dash or the like."""
    schedule = samples / "pretalx/europython-2023-schedules-latest-legacy.json"
    (programme,) = read_source(SourceFile("a", schedule.read_bytes()), ReadOptions(event_name="EuroPython"))
    folder = samples / "lists/pyvideo/europython-2023"
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.json")}
    (videos,) = read_source(SourceFolder("europython-2023", files), ReadOptions())
    assert isinstance(programme, Programme)
    assert isinstance(videos, Programme)
    recorded = [Recording(title=one.title, video_url=one.video_url or "") for one in videos.talks]
    found = link_recordings(recorded, programme.talks)
    assert (len(found.linked), len(found.unsure), len(found.unmatched)) == (133, 0, 8)
    assert all(folded(one.recording.title) == folded(one.talk.title) for one in found.linked)
