"""From a question in plain words to what is looked up."""

from dataclasses import replace

from bot.domain.catalog import CatalogEvent, Scope
from bot.domain.filters import EVERYTHING, TalkFilter
from bot.domain.question_answers import Ignorance, NotKnown, WhichOne
from bot.domain.questions import Question, QuestionPlan, Wanted
from bot.search.questions.asked import Asked, readings, trimmed
from bot.search.questions.courtesies import without_courtesies
from bot.search.questions.phrases import NOTHING, Phrase, read_phrase
from bot.search.questions.private import is_private
from bot.services.asking import Asking
from bot.services.catalog import Catalog
from bot.services.settle_event import NamedEvent, settle_event
from bot.services.settle_speaker import NamedSpeaker, settle_mentioned, settle_who
from bot.services.settle_talk import settle_talk

_OF_ONE_TALK = {Wanted.TIME_AND_PLACE, Wanted.RECORDING, Wanted.SIMILAR, Wanted.SPEAKERS}


async def plan_question(catalog: Catalog, question: Question, scope: Scope) -> QuestionPlan | WhichOne | NotKnown:
    async with catalog.database.reading() as session:
        view = await catalog.live_index.view(session, scope)
        return await _plan(Asking(question, scope, session, view))


async def _plan(asking: Asking) -> QuestionPlan | WhichOne | NotKnown:
    phrase = without_courtesies(read_phrase(asking.question.text))
    if is_private(phrase):
        return asking.not_known(Ignorance.PRIVATE)
    named = settle_event(asking, phrase)
    if not isinstance(named, NamedEvent):
        return named
    within = TalkFilter(event_id=named.event.id if named.event else None)
    for asked in readings(named.rest):
        speaker = await _speaker(asking, asked, within)
        if isinstance(speaker, WhichOne):
            return speaker
        if asked.who and not speaker.spellings:
            continue
        return await _planned(asking, asked, speaker, named.event, within)
    return asking.not_known(Ignorance.NOT_ABOUT_TALKS)


async def _speaker(asking: Asking, asked: Asked, within: TalkFilter) -> NamedSpeaker | WhichOne:
    """`rest` is the topic, or the words for the one talk, without the speaker's name."""
    if asked.who:
        named = await settle_who(asking, asked.who, asked.about, within)
        return named if isinstance(named, WhichOne) else replace(named, rest=asked.about)
    return await settle_mentioned(asking, asked.one or asked.about, within)


async def _planned(
    asking: Asking, asked: Asked, speaker: NamedSpeaker, event: CatalogEvent | None, within: TalkFilter
) -> QuestionPlan | WhichOne:
    given = replace(within, speakers=speaker.spellings)
    named = []
    if speaker.spellings:
        named.append(("speaker", speaker.spellings[0]))
    if event is not None:
        named.append(("event", _short_name(event)))
    plan = QuestionPlan(wanted=asked.wanted, filter=given, named=tuple(named))
    if asked.wanted is Wanted.TIME_AND_PLACE and event is not None and not speaker.rest and not speaker.spellings:
        return replace(plan, event_id=event.id)
    if asked.wanted in _OF_ONE_TALK and asked.one and speaker.rest:
        talk = await settle_talk(asking, trimmed(speaker.rest), given)
        if isinstance(talk, WhichOne):
            return talk
        if talk is not None:
            return replace(plan, talk_id=talk.id, named=(*plan.named, ("talk", talk.talk.title)))
    topic = str(speaker.rest)
    about = () if not topic or asked.wanted is Wanted.PASSAGE else (("about", topic),)
    return replace(plan, topic=topic, named=(*plan.named, *about))


def _short_name(event: CatalogEvent) -> str:
    return min((event.event.name, *event.event.also_called[:1]), key=len)
