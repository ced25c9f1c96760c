"""From an interaction, or an answer, to what is counted of it."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

import discord
from discord import InteractionType
from discord.utils import DISCORD_EPOCH

from bot.discord_app.requests import Missing, Requests
from bot.domain.answers import Answer, EventChoice, NoTalks, SpeakerChoice
from bot.domain.question_answers import NotKnown
from bot.measures import Kind, Outcome

if TYPE_CHECKING:
    from bot.discord_app.client import TalkbotClient

_KINDS = {
    InteractionType.application_command: Kind.COMMAND,
    InteractionType.autocomplete: Kind.COMPLETION,
    InteractionType.component: Kind.CLICK,
    InteractionType.modal_submit: Kind.FORM,
}
_FORMS = frozenset({"edit-talk", "write-announcement", "edit-recap"})
_TYPED_IN = frozenset({"value", "values", "content"})
_UNKNOWN = "unknown"
_TIME_BITS = 22


def asked_at(id: int) -> float:
    """Of an interaction or a message, whose ids begin with the milliseconds since 2015."""
    return ((id >> _TIME_BITS) + DISCORD_EPOCH) / 1000


class _Asked:
    """An interaction as a request. Of a command's name discord.py knows only while it is being handled."""

    def __init__(self, interaction: discord.Interaction[Any]) -> None:
        self._interaction = interaction
        self.id = interaction.id
        self.asked_at = asked_at(interaction.id)
        self.guild_id = interaction.guild_id

    @property
    def kind(self) -> Kind:
        return _KINDS.get(self._interaction.type, Kind.COMMAND)

    @property
    def name(self) -> str:
        return name_of(self._interaction)

    @property
    def typed(self) -> Iterable[str]:
        return _Typed(self._interaction.data)


class _Typed:
    def __init__(self, data: object) -> None:
        self._data = data

    def __iter__(self) -> Iterator[str]:
        return _typed_in(self._data)


def handling(interaction: discord.Interaction[Any]) -> AbstractContextManager[None]:
    return _requests(interaction).handling(_Asked(interaction))


def note_outcome(interaction: discord.Interaction[Any], outcome: Outcome) -> None:
    _requests(interaction).note(interaction.id, outcome)


def missing_in(answer: Answer) -> Missing | None:
    match answer:
        case NoTalks():
            return Missing("talks", "not found")
        case SpeakerChoice(names=()):
            return Missing("speaker", "not found")
        case EventChoice(events=()):
            return Missing("event", "not found")
        case NotKnown(why=why):
            return Missing("question", why.value)
        case _:
            return None


def _requests(interaction: discord.Interaction[Any]) -> Requests:
    client: TalkbotClient = interaction.client
    return client.requests


def name_of(interaction: discord.Interaction[Any]) -> str:
    """Of a click, what its id begins with: the rest may hold what was asked, and an unknown button is not handled."""
    if interaction.command is not None:
        return interaction.command.qualified_name
    data: Mapping[str, Any] = interaction.data or {}
    name = str(data.get("custom_id", "")).partition(":")[0]
    known = name in _FORMS or interaction.type is InteractionType.component
    return name if known else _UNKNOWN


def _typed_in(data: object, name: str = "") -> Iterator[str]:
    """Every text that a person wrote or chose, options and forms and the message of a menu alike."""
    match data:
        case str() if name in _TYPED_IN:
            yield data
        case list() | tuple():
            for part in data:
                yield from _typed_in(part, name)
        case dict():
            for key, part in data.items():
                yield from _typed_in(part, str(key))
        case _:
            return
