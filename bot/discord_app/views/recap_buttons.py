"""The buttons and menus of recaps. Ids stand in them, never rights: whoever clicks is asked for those again."""

from typing import TYPE_CHECKING, Any

import discord
from discord import ButtonStyle, SelectOption
from discord.ui import Button, Select

from bot.discord_app.recaps.recap_places import RecapWishes
from bot.discord_app.views.lasting import LastingItem
from bot.discord_app.views.reporting import reported
from bot.domain.event_recaps import RecapStyle

if TYPE_CHECKING:
    from bot.discord_app.client import TalkbotClient

_STYLES = {
    RecapStyle.COMPACT: "All in one message",
    RecapStyle.FULL: "A few messages, with what each talk is about",
    RecapStyle.THREADS: "A message for every talk, in a thread or a forum",
}


# What an id ends with where somebody is to be pinged.
_MENTION = r"(?::(?P<mention>everyone|here|\d{1,20}))?"


def _id(*parts: object) -> str:
    return ":".join(str(part) for part in parts if part is not None)


def _client(interaction: discord.Interaction[Any]) -> "TalkbotClient":
    client: TalkbotClient = interaction.client
    return client


class LookButton(
    LastingItem[Button[Any]],
    template=r"recap-look:(?P<id>\d{1,9}):(?P<style>compact|full|threads):(?P<page>\d{1,9})" + _MENTION,
):
    def __init__(
        self,
        id: int,
        style: str,
        page: int,
        mention: str | None = None,
        *,
        label: str = "Preview",
        disabled: bool = False,
    ) -> None:
        custom_id = _id("recap-look", id, style, page, mention)
        super().__init__(Button(custom_id=custom_id, label=label, disabled=disabled))
        self._event_id = id
        self._wishes = RecapWishes(style=RecapStyle(style), mention=mention)
        self._page = page

    @reported
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await _client(interaction).recap_previewing.look(interaction, self._event_id, self._wishes, self._page)


class StyleMenu(LastingItem[Select[Any]], template=r"recap-style:(?P<id>\d{1,9})" + _MENTION):
    """A value is the style that is shown instead."""

    def __init__(self, id: int, mention: str | None = None, *, chosen: RecapStyle = RecapStyle.FULL) -> None:
        options = [
            SelectOption(label=style.capitalize(), value=style, description=text, default=style is chosen)
            for style, text in _STYLES.items()
        ]
        super().__init__(Select(custom_id=_id("recap-style", id, mention), options=options))
        self._event_id = id
        self._mention = mention

    @reported
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        wishes = RecapWishes(style=RecapStyle(self.item.values[0]), mention=self._mention)
        await _client(interaction).recap_previewing.look(interaction, self._event_id, wishes, 0)


class PostButton(
    LastingItem[Button[Any]], template=r"recap-post:(?P<id>\d{1,9}):(?P<style>compact|full|threads)" + _MENTION
):
    """Posts where it is clicked."""

    def __init__(self, id: int, style: str, mention: str | None = None) -> None:
        custom_id = _id("recap-post", id, style, mention)
        super().__init__(Button(custom_id=custom_id, label="Post", style=ButtonStyle.success))
        self._event_id = id
        self._wishes = RecapWishes(style=RecapStyle(style), mention=mention)

    @reported
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await _client(interaction).recapping.post_here(interaction, self._event_id, self._wishes)


class ScheduleRecapButton(
    LastingItem[Button[Any]], template=r"recap-schedule:(?P<id>\d{1,9}):(?P<style>compact|full|threads)" + _MENTION
):
    """Asks when it is to go out where it is clicked."""

    def __init__(self, id: int, style: str, mention: str | None = None) -> None:
        super().__init__(Button(custom_id=_id("recap-schedule", id, style, mention), label="Schedule"))
        self._event_id = id
        self._wishes = RecapWishes(style=RecapStyle(style), mention=mention)

    @reported
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await _client(interaction).announcing.begin_recap(interaction, self._event_id, self._wishes)


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
        await _client(interaction).recap_previewing.leave(interaction)


RECAP_ITEMS = (
    LookButton,
    StyleMenu,
    PostButton,
    ScheduleRecapButton,
    AgainButton,
    UpdateButton,
    GoOnButton,
    LeaveButton,
)
