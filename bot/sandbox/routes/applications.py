"""The bot itself, how to reach the gateway, and its commands."""

from bot.sandbox.routes.calls import NO_CONTENT, Answer, Call, Route
from bot.sandbox.rules.commands import check_command, check_commands
from bot.sandbox.rules.refusals import Complaints, Refusal, missing_access, unknown

STARTS_A_DAY = 1000


async def own_user(call: Call) -> Answer:
    return Answer(call.world.application.user.payload())


async def own_application(call: Call) -> Answer:
    return Answer(call.world.application.payload())


async def gateway(call: Call) -> Answer:
    return Answer({"url": call.world.gateway_url})


async def gateway_for_bot(call: Call) -> Answer:
    limit = {
        "total": STARTS_A_DAY,
        "remaining": STARTS_A_DAY,
        "reset_after": 86_400_000,
        "max_concurrency": 1,
    }
    return Answer({"url": call.world.gateway_url, "shards": call.world.shards, "session_start_limit": limit})


async def list_commands(call: Call) -> Answer:
    return Answer(call.world.commands.of_scope(_scope(call)))


async def replace_commands(call: Call) -> Answer:
    scope = _scope(call)
    check_commands(call.body)
    commands = call.world.commands.replace(scope, call.body)
    call.world.changes.notify()
    return Answer(commands)


async def add_command(call: Call) -> Answer:
    scope = _scope(call)
    complaints = Complaints()
    check_command(call.fields(), (), complaints)
    complaints.refuse()
    command = call.world.commands.upsert(scope, call.fields())
    call.world.changes.notify()
    return Answer(command, 201)


async def remove_command(call: Call) -> Answer:
    if not call.world.commands.remove(_scope(call), call.id("command_id")):
        raise unknown("Application Command")
    return NO_CONTENT


def _scope(call: Call) -> int | None:
    """The server whose commands are meant, or None for the global ones."""
    if call.id("application_id") != call.world.application.id:
        raise Refusal(403, 20012, "You are not authorized to perform this action on this application")
    if "guild_id" not in call.names:
        return None
    if call.id("guild_id") not in call.world.guilds:
        raise missing_access()
    return call.id("guild_id")


_SCOPES = ("/applications/{application_id}/commands", "/applications/{application_id}/guilds/{guild_id}/commands")

ROUTES = [
    Route("GET", "/users/@me", own_user),
    Route("GET", "/oauth2/applications/@me", own_application),
    Route("GET", "/applications/@me", own_application),
    Route("GET", "/gateway", gateway, needs_token=False),
    Route("GET", "/gateway/bot", gateway_for_bot),
    *(
        route
        for scope in _SCOPES
        for route in (
            Route("GET", scope, list_commands),
            Route("PUT", scope, replace_commands),
            Route("POST", scope, add_command),
            Route("DELETE", scope + "/{command_id}", remove_command),
        )
    ),
]
