import re
from collections.abc import Sequence

from bot.domain.announcements import Announcement, AnnouncementState
from bot.domain.catalog import Scope
from bot.domain.outlines import AnnouncementLine, AnnouncementPage
from bot.errors import UserError
from bot.search.folding import fold
from bot.services.announcements.name_announcement import name_of, names_in, schedule_in_words
from bot.services.catalog import Catalog
from bot.services.finding.complete import MOST_CHOICES, Choice
from bot.services.paging import slice_of
from bot.services.references import id_in, reference
from bot.store import announcements, occurrences
from bot.store.database import Session

ANNOUNCEMENTS_PER_PAGE = 8
_LISTED = (AnnouncementState.ACTIVE, AnnouncementState.PAUSED)

# More than anybody looks through for one.
_LOOKED_THROUGH = 500

# As the log channel names them.
_NUMBER = re.compile(r"(?:№|#)? ?(\d{1,9})")


async def list_announcements(catalog: Catalog, guild_id: int, page: int = 0) -> AnnouncementPage:
    """Those from which something may still come."""
    async with catalog.database.reading() as session:
        total = await announcements.count(session, guild_id, _LISTED)
        cut = slice_of(total, page, ANNOUNCEMENTS_PER_PAGE)
        found = await announcements.of_guild(session, guild_id, _LISTED, offset=cut.offset, limit=cut.limit)
        lines = await _lines(session, found, guild_id)
    return AnnouncementPage(tuple(lines), cut.page, cut.pages, total)


async def complete_announcements(catalog: Catalog, typed: str, guild_id: int) -> tuple[Choice, ...]:
    lines = [line for line in await _all_lines(catalog, guild_id) if fold(typed) in fold(_label(line))]
    return tuple(Choice(_label(line), reference(line.announcement.id)) for line in lines[:MOST_CHOICES])


async def announcement_meant(catalog: Catalog, typed: str, guild_id: int) -> int:
    """Its id. Raise UserError where none is meant, or several could be."""
    announcement_id = id_in(typed)
    if announcement_id is not None:
        return announcement_id
    numbered = _NUMBER.fullmatch(typed.strip())
    if numbered is not None and await _is_known(catalog, int(numbered[1]), guild_id):
        return int(numbered[1])
    found = [line for line in await _all_lines(catalog, guild_id) if fold(typed) in fold(_label(line))]
    if len(found) != 1:
        how_many = "Several announcements are" if found else "No announcement is"
        raise UserError(f"{how_many} called “{typed}”. Choose one of those offered while you type.")
    return found[0].announcement.id


async def _is_known(catalog: Catalog, announcement_id: int, guild_id: int) -> bool:
    async with catalog.database.reading() as session:
        return await announcements.by_id(session, announcement_id, guild_id) is not None


async def _all_lines(catalog: Catalog, guild_id: int) -> Sequence[AnnouncementLine]:
    async with catalog.database.reading() as session:
        found = await announcements.of_guild(session, guild_id, _LISTED, offset=0, limit=_LOOKED_THROUGH)
        return await _lines(session, found, guild_id)


async def _lines(session: Session, found: Sequence[Announcement], guild_id: int) -> list[AnnouncementLine]:
    names = await names_in(session, found, Scope(guild_id))
    next_due = await occurrences.next_due(session, [one.id for one in found])
    return [
        AnnouncementLine(
            announcement=one,
            name=name_of(one, names),
            schedule=schedule_in_words(one),
            next_at=next_due.get(one.id),
        )
        for one in found
    ]


def _label(line: AnnouncementLine) -> str:
    return f"{line.name[:50]} · {line.schedule}"
