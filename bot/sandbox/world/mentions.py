"""Whom a message pings."""

import re

from bot.sandbox.world.messages import Message, Pings
from bot.sandbox.world.permissions import Permission
from bot.sandbox.world.snowflakes import Json

USER_MENTION = re.compile(r"<@!?(\d+)>")
ROLE_MENTION = re.compile(r"<@&(\d+)>")


def pings_of(message: Message, allowed: Json | None) -> Pings:
    """Whom the content notifies: what stands in it, is allowed by the body, and by the author's rights."""
    kinds = {"users", "roles", "everyone"} if allowed is None else set(allowed.get("parse") or [])
    allowed = allowed or {}
    users = {int(user_id) for user_id in USER_MENTION.findall(message.content)}
    roles = {int(role_id) for role_id in ROLE_MENTION.findall(message.content)}
    everyone = "@everyone" in message.content or "@here" in message.content
    if "users" not in kinds:
        users &= {int(user_id) for user_id in allowed.get("users") or []}
    if "roles" not in kinds:
        roles &= {int(role_id) for role_id in allowed.get("roles") or []}
    known = message.channel.world.users
    return Pings(
        [known[user_id] for user_id in sorted(users) if user_id in known],
        [role_id for role_id in sorted(roles) if _may_ping(message, role_id)],
        everyone and "everyone" in kinds and _may_ping_everyone(message),
    )


def _may_ping(message: Message, role_id: int) -> bool:
    guild = message.channel.guild
    role = guild.roles.get(role_id) if guild else None
    return role is not None and (role.mentionable or _may_ping_everyone(message))


def _may_ping_everyone(message: Message) -> bool:
    guild = message.channel.guild
    author = guild.members.get(message.author.id) if guild else None
    return author is not None and author.may(Permission.MENTION_EVERYONE, message.channel)
