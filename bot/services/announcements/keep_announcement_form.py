"""An announcement between what was typed and what is scheduled: kept, so that its buttons outlive the process."""

import secrets
from datetime import datetime

from bot.errors import UserError
from bot.services.announcements.announcement_form import AnnouncementForm, form_from, plain_form
from bot.services.catalog import Catalog
from bot.store import kept_forms, retention
from bot.store.database import Session

_GONE = "This was scheduled or dropped already, or is older than a day. `/announce list` shows what is scheduled."


async def keep_announcement_form(catalog: Catalog, form: AnnouncementForm, guild_id: int, now: datetime) -> str:
    """The token that its buttons carry."""
    token = secrets.token_hex(16)
    async with catalog.database.transaction() as session:
        await kept_forms.drop_older(session, now - retention.KEPT_WAITING)
        await kept_forms.keep(session, token, guild_id, {"announcement": plain_form(form)}, now)
    return token


async def kept_announcement_form(catalog: Catalog, token: str, guild_id: int) -> AnnouncementForm:
    """Raise UserError where it is no longer kept."""
    async with catalog.database.reading() as session:
        content = await kept_forms.content_of(session, token, guild_id)
    if content is None or "announcement" not in content:
        raise UserError(_GONE)
    return form_from(content["announcement"])


async def drop_announcement_form(catalog: Catalog, token: str, guild_id: int) -> None:
    async with catalog.database.transaction() as session:
        await take_away(session, token, guild_id)


async def take_away(session: Session, token: str, guild_id: int) -> None:
    """Raise UserError where somebody else did so before: of several at once, one gets by."""
    if not await kept_forms.drop(session, token, guild_id):
        raise UserError(_GONE)
