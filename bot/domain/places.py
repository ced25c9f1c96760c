from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A channel that a server chose; `used_for` is in words, such as "announcements"."""

    guild_id: int
    channel_id: int
    used_for: str
