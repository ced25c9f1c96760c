"""An embed as plain text, for channels where the bot may not embed."""

from collections.abc import Iterable

from discord import Embed

from bot.discord_app.embeds import limits
from bot.discord_app.embeds.lists import fitted


def plain_text(embed: Embed) -> str:
    """Line by line, as many as fit: what was escaped stays so."""
    lines = [line for part in _parts(embed) for line in part.splitlines()]
    return fitted(lines, limits.MESSAGE).text


def _parts(embed: Embed) -> Iterable[str]:
    if embed.title:
        yield f"**{embed.title}**"
    if embed.description:
        yield embed.description
    for field in embed.fields:
        yield f"**{field.name}** {field.value}"
