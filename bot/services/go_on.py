"""A question that goes on from the answer before it."""

from dataclasses import replace

from bot.domain.catalog import CatalogEvent, CatalogTalk
from bot.domain.filters import TalkFilter
from bot.domain.question_answers import Ignorance, NotKnown, WhichOne
from bot.domain.questions import QuestionPlan, Wanted
from bot.search.questions.asked import Asked
from bot.search.questions.following import is_thing, says_nothing_new
from bot.search.questions.phrases import Phrase
from bot.services.asking import Asking
from bot.services.naming import spellings
from bot.services.narrowing import Narrowing
from bot.services.settle_speaker import NamedSpeaker
from bot.store import talks

_AT_THE_MOMENT = {Wanted.RUNNING_NOW, Wanted.STARTING_NEXT}
_OF_ONE = {Wanted.TIME_AND_PLACE, Wanted.RECORDING, Wanted.SIMILAR, Wanted.SPEAKERS}


def event_before(asking: Asking) -> CatalogEvent | None:
    after = asking.question.after
    event_id = None if after is None else after.event_id or after.filter.event_id
    return next((event for event in asking.catalog.events if event.id == event_id), None)


async def speaker_before(asking: Asking, pronoun: Phrase) -> NamedSpeaker | WhichOne | NotKnown:
    """Whom "she" means: the speaker that was spoken of, or one of the talk's."""
    after = asking.question.after
    chosen = asking.chosen(pronoun, "speaker")
    if chosen is not None:
        return NamedSpeaker(spellings(asking.catalog.speaker_names, chosen), pronoun[:0])
    if after is not None and after.filter.speakers:
        return NamedSpeaker(after.filter.speakers, pronoun[:0])
    talk = await _talk_before(asking)
    names = [] if talk is None else [speaker.name for speaker in talk.talk.speakers]
    if talk is None or not names:
        return asking.not_known(Ignorance.NOT_FOUND)
    if len(names) > 1:
        return asking.which_one(pronoun, [(name, talk.talk.title, f"speaker:{name}") for name in names])
    return NamedSpeaker(spellings(asking.catalog.speaker_names, names[0]), pronoun[:0])


async def _talk_before(asking: Asking) -> CatalogTalk | None:
    after = asking.question.after
    if after is None or after.talk_id is None:
        return None
    return next(iter(await talks.by_ids(asking.session, [after.talk_id], asking.scope)), None)


def refers_back(asked: Asked, topic: Phrase, given: Narrowing) -> bool:
    """Whether a question speaks of "it", or leaves out what it is about."""
    if is_thing(asked.one) or (is_thing(topic) and not asked.who):
        return True
    return asked.wanted in _OF_ONE and not topic and not given


async def same_again(asking: Asking, wanted: Wanted, given: Narrowing) -> QuestionPlan | NotKnown:
    """Another question about the same: "where can I watch it?"."""
    after = asking.question.after
    if after is None:
        return asking.not_known(Ignorance.NOT_FOUND, QuestionPlan(wanted=wanted))
    kept = given.over(after)
    about = tuple(pair for pair in after.named if pair[0] in ("talk", "about"))
    if wanted in _OF_ONE or wanted is after.wanted:
        return QuestionPlan(
            wanted=wanted,
            topic=after.topic,
            filter=kept.filter,
            talk_id=after.talk_id,
            event_id=after.event_id,
            named=kept.joined(Narrowing(named=about)).named,
        )
    return await _on_same_topic(asking, after, wanted, given)


async def narrowed_further(asking: Asking, topic: Phrase, given: Narrowing) -> QuestionPlan | None:
    """The question before, asked of other talks or about something else: "only from 2019", "what about Rust?"."""
    after = asking.question.after
    if after is None:
        return None
    wanted = Wanted.TALKS if after.wanted in _AT_THE_MOMENT else after.wanted
    if says_nothing_new(topic):
        return await _on_same_topic(asking, after, wanted, given)
    kept = given.over(after).joined(Narrowing(named=(("about", str(topic)),)))
    return QuestionPlan(wanted=wanted, topic=str(topic), filter=kept.filter, named=kept.named)


async def _on_same_topic(asking: Asking, after: QuestionPlan, wanted: Wanted, given: Narrowing) -> QuestionPlan:
    """Without the one talk, whose title then says what the others should be about."""
    talk = await _talk_before(asking)
    topic = after.topic or ("" if talk is None else talk.talk.title)
    kept = _without_contradiction(asking, given, after)
    about = (("about", topic),) if topic and wanted is not Wanted.PASSAGE else ()
    return QuestionPlan(wanted=wanted, topic=topic, filter=kept.filter, named=kept.joined(Narrowing(named=about)).named)


def _without_contradiction(asking: Asking, given: Narrowing, after: QuestionPlan) -> Narrowing:
    """An event of another year than the one that is asked for is not meant any more."""
    kept = given.over(after)
    event = event_before(asking)
    year = given.filter.year
    if year is None or event is None or given.filter.event_id is not None or event.event.starts_on is None:
        return kept
    return kept if event.event.starts_on.year == year else kept.without_event()


def at_the_moment(plan: QuestionPlan) -> QuestionPlan:
    """What runs now has no other time."""
    timeless: TalkFilter = replace(plan.filter, day=None, year=None, starts_from=None, starts_before=None)
    return replace(plan, filter=timeless)
