"""Questions that found nothing are counted for whoever looks after the catalog; nobody is told who asked."""

from datetime import datetime

from bot.domain.catalog import Scope
from bot.domain.missed_questions import counted_text
from bot.domain.question_answers import Ignorance, NotKnown, QuestionAnswer
from bot.services.catalog import Catalog
from bot.store import missed_questions

_MOST_KEPT = 500
_MISSED = {Ignorance.NOT_FOUND, Ignorance.TOO_LITTLE, Ignorance.NO_COMING_EVENT}


async def count_missed_question(catalog: Catalog, answer: QuestionAnswer, scope: Scope, now: datetime) -> None:
    """What no talk could answer is not missed. Somebody's private matters may stand in what asked for them, and in what
    was written to the bot alone.
    """
    if not isinstance(answer, NotKnown) or answer.why not in _MISSED or scope.guild_id is None:
        return
    text = counted_text(answer.lookup.text)
    if not text:
        return
    async with catalog.database.transaction() as session:
        await missed_questions.count(session, text, scope.guild_id, now)
        await missed_questions.keep_at_most(session, _MOST_KEPT, scope.guild_id, newest=text)
