"""Messages coming, changing and going, and how the bot hears of it."""

from bot.sandbox.world.channels import Channel
from bot.sandbox.world.events import Event, Intent
from bot.sandbox.world.messages import Message
from bot.sandbox.world.permissions import Permission
from bot.sandbox.world.snowflakes import Json

HIDDEN_WITHOUT_INTENT: Json = {"content": "", "embeds": [], "components": [], "attachments": []}


def post(message: Message) -> Message:
    """Put it into its channel and tell the bot; what only one person sees is not announced."""
    channel = message.channel
    channel.messages[message.id] = message
    if channel.thread is not None:
        channel.thread.messages_sent += 1
        channel.thread.archived = False
    if len(channel.messages) > channel.world.history:
        del channel.messages[next(iter(channel.messages))]
    _announce("MESSAGE_CREATE", message)
    return message


def changed(message: Message) -> None:
    message.edited_at = message.channel.world.clock()
    message.revision += 1
    _announce("MESSAGE_UPDATE", message)


def delete(message: Message) -> None:
    channel = message.channel
    message.deleted = True
    channel.messages.pop(message.id, None)
    if message.ephemeral:
        channel.world.changes.notify()
        return
    data = {"id": str(message.id), "channel_id": str(channel.id)} | _place(channel)
    channel.world.publish(Event("MESSAGE_DELETE", data, _guild_id(channel), _intent(channel)))


def as_seen_by_bot(message: Message) -> Json:
    """What Discord hands out over REST: content only where the bot may read it."""
    payload = message.payload()
    return payload if message.channel.world.application.message_content else _masked(message, payload)


def _announce(name: str, message: Message) -> None:
    channel = message.channel
    if message.ephemeral:
        channel.world.changes.notify()
        return
    guild = channel.guild
    if guild is not None and not guild.bot.may(Permission.VIEW_CHANNEL, channel):
        channel.world.changes.notify()
        return
    data = message.payload() | _place(channel)
    if guild is not None and message.author.id in guild.members:
        author = guild.members[message.author.id].payload()
        del author["user"]
        data["member"] = author
    channel.world.publish(Event(name, data, _guild_id(channel), _intent(channel), _masked(message, data)))


def _masked(message: Message, payload: Json) -> Json:
    """As a bot without the privileged intent gets it: what it may not read is empty, the message replied to as well."""
    masked = payload if _readable(message) else payload | HIDDEN_WITHOUT_INTENT
    answered = message.replies_to
    if masked.get("referenced_message") is None or answered is None or _readable(answered):
        return masked
    return masked | {"referenced_message": masked["referenced_message"] | HIDDEN_WITHOUT_INTENT}


def _readable(message: Message) -> bool:
    """Without the privileged intent: its own messages, direct ones, and those that mention it."""
    bot = message.channel.world.application.user
    return message.channel.guild is None or message.author is bot or bot in message.pings.users


def _place(channel: Channel) -> Json:
    return {"guild_id": str(channel.guild.id)} if channel.guild else {}


def _guild_id(channel: Channel) -> int | None:
    return channel.guild.id if channel.guild else None


def _intent(channel: Channel) -> int:
    return Intent.GUILD_MESSAGES if channel.guild else Intent.DIRECT_MESSAGES
