"""What could be meant, to choose from: each carries the whole question with that settled.

Chosen `here`, the answer takes the place of the message; `anew`, it is a private message of its own.
"""

from typing import TYPE_CHECKING, Any

import discord
from discord import SelectOption
from discord.ui import Button, Select

from bot.discord_app.views.lasting import LastingItem
from bot.discord_app.views.reporting import reported

if TYPE_CHECKING:
    from bot.discord_app.client import TalkbotClient


async def _answer(interaction: discord.Interaction[Any], place: str, token: str) -> None:
    client: TalkbotClient = interaction.client
    await client.responder.settle(interaction, token, in_place=place == "here")


class MeaningButton(LastingItem[Button[Any]], template=r"(?s)meant-(?P<place>here|anew):(?P<token>[=#].+)"):
    def __init__(self, place: str, token: str, *, label: str = "This one") -> None:
        super().__init__(Button(custom_id=f"meant-{place}:{token}", label=label))
        self._place = place
        self._token = token

    @reported
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await _answer(interaction, self._place, self._token)


class MeaningMenu(LastingItem[Select[Any]], template=r"meanings-(?P<place>here|anew)"):
    """A value is the token of a question."""

    def __init__(self, place: str, options: list[SelectOption] | None = None) -> None:
        placeholder = "Which one do you mean?"
        # A menu that comes back with a click has no options of its own, and needs none.
        options = options or [SelectOption(label=placeholder)]
        super().__init__(Select(custom_id=f"meanings-{place}", placeholder=placeholder, options=options))
        self._place = place

    @reported
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await _answer(interaction, self._place, self.item.values[0])


MEANING_ITEMS = (MeaningButton, MeaningMenu)
