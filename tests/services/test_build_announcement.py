"""From what was typed to what is scheduled."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from bot.domain.announcements import Announcement, BeforeTalks, Once, Repeatedly, Wording
from bot.domain.moments import Doubtful
from bot.domain.recurrence import Recurrence, Unit
from bot.errors import UserError
from bot.services.announcements.announcement_form import (
    AnnouncementForm,
    Kind,
    fingerprint,
    form_from,
    form_of,
    plain_form,
)
from bot.services.announcements.build_announcement import build_announcement, minutes_meant

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
DETROIT = "America/Detroit"


def form(**parts: Any) -> AnnouncementForm:
    known: dict[str, Any] = {
        "kind": Kind.ONCE,
        "channel_id": 5,
        "when": "2026-12-01 09:00",
        "written_at": NOW,
        "time_zone": DETROIT,
        "text": "Hello",
    }
    return AnnouncementForm(**known | parts)


def built(given: AnnouncementForm, now: datetime = NOW, before: Announcement | None = None) -> Announcement:
    announcement = build_announcement(given, guild_id=7, author_id=8, now=now, before=before)
    assert isinstance(announcement, Announcement)
    return announcement


ONCE = Once(datetime(2026, 12, 1, 14, 0, tzinfo=UTC))
WEEKLY = Repeatedly(
    Recurrence(unit=Unit.WEEK, at=time(9), starts_on=date(2026, 12, 1), weekdays=(1, 3), until=date(2027, 6, 30))
)
NOTICES = BeforeTalks(event_id=3, minutes=(30, 5), track="Sea", rooms=("Pier 1",), channels=(("Pier 1", 9),))


def test_form_becomes_an_announcement() -> None:
    given = form(mention="here", publish=True, grace="60 minutes", event_id=3, talk_id=4)
    assert built(given) == Announcement(
        id=0,
        guild_id=7,
        channel_id=5,
        author_id=8,
        schedule=ONCE,
        wording=Wording(text="Hello", event_id=3, talk_id=4, mention="here"),
        time_zone=DETROIT,
        publish=True,
        grace_minutes=60,
        created_at=NOW,
    )


def test_repeat_keeps_the_time_of_its_first() -> None:
    given = form(kind=Kind.REPEAT, every="tue and thu until 2027-06-30")
    assert built(given).schedule == WEEKLY


def test_notices_are_those_of_the_rooms_named() -> None:
    given = form(kind=Kind.TALKS, when="5, 30", event_id=3, track="Sea", rooms=("Pier 1",), channels=(("Pier 1", 9),))
    assert built(given).schedule == NOTICES
    assert built(given).wording.event_id is None


@pytest.mark.parametrize("schedule", [ONCE, WEEKLY, NOTICES])
def test_form_of_an_announcement_means_that_announcement(schedule: Any) -> None:
    before = replace(built(form()), id=12, schedule=schedule, paused_because="No access")
    opened = form_of(before, NOW)
    assert form_from(plain_form(opened)) == opened
    much_later = NOW + timedelta(days=400)
    assert built(opened, much_later, before) == before
    assert built(replace(opened, text="Bye"), much_later, before) == replace(before, wording=Wording(text="Bye"))


@pytest.mark.parametrize("schedule", [ONCE, WEEKLY])
def test_form_that_is_written_again_means_the_same_times(schedule: Any) -> None:
    before = replace(built(form()), id=12, schedule=schedule)
    retyped = replace(form_of(before, NOW), announcement_id=None)
    assert built(retyped).schedule == schedule


def test_moment_that_a_clock_shows_twice_is_written_with_its_offset() -> None:
    second = datetime(2027, 11, 7, 6, 30, tzinfo=UTC)
    opened = form_of(replace(built(form()), schedule=Once(second)), NOW)
    assert opened.when == "2027-11-07T01:30:00-05:00"
    assert built(replace(opened, announcement_id=None)).schedule == Once(second)


def test_doubtful_time_is_a_question() -> None:
    assert isinstance(build_announcement(form(when="9"), guild_id=7, author_id=8, now=NOW), Doubtful)


@pytest.mark.parametrize(
    ("parts", "problem"),
    [
        ({"text": "  "}, "The message is empty."),
        ({"text": "{talk.title}"}, "`{talk.title}` needs a talk"),
        ({"text": "{nobody}"}, "There is no placeholder `{nobody}`"),
        ({"text": "x" * 2001}, "The message is 1 characters too long"),
        ({"text": "x" * 1976, "mention": "1" * 19}, "The message is 1 characters too long: 1975 fit."),
        ({"grace": "0"}, "“0” is no time of grace"),
        ({"grace": "1441"}, "“1441” is no time of grace"),
        ({"grace": "long"}, "“long” is no time of grace"),
        ({"kind": Kind.REPEAT, "every": "now and then"}, "I do not understand how often."),
        ({"kind": Kind.TALKS, "when": "soon", "event_id": 3}, "“soon” is no number of minutes."),
    ],
)
def test_what_cannot_be_taken_says_what_to_do(parts: dict[str, Any], problem: str) -> None:
    with pytest.raises(UserError) as refused:
        built(form(**parts))
    assert str(refused.value).startswith(problem)


def test_time_that_passed_since_it_was_typed_is_refused() -> None:
    with pytest.raises(UserError, match="has passed meanwhile"):
        built(form(when="in 20 minutes"), NOW + timedelta(minutes=20))
    in_time = built(form(when="in 20 minutes"), NOW + timedelta(minutes=19))
    assert in_time.schedule == Once(NOW + timedelta(minutes=20))


def test_text_that_nobody_was_asked_for_yet_is_not_missed() -> None:
    assert built(form(text=None)).wording == Wording()


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("10", (10,)),
        ("30, 5", (30, 5)),
        ("5 min and 30 minutes", (30, 5)),
        ("0", (0,)),
        ("5;5", (5,)),
        (" 15m and 1 ", None),
        ("10080", (10080,)),
        ("10081", None),
        ("-5", None),
        ("١٥", None),
        ("", None),
        ("1,2,3,4,5,6", None),
    ],
)
def test_minutes(typed: str, minutes: tuple[int, ...] | None) -> None:
    if minutes is None:
        with pytest.raises(UserError):
            minutes_meant(typed)
    else:
        assert minutes_meant(typed) == minutes


def test_fingerprint_sees_every_change_but_a_pause() -> None:
    before = built(form())
    assert fingerprint(replace(before, paused_because="No access")) == fingerprint(before)
    assert fingerprint(replace(before, grace_minutes=16)) != fingerprint(before)
