"""The moderators' buttons. Ids and tokens stand in them, never rights: whoever clicks is asked for those again."""

from typing import TYPE_CHECKING, Any

import discord
from discord import ButtonStyle
from discord.ui import Button

from bot.discord_app.views.lasting import LastingItem
from bot.discord_app.views.reporting import reported

if TYPE_CHECKING:
    from bot.discord_app.client import TalkbotClient


def _client(interaction: discord.Interaction[Any]) -> "TalkbotClient":
    client: TalkbotClient = interaction.client
    return client


class ApplyButton(LastingItem[Button[Any]], template=r"apply:(?P<losing>\d{1,9}):(?P<token>\w+)"):
    """`losing` is how many talks the person is told to lose, and agrees to lose with the click."""

    def __init__(self, token: str, losing: int) -> None:
        label = f"Apply, losing {losing} {'talk' if losing == 1 else 'talks'}" if losing else "Apply"
        style = ButtonStyle.danger if losing else ButtonStyle.success
        super().__init__(Button(custom_id=f"apply:{losing}:{token}", label=label, style=style))
        self._token = token
        self._losing = losing

    @reported
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await _client(interaction).importing.apply(interaction, self._token, self._losing)


class CancelButton(LastingItem[Button[Any]], template=r"cancel-import:(?P<token>\w+)"):
    def __init__(self, token: str) -> None:
        super().__init__(Button(custom_id=f"cancel-import:{token}", label="Cancel"))
        self._token = token

    @reported
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await _client(interaction).importing.cancel(interaction, self._token)


class RemoveButton(LastingItem[Button[Any]], template=r"remove:(?P<kind>talk|event):(?P<id>\d{1,9})"):
    def __init__(self, kind: str, id: int) -> None:
        super().__init__(Button(custom_id=f"remove:{kind}:{id}", label="Remove", style=ButtonStyle.danger))
        self._kind = kind
        self._thing_id = id

    @reported
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await _client(interaction).correcting.remove(interaction, self._kind, self._thing_id)


class UndoButton(LastingItem[Button[Any]], template=r"undo:(?P<id>\d{1,9})"):
    def __init__(self, id: int) -> None:
        super().__init__(Button(custom_id=f"undo:{id}", label="Undo", style=ButtonStyle.danger))
        self._change_id = id

    @reported
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await _client(interaction).correcting.undo(interaction, self._change_id)


class KeepButton(LastingItem[Button[Any]], template="keep"):
    """The way back out of a question."""

    def __init__(self) -> None:
        super().__init__(Button(custom_id="keep", label="Keep"))

    @reported
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await _client(interaction).correcting.keep(interaction)


class HistoryButton(LastingItem[Button[Any]], template=r"history:(?P<page>\d{1,9})"):
    def __init__(self, page: int, *, label: str = "Page", disabled: bool = False) -> None:
        super().__init__(Button(custom_id=f"history:{page}", label=label, disabled=disabled))
        self._page = page

    @reported
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await _client(interaction).correcting.turn_history(interaction, self._page)


class EditAgainButton(LastingItem[Button[Any]], template=r"edit-again:(?P<token>\w+)"):
    def __init__(self, token: str) -> None:
        button: Button[Any] = Button(custom_id=f"edit-again:{token}", label="Edit again", style=ButtonStyle.primary)
        super().__init__(button)
        self._token = token

    @reported
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await _client(interaction).correcting.edit_again(interaction, self._token)


CATALOG_ITEMS = (ApplyButton, CancelButton, RemoveButton, UndoButton, KeepButton, HistoryButton, EditAgainButton)
