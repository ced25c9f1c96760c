"""What the gateway tells a bot, and the intents that decide whether it hears it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from bot.sandbox.world.snowflakes import Json


class Intent:
    NONE = 0  # always delivered
    GUILDS = 1 << 0
    GUILD_MEMBERS = 1 << 1
    GUILD_PRESENCES = 1 << 8
    GUILD_MESSAGES = 1 << 9
    DIRECT_MESSAGES = 1 << 12
    MESSAGE_CONTENT = 1 << 15
    GUILD_SCHEDULED_EVENTS = 1 << 16


@dataclass(frozen=True, slots=True)
class Event:
    """`masked` is the same without the message's content, where the bot needs the privileged intent to see it."""

    name: str
    data: Json
    guild_id: int | None = None
    intent: int = Intent.NONE
    masked: Json | None = None


Listener: TypeAlias = Callable[[Event], None]
