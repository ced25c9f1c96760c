"""Who may use a command beside those it is meant for, as a server sets it in its Integrations."""

from bot.sandbox.routes.calls import Answer, Call, Route
from bot.sandbox.rules.refusals import Refusal, missing_access, unknown

_ROLE = 1


async def permissions_of_command(call: Call) -> Answer:
    """A command whose permissions were never changed has none to show."""
    if call.id("application_id") != call.world.application.id:
        raise Refusal(403, 20012, "You are not authorized to perform this action on this application")
    guild = call.world.guilds.get(call.id("guild_id"))
    if guild is None:
        raise missing_access()
    commands = [*call.world.commands.of_scope(None), *call.world.commands.of_scope(guild.id)]
    command = next((one for one in commands if one["id"] == str(call.id("command_id"))), None)
    granted = guild.command_grants.get(command["name"]) if command is not None else None
    if command is None or granted is None:
        raise unknown("Application Command Permissions")
    return Answer(
        {
            "id": command["id"],
            "application_id": command["application_id"],
            "guild_id": str(guild.id),
            "permissions": [{"id": str(role), "type": _ROLE, "permission": True} for role in sorted(granted)],
        }
    )


ROUTES = [
    Route(
        "GET",
        "/applications/{application_id}/guilds/{guild_id}/commands/{command_id}/permissions",
        permissions_of_command,
    )
]
