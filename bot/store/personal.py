"""Every column that tells who somebody is."""

from dataclasses import dataclass

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.privacy import SOMEBODY_FORMER, Kept, Person
from bot.store.announcement_tables import AnnouncementRow
from bot.store.change_tables import CatalogChangeRow
from bot.store.question_tables import ConversationRow
from bot.store.recap_tables import RecapEditsRow, RecapPostRow
from bot.store.rows import Row


@dataclass(frozen=True, slots=True)
class PersonalColumn:
    """`names_channel`: it holds the channel of their direct messages, and whole rows are theirs."""

    row: type[Row]
    column: str
    kept: Kept
    names_channel: bool = False


PERSONAL = (
    PersonalColumn(CatalogChangeRow, "actor_id", Kept.CHANGES),
    PersonalColumn(AnnouncementRow, "author_id", Kept.ANNOUNCEMENTS),
    PersonalColumn(RecapEditsRow, "editor_id", Kept.RECAP_TEXTS),
    PersonalColumn(RecapPostRow, "author_id", Kept.RECAPS),
    PersonalColumn(ConversationRow, "channel_id", Kept.CONVERSATIONS, names_channel=True),
)


async def counts(session: AsyncSession, person: Person) -> dict[Kept, int]:
    found = dict.fromkeys(Kept, 0)
    for one in PERSONAL:
        column = one.row.__table__.c[one.column]
        query = select(func.count()).select_from(one.row).where(column == _sought(one, person))
        found[one.kept] += await session.scalar(query) or 0
    return found


async def forget(session: AsyncSession, person: Person) -> None:
    """What servers still need stays, and no longer says whose it was."""
    for one in PERSONAL:
        is_theirs = one.row.__table__.c[one.column] == _sought(one, person)
        if one.names_channel:
            await session.execute(delete(one.row).where(is_theirs))
        else:
            await session.execute(update(one.row).where(is_theirs).values({one.column: SOMEBODY_FORMER}))


def _sought(one: PersonalColumn, person: Person) -> int | None:
    return person.direct_channel_id if one.names_channel else person.user_id
