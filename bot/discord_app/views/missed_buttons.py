from typing import TYPE_CHECKING, Any

import discord
from discord import ButtonStyle
from discord.ui import Button, View

from bot.discord_app.views.lasting import LastingItem
from bot.discord_app.views.reporting import reported
from bot.domain.missed_news import MissedNews

if TYPE_CHECKING:
    from bot.discord_app.client import TalkbotClient

MOST_BUTTONS = 5


class SendMissedButton(LastingItem[Button[Any]], template=r"send-missed:(?P<id>\d{1,9})"):
    """Only the id of the occurrence stands in it: whoever clicks is asked for their rights."""

    def __init__(self, id: int, *, label: str = "Send now") -> None:
        super().__init__(Button(custom_id=f"send-missed:{id}", label=label, style=ButtonStyle.primary))
        self._occurrence_id = id

    @reported
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        client: TalkbotClient = interaction.client
        await client.deliveries.send_missed(interaction, self._occurrence_id)


def missed_buttons(news: MissedNews) -> View:
    """For the first few; a summary after a long absence has more than that."""
    view = View(timeout=None)
    first = news.missed[:MOST_BUTTONS]
    for number, one in enumerate(first, 1):
        label = "Send now" if len(first) == 1 else f"Send {number} now"
        view.add_item(SendMissedButton(one.occurrence.id, label=label))
    return view


MISSED_ITEMS = (SendMissedButton,)
