"""Reading and writing messages as a person, and the way every act goes to the bot."""

import re
from collections.abc import Mapping

from bot.sandbox.people.errors import ActionError
from bot.sandbox.people.replies import WAIT_SECONDS, Reply
from bot.sandbox.world.channels import Channel, ChannelKind
from bot.sandbox.world.events import Event
from bot.sandbox.world.interactions import InteractionKind
from bot.sandbox.world.members import Membership
from bot.sandbox.world.mentions import pings_of
from bot.sandbox.world.messages import Message, MessageFlag, MessageKind
from bot.sandbox.world.permissions import Permission
from bot.sandbox.world.posting import changed, delete, post
from bot.sandbox.world.snowflakes import Json
from bot.sandbox.world.threads import ThreadState
from bot.sandbox.world.users import User

NO_FILES: Mapping[str, bytes] = {}


class Speaker(Membership):
    def says(
        self,
        channel: Channel,
        text: str,
        *,
        reply_to: Message | None = None,
        ping: bool = True,
        files: Mapping[str, bytes] = NO_FILES,
    ) -> Message:
        """Write a message; "@Talkbot" and "#general" become mentions, and an answer pings unless `ping` is off."""
        sending = Permission.SEND_MESSAGES_IN_THREADS if channel.is_thread else Permission.SEND_MESSAGES
        if not self.may(Permission.VIEW_CHANNEL | sending, channel):
            raise ActionError(f"{self.name} cannot write in #{channel.name}")
        world = self.world
        message = Message(world.snowflakes.next(), channel, self.user, world.clock(), _with_mentions(self, text))
        message.pings = pings_of(message, None)
        if reply_to is not None:
            message.kind, message.replies_to = MessageKind.REPLY, reply_to
            if ping and reply_to.author not in message.pings.users:
                message.pings.users.append(reply_to.author)
        for name, content in files.items():
            message.files.append(world.files.store(world.snowflakes.next(), channel.id, name, content))
        return post(message)

    def opens_thread(self, channel: Channel, name: str, *, on: Message | None = None) -> Channel:
        if not self.may(Permission.CREATE_PUBLIC_THREADS, channel):
            raise ActionError(f"{self.name} cannot open a thread in #{channel.name}")
        world = self.world
        thread_id = world.snowflakes.next() if on is None else on.id
        thread = Channel(world, thread_id, name, ChannelKind.PUBLIC_THREAD, channel.guild)
        thread.parent, thread.thread = channel, ThreadState(self.id, world.clock())
        world.add_channel(thread)
        if on is not None:
            on.thread, on.flags = thread, on.flags | MessageFlag.HAS_THREAD
            changed(on)
        return thread

    def posts_by_webhook(self, channel: Channel, text: str) -> Message:
        """As a service that this person set up there writes."""
        world = self.world
        author = User(world.snowflakes.next(), f"{self.name}'s hook", is_bot=True)
        message = Message(world.snowflakes.next(), channel, author, world.clock(), _with_mentions(self, text))
        message.pings, message.webhook_id = pings_of(message, None), author.id
        return post(message)

    def is_announced(self, channel: Channel, kind: MessageKind, text: str = "") -> Message:
        """What Discord itself writes about a person: that they joined, pinned, boosted."""
        world = self.world
        message = Message(world.snowflakes.next(), channel, self.user, world.clock(), _with_mentions(self, text))
        message.pings, message.kind = pings_of(message, None), kind
        return post(message)

    def direct_message(self, text: str, *, reply_to: Message | None = None) -> Message:
        return self.says(self.dm, text, reply_to=reply_to)

    def edits(self, message: Message, text: str) -> None:
        if message.author is not self.user:
            raise ActionError("Only one's own messages can be edited")
        message.content = _with_mentions(self, text)
        message.pings = pings_of(message, None)
        changed(message)

    def deletes(self, message: Message) -> None:
        if message.author is not self.user and not self.may(Permission.MANAGE_MESSAGES, message.channel):
            raise ActionError("Only one's own messages can be deleted")
        delete(message)

    def reads(self, channel: Channel) -> list[Message]:
        """What this person sees there, oldest first, with what only they see."""
        if not self.sees_channel(channel):
            raise ActionError(f"{self.name} cannot see #{channel.name}")
        return [message for message in channel.messages.values() if message.visible_to in {None, self.id}]

    async def finds(self, channel: Channel, text: str, *, within: float = WAIT_SECONDS) -> Message:
        """The newest message this person sees there with that text in content or embeds, as soon as it is there."""

        def look() -> Message | None:
            return next((message for message in reversed(self.reads(channel)) if text in message.text), None)

        return await self.world.changes.until(look, within, f"{text!r} in #{channel.name}")

    def must_see(self, message: Message) -> None:
        if not self.sees(message):
            raise ActionError(f"{self.name} does not see this message")

    def opens(
        self,
        kind: InteractionKind,
        channel: Channel,
        data: Json,
        act: str,
        source: Message | None = None,
    ) -> Reply:
        """Send an interaction to the bot as it is, unchecked; the other acts come down to this."""
        interaction = self.world.interactions.open(kind, self, channel, data, source)
        guild_id = channel.guild.id if channel.guild else None
        reply = Reply(interaction, act)
        self.world.publish(Event("INTERACTION_CREATE", interaction.payload(), guild_id))
        return reply


def _with_mentions(member: Membership, text: str) -> str:
    """As a client completes them while typing."""
    if "@" not in text and "#" not in text:
        return text
    people = {f"@{one.name}": one.mention for one in member.guild.members.values()}
    roles = {f"@{role.name}": role.mention for role in member.guild.roles.values() if role.id != member.guild.id}
    channels = {f"#{channel.name}": channel.mention for channel in member.guild.channels.values()}
    known = roles | channels | people  # a bot's own role bears its name, but the bot is meant
    longest_first = sorted(known, key=len, reverse=True)
    return re.sub("|".join(map(re.escape, longest_first)), lambda match: known[match[0]], text)
