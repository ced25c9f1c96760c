"""What stands beneath an announcement's messages."""

from collections.abc import Iterable
from typing import Any

from discord import SelectOption
from discord.ui import View

from bot.discord_app.embeds import limits
from bot.discord_app.embeds.markdown import plain
from bot.discord_app.views.announcement_buttons import (
    ActButton,
    AnnouncementMenu,
    AnnouncementsButton,
    DropButton,
    MomentButton,
    ScheduleButton,
    WriteButton,
)
from bot.domain.announcement_acts import acts_on
from bot.domain.announcements import Announcement
from bot.domain.moments import Moment
from bot.domain.outlines import AnnouncementPage

_MOST_MOMENTS = 4


def preview_view(token: str, *, is_change: bool) -> View:
    label = "Save" if is_change else "Schedule"
    return _view(ScheduleButton(token, label=label), WriteButton(token), DropButton(token))


def question_view(token: str, choices: tuple[Moment, ...]) -> View:
    moments = (
        MomentButton(int(moment.at.timestamp()), token, label=plain(moment.words, limits.BUTTON_LABEL))
        for moment in choices[:_MOST_MOMENTS]
    )
    return _view(*moments, WriteButton(token, label="Another time"), DropButton(token))


def returned_view(token: str) -> View:
    return _view(WriteButton(token, label="Edit again"), DropButton(token))


def acts_view(announcement: Announcement) -> View:
    return _view(*(ActButton(act, announcement.id) for act in acts_on(announcement)))


def cancel_view(announcement_id: int) -> View:
    return _view(ActButton("cancel-for-good", announcement_id), ActButton("show", announcement_id, label="Keep"))


def list_view(page: AnnouncementPage) -> View:
    return _view(*_menu(page), *_arrows(page))


def _menu(page: AnnouncementPage) -> Iterable[AnnouncementMenu]:
    options = [
        SelectOption(
            label=plain(line.name, limits.OPTION_LABEL) or "Without a text",
            description=plain(line.schedule, limits.OPTION_DESCRIPTION) or None,
            value=str(line.announcement.id),
        )
        for line in page.lines
    ]
    if options:
        yield AnnouncementMenu(options)


def _arrows(page: AnnouncementPage) -> Iterable[AnnouncementsButton]:
    if page.pages > 1:
        yield AnnouncementsButton(max(page.page - 1, 0), label="◀ Newer", disabled=page.page == 0)
        yield AnnouncementsButton(page.page + 1, label="Older ▶", disabled=page.page == page.pages - 1)


def _view(*items: Any) -> View:
    view = View(timeout=None)
    for item in items:
        view.add_item(item)
    return view
