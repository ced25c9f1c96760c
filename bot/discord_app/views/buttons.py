"""Buttons and menus that outlive the process: all they need stands in their ids.

A button's id is its action and a token (see services/finding/keep_lookup.py); a menu's values are what it opens.
"""

from typing import TYPE_CHECKING, Any

import discord
from discord import ButtonStyle, SelectOption
from discord.ui import Button, Select

from bot.discord_app.views.announcement_buttons import ANNOUNCEMENT_ITEMS
from bot.discord_app.views.catalog_buttons import CATALOG_ITEMS
from bot.discord_app.views.lasting import LastingItem
from bot.discord_app.views.meaning_buttons import MEANING_ITEMS
from bot.discord_app.views.missed_buttons import MISSED_ITEMS
from bot.discord_app.views.privacy_buttons import PRIVACY_ITEMS
from bot.discord_app.views.recap_buttons import RECAP_ITEMS
from bot.discord_app.views.recap_edit_buttons import RECAP_EDIT_ITEMS
from bot.discord_app.views.reporting import reported
from bot.domain.lookups import EventCard, Lookup, SpeakerCard, TalkCard
from bot.services.references import number_in

if TYPE_CHECKING:
    from bot.discord_app.client import TalkbotClient
    from bot.discord_app.responder import Responder


def _responder(interaction: discord.Interaction[Any]) -> "Responder":
    client: TalkbotClient = interaction.client
    return client.responder


class PageButton(LastingItem[Button[Any]], template=r"(?s)page:(?P<page>\d{1,9}):(?P<token>[=#].+)"):
    def __init__(self, token: str, page: int, *, label: str = "Page", disabled: bool = False) -> None:
        super().__init__(Button(custom_id=f"page:{page}:{token}", label=label, disabled=disabled))
        self._token = token
        self._page = page

    @reported
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await _responder(interaction).turn(interaction, self._token, self._page)


class ShareButton(LastingItem[Button[Any]], template=r"(?s)share:(?P<token>[=#].+)"):
    def __init__(self, token: str) -> None:
        super().__init__(Button(custom_id=f"share:{token}", label="Share", style=ButtonStyle.primary, emoji="📣"))
        self._token = token

    @reported
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await _responder(interaction).share(interaction, self._token)


class BrowseButton(LastingItem[Button[Any]], template=r"(?s)browse:(?P<token>[=#].+)"):
    def __init__(self, token: str, *, label: str = "Browse") -> None:
        super().__init__(Button(custom_id=f"browse:{token}", label=label))
        self._token = token

    @reported
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await _responder(interaction).browse(interaction, self._token)


class OpenMenu(LastingItem[Select[Any]], template=r"open:(?P<kind>talk|event|speaker)"):
    """Opens what is chosen, as a private message of its own. A value is a talk's or event's id, or a speaker's name."""

    def __init__(self, kind: str, placeholder: str = "Open", options: list[SelectOption] | None = None) -> None:
        # A menu that comes back with a click has no options of its own, and needs none.
        options = options or [SelectOption(label=placeholder)]
        super().__init__(Select(custom_id=f"open:{kind}", placeholder=placeholder, options=options))
        self._kind = kind

    @reported
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await _responder(interaction).open(interaction, self._chosen())

    def _chosen(self) -> Lookup:
        value = self.item.values[0]
        if self._kind == "speaker":
            return SpeakerCard(value)
        return TalkCard(number_in(value)) if self._kind == "talk" else EventCard(number_in(value))


LASTING_ITEMS = (
    PageButton,
    ShareButton,
    BrowseButton,
    OpenMenu,
    *MEANING_ITEMS,
    *CATALOG_ITEMS,
    *ANNOUNCEMENT_ITEMS,
    *MISSED_ITEMS,
    *PRIVACY_ITEMS,
    *RECAP_ITEMS,
    *RECAP_EDIT_ITEMS,
)
