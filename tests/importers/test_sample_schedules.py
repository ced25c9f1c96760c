"""Every real file, with numbers counted outside the importers (grep, jq, csv) when the table was made."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.domain.programmes import Programme, RecordingList
from bot.errors import SourceError
from bot.importers.formats import ReadOptions, Source
from bot.importers.reading import read_source

SourceAt = Callable[[Path], Source]


@dataclass(frozen=True)
class Counts:
    talks: int
    speakers: int
    abstracts: int
    videos: int
    starts: int
    refused: int = 0


def counts_of(programme: Programme) -> Counts:
    talks = programme.talks
    return Counts(
        talks=len({talk.key for talk in talks}),
        speakers=len({speaker.name for talk in talks for speaker in talk.speakers}),
        abstracts=sum(talk.abstract is not None for talk in talks),
        videos=sum(talk.video_url is not None for talk in talks),
        starts=sum(talk.starts_at is not None for talk in talks),
        refused=len(programme.refused),
    )


PROGRAMMES = [
    # A speaker less than counted: "FOSDEM Staff". Two abstracts less: they repeat the title.
    ("frab_xml/fosdem-2026.xml", "frab-xml", None, Counts(1079, 1215, 1077, 983, 1079)),
    # The same, and one abstract less.
    ("frab_xml/fosdem-2012.xml", "frab-xml", "Europe/Brussels", Counts(442, 429, 437, 71, 442)),
    # Two speakers less: "-" and an e-mail address. Five abstracts less: they repeat the title.
    ("frab_xml/38c3.xml", "frab-xml", None, Counts(1007, 565, 990, 0, 1007)),
    ("pretalx/europython-2023-schedules-latest-legacy.json", "pretalx-rest", None, Counts(180, 175, 167, 0, 180)),
    ("pretalx/europython-2023-one-break.json", "pretalx-rest", None, Counts(0, 0, 0, 0, 0)),
    ("one_event_every_export/democon.schedule.json", "frab-json", None, Counts(35, 31, 35, 0, 35)),
    ("one_event_every_export/democon.schedule.xml", "frab-xml", None, Counts(35, 31, 35, 0, 35)),
    ("one_event_every_export/democon.schedule.xcal", "xcal", "Europe/Berlin", Counts(35, 31, 35, 0, 35)),
    ("one_event_every_export/democon.schedule.ics", "ical", None, Counts(36, 31, 36, 0, 36)),
    ("one_event_every_export/democon.one-talk.ics", "ical", None, Counts(1, 1, 1, 0, 1)),
    ("one_event_every_export/democon.widget-v2.json", "pretalx-widget", None, Counts(36, 31, 36, 0, 36)),
    # 596 entries less 32 breaks, meals and desks; 435 of the other titles end in speakers.
    ("ics/kubecon-eu-2026-sched.ics", "ical", "Europe/Amsterdam", Counts(564, 681, 539, 0, 564)),
    # 224 entries less 12 of the kind "break" and 30 "informational"; 24 descriptions only repeat the title.
    ("ics/pycon-us-2025-icspy.ics", "ical", "America/New_York", Counts(182, 168, 158, 0, 182)),
    # 464 entries less the Afternoon Tea.
    ("ics/jococruise-2020-sched.ics", "ical", "America/New_York", Counts(463, 4, 377, 0, 463)),
    # 137 sessions less 14 breaks, 2 lunches, 2 registrations, 3 dots, "Coming Soon!", "See you next year!"
    ("sessionize/droidcon-london-2024.gridsmart.json", "sessionize", "Europe/London", Counts(114, 110, 112, 0, 114)),
    (
        "sessionize/droidcon-london-2024.sessions-by-group.json",
        "sessionize",
        "Europe/London",
        Counts(107, 110, 107, 0, 107),
    ),
    ("sessionize/global-azure-austria-2024.all.json", "sessionize", "Europe/Vienna", Counts(15, 16, 15, 15, 15)),
    ("sessionize/global-azure-austria-2023-empty.all.json", "sessionize", None, Counts(0, 0, 0, 0, 0)),
    # One speaker less: an e-mail address. Four abstracts less: they repeat the title.
    ("lists/coscup-2023-opass.json", "opass", None, Counts(352, 336, 348, 319, 352)),
    ("lists/fosdem-2024-events.csv", "table", "Europe/Brussels", Counts(878, 0, 876, 0, 878)),
    # 44 recordings, 24 of the talks inside two of them have the video of the whole.
    ("lists/rubyevents/euruko-2023.videos.yml", "rubyevents", None, Counts(54, 36, 0, 54, 0)),
    ("lists/rubyevents/kaigi-on-rails-2024.videos.yml", "rubyevents", None, Counts(39, 39, 39, 38, 0)),
    ("lists/rubyevents/tropicalrb-2024.videos.yml", "rubyevents", None, Counts(18, 24, 18, 18, 0)),
    ("lists/pyvideo/europython-2023", "pyvideo", None, Counts(141, 174, 141, 141, 0)),
    # Two descriptions less: they repeat the title.
    ("lists/pyvideo/pycon-jp-2019", "pyvideo", None, Counts(52, 50, 50, 52, 0)),
    # One speaker less: "Various speakers".
    ("lists/pyvideo/pycon-us-2012", "pyvideo", None, Counts(161, 159, 150, 161, 0)),
    # 13 entries less 3 breaks and 3 registrations; only two have a text.
    ("europython/ep2024-schedule-mock.json", "europython", None, Counts(7, 7, 2, 0, 7)),
    ("europython/example-sessions.json", "europython", None, Counts(2, 0, 2, 2, 0)),
]


@pytest.mark.parametrize(("path", "format_name", "zone", "expected"), PROGRAMMES)
def test_a_sample_is_read_in_full(
    samples: Path, source_at: SourceAt, path: str, format_name: str, zone: str | None, expected: Counts
) -> None:
    options = ReadOptions(time_zone=zone, event_name="The Event")
    (programme,) = read_source(source_at(samples / path), options)
    assert isinstance(programme, Programme)
    assert programme.format_name == format_name
    assert counts_of(programme) == expected


RECORDINGS = [
    # 372 rows, of which one has the broken address youtube.com/ewatch?v=…
    ("lists/kubecon-na-2019-videos.md", 371, 1),
    ("youtube/python-youtube.playlistItems.p1.json", 10, 0),
    ("youtube/python-youtube.playlistItems.p2.json", 3, 0),
    ("youtube/youtube-atom-nasa.xml", 15, 0),
]
REFUSED = [
    ("one_event_every_export/democon.feed.atom.xml", "it is an Atom feed without talks: pretalx's change log"),
    ("sessionize/droidcon-london-2024.speakers.json", "it is Sessionize's list of speakers, without talks"),
    ("europython/example-speakers.json", "it is EuroPython's list of speakers, without talks"),
]


@pytest.mark.parametrize(("path", "recordings", "refused"), RECORDINGS)
def test_a_sample_of_recordings_is_read_in_full(
    samples: Path, source_at: SourceAt, path: str, recordings: int, refused: int
) -> None:
    (found,) = read_source(source_at(samples / path), ReadOptions())
    assert isinstance(found, RecordingList)
    assert (len(found.recordings), len(found.refused)) == (recordings, refused)


@pytest.mark.parametrize(("path", "reason"), REFUSED)
def test_a_sample_without_talks_is_refused_with_a_reason(
    samples: Path, source_at: SourceAt, path: str, reason: str
) -> None:
    with pytest.raises(SourceError) as caught:
        list(read_source(source_at(samples / path), ReadOptions(event_name="The Event")))
    assert caught.value.reason.startswith(reason)


def test_every_sample_is_in_one_of_the_tables(samples: Path) -> None:
    named = {row[0] for row in [*PROGRAMMES, *RECORDINGS, *REFUSED]}
    files = {path.relative_to(samples).as_posix() for path in samples.rglob("*") if path.is_file()}
    assert {file for file in files if not any(file == name or file.startswith(f"{name}/") for name in named)} == set()


def test_a_folder_of_several_events_is_read_event_by_event(samples: Path, source_at: SourceAt) -> None:
    found = list(read_source(source_at(samples / "lists/pyvideo"), ReadOptions()))
    assert [(one.event.name, len(one.talks)) for one in found if isinstance(one, Programme)] == [
        ("EuroPython 2023", 141),
        ("PyCon JP 2019", 52),
        ("PyCon US 2012", 161),
    ]


def test_the_exports_of_one_event_hold_the_same_talks(samples: Path, source_at: SourceAt) -> None:
    folder = samples / "one_event_every_export"
    facts = {}
    for path in sorted(folder.glob("democon.*")):
        if "feed" in path.name or "one-talk" in path.name:
            continue
        options = ReadOptions(event_name="DemoCon", time_zone="Europe/Berlin")
        (programme,) = read_source(source_at(path), options)
        assert isinstance(programme, Programme)
        # One talk more stands in the calendar and the widget: it lies two weeks after the last day.
        talks = [talk for talk in programme.talks if talk.title != "Enhanced stable model"]
        facts[path.suffix + programme.format_name] = {
            (talk.title, talk.speakers, talk.room, talk.held_on, talk.starts_at, talk.ends_at) for talk in talks
        }
    first, *others = facts.values()
    assert len(facts) == 5
    assert len(first) == 35
    assert [other ^ first for other in others] == [set()] * 4
