"""The buttons of announcements. Ids and tokens stand in them, never rights: whoever clicks is asked for those again."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import discord
from discord import ButtonStyle, SelectOption
from discord.ui import Button, Select

from bot.discord_app.views.lasting import LastingItem
from bot.discord_app.views.reporting import reported
from bot.domain.announcement_acts import Act
from bot.services.references import number_in

if TYPE_CHECKING:
    from bot.discord_app.client import TalkbotClient

_LABELS = {
    Act.EDIT: "Edit",
    Act.PAUSE: "Pause",
    Act.RESUME: "Resume",
    Act.SKIP: "Skip the next",
    Act.SEND_NOW: "Send now",
    Act.CANCEL: "Cancel it",
}


def _client(interaction: discord.Interaction[Any]) -> "TalkbotClient":
    client: TalkbotClient = interaction.client
    return client


class ScheduleButton(LastingItem[Button[Any]], template=r"schedule:(?P<token>\w{1,64})"):
    def __init__(self, token: str, *, label: str = "Schedule") -> None:
        super().__init__(Button(custom_id=f"schedule:{token}", label=label, style=ButtonStyle.success))
        self._token = token

    @reported
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await _client(interaction).announcing.schedule(interaction, self._token)


class WriteButton(LastingItem[Button[Any]], template=r"write:(?P<token>\w{1,64})"):
    def __init__(self, token: str, *, label: str = "Edit") -> None:
        super().__init__(Button(custom_id=f"write:{token}", label=label, style=ButtonStyle.primary))
        self._token = token

    @reported
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await _client(interaction).announcing.write(interaction, self._token)


class DropButton(LastingItem[Button[Any]], template=r"drop:(?P<token>\w{1,64})"):
    def __init__(self, token: str) -> None:
        super().__init__(Button(custom_id=f"drop:{token}", label="Cancel"))
        self._token = token

    @reported
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await _client(interaction).announcing.drop(interaction, self._token)


class MomentButton(LastingItem[Button[Any]], template=r"moment:(?P<id>\d{1,11}):(?P<token>\w{1,64})"):
    """One of the moments that could be meant; `id` is its second since 1970."""

    def __init__(self, id: int, token: str, *, label: str = "Then") -> None:
        super().__init__(Button(custom_id=f"moment:{id}:{token}", label=label, style=ButtonStyle.primary))
        self._seconds = id
        self._token = token

    @reported
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        at = datetime.fromtimestamp(self._seconds, UTC)
        await _client(interaction).announcing.choose_moment(interaction, self._token, at)


class ActButton(LastingItem[Button[Any]], template=r"announcement:(?P<act>[a-z-]{1,20}):(?P<id>\d{1,9})"):
    """`cancel-for-good` is the answer to the question that `cancel` asks."""

    def __init__(self, act: str, id: int, *, label: str | None = None) -> None:
        known = {str(one): text for one, text in _LABELS.items()} | {"cancel-for-good": "Cancel it"}
        style = ButtonStyle.danger if act in {"cancel", "cancel-for-good"} else ButtonStyle.secondary
        super().__init__(Button(custom_id=f"announcement:{act}:{id}", label=label or known.get(act, act), style=style))
        self._act = act
        self._announcement_id = id

    @reported
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await _client(interaction).minding.click(interaction, self._act, self._announcement_id)


class AnnouncementsButton(LastingItem[Button[Any]], template=r"announcements:(?P<page>\d{1,9})"):
    def __init__(self, page: int, *, label: str = "Page", disabled: bool = False) -> None:
        super().__init__(Button(custom_id=f"announcements:{page}", label=label, disabled=disabled))
        self._page = page

    @reported
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await _client(interaction).minding.turn(interaction, self._page)


class AnnouncementMenu(LastingItem[Select[Any]], template="open-announcement"):
    """A value is the id of what is opened, in the place of the list."""

    def __init__(self, options: list[SelectOption] | None = None) -> None:
        # A menu that comes back with a click has no options of its own, and needs none.
        options = options or [SelectOption(label="Open")]
        super().__init__(Select(custom_id="open-announcement", placeholder="Open an announcement", options=options))

    @reported
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await _client(interaction).minding.click(interaction, "show", number_in(self.item.values[0]))


ANNOUNCEMENT_ITEMS = (
    ScheduleButton,
    WriteButton,
    DropButton,
    MomentButton,
    ActButton,
    AnnouncementsButton,
    AnnouncementMenu,
)
