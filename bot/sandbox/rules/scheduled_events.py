"""What Discord accepts as a scheduled event of a server."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from bot.sandbox.rules.refusals import Complaints, Refusal
from bot.sandbox.world.scheduled_events import EventPlace, EventStatus, ScheduledEvent
from bot.sandbox.world.snowflakes import Json

NAME = 100
DESCRIPTION = 1000
LOCATION = 100
OPEN_EVENTS = 100
GUILD_ONLY = 2
NEXT_STATUS = {
    EventStatus.SCHEDULED: {EventStatus.ACTIVE, EventStatus.CANCELED},
    EventStatus.ACTIVE: {EventStatus.COMPLETED},
    EventStatus.COMPLETED: set(),
    EventStatus.CANCELED: set(),
}


def check_event(event: Json, now: float, *, is_new: bool) -> None:
    """`event` is the whole of it, with changes already applied."""
    complaints = Complaints()
    complaints.length(("name",), event.get("name"), NAME, 1)
    if event.get("description") is not None:
        complaints.length(("description",), event["description"], DESCRIPTION, 1)
    if event.get("privacy_level") != GUILD_ONLY:
        complaints.add(("privacy_level",), "BASE_TYPE_CHOICES", "Value must be one of (2,).")
    _check_place(event, complaints)
    _check_times(event, now, complaints, is_new=is_new)
    complaints.refuse()


def check_count(events: Iterable[ScheduledEvent]) -> None:
    waiting = [event for event in events if event.status in {EventStatus.SCHEDULED, EventStatus.ACTIVE}]
    if len(waiting) >= OPEN_EVENTS:
        message = f"Maximum number of uncompleted guild scheduled events reached ({OPEN_EVENTS})"
        raise Refusal(400, 30038, message)


def check_status(before: EventStatus, after: Any) -> None:
    if after not in {before, *NEXT_STATUS[before]}:
        raise Refusal(400, 180000, "Cannot update a finished event")


def parse_time(text: Any) -> datetime | None:
    """None for what is no ISO 8601 time; one without an offset is UTC."""
    try:
        moment = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _check_place(event: Json, complaints: Complaints) -> None:
    place = event.get("entity_type")
    if place not in set(EventPlace):
        complaints.add(("entity_type",), "BASE_TYPE_CHOICES", "Value must be one of (1, 2, 3).")
    elif place == EventPlace.EXTERNAL:
        location = (event.get("entity_metadata") or {}).get("location")
        complaints.length(("entity_metadata", "location"), location, LOCATION, 1)
        if event.get("scheduled_end_time") is None:
            complaints.required(("scheduled_end_time",))
    elif event.get("channel_id") is None:
        complaints.required(("channel_id",))


def _check_times(event: Json, now: float, complaints: Complaints, *, is_new: bool) -> None:
    start = parse_time(event.get("scheduled_start_time"))
    if start is None:
        complaints.required(("scheduled_start_time",))
        return
    if is_new and start.timestamp() < now:
        message = "Cannot schedule event in the past."
        complaints.add(("scheduled_start_time",), "GUILD_SCHEDULED_EVENT_SCHEDULE_PAST", message)
    if event.get("scheduled_end_time") is None:
        return
    end = parse_time(event["scheduled_end_time"])
    if end is None or end <= start:
        message = "Cannot schedule event to end before it starts."
        complaints.add(("scheduled_end_time",), "GUILD_SCHEDULED_EVENT_SCHEDULE_INVALID", message)
