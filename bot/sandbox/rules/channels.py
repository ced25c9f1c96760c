"""What Discord accepts as a thread, a forum post, and as changes of a channel."""

from typing import Any

from bot.sandbox.rules.refusals import Complaints, Refusal
from bot.sandbox.world.channels import Channel, ChannelKind
from bot.sandbox.world.permissions import Permission
from bot.sandbox.world.snowflakes import Json

NAME = 100
TOPIC = 1024
FORUM_TOPIC = 4096
APPLIED_TAGS = 5
ARCHIVE_MINUTES = (60, 1440, 4320, 10080)


def check_thread(body: Json) -> None:
    complaints = Complaints()
    _check_name(body.get("name"), complaints)
    _check_duration(body.get("auto_archive_duration"), complaints)
    complaints.refuse()


def check_forum_post(forum: Channel, body: Json) -> None:
    complaints = Complaints()
    _check_name(body.get("name"), complaints)
    _check_duration(body.get("auto_archive_duration"), complaints)
    if not isinstance(body.get("message"), dict):
        complaints.required(("message",))
    _check_tags(forum, body.get("applied_tags") or [], complaints)
    complaints.refuse()
    if forum.requires_tag and not body.get("applied_tags"):
        raise Refusal(400, 40067, "A tag is required to create a forum post in this channel")


def check_changes(channel: Channel, body: Json) -> None:
    complaints = Complaints()
    if "name" in body:
        _check_name(body["name"], complaints)
    if body.get("topic") is not None:
        maximum = FORUM_TOPIC if channel.kind is ChannelKind.FORUM else TOPIC
        complaints.length(("topic",), body["topic"], maximum)
    _check_duration(body.get("auto_archive_duration"), complaints)
    if channel.parent is not None and "applied_tags" in body:
        _check_tags(channel.parent, body["applied_tags"], complaints)
    complaints.refuse()


def _check_name(name: Any, complaints: Complaints) -> None:
    if name is None:
        complaints.required(("name",))
    else:
        complaints.length(("name",), name.strip() if isinstance(name, str) else name, NAME, 1)


def _check_duration(minutes: Any, complaints: Complaints) -> None:
    if minutes is not None and minutes not in ARCHIVE_MINUTES:
        message = f"Value must be one of {ARCHIVE_MINUTES}."
        complaints.add(("auto_archive_duration",), "BASE_TYPE_CHOICES", message)


def _check_tags(forum: Channel, tags: list[Any], complaints: Complaints) -> None:
    if len(tags) > APPLIED_TAGS:
        complaints.size(("applied_tags",), 0, APPLIED_TAGS)
    known = {str(tag.id): tag for tag in forum.tags}
    for position, tag in enumerate(tags):
        if str(tag) not in known:
            complaints.add(("applied_tags", position), "INVALID_FORUM_TAG", "The tag does not exist in this forum")
        elif known[str(tag)].moderated and not _may_moderate(forum):
            message = "Only moderators may set this tag"
            complaints.add(("applied_tags", position), "FORUM_TAG_MODERATED", message)


def _may_moderate(forum: Channel) -> bool:
    return forum.guild is not None and forum.guild.bot.may(Permission.MANAGE_THREADS, forum)
