"""Who looks at the screen, and where: decides how times, mentions and links are shown."""

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo

from bot.sandbox.world.guilds import Guild

# Control characters and direction marks: a title must not move the reader's cursor or turn the line around.
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "month": 2_629_800, "year": 31_557_600}


@dataclass(frozen=True)
class Reading:
    """`names` maps mentions such as "<@12>" to what stands for them; `zone` is the computer's own if None."""

    names: Mapping[str, str] = field(default_factory=dict)
    zone: tzinfo | None = None
    now: float | None = None

    def moment(self, unix: int, style: str) -> str:
        """A Discord timestamp as its reader sees it, e.g. "Tuesday, 1 April 2025 10:30"."""
        if style == "R":
            return self._distance(unix)
        try:
            local = datetime.fromtimestamp(unix, UTC).astimezone(self.zone)
        except (OverflowError, OSError, ValueError):
            return "Invalid date"
        day = f"{local.day} {local:%B %Y}"
        return {
            "t": f"{local:%H:%M}",
            "T": f"{local:%H:%M:%S}",
            "d": f"{local:%d/%m/%Y}",
            "D": day,
            "F": f"{local:%A}, {day} {local:%H:%M}",
        }.get(style, f"{day} {local:%H:%M}")

    def iso(self, text: str) -> str:
        """A moment in ISO 8601, as in the footer of an embed."""
        return self.moment(int(datetime.fromisoformat(text).timestamp()), "f")

    def clock(self, iso: str) -> str:
        return f"{datetime.fromisoformat(iso).astimezone(self.zone):%H:%M}"

    def _distance(self, unix: int) -> str:
        seconds = unix - (time.time() if self.now is None else self.now)
        unit, length = next((pair for pair in reversed(SECONDS.items()) if abs(seconds) >= pair[1]), ("second", 1))
        count = round(abs(seconds) / length)
        words = f"{count} {unit}{'' if count == 1 else 's'}"
        return f"in {words}" if seconds > 0 else f"{words} ago"


def reading_in(guild: Guild | None) -> Reading:
    """With the names of a server's people, roles and channels."""
    if guild is None:
        return Reading()
    people = {f"<@{member.id}>": f"@{member.name}" for member in guild.members.values()}
    roles = {role.mention: f"@{role.name}" for role in guild.roles.values()}
    channels = {channel.mention: f"#{channel.name}" for channel in guild.channels.values()}
    return Reading(people | roles | channels)


def safe(text: object) -> str:
    return UNSAFE.sub("", str(text))
