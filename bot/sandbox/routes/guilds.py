"""Servers, their members and channels, and direct messages."""

from bot.sandbox.routes.calls import NO_CONTENT, Answer, Call, Route
from bot.sandbox.rules.refusals import Refusal, unknown
from bot.sandbox.world.permissions import Permission


async def get_guild(call: Call) -> Answer:
    return Answer(call.guild().summary())


async def own_guilds(call: Call) -> Answer:
    return Answer(
        [
            {"id": str(guild.id), "name": guild.name, "icon": None, "owner": False, "permissions": "0", "features": []}
            for guild in call.world.guilds.values()
        ]
    )


async def leave_guild(call: Call) -> Answer:
    call.world.remove_guild(call.guild())
    return NO_CONTENT


async def list_channels(call: Call) -> Answer:
    """Without threads, as Discord does."""
    channels = call.guild().channels.values()
    return Answer([channel.payload() for channel in channels if not channel.is_thread])


async def list_roles(call: Call) -> Answer:
    return Answer([role.payload() for role in call.guild().roles.values()])


async def role_member_counts(call: Call) -> Answer:
    """Of all roles but @everyone."""
    guild = call.guild()
    roles = [role for role in guild.roles.values() if role is not guild.everyone]
    return Answer({str(role.id): sum(role in one.roles for one in guild.members.values()) for role in roles})


async def active_threads(call: Call) -> Answer:
    guild = call.guild()
    threads = [thread for thread in guild.threads if guild.bot.may(Permission.VIEW_CHANNEL, thread)]
    open_threads = [thread.payload() for thread in threads if thread.thread and not thread.thread.archived]
    return Answer({"threads": open_threads, "members": [], "has_more": False})


async def get_member(call: Call) -> Answer:
    member = call.guild().members.get(call.id("user_id"))
    if member is None:
        raise unknown("Member")
    return Answer(member.payload())


async def get_user(call: Call) -> Answer:
    user = call.world.users.get(call.id("user_id"))
    if user is None:
        raise unknown("User")
    return Answer(user.payload())


async def open_direct_channel(call: Call) -> Answer:
    user = call.world.users.get(int(call.fields().get("recipient_id") or 0))
    if user is None or user.is_bot:
        raise Refusal(400, 50033, "Invalid Recipient(s)")
    return Answer(call.world.direct_channel(user).payload())


ROUTES = [
    Route("GET", "/guilds/{guild_id}", get_guild),
    Route("GET", "/users/@me/guilds", own_guilds),
    Route("DELETE", "/users/@me/guilds/{guild_id}", leave_guild),
    Route("GET", "/guilds/{guild_id}/channels", list_channels),
    Route("GET", "/guilds/{guild_id}/roles", list_roles),
    Route("GET", "/guilds/{guild_id}/roles/member-counts", role_member_counts),
    Route("GET", "/guilds/{guild_id}/threads/active", active_threads),
    Route("GET", "/guilds/{guild_id}/members/{user_id}", get_member),
    Route("GET", "/users/{user_id}", get_user),
    Route("POST", "/users/@me/channels", open_direct_channel),
]
