"""Which messages are said to the bot: those that name it, that come directly, or that reply to it and say so."""

from enum import Enum, auto
from typing import Any

import discord

from bot.domain.mentions import without_mentions
from bot.domain.small_talk import is_greeting, is_thanks
from bot.services.questions.converse import Utterance

_LONGEST = 300
_BY_PEOPLE = {discord.MessageType.default, discord.MessageType.reply}


class Tone(Enum):
    QUESTION = auto()
    GREETING = auto()
    NOTHING_TO_ANSWER = auto()


def heard_in(message: discord.Message, bot_id: int) -> Utterance | None:
    """None for what bots, webhooks and Discord itself say, for @everyone, and for what is said to others."""
    if message.author.bot or message.webhook_id is not None or message.type not in _BY_PEOPLE:
        return None
    direct = message.guild is None
    pinged = any(user.id == bot_id for user in message.mentions)
    if message.mention_everyone or not (direct or pinged):
        return None
    return Utterance(
        message_id=message.id,
        text=_bounded(without_mentions(message.content)),
        replies_to=_replied_to(message),
        # A thread has the id of the message that it was opened on.
        thread_of=message.channel.id if isinstance(message.channel, discord.Thread) else None,
        direct_channel_id=message.channel.id if direct else None,
        is_certain=direct or bot_id in message.raw_mentions or _replies_to_an_answer(message),
    )


def answers_who_clicks(interaction: discord.Interaction[Any]) -> bool:
    """Whether a message whose button was clicked is for that person alone, or replies to what they asked."""
    if interaction.guild_id is None or interaction.message is None:
        return True
    asked = interaction.message.reference.resolved if interaction.message.reference is not None else None
    return isinstance(asked, discord.Message) and asked.author.id == interaction.user.id


def tone_of(said: Utterance) -> Tone:
    """A reply without words is a gesture; where the bot is called, it says what it can be asked."""
    if is_thanks(said.text):
        return Tone.NOTHING_TO_ANSWER
    if not is_greeting(said.text):
        return Tone.QUESTION
    return Tone.GREETING if said.is_certain and said.replies_to is None else Tone.NOTHING_TO_ANSWER


def _replied_to(message: discord.Message) -> int | None:
    """A forwarded message has a reference as well."""
    is_reply = message.type is discord.MessageType.reply and message.reference is not None
    return message.reference.message_id if is_reply and message.reference is not None else None


def _replies_to_an_answer(message: discord.Message) -> bool:
    """The bot replies to nothing but what it was asked, so a reply of its own is an answer, however old."""
    replied = message.reference.resolved if message.reference is not None else None
    return isinstance(replied, discord.Message) and replied.type is discord.MessageType.reply


def _bounded(text: str) -> str:
    """A question, not a letter: cut at a word. Half characters go, which no database takes."""
    readable = text.encode("utf-8", "replace").decode().replace("\x00", "")
    return readable if len(readable) <= _LONGEST else readable[:_LONGEST].rsplit(maxsplit=1)[0]
