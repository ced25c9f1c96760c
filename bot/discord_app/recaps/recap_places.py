"""Where a recap may be posted: what the bot and the one who asks must both be allowed to do there."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeAlias

import discord

from bot.discord_app.recaps.recap_sending import forum_tags
from bot.domain.event_recaps import RecapStyle
from bot.errors import UserError

Place: TypeAlias = (
    discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.ForumChannel | discord.Thread
)
_PLACES = (
    discord.TextChannel,
    discord.VoiceChannel,
    discord.StageChannel,
    discord.ForumChannel,
    discord.Thread,
)
_BROADCASTS = frozenset({"everyone", "here"})


@dataclass(frozen=True, slots=True, kw_only=True)
class RecapWishes:
    """How it is to be posted. `mention` is None, "everyone", "here", or a role's id."""

    style: RecapStyle
    mention: str | None = None
    publish: bool = False


def place_meant(interaction: discord.Interaction[Any], channel_id: int | None = None) -> Place:
    """The channel of that id, or the one here. Raise UserError where nothing can be posted."""
    wanted = interaction.channel_id if channel_id is None else channel_id
    guild = interaction.guild
    channel = None if guild is None or wanted is None else guild.get_channel_or_thread(wanted)
    if not isinstance(channel, _PLACES):
        raise UserError("I cannot post in that channel: it is gone, or I may not see it. Nothing was posted.")
    return channel


def may_thread(place: object) -> bool:
    """Whether a thread can hang on a message there."""
    return isinstance(place, discord.TextChannel)


def require_both_may_recap(
    interaction: discord.Interaction[Any], place: Place, wishes: RecapWishes, *, pictured: bool
) -> None:
    """Raise UserError, which names all that is missing; then nothing is posted."""
    missing = [*_missing(interaction, place, wishes, pictured=pictured)]
    if isinstance(place, discord.ForumChannel) and place.flags.require_tag and not forum_tags(place):
        missing.append(f"Posts in #{place.name} need a tag, and there is none that I may set: make one called “Recap”.")
    if wishes.publish and not (isinstance(place, discord.TextChannel) and place.is_news()):
        missing.append(f"#{place.name} is no announcement channel, so nothing can be published there.")
    if missing:
        raise UserError("\n".join([*missing, "Nothing was posted."]))


def _missing(
    interaction: discord.Interaction[Any], place: Place, wishes: RecapWishes, *, pictured: bool
) -> Iterable[str]:
    """A line for the bot and one for the person, where they lack something."""
    assert isinstance(interaction.user, discord.Member), "a member of the server asks"  # noqa: S101  for the type checker
    for who, member in (("I lack", place.guild.me), ("You lack", interaction.user)):
        given = place.permissions_for(member)
        needed = _needed(place, given, wishes)
        if member == place.guild.me:
            needed["Read Message History"] = given.read_message_history
            needed["Attach Files"] = given.attach_files or not pictured
        names = [name for name, held in needed.items() if not held]
        if names:
            yield f"{who} the permission {', '.join(names)} in #{place.name}."


def _needed(place: Place, given: discord.Permissions, wishes: RecapWishes) -> dict[str, bool]:
    inside = {"Send Messages in Threads": given.send_messages_in_threads}
    needed = {"View Channel": given.view_channel}
    match place:
        case discord.Thread():
            needed |= inside
        case discord.ForumChannel():
            needed |= {"Create Posts": given.send_messages} | inside
        case _:
            needed["Send Messages"] = given.send_messages
    if wishes.style is RecapStyle.THREADS and may_thread(place):
        needed |= {"Create Public Threads": given.create_public_threads} | inside
    if _needs_broadcast_right(place.guild, wishes.mention):
        needed["Mention Everyone"] = given.mention_everyone
    return needed | {"Embed Links": given.embed_links}


def _needs_broadcast_right(guild: discord.Guild, mention: str | None) -> bool:
    """Of the roles, those that Discord does not let everybody ping."""
    if mention is None or mention in _BROADCASTS:
        return mention is not None
    role = guild.get_role(int(mention))
    return role is None or not role.mentionable
