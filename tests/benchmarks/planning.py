"""Announcements as planning would write them, but in bulk."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import insert

from bot.domain.announcements import Announcement, AnnouncementState, OccurrenceState, Once, Wording
from bot.sandbox import Channel
from bot.store.announcement_tables import AnnouncementRow, OccurrenceRow
from bot.store.database import Database
from bot.store.schedules import plain_schedule, plain_wording


def an_announcement(channel: Channel, text: str, due_at: datetime) -> Announcement:
    assert channel.guild is not None
    return Announcement(
        id=0,
        guild_id=channel.guild.id,
        channel_id=channel.id,
        author_id=1,
        schedule=Once(due_at),
        wording=Wording(text=text),
        time_zone="UTC",
        state=AnnouncementState.ACTIVE,
        created_at=due_at - timedelta(days=1),
    )


async def plan_all(database: Database, given: Sequence[tuple[Channel, str, datetime]]) -> None:
    made = [an_announcement(*one) for one in given]
    parts = ("guild_id", "channel_id", "author_id", "time_zone", "publish", "grace_minutes", "state", "created_at")
    rows = [
        {name: getattr(one, name) for name in parts}
        | {"id": id, "schedule": plain_schedule(one.schedule), "wording": plain_wording(one.wording)}
        | {"untold_pause": False}
        for id, one in enumerate(made, 1)
    ]
    firings = [
        {"announcement_id": id, "guild_id": one.guild_id, "channel_id": one.channel_id, "key": "once"}
        | {"due_at": due_at, "next_try_at": due_at, "give_up_at": due_at + timedelta(minutes=15), "talk_ids": []}
        | {"state": OccurrenceState.WAITING, "tries": 0, "round": 0, "sent_as": [], "untold": False, "publish_tries": 0}
        for id, (one, (_, _, due_at)) in enumerate(zip(made, given, strict=True), 1)
    ]
    async with database.transaction() as session:
        await session.execute(insert(AnnouncementRow), rows)
        await session.execute(insert(OccurrenceRow), firings)
