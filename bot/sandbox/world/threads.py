"""What makes a channel a thread, and the tags that posts of a forum carry."""

from dataclasses import dataclass, field

from bot.sandbox.world.snowflakes import Json, isoformat


@dataclass(eq=False)
class Tag:
    """One of a forum's labels; a moderated one can be set only by who may manage threads."""

    id: int
    name: str
    moderated: bool = False

    def payload(self) -> Json:
        return {
            "id": str(self.id),
            "name": self.name,
            "moderated": self.moderated,
            "emoji_id": None,
            "emoji_name": None,
        }


@dataclass(eq=False)
class ThreadState:
    owner_id: int
    created_at: float
    archive_minutes: int = 1440
    archived: bool = False
    locked: bool = False
    tags: list[int] = field(default_factory=list)
    messages_sent: int = 0

    def payload(self) -> Json:
        moment = isoformat(self.created_at)
        return {
            "archived": self.archived,
            "archive_timestamp": moment,
            "auto_archive_duration": self.archive_minutes,
            "locked": self.locked,
            "create_timestamp": moment,
        }
