from typing import TYPE_CHECKING, TypeAlias

import discord
from discord import app_commands

from bot.discord_app.commands.completions import (
    day_choices,
    event_choices,
    language_choices,
    speaker_choices,
    talk_choices,
    track_choices,
)
from bot.discord_app.responder import scope_of
from bot.domain.lookups import RunningNow, StartingNext, TalkListing, TalkSearch
from bot.errors import UserError
from bot.services.finding.about_text import about_text
from bot.services.finding.show_talk import talk_lookup
from bot.services.finding.understand import FilterWords, understand

if TYPE_CHECKING:
    from bot.discord_app.client import TalkbotClient

Asking: TypeAlias = "discord.Interaction[TalkbotClient]"
Words: TypeAlias = app_commands.Range[str, 1, 200]
Question: TypeAlias = app_commands.Range[str, 1, 300]

_LONGEST_QUERY = 200


class TalkCommands(app_commands.Group, name="talk", description="Find talks and show them"):
    @app_commands.command()
    @app_commands.describe(
        query="A title, a speaker, a topic: as you remember it",
        event="Only talks of this event",
        speaker="Only talks by this speaker",
        track="Only talks of this track",
        day="Only talks of this day: a date, or a weekday of an event",
        language="Only talks in this language",
    )
    @app_commands.autocomplete(
        event=event_choices,
        speaker=speaker_choices,
        track=track_choices,
        day=day_choices,
        language=language_choices,
    )
    async def search(
        self,
        interaction: Asking,
        query: Words,
        event: Words | None = None,
        speaker: Words | None = None,
        track: Words | None = None,
        day: Words | None = None,
        language: Words | None = None,
    ) -> None:
        """Find talks by title, speaker or topic; typos are forgiven."""
        words = FilterWords(event=event, speaker=speaker, track=track, day=day, language=language)
        await interaction.client.responder.open_meant(interaction, lambda: _search(interaction, query, words))

    @app_commands.command()
    @app_commands.describe(talk="A title as you remember it; it completes as you type")
    @app_commands.autocomplete(talk=talk_choices)
    async def show(self, interaction: Asking, talk: Words) -> None:
        """Show one talk: speakers, time, place, abstract, recording."""
        await interaction.client.responder.open(interaction, talk_lookup(talk))

    @app_commands.command(name="list")
    @app_commands.describe(
        event="Only talks of this event",
        day="Only talks of this day: a date, or a weekday of an event",
        track="Only talks of this track",
        speaker="Only talks by this speaker",
    )
    @app_commands.autocomplete(event=event_choices, day=day_choices, track=track_choices, speaker=speaker_choices)
    async def list_(
        self,
        interaction: Asking,
        event: Words | None = None,
        day: Words | None = None,
        track: Words | None = None,
        speaker: Words | None = None,
    ) -> None:
        """List the programme in time order."""
        words = FilterWords(event=event, speaker=speaker, track=track, day=day)
        await interaction.client.responder.open_meant(interaction, lambda: _list(interaction, words))

    @app_commands.command()
    @app_commands.describe(question="Such as: who spoke about service meshes? What is on on Friday afternoon?")
    async def ask(self, interaction: Asking, question: Question) -> None:
        """Ask in plain words; the answer comes from the catalog, or is an honest "I don't know"."""
        await interaction.client.responder.ask(interaction, question)

    @app_commands.command()
    async def now(self, interaction: Asking) -> None:
        """See what runs now, room by room, and what follows there."""
        await interaction.client.responder.open(interaction, RunningNow())

    @app_commands.command()
    async def next(self, interaction: Asking) -> None:
        """See what begins next, room by room."""
        await interaction.client.responder.open(interaction, StartingNext())


@app_commands.context_menu(name="Find talks about this")
async def find_talks_about_this(interaction: Asking, message: discord.Message) -> None:
    """Search by the text of a message."""
    client, text = interaction.client, _text_of(message)
    await client.responder.open_meant(interaction, lambda: about_text(client.catalog, text, scope_of(interaction)))


def _text_of(message: discord.Message) -> str:
    """What is written in it, or what its embeds are headed with. Raise UserError where there is nothing."""
    headings = " ".join(embed.title for embed in message.embeds if embed.title)
    text = " ".join((message.clean_content or headings).split())
    if not text:
        raise UserError("There is no text in that message to search for.")
    return text[:_LONGEST_QUERY]


async def _search(interaction: Asking, query: str, words: FilterWords) -> TalkSearch:
    return TalkSearch(query, await understand(interaction.client.catalog, words, scope_of(interaction)))


async def _list(interaction: Asking, words: FilterWords) -> TalkListing:
    return TalkListing(await understand(interaction.client.catalog, words, scope_of(interaction)))
