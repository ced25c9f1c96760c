"""The one place where what went wrong becomes an answer: for commands, buttons, menus and modals alike."""

import secrets
from collections.abc import Mapping
from typing import TypeGuard

import discord
import structlog
from discord import app_commands

from bot.discord_app.embeds import limits
from bot.discord_app.embeds.markdown import prose
from bot.discord_app.handling import name_of, note_outcome
from bot.discord_app.replying import CONNECTION_TROUBLE, reply_in_private
from bot.errors import LeftUnansweredError, PassingError, SourceError, TooOftenError, UserError
from bot.measures import Outcome
from bot.services.changes.missing_wish import Wish, missing_wish

_log = structlog.get_logger()

_UNKNOWN_INTERACTION = 10062
_ALREADY_ACKNOWLEDGED = 40060


async def report(interaction: discord.Interaction, error: Exception) -> None:
    """A user's mistake is explained. A bug gets an id, which the user sees and the log has."""
    cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
    if _is_settled(cause):
        note_outcome(interaction, Outcome.TOO_LATE if cause.code == _UNKNOWN_INTERACTION else Outcome.ANSWERED)
        _log.warning("interaction was settled elsewhere or too late", **_place(interaction), error=str(cause))
        return
    note_outcome(interaction, outcome_of(cause))
    if isinstance(cause, LeftUnansweredError):
        return
    await _tell(interaction, explain(cause) or bug(cause, _place(interaction)))


def outcome_of(error: BaseException) -> Outcome:
    if isinstance(error, PassingError):
        return Outcome.TROUBLE
    if isinstance(error, TooOftenError):
        return Outcome.TOO_OFTEN
    return Outcome.BUG if explain(error) is None else Outcome.USER_ERROR


def explain(error: BaseException) -> str | None:  # noqa: PLR0911  one return a case
    """What a person can do something about, or None for a bug."""
    match error:
        case UserError():
            return prose(str(error), limits.MESSAGE)
        case SourceError():
            return prose(_unreadable(error), limits.MESSAGE)
        case app_commands.MissingPermissions():
            return f"You need the permission {_permission_names(error.missing_permissions)} for this."
        case app_commands.BotMissingPermissions():
            return f"I need the permission {_permission_names(error.missing_permissions)} in this channel for that."
        case app_commands.CommandNotFound() | app_commands.CommandSignatureMismatch():
            return "This command has just changed. Reload Discord (Ctrl+R) and try again."
        case app_commands.TransformerError():
            return "I cannot see what you chose there, so I cannot use it: check my permissions."
        case discord.Forbidden():
            return "Discord does not let me do that here: check my permissions in this channel."
        case _:
            return None


def _unreadable(error: SourceError) -> str:
    """What helps is an option, by the name that it has here."""
    options = {Wish.EVENT: "event", Wish.TIME_ZONE: "timezone"}
    wish = missing_wish(error)
    advice = "" if wish is None else f" Do so with the option `{options[wish]}`."
    return f"That cannot be read: {error}.{advice}"


def _is_settled(error: BaseException) -> TypeGuard[discord.HTTPException]:
    """A callback that Discord carried out but answered with an error is repeated, and then refused."""
    codes = {_UNKNOWN_INTERACTION, _ALREADY_ACKNOWLEDGED}
    return isinstance(error, discord.HTTPException) and error.code in codes


def bug(error: BaseException, place: Mapping[str, object]) -> str:
    """Log it, and return what the user is told of it. `place` says where it happened, never what was said."""
    error_id = secrets.token_hex(4)
    _log.error("a bug", error_id=error_id, **place, exc_info=error)
    return f"Something went wrong on my side. If it happens again, tell my operator this id: `{error_id}`"


def _place(interaction: discord.Interaction) -> dict[str, object]:
    return {"interaction_id": interaction.id, "guild_id": interaction.guild_id, "name": name_of(interaction)}


def _permission_names(names: list[str]) -> str:
    """As Discord's settings call them; its interface calls a guild a server."""
    return ", ".join(f"**{name.replace('guild', 'server').replace('_', ' ').title()}**" for name in names)


async def _tell(interaction: discord.Interaction, text: str) -> None:
    if interaction.type is discord.InteractionType.autocomplete:
        return
    try:
        await reply_in_private(interaction, content=text)
    except (discord.HTTPException, *CONNECTION_TROUBLE) as error:
        _log.warning("could not tell the user", **_place(interaction), error=str(error))
