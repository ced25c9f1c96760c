from bot.cli.composition import open_catalog
from bot.cli.console import out
from bot.cli.text import talk_answer_text
from bot.domain.answers import NoTalks
from bot.domain.catalog import SHARED
from bot.services.finding.show_talk import show_talk
from bot.settings import Settings


async def show(settings: Settings, talk: str) -> bool:
    """Whether anything was found."""
    async with open_catalog(settings) as catalog:
        answer = await show_talk(catalog, talk, SHARED)
    out.print(talk_answer_text(answer))
    return not isinstance(answer, NoTalks)
