"""What the bot may do where a message was written, so that it asks Discord for nothing that is refused."""

from dataclasses import dataclass

import discord


@dataclass(frozen=True, slots=True)
class PostingRights:
    may_post: bool
    embeds: bool
    replies: bool


_ALL = PostingRights(may_post=True, embeds=True, replies=True)


def posting_rights(message: discord.Message) -> PostingRights:
    """A channel that is not known yet, such as a thread just opened again, is taken to be open: Discord decides."""
    channel = message.channel
    if message.guild is None or not isinstance(channel, discord.abc.GuildChannel | discord.Thread):
        return _ALL
    held = channel.permissions_for(message.guild.me)
    in_thread = isinstance(channel, discord.Thread)
    may_post = held.send_messages_in_threads if in_thread else held.send_messages
    return PostingRights(may_post=may_post, embeds=held.embed_links, replies=held.read_message_history)
