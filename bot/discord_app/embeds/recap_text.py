"""A recap's messages as text in Discord's own Markdown, to look at or to paste."""

from collections.abc import Iterable

from discord import Embed

from bot.discord_app.embeds.recaps import RecapMessage, recap_messages
from bot.domain.event_recaps import Recap, RecapStyle


def recap_text(recap: Recap, style: RecapStyle) -> str:
    """A rule parts the messages."""
    return "\n---\n\n".join(_text(message) for message in recap_messages(recap, style))


def _text(message: RecapMessage) -> str:
    return "\n".join(line for embed in message.embeds for line in _lines(embed))


def _lines(embed: Embed) -> Iterable[str]:
    if embed.title:
        yield f"# [{embed.title}]({embed.url})" if embed.url else f"# {embed.title}"
    if embed.description:
        yield f"{embed.description}\n"
