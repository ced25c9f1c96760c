"""Threads: from a message, on their own, and as posts of a forum."""

from bot.sandbox.routes.calls import NO_CONTENT, Answer, Call, Route, require
from bot.sandbox.routes.writing import new_message
from bot.sandbox.rules.channels import check_forum_post, check_thread
from bot.sandbox.rules.refusals import Refusal
from bot.sandbox.world.channels import Channel, ChannelKind
from bot.sandbox.world.messages import MessageFlag
from bot.sandbox.world.permissions import Permission
from bot.sandbox.world.posting import changed, post
from bot.sandbox.world.snowflakes import Json
from bot.sandbox.world.threads import ThreadState

DEFAULT_ARCHIVE_MINUTES = 1440
HOLDERS = frozenset({ChannelKind.TEXT, ChannelKind.ANNOUNCEMENT, ChannelKind.FORUM})


async def start_thread(call: Call) -> Answer:
    channel = call.channel()
    body = call.fields()
    if channel.kind not in HOLDERS:
        raise Refusal(400, 50024, "Cannot execute action on this channel type")
    if channel.kind is ChannelKind.FORUM:
        return _forum_post(call, channel, body)
    check_thread(body)
    kind = ChannelKind(body.get("type", ChannelKind.PRIVATE_THREAD))
    private = kind is ChannelKind.PRIVATE_THREAD
    require(channel, Permission.CREATE_PRIVATE_THREADS if private else Permission.CREATE_PUBLIC_THREADS)
    return Answer(_add(_thread(channel, body, kind)).payload(), 201)


async def start_thread_from_message(call: Call) -> Answer:
    channel = call.channel(Permission.CREATE_PUBLIC_THREADS)
    message = call.message(channel)
    if message.thread is not None:
        raise Refusal(400, 160004, "A thread has already been created for this message")
    check_thread(call.fields())
    announcement = channel.kind is ChannelKind.ANNOUNCEMENT
    kind = ChannelKind.ANNOUNCEMENT_THREAD if announcement else ChannelKind.PUBLIC_THREAD
    thread = _thread(channel, call.fields(), kind, thread_id=message.id)
    message.thread = thread
    message.flags |= MessageFlag.HAS_THREAD
    _add(thread)
    changed(message)
    return Answer(thread.payload(), 201)


async def archived_threads(call: Call) -> Answer:
    """The public ones, all on one page."""
    channel = call.channel(Permission.READ_MESSAGE_HISTORY)
    threads = [thread for thread in channel.guild.threads if thread.parent is channel] if channel.guild else []
    public = [thread for thread in threads if thread.kind is not ChannelKind.PRIVATE_THREAD]
    archived = [thread.payload() for thread in public if thread.thread and thread.thread.archived]
    return Answer({"threads": archived, "members": [], "has_more": False})


async def join_thread(call: Call) -> Answer:
    call.channel()
    return NO_CONTENT


def _forum_post(call: Call, forum: Channel, body: Json) -> Answer:
    written = body.get("message") or {}
    _require_posting(forum, written, files=bool(call.files))
    check_forum_post(forum, body)
    thread = _thread(forum, body, ChannelKind.PUBLIC_THREAD)
    message = new_message(call, thread, written, path=("message",))
    message.id = thread.id
    _add(thread)
    post(message)
    return Answer(thread.payload() | {"message": message.payload()}, 201)


def _require_posting(forum: Channel, written: Json, *, files: bool) -> None:
    """In a forum the right to send messages is the right to start a post."""
    require(forum, Permission.SEND_MESSAGES)
    if written.get("embeds"):
        require(forum, Permission.EMBED_LINKS)
    if files:
        require(forum, Permission.ATTACH_FILES)


def _thread(parent: Channel, body: Json, kind: ChannelKind, *, thread_id: int | None = None) -> Channel:
    world = parent.world
    minutes = int(body.get("auto_archive_duration") or DEFAULT_ARCHIVE_MINUTES)
    state = ThreadState(world.application.user.id, world.clock(), minutes)
    state.tags = [int(tag) for tag in body.get("applied_tags") or []]
    thread = Channel(world, thread_id or world.snowflakes.next(), body["name"], kind, parent.guild)
    thread.parent, thread.thread = parent, state
    return thread


def _add(thread: Channel) -> Channel:
    thread.world.add_channel(thread)
    return thread


ROUTES = [
    Route("POST", "/channels/{channel_id}/threads", start_thread),
    Route("POST", "/channels/{channel_id}/messages/{message_id}/threads", start_thread_from_message),
    Route("GET", "/channels/{channel_id}/threads/archived/public", archived_threads),
    Route("PUT", "/channels/{channel_id}/thread-members/@me", join_thread),
]
