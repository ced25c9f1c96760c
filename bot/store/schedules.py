"""Schedules and wordings as JSON, and back."""

from dataclasses import asdict
from datetime import date, datetime, time
from typing import Any, assert_never

from bot.domain.announcements import BeforeTalks, Once, Repeatedly, Schedule, Wording
from bot.domain.event_recaps import RecapStyle
from bot.domain.recurrence import Recurrence, Unit


def plain_schedule(schedule: Schedule) -> dict[str, Any]:
    match schedule:
        case Once(at):
            return {"kind": "once", "at": at.isoformat()}
        case Repeatedly(recurrence):
            return {"kind": "repeatedly", **_plain_recurrence(recurrence)}
        case BeforeTalks():
            return {"kind": "before_talks", **asdict(schedule)}
        case _:
            assert_never(schedule)


def schedule_of(plain: dict[str, Any]) -> Schedule:
    values = {name: value for name, value in plain.items() if name != "kind"}
    match plain["kind"]:
        case "once":
            return Once(datetime.fromisoformat(values["at"]))
        case "repeatedly":
            return Repeatedly(_recurrence_of(values))
        case "before_talks":
            return _before_talks(values)
        case kind:
            raise ValueError(f"a schedule of an unknown kind: {kind}")


def plain_wording(wording: Wording) -> dict[str, Any]:
    return asdict(wording)


def wording_of(plain: dict[str, Any]) -> Wording:
    recap = plain.get("recap")
    return Wording(**plain | {"recap": None if recap is None else RecapStyle(recap)})


def _plain_recurrence(recurrence: Recurrence) -> dict[str, Any]:
    until = recurrence.until
    return asdict(recurrence) | {
        "at": recurrence.at.isoformat(),
        "starts_on": recurrence.starts_on.isoformat(),
        "until": None if until is None else until.isoformat(),
    }


def _recurrence_of(plain: dict[str, Any]) -> Recurrence:
    until = plain["until"]
    return Recurrence(
        **plain
        | {
            "unit": Unit(plain["unit"]),
            "at": time.fromisoformat(plain["at"]),
            "starts_on": date.fromisoformat(plain["starts_on"]),
            "weekdays": tuple(plain["weekdays"]),
            "until": None if until is None else date.fromisoformat(until),
        }
    )


def _before_talks(plain: dict[str, Any]) -> BeforeTalks:
    return BeforeTalks(
        event_id=plain["event_id"],
        minutes=tuple(plain["minutes"]),
        track=plain["track"],
        rooms=tuple(plain["rooms"]),
        channels=tuple((room, channel_id) for room, channel_id in plain["channels"]),
    )
