"""The prompt of `talkbot demo`: lines in, messages out, until "quit" or the end of the lines."""

import asyncio
from collections.abc import Iterable

from rich.console import Console

from bot.sandbox.people.actions import Member
from bot.sandbox.prompt.completion import CommandCompleter
from bot.sandbox.prompt.conversation import CALM_SECONDS, LONGEST_UNREST_SECONDS, Conversation
from bot.sandbox.prompt.news import News
from bot.sandbox.prompt.sources import MARK, Listed, Source, usual_source
from bot.sandbox.world.changes import Changes
from bot.sandbox.world.channels import Channel

QUIT = frozenset({"quit", "exit", "/quit", "/exit"})


async def converse(member: Member, channel: Channel, console: Console, lines: Iterable[str] | None = None) -> None:
    """Talk with the bot as this person. Without `lines`, from the terminal or from what is piped in."""
    picked: dict[str, str | int | float] = {}
    if lines is None:
        source = usual_source(CommandCompleter(member, channel, picked), console)
    else:
        source = Listed(lines, console)
    conversation = Conversation(member, channel, console, source)
    conversation.picked = picked
    watcher = asyncio.create_task(_watch(conversation.news, member.world.changes)) if source.interactive else None
    try:
        await _take_all(conversation, source)
    finally:
        if watcher is not None:
            watcher.cancel()
            await asyncio.gather(watcher, return_exceptions=True)


async def show_command(member: Member, channel: Channel, line: str, console: Console) -> bool:
    """One line, and what comes of it on the screen; False where it could not be done."""
    return await Conversation(member, channel, console, Listed([], console)).take(line)


async def _take_all(conversation: Conversation, source: Source) -> None:
    while True:
        line = await source.ask(MARK)
        if line is None or line.strip() in QUIT:
            return
        await conversation.take(line)


async def _watch(news: News, changes: Changes) -> None:
    """Shows what arrives on its own, such as an announcement, while the person types or thinks."""
    while True:
        await changes.next()
        await changes.calm(CALM_SECONDS, LONGEST_UNREST_SECONDS)
        news.show()
