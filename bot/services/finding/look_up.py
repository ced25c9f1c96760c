"""Looking a kept request up again, for the buttons of a reply: the answer is that of this moment."""

from datetime import datetime
from typing import assert_never

from bot.domain.answers import Answer
from bot.domain.catalog import Scope
from bot.domain.lookups import (
    EventCard,
    EventListing,
    Lookup,
    RunningNow,
    SpeakerCard,
    StartingNext,
    TalkCard,
    TalkListing,
    TalkSearch,
)
from bot.domain.questions import Question
from bot.services.catalog import Catalog
from bot.services.finding.find_talks import find_talks, page_of_found_talks
from bot.services.finding.list_events import list_events
from bot.services.finding.list_talks import list_talks
from bot.services.finding.now_and_next import running_now, starting_next
from bot.services.finding.show_event import open_event
from bot.services.finding.show_speaker import show_speaker
from bot.services.finding.show_talk import open_talk
from bot.services.questions.answer_question import ask


async def look_up(  # noqa: C901, PLR0911  one return a case
    catalog: Catalog, lookup: Lookup, scope: Scope, now: datetime, page: int | None = None
) -> Answer:
    """The answer as it was first given, or with `page` that page of it."""
    match lookup:
        case TalkSearch():
            if page is None:
                return await find_talks(catalog, lookup, scope)
            return await page_of_found_talks(catalog, lookup, scope, page)
        case TalkListing():
            return await list_talks(catalog, lookup, scope, page or 0)
        case TalkCard():
            return await open_talk(catalog, lookup, scope)
        case SpeakerCard():
            return await show_speaker(catalog, lookup, scope, page or 0)
        case EventCard():
            return await open_event(catalog, lookup, scope)
        case EventListing():
            return await list_events(catalog, scope, page or 0)
        case RunningNow():
            return await running_now(catalog, scope, now)
        case StartingNext():
            return await starting_next(catalog, scope, now)
        case Question():
            return await ask(catalog, lookup, scope, now)
        case _:
            assert_never(lookup)
