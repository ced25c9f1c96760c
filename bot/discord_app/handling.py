"""From an interaction, or an answer, to what is counted of it."""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

import discord
from discord import InteractionType

from bot.discord_app.requests import Request, Requests
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


def handling(interaction: discord.Interaction[Any]) -> AbstractContextManager[None]:
    request = Request(
        id=interaction.id,
        kind=_KINDS.get(interaction.type, Kind.COMMAND),
        name=name_of(interaction),
        created_at=interaction.created_at,
        guild_id=interaction.guild_id,
        typed=tuple(_typed_in(interaction.data)),
    )
    return _requests(interaction).handling(request)


def note_outcome(interaction: discord.Interaction[Any], outcome: Outcome) -> None:
    _requests(interaction).note(interaction.id, outcome)


def note_answer(requests: Requests, request_id: int, answer: Answer) -> None:
    """Where nothing was found, count it by what was asked for."""
    match answer:
        case NoTalks():
            requests.note_nothing_found(request_id, "talks", "not found")
        case SpeakerChoice(names=()):
            requests.note_nothing_found(request_id, "speaker", "not found")
        case EventChoice(events=()):
            requests.note_nothing_found(request_id, "event", "not found")
        case NotKnown(why=why):
            requests.note_nothing_found(request_id, "question", why.value)
        case _:
            return


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
