"""What stands beneath a recap's messages."""

from collections.abc import Sequence
from typing import Any

from discord import SelectOption
from discord.ui import View

from bot.discord_app.embeds import limits
from bot.discord_app.embeds.markdown import plain
from bot.discord_app.recaps.recap_places import RecapWishes
from bot.discord_app.views.recap_buttons import (
    AgainButton,
    GoOnButton,
    LeaveButton,
    LookButton,
    PostButton,
    ScheduleRecapButton,
    StyleMenu,
    UpdateButton,
)
from bot.discord_app.views.recap_edit_buttons import (
    EditButton,
    FormAgainButton,
    FormButton,
    LineMenu,
    ResetButton,
)
from bot.domain.event_recaps import Recap, RecapStyle
from bot.domain.recap_posts import RecapPost
from bot.domain.talks import marked_title, speaker_names


def preview_view(event_id: int, wishes: RecapWishes, page: int, pages: int) -> View:
    style, mention = wishes.style, wishes.mention
    arrows = [
        LookButton(event_id, style, max(page - 1, 0), mention, label="◀", disabled=page == 0),
        LookButton(event_id, style, page + 1, mention, label="▶", disabled=page == pages - 1),
    ]
    posting = [PostButton(event_id, style, mention), ScheduleRecapButton(event_id, style, mention)]
    acts = [*posting, EditButton(event_id), LeaveButton()]
    return _view(StyleMenu(event_id, mention, chosen=style), *acts, *(arrows if pages > 1 else ()))


def posted_before_view(event_id: int, channel_id: int, wishes: RecapWishes, posts: Sequence[RecapPost]) -> View:
    broken_off = [GoOnButton(post.id) for post in posts if post.finished_at is None]
    again = AgainButton(
        event_id,
        str(channel_id),
        wishes.style,
        wishes.mention or "",
        "1" if wishes.publish else "0",
        str(max(post.id for post in posts)),
    )
    return _view(broken_off[-1] if broken_off else UpdateButton(event_id), again, LeaveButton())


def go_on_view(post: RecapPost) -> View:
    return _view(GoOnButton(post.id))


def editor_view(recap: Recap) -> View:
    event_id = recap.event.id
    options = [
        SelectOption(
            label=plain(marked_title(talk.entry.talk), limits.OPTION_LABEL) or "Untitled",
            description=plain(speaker_names(talk.entry.talk.speakers), limits.OPTION_DESCRIPTION) or None,
            value=str(talk.entry.id),
        )
        for talk in recap.all_talks[: limits.SELECT_OPTIONS]
    ]
    return _view(
        FormButton(event_id, "words", label="Words"),
        FormButton(event_id, "talks", label="Talks and order"),
        FormButton(event_id, "looks", label="Closing, groups, picture"),
        LookButton(event_id, RecapStyle.FULL, 0),
        ResetButton(event_id, "ask"),
        *([LineMenu(event_id, options)] if options else []),
    )


def reset_view(event_id: int) -> View:
    return _view(ResetButton(event_id, "yes"), EditButton(event_id, label="Keep"))


def returned_view(token: str) -> View:
    return _view(FormAgainButton(token))


def _view(*items: Any) -> View:
    view = View(timeout=None)
    for item in items:
        view.add_item(item)
    return view
