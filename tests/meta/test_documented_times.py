"""What the README says of typed times is what is understood."""

import re
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.domain.moments import Doubt, Doubtful, Moment
from bot.domain.recurrence import Recurrence
from bot.times.moments import read_moment
from bot.times.repeat_words import days_in_words
from bot.times.repeats import read_repeat

README = Path(__file__).parents[2] / "README.md"
DETROIT = ZoneInfo("America/Detroit")
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
_ASKED = {
    "has passed: asks whether the next is meant": Doubt.PAST,
    "asks which one is meant": Doubt.SEVERAL,
    "the clock shows it twice: asks which one is meant": Doubt.SEVERAL,
    "the clock skips it: asks whether 03:00 is meant": Doubt.SKIPPED,
}


def rows(heading: str) -> list[tuple[list[str], str]]:
    """What is typed, and what comes of it, of the table with that heading."""
    table = README.read_text().split(f"| {heading} | Talkbot understands |\n| --- | --- |\n")[1].split("\n\n")[0]
    cells = [row.strip("| ").split(" | ") for row in table.splitlines()]
    return [(re.findall(r"`([^`]+)`", typed), understood) for typed, understood in cells]


def test_moments_are_understood_as_the_readme_says() -> None:
    for typed, understood in rows("when"):
        for text in typed:
            match read_moment(text, NOW, DETROIT):
                case Moment(words=words):
                    assert words.split(" (")[0] == understood, text
                case Doubtful(doubt, choices=choices):
                    assert (doubt, bool(choices)) == (_ASKED[understood], True), text


def test_repeats_are_understood_as_the_readme_says() -> None:
    for typed, understood in rows("every"):
        read = [read_repeat(text, NOW, DETROIT) for text in typed]
        assert [days_in_words(one) for one in read if isinstance(one, Recurrence)] == understood.split("; ")


@pytest.mark.parametrize("heading", ["when", "every"])
def test_the_readme_has_examples(heading: str) -> None:
    assert len(rows(heading)) > 5
