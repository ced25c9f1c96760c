"""Roles of a server; @everyone is the one with the server's own id."""

from dataclasses import dataclass

from bot.sandbox.world.permissions import NOTHING
from bot.sandbox.world.snowflakes import Json


@dataclass(eq=False)
class Role:
    id: int
    name: str
    permissions: int = NOTHING
    position: int = 1
    mentionable: bool = False
    color: int = 0
    managed: bool = False

    @property
    def mention(self) -> str:
        return f"<@&{self.id}>"

    def payload(self) -> Json:
        return {
            "id": str(self.id),
            "name": self.name,
            "description": None,
            "color": self.color,
            "colors": {"primary_color": self.color, "secondary_color": None, "tertiary_color": None},
            "hoist": False,
            "icon": None,
            "unicode_emoji": None,
            "position": self.position,
            "permissions": str(int(self.permissions)),
            "managed": self.managed,
            "mentionable": self.mentionable,
            "flags": 0,
        }
