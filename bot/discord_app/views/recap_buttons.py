"""The buttons and menus of recaps. Ids stand in them, never rights: whoever clicks is asked for those again."""

from typing import TYPE_CHECKING, Any

import discord
from discord import ButtonStyle, SelectOption
from discord.ui import Button, Select

from bot.discord_app.recap_places import RecapWishes
from bot.discord_app.views.lasting import LastingItem
from bot.discord_app.views.reporting import reported
from bot.domain.event_recaps import RecapStyle
from bot.services.references import number_in

if TYPE_CHECKING:
    from bot.discord_app.client import TalkbotClient

_STYLES = {
    RecapStyle.COMPACT: "All in one message",
    RecapStyle.FULL: "A few messages, with what each talk is about",
    RecapStyle.THREADS: "A message for every talk, in a thread or a forum",
}


def _client(interaction: discord.Interaction[Any]) -> "TalkbotClient":
    client: TalkbotClient = interaction.client
    return client


class LookButton(
    LastingItem[Button[Any]], template=r"recap-look:(?P<id>\d{1,9}):(?P<style>compact|full|threads):(?P<page>\d{1,9})"
):
    def __init__(self, id: int, style: str, page: int, *, label: str = "Preview", disabled: bool = False) -> None:
        super().__init__(Button(custom_id=f"recap-look:{id}:{style}:{page}", label=label, disabled=disabled))
        self._event_id = id
        self._style = RecapStyle(style)
        self._page = page

    @reported
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await _client(interaction).recapping.look(interaction, self._event_id, self._style, self._page)


class StyleMenu(LastingItem[Select[Any]], template=r"recap-style:(?P<id>\d{1,9})"):
    """A value is the style that is shown instead."""

    def __init__(self, id: int, chosen: RecapStyle = RecapStyle.FULL) -> None:
        options = [
            SelectOption(label=style.capitalize(), value=style, description=text, default=style is chosen)
            for style, text in _STYLES.items()
        ]
        super().__init__(Select(custom_id=f"recap-style:{id}", options=options))
        self._event_id = id

    @reported
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await _client(interaction).recapping.look(interaction, self._event_id, RecapStyle(self.item.values[0]), 0)


class PostButton(LastingItem[Button[Any]], template=r"recap-post:(?P<id>\d{1,9}):(?P<style>compact|full|threads)"):
    """Posts where it is clicked, and pings nobody."""

    def __init__(self, id: int, style: str) -> None:
        super().__init__(Button(custom_id=f"recap-post:{id}:{style}", label="Post", style=ButtonStyle.success))
        self._event_id = id
        self._style = RecapStyle(style)

    @reported
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await _client(interaction).recapping.post_here(interaction, self._event_id, self._style)


class ScheduleRecapButton(
    LastingItem[Button[Any]], template=r"recap-schedule:(?P<id>\d{1,9}):(?P<style>compact|full|threads)"
):
    """Asks when it is to go out where it is clicked."""

    def __init__(self, id: int, style: str) -> None:
        super().__init__(Button(custom_id=f"recap-schedule:{id}:{style}", label="Schedule"))
        self._event_id = id
        self._style = RecapStyle(style)

    @reported
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await _client(interaction).announcing.begin_recap(interaction, self._event_id, self._style)


class AgainButton(
    LastingItem[Button[Any]],
    template=(
        r"recap-again:(?P<id>\d{1,9}):(?P<channel>\d{1,20}):(?P<style>compact|full|threads):"
        r"(?P<mention>everyone|here|\d{0,20}):(?P<publish>[01]):(?P<seen>\d{1,9})"
    ),
):
    """Posts although it was posted before. `seen` is the newest post that the person was told of."""

    def __init__(self, id: int, channel: str, style: str, mention: str, publish: str, seen: str) -> None:
        custom_id = f"recap-again:{id}:{channel}:{style}:{mention}:{publish}:{seen}"
        super().__init__(Button(custom_id=custom_id, label="Post again", style=ButtonStyle.danger))
        self._event_id = id
        self._channel_id = int(channel)
        self._wishes = RecapWishes(style=RecapStyle(style), mention=mention or None, publish=publish == "1")
        self._seen = int(seen)

    @reported
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        recapping = _client(interaction).recapping
        await recapping.post_again(interaction, self._event_id, self._channel_id, self._wishes, self._seen)


class UpdateButton(LastingItem[Button[Any]], template=r"recap-update:(?P<id>\d{1,9})"):
    def __init__(self, id: int) -> None:
        super().__init__(Button(custom_id=f"recap-update:{id}", label="Update it", style=ButtonStyle.success))
        self._event_id = id

    @reported
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await _client(interaction).recapping.update_from_button(interaction, self._event_id)


class GoOnButton(LastingItem[Button[Any]], template=r"recap-go-on:(?P<id>\d{1,9})"):
    def __init__(self, id: int) -> None:
        super().__init__(Button(custom_id=f"recap-go-on:{id}", label="Go on", style=ButtonStyle.success))
        self._post_id = id

    @reported
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await _client(interaction).recapping.go_on(interaction, self._post_id)


class LeaveButton(LastingItem[Button[Any]], template="recap-leave"):
    """The way back out of a preview or a question."""

    def __init__(self) -> None:
        super().__init__(Button(custom_id="recap-leave", label="Cancel"))

    @reported
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await _client(interaction).recapping.leave(interaction)


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


RECAP_ITEMS = (
    LookButton,
    StyleMenu,
    PostButton,
    ScheduleRecapButton,
    AgainButton,
    UpdateButton,
    GoOnButton,
    LeaveButton,
    EditButton,
    FormButton,
    LineMenu,
    FormAgainButton,
    ResetButton,
)
