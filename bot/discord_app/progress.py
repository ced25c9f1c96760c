"""Saying how far a long piece of work is, in the message that will show its result."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any, TypeAlias

import discord

Say: TypeAlias = Callable[[str], None]


class _Note:
    """Holds the newest words; they are shown at most once in so many seconds, and never the same ones twice."""

    def __init__(self, interaction: discord.Interaction[Any], seconds: float) -> None:
        self._interaction = interaction
        self._seconds = seconds
        self._words: str | None = None
        self._ended = asyncio.Event()
        self.shown: str | None = None

    def say(self, words: str) -> None:
        self._words = words

    def end(self) -> None:
        self._ended.set()

    async def show(self) -> None:
        """Until the end; an edit that has begun is finished, so that none can overtake the result."""
        while not await self._has_ended():
            if self._words != self.shown:
                self.shown = self._words
                with suppress(discord.HTTPException):
                    await self._interaction.edit_original_response(content=self._words)

    async def _has_ended(self) -> bool:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._ended.wait(), self._seconds)
        return self._ended.is_set()


@asynccontextmanager
async def progress(interaction: discord.Interaction[Any], seconds: float) -> AsyncIterator[Say]:
    """For an interaction that was deferred. If the work fails, what was said goes, and the error stands alone."""
    note = _Note(interaction, seconds)
    showing = asyncio.create_task(note.show())
    try:
        yield note.say
    except BaseException:
        await _finish(note, showing)
        if note.shown is not None:
            with suppress(discord.HTTPException):
                await interaction.delete_original_response()
        raise
    await _finish(note, showing)


async def _finish(note: _Note, showing: "asyncio.Task[None]") -> None:
    note.end()
    await showing
