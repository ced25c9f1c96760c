"""What was typed into a form that could not be taken: given back, so that nobody types it twice."""

import secrets
from dataclasses import asdict
from datetime import datetime

from bot.errors import UserError
from bot.services.catalog import Catalog
from bot.services.changes.talk_form import TalkForm
from bot.store import kept_forms, retention


async def keep_form(catalog: Catalog, talk_id: int, form: TalkForm, guild_id: int, now: datetime) -> str:
    """The token of the button that opens the form again."""
    token = secrets.token_hex(16)
    async with catalog.database.transaction() as session:
        await kept_forms.drop_older(session, now - retention.KEPT_WAITING)
        await kept_forms.keep(session, token, guild_id, {"talk_id": talk_id, "form": asdict(form)}, now)
    return token


async def kept_form(catalog: Catalog, token: str, guild_id: int) -> tuple[int, TalkForm]:
    """The talk's id and what was typed. Raise UserError where it is no longer kept."""
    async with catalog.database.reading() as session:
        content = await kept_forms.content_of(session, token, guild_id)
    if content is None:
        raise UserError("What was typed is no longer kept. Start again with `/catalog edit`.")
    return content["talk_id"], TalkForm(**content["form"])
