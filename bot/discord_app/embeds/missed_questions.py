"""What members asked and the catalog could not answer."""

from collections.abc import Sequence

from discord import Colour, Embed
from discord.utils import format_dt

from bot.discord_app.embeds import limits
from bot.discord_app.embeds.lists import fitted
from bot.discord_app.embeds.markdown import escaped
from bot.domain.missed_questions import LONGEST_TEXT, MissedQuestion

_NOTHING = "Nothing was asked in this server that the catalog could not answer."


def missed_questions_embed(missed: Sequence[MissedQuestion]) -> Embed:
    lines = [_line(one) for one in missed]
    embed = Embed(title="Asked and not found", colour=Colour.blurple())
    embed.description = fitted(lines, limits.DESCRIPTION).text or _NOTHING
    return embed.set_footer(text="Counted without the names of those who asked.")


def _line(one: MissedQuestion) -> str:
    return f"**{one.times}×** {escaped(one.text, LONGEST_TEXT)} · {format_dt(one.last_asked_at, 'R')}"
