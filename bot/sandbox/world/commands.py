"""The commands the bot has synced, globally and per server."""

from bot.sandbox.world.snowflakes import Json, Snowflakes
from bot.sandbox.world.users import Application

SLASH_COMMAND = 1
USER_COMMAND = 2
MESSAGE_COMMAND = 3

SUB_COMMAND = 1
SUB_COMMAND_GROUP = 2


class Commands:
    def __init__(self, application: Application, snowflakes: Snowflakes) -> None:
        self._application = application
        self._snowflakes = snowflakes
        self._by_scope: dict[int | None, list[Json]] = {}

    def of_scope(self, guild_id: int | None) -> list[Json]:
        """Those synced for one server, or the global ones for None."""
        return self._by_scope.get(guild_id, [])

    def replace(self, guild_id: int | None, bodies: list[Json]) -> list[Json]:
        """A command keeps its id as long as its name and type stay."""
        self._by_scope[guild_id] = [self._completed(guild_id, body) for body in bodies]
        return self._by_scope[guild_id]

    def upsert(self, guild_id: int | None, body: Json) -> Json:
        completed = self._completed(guild_id, body)
        others = [command for command in self.of_scope(guild_id) if command["id"] != completed["id"]]
        self._by_scope[guild_id] = [*others, completed]
        return completed

    def remove(self, guild_id: int | None, command_id: int) -> bool:
        before = self.of_scope(guild_id)
        self._by_scope[guild_id] = [command for command in before if command["id"] != str(command_id)]
        return len(self._by_scope[guild_id]) < len(before)

    def available(self, guild_id: int | None, kind: int) -> list[Json]:
        """What a person is offered there; a server's own command hides the global one of its name."""
        own = self.of_scope(guild_id) if guild_id is not None else []
        named = {command["name"]: command for command in [*self.of_scope(None), *own] if command["type"] == kind}
        return [command for command in named.values() if _fits(command, in_guild=guild_id is not None)]

    def _completed(self, guild_id: int | None, body: Json) -> Json:
        kind = body.get("type") or SLASH_COMMAND
        known = next(
            (old for old in self.of_scope(guild_id) if (old["name"], old["type"]) == (body["name"], kind)),
            None,
        )
        scope = {} if guild_id is None else {"guild_id": str(guild_id)}
        return {
            "id": known["id"] if known else str(self._snowflakes.next()),
            "application_id": str(self._application.id),
            "version": str(self._snowflakes.next()),
            "type": kind,
            "name": body["name"],
            "name_localizations": body.get("name_localizations"),
            "description": body.get("description") or "",
            "description_localizations": body.get("description_localizations"),
            "options": body.get("options") or [],
            "default_member_permissions": _permissions(body),
            "dm_permission": body.get("dm_permission", True),
            "contexts": body.get("contexts"),
            "integration_types": body.get("integration_types") or [0],
            "nsfw": body.get("nsfw", False),
        } | scope


def _permissions(body: Json) -> str | None:
    required = body.get("default_member_permissions")
    return None if required is None else str(required)


def _fits(command: Json, *, in_guild: bool) -> bool:
    contexts = command["contexts"]
    if contexts is not None:
        return (0 if in_guild else 1) in contexts
    return in_guild or command["dm_permission"] is not False
