"""What a moderator typed into a form of a recap: taken, or kept and given back with the reason."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from bot.domain.catalog import Scope
from bot.domain.event_recaps import Recap
from bot.errors import UserError
from bot.services.catalog import Catalog
from bot.services.changes.talk_form import FormError
from bot.services.recaps.compose_recap import recap_of, visible_event
from bot.services.recaps.read_recap_form import read_recap_form
from bot.services.recaps.recap_form import RecapForm, RecapFormKind, fingerprint, recap_form
from bot.store import kept_forms, recaps, retention, search_index

_CHANGED_MEANWHILE = (
    "The recap was changed while the form was open. Look at it again, then send what you typed once more."
)


@dataclass(frozen=True, slots=True)
class RecapTaken:
    """The recap as it is now."""

    recap: Recap


@dataclass(frozen=True, slots=True)
class RecapReturned:
    """Nothing was written. Under `token` stands what was typed."""

    reason: str
    token: str


RecapOutcome: TypeAlias = RecapTaken | RecapReturned


async def take_recap_form(
    catalog: Catalog, form: RecapForm, *, seen: str, guild_id: int, editor_id: int, now: datetime
) -> RecapOutcome:
    """`seen` is the fingerprint of what the form was opened with. Raise UserError where the event is out of reach."""
    try:
        return RecapTaken(await _edit(catalog, form, seen=seen, guild_id=guild_id, editor_id=editor_id, now=now))
    except FormError as error:
        return RecapReturned(str(error), await _keep(catalog, form, guild_id, now))


async def kept_recap_form(catalog: Catalog, token: str, guild_id: int) -> RecapForm:
    """Raise UserError where it is no longer kept."""
    async with catalog.database.reading() as session:
        content = await kept_forms.content_of(session, token, guild_id)
    if content is None or "recap" not in content:
        raise UserError("What was typed is no longer kept. Start again with `/recap edit`.")
    return _form(content["recap"])


async def start_over(catalog: Catalog, event_id: int, guild_id: int) -> Recap:
    """The draft again, without all that moderators wrote over it."""
    scope = Scope(guild_id)
    async with catalog.database.transaction() as session:
        event = await visible_event(session, event_id, scope)
        await recaps.drop_edits(session, guild_id, event_id)
        return await recap_of(session, event, scope)


async def _edit(catalog: Catalog, form: RecapForm, *, seen: str, guild_id: int, editor_id: int, now: datetime) -> Recap:
    scope = Scope(guild_id)
    async with catalog.database.transaction() as session:
        await search_index.hold(session, guild_id)
        event = await visible_event(session, form.event_id, scope)
        recap = await recap_of(session, event, scope)
        if fingerprint(recap_form(recap, form.kind, form.talk_id)) != seen:
            raise FormError(_CHANGED_MEANWHILE)
        edits = read_recap_form(form, recap, await recaps.edits_of(session, guild_id, event.id))
        await recaps.put_edits(session, guild_id, event.id, edits, editor_id=editor_id, edited_at=now)
        return await recap_of(session, event, scope)


async def _keep(catalog: Catalog, form: RecapForm, guild_id: int, now: datetime) -> str:
    token = secrets.token_hex(16)
    plain = {"event_id": form.event_id, "kind": form.kind, "texts": dict(form.texts), "talk_id": form.talk_id}
    async with catalog.database.transaction() as session:
        await kept_forms.drop_older(session, now - retention.KEPT_WAITING)
        await kept_forms.keep(session, token, guild_id, {"recap": plain}, now)
    return token


def _form(plain: Mapping[str, Any]) -> RecapForm:
    return RecapForm(**{**plain, "kind": RecapFormKind(plain["kind"])})
