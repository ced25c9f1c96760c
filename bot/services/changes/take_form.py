"""What a moderator typed into a talk's form: taken, or kept and given back with the reason."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from bot.domain.history import Actor
from bot.domain.imports import TalkChange
from bot.services.catalog import Catalog
from bot.services.changes.edit_talk import edit_talk, talk_to_edit
from bot.services.changes.keep_form import keep_form
from bot.services.changes.talk_form import FormError, TalkForm, fingerprint, form_of


@dataclass(frozen=True, slots=True)
class FormTaken:
    """The change may be empty."""

    change: TalkChange


@dataclass(frozen=True, slots=True)
class FormReturned:
    """Nothing was written. Under `token` stands what was typed (services/changes/keep_form.py)."""

    reason: str
    token: str


FormOutcome: TypeAlias = FormTaken | FormReturned

_CHANGED_MEANWHILE = (
    "The talk was changed while the form was open. Look at it again, then send what you typed once more."
)


async def take_form(
    catalog: Catalog, talk_id: int, form: TalkForm, *, seen: str, guild_id: int, actor: Actor, now: datetime
) -> FormOutcome:
    """`seen` is the fingerprint of what the form was opened with. Raise UserError where the talk is out of reach."""
    entry = await talk_to_edit(catalog, talk_id, guild_id)
    if fingerprint(form_of(entry)) != seen:
        return FormReturned(_CHANGED_MEANWHILE, await keep_form(catalog, talk_id, form, guild_id, now))
    try:
        return FormTaken(await edit_talk(catalog, talk_id, form, guild_id=guild_id, actor=actor, now=now))
    except FormError as error:
        return FormReturned(str(error), await keep_form(catalog, talk_id, form, guild_id, now))
