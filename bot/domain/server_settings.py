"""What a server's moderators set."""

from dataclasses import dataclass

DEFAULT_TIME_ZONE = "UTC"


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """`time_zone` is an IANA name, in which times are read that moderators type. In the log channel the bot tells what
    it could not do, None where it tells nobody.
    """

    guild_id: int
    time_zone: str = DEFAULT_TIME_ZONE
    log_channel_id: int | None = None
