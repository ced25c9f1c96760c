"""A server's scheduled events."""

from bot.sandbox.routes.calls import NO_CONTENT, Answer, Call, Route, require_in_guild
from bot.sandbox.rules.refusals import unknown
from bot.sandbox.rules.scheduled_events import check_count, check_event, check_status
from bot.sandbox.world.events import Event, Intent
from bot.sandbox.world.guilds import Guild
from bot.sandbox.world.permissions import Permission
from bot.sandbox.world.scheduled_events import EventPlace, EventStatus, ScheduledEvent
from bot.sandbox.world.snowflakes import Json


async def create_event(call: Call) -> Answer:
    guild = call.guild()
    require_in_guild(guild, Permission.CREATE_EVENTS)
    check_event(call.fields(), call.world.clock(), is_new=True)
    check_count(guild.scheduled_events.values())
    event = _filled(call.world.snowflakes.next(), guild, call.fields())
    guild.scheduled_events[event.id] = event
    return _announced("GUILD_SCHEDULED_EVENT_CREATE", call, event)


async def edit_event(call: Call) -> Answer:
    guild = call.guild()
    before = _event(call, guild)
    _require_managing(guild, before)
    check_status(before.status, call.fields().get("status", before.status))
    after = before.payload() | call.fields()
    check_event(after, call.world.clock(), is_new=False)
    event = _filled(before.id, guild, after)
    guild.scheduled_events[event.id] = event
    return _announced("GUILD_SCHEDULED_EVENT_UPDATE", call, event)


async def delete_event(call: Call) -> Answer:
    guild = call.guild()
    event = _event(call, guild)
    _require_managing(guild, event)
    del guild.scheduled_events[event.id]
    _announced("GUILD_SCHEDULED_EVENT_DELETE", call, event)
    return NO_CONTENT


async def get_event(call: Call) -> Answer:
    return Answer(_event(call, call.guild()).payload())


async def list_events(call: Call) -> Answer:
    return Answer([event.payload() for event in call.guild().scheduled_events.values()])


def _require_managing(guild: Guild, event: ScheduledEvent) -> None:
    """One's own may be changed with the right to create; another's needs the right to manage."""
    own = event.creator_id == guild.world.application.user.id
    if not (own and guild.bot.may(Permission.CREATE_EVENTS)):
        require_in_guild(guild, Permission.MANAGE_EVENTS)


def _event(call: Call, guild: Guild) -> ScheduledEvent:
    event = guild.scheduled_events.get(call.id("guild_scheduled_event_id"))
    if event is None:
        raise unknown("Guild Scheduled Event")
    return event


def _filled(event_id: int, guild: Guild, body: Json) -> ScheduledEvent:
    external = body["entity_type"] == EventPlace.EXTERNAL
    return ScheduledEvent(
        id=event_id,
        guild_id=guild.id,
        creator_id=int(body.get("creator_id") or guild.world.application.user.id),
        name=body["name"],
        place=EventPlace(body["entity_type"]),
        starts_at=body["scheduled_start_time"],
        ends_at=body.get("scheduled_end_time"),
        description=body.get("description"),
        location=body["entity_metadata"]["location"] if external else None,
        channel_id=None if external else int(body["channel_id"]),
        status=EventStatus(body.get("status", EventStatus.SCHEDULED)),
    )


def _announced(name: str, call: Call, event: ScheduledEvent) -> Answer:
    call.world.publish(Event(name, event.payload(), event.guild_id, Intent.GUILD_SCHEDULED_EVENTS))
    return Answer(event.payload())


_ONE = "/guilds/{guild_id}/scheduled-events/{guild_scheduled_event_id}"

ROUTES = [
    Route("GET", "/guilds/{guild_id}/scheduled-events", list_events),
    Route("POST", "/guilds/{guild_id}/scheduled-events", create_event),
    Route("GET", _ONE, get_event),
    Route("PATCH", _ONE, edit_event),
    Route("DELETE", _ONE, delete_event),
]
