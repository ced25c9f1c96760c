import sys
from typing import assert_never

from bot.cli.composition import open_catalog
from bot.cli.recap_html import recap_html
from bot.cli.recap_markdown import recap_markdown
from bot.discord_app.embeds.recap_text import recap_text
from bot.domain.catalog import Scope
from bot.domain.event_recaps import Recap, RecapFormat, RecapStyle
from bot.services.recaps.compose_recap import compose_recap
from bot.settings import Settings


async def write_recap(
    settings: Settings, event: str, recap_format: RecapFormat, style: RecapStyle, guild_id: int | None
) -> None:
    """To standard output. Raise UserError where no event is meant, or several could be."""
    async with open_catalog(settings) as catalog:
        recap = await compose_recap(catalog, event, Scope(guild_id))
    sys.stdout.buffer.write(_written(recap, recap_format, style).encode("utf-8", "replace"))


def _written(recap: Recap, recap_format: RecapFormat, style: RecapStyle) -> str:
    match recap_format:
        case RecapFormat.DISCORD:
            return recap_text(recap, style)
        case RecapFormat.MARKDOWN:
            return recap_markdown(recap)
        case RecapFormat.HTML:
            return recap_html(recap)
        case _:
            assert_never(recap_format)
