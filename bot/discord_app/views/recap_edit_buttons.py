"""The buttons and menus with which a moderator edits a recap."""

from typing import TYPE_CHECKING, Any

import discord
from discord import ButtonStyle, SelectOption
from discord.ui import Button, Select

from bot.discord_app.views.lasting import LastingItem
from bot.discord_app.views.reporting import reported
from bot.services.references import number_in

if TYPE_CHECKING:
    from bot.discord_app.client import TalkbotClient


def _client(interaction: discord.Interaction[Any]) -> "TalkbotClient":
    client: TalkbotClient = interaction.client
    return client


class EditButton(LastingItem[Button[Any]], template=r"recap-edit:(?P<id>\d{1,9})"):
    def __init__(self, id: int, *, label: str = "Edit") -> None:
        super().__init__(Button(custom_id=f"recap-edit:{id}", label=label, style=ButtonStyle.primary))
        self._event_id = id

    @reported
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await _client(interaction).recap_editing.open(interaction, self._event_id)


class FormButton(LastingItem[Button[Any]], template=r"recap-form:(?P<id>\d{1,9}):(?P<part>words|looks|talks)"):
    def __init__(self, id: int, part: str, *, label: str = "Edit") -> None:
        super().__init__(Button(custom_id=f"recap-form:{id}:{part}", label=label, style=ButtonStyle.primary))
        self._event_id = id
        self._part = part

    @reported
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await _client(interaction).recap_editing.open_form(interaction, self._event_id, self._part)


class LineMenu(LastingItem[Select[Any]], template=r"recap-line:(?P<id>\d{1,9})"):
    """A value is the id of the talk whose sentences are edited."""

    def __init__(self, id: int, options: list[SelectOption] | None = None) -> None:
        # A menu that comes back with a click has no options of its own, and needs none.
        options = options or [SelectOption(label="Talk")]
        super().__init__(
            Select(custom_id=f"recap-line:{id}", placeholder="Edit what is said of a talk", options=options)
        )
        self._event_id = id

    @reported
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        talk_id = number_in(self.item.values[0])
        await _client(interaction).recap_editing.open_form(interaction, self._event_id, "line", talk_id)


class FormAgainButton(LastingItem[Button[Any]], template=r"recap-form-again:(?P<token>\w{1,64})"):
    def __init__(self, token: str) -> None:
        super().__init__(Button(custom_id=f"recap-form-again:{token}", label="Edit again", style=ButtonStyle.primary))
        self._token = token

    @reported
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await _client(interaction).recap_editing.open_again(interaction, self._token)


class ResetButton(LastingItem[Button[Any]], template=r"recap-reset:(?P<id>\d{1,9}):(?P<sure>yes|ask)"):
    def __init__(self, id: int, sure: str) -> None:
        label = "Start over" if sure == "ask" else "Yes, start over"
        style = ButtonStyle.secondary if sure == "ask" else ButtonStyle.danger
        super().__init__(Button(custom_id=f"recap-reset:{id}:{sure}", label=label, style=style))
        self._event_id = id
        self._is_sure = sure == "yes"

    @reported
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await _client(interaction).recap_editing.reset(interaction, self._event_id, is_sure=self._is_sure)


RECAP_EDIT_ITEMS = (EditButton, FormButton, LineMenu, FormAgainButton, ResetButton)
