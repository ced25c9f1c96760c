"""Reading, changing and deleting channels and threads."""

from bot.sandbox.routes.calls import Answer, Call, Route, require
from bot.sandbox.rules.channels import check_changes
from bot.sandbox.world.channels import Channel
from bot.sandbox.world.permissions import Permission
from bot.sandbox.world.snowflakes import Json


async def get_channel(call: Call) -> Answer:
    return Answer(call.channel().payload())


async def edit_channel(call: Call) -> Answer:
    channel = call.channel()
    body = call.fields()
    _require_editing(channel, body)
    check_changes(channel, body)
    _change(channel, body)
    call.world.channel_changed(channel)
    return Answer(channel.payload())


async def delete_channel(call: Call) -> Answer:
    needed = Permission.MANAGE_THREADS if call.channel().is_thread else Permission.MANAGE_CHANNELS
    channel = call.channel(needed)
    call.world.remove_channel(channel)
    return Answer(channel.payload())


def _require_editing(channel: Channel, body: Json) -> None:
    if channel.thread is None:
        require(channel, Permission.MANAGE_CHANNELS)
    elif channel.thread.owner_id != channel.world.application.user.id or "locked" in body:
        require(channel, Permission.MANAGE_THREADS)


def _change(channel: Channel, body: Json) -> None:
    channel.name = body.get("name", channel.name)
    channel.topic = body.get("topic", channel.topic)
    thread = channel.thread
    if thread is None:
        return
    thread.archived = body.get("archived", thread.archived)
    thread.locked = body.get("locked", thread.locked)
    thread.archive_minutes = body.get("auto_archive_duration", thread.archive_minutes)
    if "applied_tags" in body:
        thread.tags = [int(tag) for tag in body["applied_tags"]]


ROUTES = [
    Route("GET", "/channels/{channel_id}", get_channel),
    Route("PATCH", "/channels/{channel_id}", edit_channel),
    Route("DELETE", "/channels/{channel_id}", delete_channel),
]
