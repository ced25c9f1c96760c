"""Where the bot may be asked to post, and whom it may ping there: what both it and the one who asks may do."""

from collections.abc import Iterable
from typing import Any, TypeAlias

import discord

from bot.errors import UserError

Place: TypeAlias = discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.Thread

_BROADCASTS = frozenset({"everyone", "here"})
_MOST_OFFERED = 25


def guild_of(interaction: discord.Interaction[Any]) -> discord.Guild:
    """Raise UserError where the server knows the bot's commands, but has not invited the bot itself."""
    if interaction.guild is None or interaction.client.get_guild(interaction.guild.id) is None:
        raise UserError("I am no member of this server, so I can post nothing here: invite me with the scope `bot`.")
    return interaction.guild


def require_both_may_announce(
    interaction: discord.Interaction[Any], channel_ids: Iterable[int], mention: str, *, publish: bool
) -> None:
    """Raise UserError, which names all that is missing, and where. `mention` is as in Wording, or empty."""
    places = [_place(interaction, channel_id) for channel_id in channel_ids]
    missing = [line for place in places for line in _missing(interaction, place, mention)]
    if missing:
        raise UserError("\n".join([*missing, "Nothing was saved."]))
    if publish and not any(place.is_news() for place in places if isinstance(place, discord.TextChannel)):
        raise UserError(f"#{places[0].name} is no announcement channel, so nothing can be published there.")


def mention_meant(guild: discord.Guild, typed: str) -> str:
    """As in Wording, or empty for nobody. Raise UserError where no role is called so."""
    wanted = typed.strip().removeprefix("<@&").removesuffix(">").removeprefix("@")
    if wanted.casefold() in {"", "nobody", "none"}:
        return ""
    if wanted.casefold() in _BROADCASTS:
        return wanted.casefold()
    if wanted == str(guild.id):
        return "everyone"
    role = next((role for role in guild.roles if str(role.id) == wanted), None) or _role_called(guild, wanted)
    return str(role.id)


def mention_name(guild: discord.Guild, mention: str) -> str:
    """As a person types it; what is no mention stays as it was typed."""
    if mention in _BROADCASTS:
        return f"@{mention}"
    role = next((role for role in guild.roles if str(role.id) == mention), None)
    return mention if role is None else f"@{role.name}"


def _role_called(guild: discord.Guild, name: str) -> discord.Role:
    found = [role for role in guild.roles if role.name.casefold().removeprefix("@") == name.casefold()]
    if len(found) != 1:
        how_many = "Several roles are" if found else "No role is"
        raise UserError(f"{how_many} called “{name[:100]}”. Mention `everyone`, `here`, a role, or leave it empty.")
    return found[0]


def _place(interaction: discord.Interaction[Any], channel_id: int) -> Place:
    """A private thread that the bot is no member of is not known to it."""
    channel = guild_of(interaction).get_channel_or_thread(channel_id)
    if not isinstance(channel, discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.Thread):
        raise UserError(f"I cannot post in <#{channel_id}>: it is gone, or I may not see it. Nothing was saved.")
    return channel


def _missing(interaction: discord.Interaction[Any], place: Place, mention: str) -> Iterable[str]:
    """A line for the bot and one for the person, where they lack something."""
    assert isinstance(interaction.user, discord.Member), "a member of the server asks"  # noqa: S101  for the type checker
    broadcast = _needs_broadcast_right(place.guild, mention)
    for who, member in (("I lack", place.guild.me), ("You lack", interaction.user)):
        needed = _needed(place.permissions_for(member), place, broadcast=broadcast, is_bot=member == place.guild.me)
        names = [name for name, held in needed.items() if not held]
        if names:
            yield f"{who} the permission {', '.join(names)} in #{place.name}."


def _needed(given: discord.Permissions, place: Place, *, broadcast: bool, is_bot: bool) -> dict[str, bool]:
    """What hangs on another permission is asked for once that is held. The bot reads the history to find what it sent,
    where Discord's answer was lost.
    """
    if not given.view_channel:
        return {"View Channel": False}
    reading = {"Read Message History": given.read_message_history} if is_bot else {}
    in_thread = isinstance(place, discord.Thread)
    sends = given.send_messages_in_threads if in_thread else given.send_messages
    if not sends:
        return {"Send Messages in Threads" if in_thread else "Send Messages": False} | reading
    pinging = {"Mention Everyone": given.mention_everyone} if broadcast else {}
    return {"Embed Links": given.embed_links} | reading | pinging


def _needs_broadcast_right(guild: discord.Guild, mention: str) -> bool:
    """Of the roles, those that Discord does not let everybody ping."""
    if mention in _BROADCASTS:
        return True
    role = next((role for role in guild.roles if str(role.id) == mention), None)
    if mention and role is None:
        raise UserError("The role that it pings is gone. Mention another one, or nobody.")
    return role is not None and not role.mentionable


async def people_behind(guild: discord.Guild, mention: str) -> int | None:
    """How many members a mention may reach. None where it is nobody, or Discord does not say."""
    if not mention or mention in _BROADCASTS:
        return guild.member_count if mention else None
    try:
        counts = await guild.role_member_counts()
    except discord.HTTPException:
        return None
    return next((count for role, count in counts.items() if str(role.id) == mention), None)


def mentions_called(guild: discord.Guild, typed: str) -> Iterable[tuple[str, str]]:
    """Names and values of what can be pinged, the highest roles first."""
    wanted = typed.strip().removeprefix("@").casefold()
    roles = [(f"@{role.name}", str(role.id)) for role in reversed(guild.roles) if not role.is_default()]
    known = [("@everyone", "everyone"), ("@here", "here"), *roles]
    return [(name, value) for name, value in known if wanted in name.casefold()][:_MOST_OFFERED]
