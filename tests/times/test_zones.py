from datetime import UTC, datetime
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.times.zones import ZoneSuggestion, offset_in_words, zone_named, zone_names, zone_suggestions

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("America/Detroit", "America/Detroit"),
        (" europe/BERLIN ", "Europe/Berlin"),
        ("detroit", "America/Detroit"),
        ("New York", "America/New_York"),
        ("america/new york", "America/New_York"),
        ("istanbul", "Europe/Istanbul"),
        ("buenos aires", "America/Argentina/Buenos_Aires"),
        ("utc", "UTC"),
        ("japan", "Japan"),
        ("EST", None),
        ("CET", None),
        ("IST", None),
        ("localtime", None),
        ("UTC+2", None),
        ("../../etc/passwd", None),
        ("", None),
        ("x" * 5000, None),
    ],
)
def test_names_and_cities_are_known_and_abbreviations_are_not(text: str, name: str | None) -> None:
    assert zone_named(text) == (None if name is None else ZoneInfo(name))


def test_suggestions_show_what_the_clock_shows() -> None:
    assert zone_suggestions("det", NOW) == (ZoneSuggestion("America/Detroit", "America/Detroit, UTC-05:00, now 07:00"),)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("", ["UTC", "Europe/London", "Europe/Berlin"]),
        ("est", ["America/New_York", "America/Toronto", "America/Atikokan"]),
        ("IST", ["Asia/Kolkata", "Asia/Calcutta", "Asia/Jerusalem"]),
        ("york", ["America/New_York"]),
        ("america", ["America/Chicago", "America/Denver", "America/Los_Angeles"]),
        ("zzz", []),
    ],
)
def test_the_likeliest_are_suggested_first(text: str, first: list[str]) -> None:
    assert [found.name for found in zone_suggestions(text, NOW)][:3] == first


def test_offsets_are_said_to_the_minute() -> None:
    at = [NOW.astimezone(ZoneInfo(name)) for name in ("UTC", "Asia/Kathmandu", "America/St_Johns")]
    assert [offset_in_words(there) for there in at] == ["UTC+00:00", "UTC+05:45", "UTC-03:30"]


@given(st.text(max_size=80) | st.sampled_from(sorted(available_timezones())))
def test_any_text_suggests_known_zones_within_discords_limit(text: str) -> None:
    found = zone_suggestions(text, NOW)
    assert len(found) <= 25
    assert {one.name for one in found} <= set(zone_names())
