"""A question that goes on from the answer before it."""

from dataclasses import replace

from bot.domain.catalog import CatalogTalk
from bot.domain.question_answers import Ignorance, NotKnown, WhichOne
from bot.domain.questions import QuestionPlan, Wanted
from bot.search.questions.phrases import Phrase
from bot.services.naming import spellings
from bot.services.questions.asking import Asking
from bot.services.questions.hear_question import event_before
from bot.services.questions.narrowing import Narrowing
from bot.services.questions.settle_speaker import NamedSpeaker
from bot.services.questions.settle_talk import settle_talk
from bot.store import talks

AT_THE_MOMENT = {Wanted.RUNNING_NOW, Wanted.STARTING_NEXT}
OF_ONE_TALK = {Wanted.TIME_AND_PLACE, Wanted.RECORDING, Wanted.SIMILAR, Wanted.SPEAKERS}


async def speaker_before(asking: Asking, pronoun: Phrase) -> NamedSpeaker | WhichOne | NotKnown:
    """Whom "she" means: the speaker that was spoken of, or one of the talk's."""
    every, after = asking.catalog.speaker_names, asking.question.after
    chosen = asking.chosen(pronoun, "speaker")
    if chosen is not None:
        return NamedSpeaker(spellings(every, chosen), pronoun[:0])
    if after is not None and after.filter.speakers:
        return NamedSpeaker(after.filter.speakers, pronoun[:0])
    talk = await _talk_before(asking)
    names = [] if talk is None else [speaker.name for speaker in talk.talk.speakers]
    if after is None:
        return asking.not_known(Ignorance.NOTHING_BEFORE)
    if talk is None or not names:
        return asking.not_known(Ignorance.NOT_FOUND)
    if len(names) > 1:
        return asking.which_one(pronoun, [(name, talk.talk.title, f"speaker:{name}") for name in names])
    return NamedSpeaker(spellings(every, names[0]), pronoun[:0])


async def same_again(asking: Asking, wanted: Wanted, given: Narrowing) -> QuestionPlan | NotKnown:
    """Another question about the same: "where can I watch it?"."""
    after = asking.question.after
    if after is None:
        return asking.not_known(Ignorance.NOTHING_BEFORE)
    if wanted not in OF_ONE_TALK and not (wanted is Wanted.PASSAGE and after.talk_id is not None):
        return await same_topic(asking, after, wanted, given)
    kept = given.over(after)
    about = Narrowing(named=tuple(pair for pair in after.named if pair[0] in ("talk", "about")))
    return replace(after, wanted=wanted, filter=kept.filter, named=kept.joined(about).named)


async def another_topic(
    asking: Asking, after: QuestionPlan, topic: Phrase, given: Narrowing
) -> QuestionPlan | WhichOne:
    """The same question about something else: "what about Rust?", "and the opening keynote?"."""
    wanted = Wanted.TALKS if after.wanted in AT_THE_MOMENT else after.wanted
    plan = QuestionPlan(wanted=wanted, topic=str(topic))
    if after.talk_id is not None:
        talk = await settle_talk(asking, topic, given.filter)
        if isinstance(talk, WhichOne):
            return talk
        if talk is not None:
            named = given.with_part("talk", talk.talk.title).named
            return replace(plan, topic="", filter=given.filter, talk_id=talk.id, named=named)
    kept = given.over(after).with_part("about", str(topic))
    return replace(plan, filter=kept.filter, named=kept.named)


async def same_topic(asking: Asking, after: QuestionPlan, wanted: Wanted, given: Narrowing) -> QuestionPlan:
    """The same asked of other talks: "only from 2019". The title of the one talk before says what they are about."""
    talk = None if given.filter.speakers else await _talk_before(asking)
    topic = after.topic or ("" if talk is None else talk.talk.title)
    kept = _without_contradiction(asking, given, after)
    if topic and wanted is not Wanted.PASSAGE:
        kept = kept.with_part("about", topic)
    if wanted in AT_THE_MOMENT and kept != kept.without_time():
        wanted = Wanted.TALKS
    return QuestionPlan(wanted=wanted, topic=topic, filter=kept.filter, named=kept.named)


def same_places(after: QuestionPlan, wanted: Wanted, given: Narrowing) -> QuestionPlan:
    """The same asked of this moment: "and now?"."""
    kept = given.over(after).without_time()
    return QuestionPlan(wanted=wanted, filter=kept.filter, named=kept.named)


async def _talk_before(asking: Asking) -> CatalogTalk | None:
    after = asking.question.after
    if after is None or after.talk_id is None:
        return None
    return next(iter(await talks.by_ids(asking.session, [after.talk_id], asking.scope)), None)


def _without_contradiction(asking: Asking, given: Narrowing, after: QuestionPlan) -> Narrowing:
    """An event of another year than the one that is asked for is not meant any more."""
    kept = given.over(after)
    event, year = event_before(asking), given.filter.year
    if year is None or event is None or given.filter.event_id is not None or event.event.starts_on is None:
        return kept
    return kept if event.event.starts_on.year == year else kept.without_event()
