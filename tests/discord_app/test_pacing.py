from datetime import datetime, timedelta

from bot.discord_app.pacing import Allowance, Pace, Verdict
from tests.make import NOW

ANSWER, ASK_FOR_PATIENCE, SILENCE = Verdict


class MovableClock:
    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> datetime:
        return NOW + timedelta(seconds=self.seconds)


def test_member_who_asks_too_fast_is_told_so_once() -> None:
    pace = Pace(MovableClock())
    assert [pace.verdict(1, 2) for _ in range(8)] == [ANSWER] * 5 + [ASK_FOR_PATIENCE] + [SILENCE] * 2


def test_member_may_ask_again_after_a_while_and_is_told_again_later() -> None:
    clock = MovableClock()
    pace = Pace(clock)
    for _ in range(10):
        pace.verdict(1, 2)
    clock.seconds = 5
    assert [pace.verdict(1, 2) for _ in range(3)] == [ANSWER, ASK_FOR_PATIENCE, SILENCE]


def test_channel_in_which_many_ask_is_not_flooded() -> None:
    pace = Pace(MovableClock())
    verdicts = [pace.verdict(member, 2) for member in range(100)]
    assert verdicts == [ANSWER] * 10 + [SILENCE] * 90
    assert pace.verdict(1000, 3) is ANSWER


def test_clock_that_goes_back_takes_nothing_away() -> None:
    clock = MovableClock()
    allowance = Allowance(clock, at_once=2, seconds=1)
    assert allowance.takes(1)
    clock.seconds = -3600
    assert allowance.takes(1)
    assert not allowance.takes(1)


def test_allowances_of_many_are_kept_within_bounds() -> None:
    allowance = Allowance(MovableClock(), at_once=1, seconds=1)
    for id in range(20_000):
        assert allowance.takes(id)
    assert len(allowance._buckets) == 10_000
    assert not allowance.takes(19_999)
    assert allowance.takes(0)
