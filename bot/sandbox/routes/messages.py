"""Messages in channels."""

from itertools import islice
from typing import Any

from bot.sandbox.routes.calls import NO_CONTENT, Answer, Call, Route, require
from bot.sandbox.routes.writing import change_message, new_message
from bot.sandbox.rules.refusals import Refusal, missing_permissions, refuse_field
from bot.sandbox.world.channels import WITHOUT_MESSAGES, Channel, ChannelKind
from bot.sandbox.world.messages import Message, MessageFlag, MessageKind
from bot.sandbox.world.permissions import Permission
from bot.sandbox.world.posting import as_seen_by_bot, changed, delete, post
from bot.sandbox.world.snowflakes import Json

PAGE = 50
LARGEST_PAGE = 100


async def create_message(call: Call) -> Answer:
    channel = call.channel()
    body = call.fields()
    require_writing(channel, body, files=bool(call.files))
    repeated = _sent_before(channel, body)
    if repeated is not None:
        return Answer(repeated.payload())
    message = new_message(call, channel, body)
    message.nonce = None if body.get("nonce") is None else str(body["nonce"])
    _attach_reference(message, body)
    if message.nonce is not None and body.get("enforce_nonce"):
        channel.world.nonces.remember(channel.id, message.nonce, message)
    return Answer(post(message).payload())


def require_writing(channel: Channel, body: Json, *, files: bool) -> None:
    """Refuses what the bot may not write there: at all, into a thread, with embeds, with files."""
    sending = Permission.SEND_MESSAGES_IN_THREADS if channel.is_thread else Permission.SEND_MESSAGES
    require(channel, sending)
    if channel.kind in WITHOUT_MESSAGES:
        raise Refusal(400, 50008, "Cannot send messages in a non-text channel")
    if channel.thread is not None and channel.thread.locked:
        require(channel, Permission.MANAGE_THREADS)
    if body.get("embeds"):
        require(channel, Permission.EMBED_LINKS)
    if files:
        require(channel, Permission.ATTACH_FILES)


def _sent_before(channel: Channel, body: Json) -> Message | None:
    if not body.get("enforce_nonce") or body.get("nonce") is None:
        return None
    return channel.world.nonces.find(channel.id, str(body["nonce"]))


def _attach_reference(message: Message, body: Json) -> None:
    reference: Json | None = body.get("message_reference")
    if not reference:
        return
    guild = message.channel.guild
    if guild is not None and not guild.bot.may(Permission.READ_MESSAGE_HISTORY, message.channel):
        raise Refusal(400, 160002, "Cannot reply without permission to read message history")
    answered = message.channel.messages.get(int(reference["message_id"]))
    if answered is not None:
        message.replies_to, message.kind = answered, MessageKind.REPLY
        if (body.get("allowed_mentions") or {}).get("replied_user", "allowed_mentions" not in body):
            message.pings.users = [*message.pings.users, answered.author]
    elif reference.get("fail_if_not_exists", True):
        refuse_field(("message_reference",), "REPLIES_UNKNOWN_MESSAGE", "Unknown message")


async def list_messages(call: Call) -> Answer:
    """Newest first; `before` and `after` are message ids."""
    channel = call.channel()
    if channel.guild and not channel.guild.bot.may(Permission.READ_MESSAGE_HISTORY, channel):
        return Answer([])
    limit = int(call.query.get("limit", PAGE))
    if not 1 <= limit <= LARGEST_PAGE:
        refuse_field(("limit",), "NUMBER_TYPE_RANGE", "int value should be between 1 and 100.")
    before = int(call.query.get("before", 0))
    after = int(call.query.get("after", 0))
    ordered = channel.messages.values() if after else reversed(channel.messages.values())
    found = (
        message
        for message in ordered
        if not message.ephemeral and message.id > after and (not before or message.id < before)
    )
    page = sorted(islice(found, limit), key=lambda message: message.id, reverse=True)
    return Answer([as_seen_by_bot(message) for message in page])


async def get_message(call: Call) -> Answer:
    channel = call.channel(Permission.READ_MESSAGE_HISTORY)
    return Answer(as_seen_by_bot(call.message(channel)))


async def edit_message(call: Call) -> Answer:
    channel = call.channel()
    message = call.message(channel)
    body = call.fields()
    if message.author is not call.world.application.user:
        if any(key != "flags" for key in body):
            raise Refusal(403, 50005, "Cannot edit a message authored by another user")
        require(channel, Permission.MANAGE_MESSAGES)
    if body.get("embeds"):
        require(channel, Permission.EMBED_LINKS)
    change_message(message, call, body)
    changed(message)
    return Answer(message.payload())


async def delete_message(call: Call) -> Answer:
    channel = call.channel()
    message = call.message(channel)
    if message.author is not call.world.application.user:
        require(channel, Permission.MANAGE_MESSAGES)
    delete(message)
    return NO_CONTENT


async def crosspost(call: Call) -> Answer:
    """Publishing to the servers that follow; only in announcement channels."""
    channel = call.channel()
    message = call.message(channel)
    if channel.kind is not ChannelKind.ANNOUNCEMENT:
        raise Refusal(400, 50024, "Cannot execute action on this channel type")
    if message.flags & MessageFlag.CROSSPOSTED:
        raise Refusal(400, 40033, "This message has already been crossposted")
    own = message.author is call.world.application.user
    needed = Permission.SEND_MESSAGES if own else Permission.MANAGE_MESSAGES
    if not channel.guild or not channel.guild.bot.may(needed, channel):
        raise missing_permissions()
    message.flags |= MessageFlag.CROSSPOSTED
    changed(message)
    return Answer(message.payload())


async def typing(call: Call) -> Answer:
    require_writing(call.channel(), {}, files=False)
    return NO_CONTENT


def _message_route(method: str, handler: Any) -> Route:
    return Route(method, "/channels/{channel_id}/messages/{message_id}", handler)


ROUTES = [
    Route("POST", "/channels/{channel_id}/messages", create_message),
    Route("GET", "/channels/{channel_id}/messages", list_messages),
    _message_route("GET", get_message),
    _message_route("PATCH", edit_message),
    _message_route("DELETE", delete_message),
    Route("POST", "/channels/{channel_id}/messages/{message_id}/crosspost", crosspost),
    Route("POST", "/channels/{channel_id}/typing", typing),
]
