"""What tests of recaps do with a server, and what they look at afterwards."""

from collections.abc import Iterable, Sequence
from typing import Any

from bot.sandbox import Channel, Message
from tests.end_to_end.conftest import Town


def own(channel: Channel) -> list[Message]:
    """The bot's messages there, oldest first."""
    return [message for message in channel.messages.values() if message.author.is_bot and not message.ephemeral]


def words(message: Message) -> str:
    return "\n".join(f"{embed.get('title', '')}\n{embed.get('description', '')}" for embed in message.embeds)


def all_words(messages: Iterable[Message]) -> str:
    return "\n".join(words(message) for message in messages)


def titles(messages: Sequence[Message]) -> list[Any]:
    return [message.embeds[0].get("title") for message in messages]


async def posts(town: Town, channel: Channel, options: str = "", event: str = "kubecon") -> Message:
    """By the moderator; comes back with what they are told at the end."""
    reply = town.moderator.types(f"/recap post event:{event} channel:{channel.mention} {options}", town.channel)
    return await reply.until(lambda message: bool(message.content), within=20)
