"""A Discord on loopback: REST and gateway for a real client, and people who act.

Knows nothing of the rest of the bot and nothing of discord.py. Start with `server.Sandbox`; README.md shows the way.
"""

from bot.sandbox.people.actions import Member
from bot.sandbox.people.errors import ActionError, TypingError
from bot.sandbox.people.replies import Reply
from bot.sandbox.server import Sandbox
from bot.sandbox.world.changes import NothingHappened
from bot.sandbox.world.channels import Channel, ChannelKind
from bot.sandbox.world.guilds import Guild
from bot.sandbox.world.messages import Message
from bot.sandbox.world.permissions import Permission
from bot.sandbox.world.state import World

__all__ = [
    "ActionError",
    "Channel",
    "ChannelKind",
    "Guild",
    "Member",
    "Message",
    "NothingHappened",
    "Permission",
    "Reply",
    "Sandbox",
    "TypingError",
    "World",
]
