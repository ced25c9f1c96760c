from datetime import date

import pytest

from bot.domain.dates import date_range, place
from tests import make


@pytest.mark.parametrize(
    ("start", "end", "written"),
    [
        (None, None, None),
        (date(2026, 5, 4), None, "Monday, 4 May 2026"),
        (date(2026, 5, 4), date(2026, 5, 4), "Monday, 4 May 2026"),
        (date(2026, 5, 4), date(2026, 5, 6), "4–6 May 2026"),
        (date(2026, 1, 31), date(2026, 2, 1), "31 January – 1 February 2026"),
        (date(2026, 12, 30), date(2027, 1, 2), "30 December 2026 – 2 January 2027"),
    ],
)
def test_what_both_days_share_is_written_once(start: date | None, end: date | None, written: str | None) -> None:
    assert date_range(make.event(starts_on=start, ends_on=end)) == written


def test_place_is_what_is_known_of_it() -> None:
    assert place(make.event()) is None
    assert place(make.event(city="Detroit")) == "Detroit"
    assert place(make.event(venue="Huntington Place", city="Detroit")) == "Huntington Place, Detroit"
