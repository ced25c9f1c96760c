"""From a preview that a moderator agreed to, to an announcement with its occurrences."""

from dataclasses import replace
from datetime import datetime
from typing import TypeAlias

from bot.domain.announcement_acts import Act, require
from bot.domain.announcements import Announcement
from bot.domain.moments import Doubtful
from bot.errors import UserError
from bot.services.announcements.announcement_form import AnnouncementForm, fingerprint
from bot.services.announcements.build_announcement import build_announcement
from bot.services.announcements.keep_announcement_form import kept_announcement_form, take_away
from bot.services.announcements.own_announcement import held_announcement, own_announcement
from bot.services.announcements.plan_occurrences import replan
from bot.services.catalog import Catalog
from bot.store import announcements
from bot.store.database import Session

Understood: TypeAlias = Announcement | Doubtful

_CHANGED = (
    "The announcement was changed while you wrote. Beneath is what it says now; send yours once more, or leave it so."
)


class ChangedMeanwhileError(UserError):
    """Somebody else changed the announcement after the form was opened."""

    def __init__(self, announcement_id: int) -> None:
        super().__init__(_CHANGED)
        self.announcement_id = announcement_id


async def understand_form(
    catalog: Catalog, form: AnnouncementForm, *, guild_id: int, author_id: int, now: datetime
) -> Understood:
    """What the form means; nothing is saved. Raise UserError where it cannot be taken."""
    async with catalog.database.reading() as session:
        before = None
        if form.announcement_id is not None:
            before = await own_announcement(session, form.announcement_id, guild_id)
            _require_unchanged(before, form)
    return build_announcement(form, guild_id=guild_id, author_id=author_id, now=now, before=before)


async def schedule_announcement(
    catalog: Catalog, token: str, *, guild_id: int, author_id: int, now: datetime
) -> Announcement:
    """Save what was shown, once: of several clicks at the same time, all but one get a UserError."""
    form = await kept_announcement_form(catalog, token, guild_id)
    async with catalog.database.transaction() as session:
        await take_away(session, token, guild_id)
        before = None if form.announcement_id is None else await _to_change(session, form, guild_id)
        built = build_announcement(form, guild_id=guild_id, author_id=author_id, now=now, before=before)
        if isinstance(built, Doubtful):
            raise UserError(built.question)
        saved = await _saved(session, built, is_new=before is None)
        return await replan(session, saved, now)


def opened_again(form: AnnouncementForm, current: Announcement) -> AnnouncementForm:
    """What was typed, against the announcement as it is now."""
    return replace(form, seen=fingerprint(current))


async def _to_change(session: Session, form: AnnouncementForm, guild_id: int) -> Announcement:
    before = await held_announcement(session, form.announcement_id or 0, guild_id)
    _require_unchanged(before, form)
    return before


def _require_unchanged(before: Announcement, form: AnnouncementForm) -> None:
    require(Act.EDIT, before)
    if fingerprint(before) != form.seen:
        raise ChangedMeanwhileError(before.id)


async def _saved(session: Session, announcement: Announcement, *, is_new: bool) -> Announcement:
    if is_new:
        return await announcements.add(session, announcement)
    await announcements.replace(session, announcement)
    return announcement
