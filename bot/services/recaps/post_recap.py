"""The steps of posting a recap, each a transaction of its own: a crash between two of them loses nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.recap_posts import PostOrder, RecapPart, RecapPost
from bot.errors import UserError
from bot.services.catalog import Catalog
from bot.store import recap_posts, search_index


@dataclass(frozen=True, slots=True)
class ToPublish:
    post_id: int
    number: int
    channel_id: int
    message_id: int


async def begin_post(
    catalog: Catalog, order: PostOrder, parts: Sequence[RecapPart], *, seen: int, now: datetime, lease: timedelta
) -> RecapPost | tuple[RecapPost, ...]:
    """The new post, held by this process; or those of this event that are newer than `seen`, which the moderator has
    not been told of: then nothing was begun. Of several who post at once, one begins.
    """
    async with catalog.database.transaction() as session:
        await search_index.hold(session, order.guild_id)
        earlier = await recap_posts.of_event(session, order.guild_id, order.event_id)
        if any(post.id > seen for post in earlier):
            return earlier
        post_id = await recap_posts.add(session, order, parts, now)
        await recap_posts.claim(session, post_id, now, now + lease)
        post = await recap_posts.by_id(session, post_id)
    assert post is not None, "it was just added"  # noqa: S101  for the type checker
    return post


async def begin_scheduled(
    catalog: Catalog,
    order: PostOrder,
    parts: Sequence[RecapPart],
    *,
    occurrence_id: int,
    now: datetime,
    lease: timedelta,
) -> RecapPost:
    """The post of that occurrence, held by this process. The database takes no second one of it."""
    async with catalog.database.transaction() as session:
        post_id = await recap_posts.add(session, order, parts, now, occurrence_id)
        await recap_posts.claim(session, post_id, now, now + lease)
    return await post_held(catalog, post_id)


async def scheduled_post(catalog: Catalog, occurrence_id: int) -> RecapPost | None:
    async with catalog.database.reading() as session:
        return await recap_posts.of_occurrence(session, occurrence_id)


async def posts_of(catalog: Catalog, guild_id: int, event_id: int) -> tuple[RecapPost, ...]:
    """Oldest first."""
    async with catalog.database.reading() as session:
        return await recap_posts.of_event(session, guild_id, event_id)


async def waiting_posts(catalog: Catalog, now: datetime) -> tuple[tuple[int, int], ...]:
    """The ids of those that broke off and that nobody holds, each with its server's."""
    async with catalog.database.reading() as session:
        return await recap_posts.unfinished(session, now)


async def take_up(catalog: Catalog, post_id: int, now: datetime, lease: timedelta) -> RecapPost | None:
    """To go on with it. None where it is finished, gone, or another process has it."""
    async with catalog.database.transaction() as session:
        if not await recap_posts.claim(session, post_id, now, now + lease):
            return None
        return await recap_posts.by_id(session, post_id)


async def post_to_go_on(catalog: Catalog, post_id: int, guild_id: int) -> RecapPost:
    """Raise UserError where it is finished, gone, or another server's."""
    async with catalog.database.reading() as session:
        post = await recap_posts.by_id(session, post_id)
    if post is None or post.order.guild_id != guild_id or post.finished_at is not None:
        raise UserError("That post is finished, or gone. `/recap update` brings a post up to date.")
    return post


async def post_held(catalog: Catalog, post_id: int) -> RecapPost:
    async with catalog.database.reading() as session:
        post = await recap_posts.by_id(session, post_id)
    assert post is not None, "whoever holds it knows that it is there"  # noqa: S101  for the type checker
    return post


async def hold_post(catalog: Catalog, post_id: int, now: datetime, lease: timedelta) -> None:
    """Others take up what a process that died was posting when its lease has run out."""
    async with catalog.database.transaction() as session:
        await recap_posts.renew(session, post_id, now + lease)


async def part_is_sent(
    catalog: Catalog, post: RecapPost, part: RecapPart, *, place_id: int, message_id: int, now: datetime
) -> RecapPost:
    """The post as it is now."""
    async with catalog.database.transaction() as session:
        sent = {"place_id": place_id, "message_id": message_id, "sent_at": now}
        await recap_posts.change_part(session, post.id, part.number, **sent)
    placed = replace(part, place_id=place_id, message_id=message_id)
    return replace(post, parts=tuple(placed if one.number == part.number else one for one in post.parts))


async def to_publish(catalog: Catalog) -> tuple[ToPublish, ...]:
    """Messages that are out and wait for their publishing, oldest first."""
    async with catalog.database.reading() as session:
        return tuple(ToPublish(*found) for found in await recap_posts.unpublished(session))


async def is_published(catalog: Catalog, one: ToPublish) -> None:
    async with catalog.database.transaction() as session:
        await recap_posts.change_part(session, one.post_id, one.number, published=True)


async def post_is_finished(catalog: Catalog, post: RecapPost, now: datetime) -> None:
    async with catalog.database.transaction() as session:
        await recap_posts.finish(session, post.id, now)


async def post_broke_off(catalog: Catalog, post: RecapPost, halted_because: str | None) -> None:
    """With a reason it waits until a moderator goes on with it; without one it is taken up again by itself."""
    async with catalog.database.transaction() as session:
        await recap_posts.release(session, post.id, halted_because)


async def forget_post(catalog: Catalog, post_id: int) -> None:
    """Where its channel is gone, there is nothing to update any more."""
    async with catalog.database.transaction() as session:
        await recap_posts.remove(session, post_id)


async def part_is_changed(catalog: Catalog, post: RecapPost, part: RecapPart) -> None:
    """It says in its place what `part` says."""
    async with catalog.database.transaction() as session:
        await recap_posts.change_part(session, post.id, part.number, content=dict(part.content))


async def part_is_gone(catalog: Catalog, post: RecapPost, part: RecapPart) -> None:
    async with catalog.database.transaction() as session:
        await recap_posts.drop_parts(session, post.id, [part.number])


async def parts_are_added(
    catalog: Catalog, post: RecapPost, parts: Sequence[RecapPart], now: datetime, lease: timedelta
) -> bool:
    """Whether this process holds the post now, to send them. False where somebody else was quicker."""
    async with catalog.database.transaction() as session:
        await search_index.hold(session, post.order.guild_id)
        known = await recap_posts.by_id(session, post.id)
        keys = set() if known is None else {part.key for part in known.parts}
        if known is None or known.finished_at is None or keys & {part.key for part in parts}:
            return False
        await recap_posts.reopen(session, post.id)
        await recap_posts.claim(session, post.id, now, now + lease)
        first = max((part.number for part in known.parts), default=0) + 1
        numbered = [replace(part, number=number) for number, part in enumerate(parts, first)]
        await recap_posts.add_parts(session, post.id, numbered)
        return True


async def known_messages(catalog: Catalog, message_ids: Sequence[int]) -> frozenset[int]:
    """Those of them that are some post's."""
    async with catalog.database.reading() as session:
        return await recap_posts.known_messages(session, message_ids)
