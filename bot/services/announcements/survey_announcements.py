from collections.abc import Sequence
from datetime import UTC, datetime

from bot.domain.announcement_survey import SurveyLine
from bot.domain.announcements import Occurrence
from bot.services.catalog import Catalog
from bot.store import announcements, missed, occurrences
from bot.store.database import Session

_MOST = 1000
_NEVER = datetime.max.replace(tzinfo=UTC)


async def survey_announcements(catalog: Catalog) -> tuple[SurveyLine, ...]:
    """All that go on or are paused, those of which nothing is ahead last."""
    async with catalog.database.reading() as session:
        going = await announcements.going(session, _MOST)
        ahead = await occurrences.first_ahead(session, [one.id for one in going])
    in_order = sorted(going, key=lambda one: ahead[one.id].due_at if one.id in ahead else _NEVER)
    return tuple(SurveyLine(one, ahead.get(one.id)) for one in in_order)


async def survey_due(catalog: Catalog, now: datetime) -> tuple[SurveyLine, ...]:
    """What is due and not out yet, the longest due first."""
    async with catalog.database.reading() as session:
        return await _lines(session, await missed.still_due(session, now, _MOST))


async def survey_failed(catalog: Catalog) -> tuple[SurveyLine, ...]:
    """What was missed, the newest first."""
    async with catalog.database.reading() as session:
        return await _lines(session, await missed.newest(session, _MOST))


async def _lines(session: Session, found: Sequence[Occurrence]) -> tuple[SurveyLine, ...]:
    known = await announcements.by_ids(session, {one.announcement_id for one in found})
    return tuple(SurveyLine(known[one.announcement_id], one) for one in found)
