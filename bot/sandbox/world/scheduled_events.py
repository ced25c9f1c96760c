"""A server's scheduled events, shown by Discord above the channel list."""

from dataclasses import dataclass
from enum import IntEnum

from bot.sandbox.world.snowflakes import Json


class EventPlace(IntEnum):
    STAGE = 1
    VOICE = 2
    EXTERNAL = 3


class EventStatus(IntEnum):
    SCHEDULED = 1
    ACTIVE = 2
    COMPLETED = 3
    CANCELED = 4


@dataclass(eq=False)
class ScheduledEvent:
    """Times are ISO 8601 as the bot sent them."""

    id: int
    guild_id: int
    creator_id: int
    name: str
    place: EventPlace
    starts_at: str
    ends_at: str | None = None
    description: str | None = None
    location: str | None = None
    channel_id: int | None = None
    status: EventStatus = EventStatus.SCHEDULED

    def payload(self) -> Json:
        return {
            "id": str(self.id),
            "guild_id": str(self.guild_id),
            "creator_id": str(self.creator_id),
            "channel_id": None if self.channel_id is None else str(self.channel_id),
            "name": self.name,
            "description": self.description,
            "scheduled_start_time": self.starts_at,
            "scheduled_end_time": self.ends_at,
            "privacy_level": 2,
            "status": int(self.status),
            "entity_type": int(self.place),
            "entity_id": None,
            "entity_metadata": None if self.location is None else {"location": self.location},
            "user_count": 0,
            "image": None,
            "recurrence_rule": None,
        }
