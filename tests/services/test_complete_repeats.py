from datetime import UTC, datetime

import pytest

from bot.services.announcements.complete_repeats import complete_repeats
from bot.services.catalog import Catalog
from bot.services.finding.complete import Choice
from bot.services.settings.change_settings import change_settings

# A Sunday, 22:00 on the 22nd in Detroit.
NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)


async def offered(catalog: Catalog, typed: str, when: str | None = None) -> list[str]:
    await change_settings(catalog, 1, time_zone="America/Detroit")
    choices = await complete_repeats(catalog, typed, when, 1, NOW)
    assert choices == tuple(Choice(choice.value, choice.value) for choice in choices)
    return [choice.value for choice in choices]


async def test_what_is_usual_for_the_first_day_is_offered(catalog: Catalog) -> None:
    assert await offered(catalog, "", "2026-11-24 9:00") == [
        "every day",
        "every weekday",
        "every Tuesday",
        "every 2 weeks on Tuesday",
        "every fourth Tuesday of the month",
        "every last Tuesday of the month",
        "every month on the 24th",
        "every month on the last day",
    ]


@pytest.mark.parametrize(
    ("typed", "when", "first"),
    [
        ("mon, wed", "tue 9:00", ["every Monday and Wednesday"]),
        ("second tue until 2026-12-31", "tue 9:00", ["every second Tuesday of the month, until 31 December 2026"]),
        ("month", "31 jan 9:00", ["every month on the 31st (where there is one)", "every fifth Sunday of the month"]),
        ("2 w", None, ["every 2 weeks on Sunday"]),
        ("month", "no time", ["every month on the 22nd", "every fourth Sunday of the month"]),
        ("weekly", "06:30", ["every Monday"]),
        ("now and then", "tue 9:00", []),
    ],
)
async def test_what_is_typed_comes_first_as_it_is_understood(
    catalog: Catalog, typed: str, when: str | None, first: list[str]
) -> None:
    assert (await offered(catalog, typed, when))[: len(first) or 1] == first


async def test_what_is_too_long_for_a_choice_is_not_offered(catalog: Catalog) -> None:
    """A choice is cut, and then would mean something else: here, that it never ends."""
    days = "monday, tuesday, wednesday, thursday, friday, saturday and sunday"
    assert await offered(catalog, f"3 months on the second {days} until 2030-12-31") == []
