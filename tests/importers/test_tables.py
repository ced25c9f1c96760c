from datetime import UTC, date, datetime

import pytest

from bot.domain.programmes import Programme, Refusal
from bot.domain.talks import Link, Speaker, Talk
from bot.importers.formats import ReadOptions, SourceFile, TimeZoneNeeded
from bot.importers.reading import read_source


def read(text: str, **options: str) -> Programme:
    (found,) = read_source(SourceFile("a", text.encode()), ReadOptions(**{"event_name": "Days"} | options))
    assert isinstance(found, Programme)
    return found


def test_columns_are_known_by_their_usual_names() -> None:
    text = (
        "Session Id;Session Title;Description;Speakers;Owner Email;Date;Start Time;Duration;Room;Track;Language;"
        "Tags;URL;Video URL;Slides\r\n"
        '7;"Packets; and people";"One\nparagraph.";Ada Example, Ben Example;secret@x.example;2026-10-25;10:00;45;'
        "Hall;Networks;English;tcp, udp;https://days.example/7;https://youtu.be/abcdefghijk;https://days.example/s\r\n"
    )
    assert read(text, time_zone="Europe/Berlin").talks == (
        Talk(
            key="7",
            title="Packets; and people",
            speakers=(Speaker(name="Ada Example"), Speaker(name="Ben Example")),
            abstract="One\nparagraph.",
            track="Networks",
            room="Hall",
            held_on=date(2026, 10, 25),
            starts_at=datetime(2026, 10, 25, 9, tzinfo=UTC),
            ends_at=datetime(2026, 10, 25, 9, 45, tzinfo=UTC),
            language="en",
            tags=("tcp", "udp"),
            url="https://days.example/7",
            video_url="https://youtu.be/abcdefghijk",
            links=(Link(label="Slides", url="https://days.example/s"),),
        ),
    )


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters_and_line_ends_are_told_by_the_header(delimiter: str, line_end: str) -> None:
    text = line_end.join(delimiter.join(row) for row in (["id", "title", "room"], ["1", "T", "R"], ["2", "U", ""]))
    assert [(talk.key, talk.title, talk.room) for talk in read("\ufeff" + text).talks] == [
        ("1", "T", "R"),
        ("2", "U", None),
    ]


def test_without_an_id_a_talk_is_known_by_title_and_start() -> None:
    text = "title,start\nPackets,2026-10-25T10:00:00+01:00\nPackets,2026-10-26T10:00:00+01:00\nLunch,\n"
    assert [talk.key for talk in read(text).talks] == ["packets@20261025T1000", "packets@20261026T1000"]


def test_local_times_ask_for_the_zone_and_bad_rows_are_named() -> None:
    text = "id,title,date,start\n1,Good,2026-10-25,09:30\n2,Bad,2026-10-25,later\n3,,,\n4,Undated,,10:00\n"
    with pytest.raises(TimeZoneNeeded):
        read(text)
    programme = read(text, time_zone="Europe/Berlin")
    assert [talk.title for talk in programme.talks] == ["Good"]
    assert programme.refused == (
        Refusal("entry 2 (Bad)", "start: 'later' is no time"),
        Refusal("entry 3 (3)", "it has no title"),
        Refusal("entry 4 (Undated)", "start: '10:00' needs a column with the date"),
    )
