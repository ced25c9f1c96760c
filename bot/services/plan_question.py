"""From a question in plain words to what is looked up."""

from dataclasses import dataclass, replace

from bot.domain.catalog import Scope
from bot.domain.filters import EVERYTHING
from bot.domain.question_answers import Ignorance, NotKnown, WhichOne
from bot.domain.questions import Question, QuestionPlan, Wanted
from bot.search.questions.asked import Asked, readings, trimmed
from bot.search.questions.courtesies import without_courtesies
from bot.search.questions.cues import Cue
from bot.search.questions.following import is_person, says_nothing_new, with_owners_named, without_lead
from bot.search.questions.phrases import Phrase, read_phrase
from bot.search.questions.private import is_private
from bot.services.asking import Asking
from bot.services.catalog import Catalog
from bot.services.go_on import event_before, narrowed_further, refers_back, same_again, speaker_before
from bot.services.hear_question import Heard, hear_question
from bot.services.narrowing import Narrowing
from bot.services.quote_title import quote_title
from bot.services.settle_speaker import NamedSpeaker, settle_mentioned, settle_who
from bot.services.settle_talk import settle_talk
from bot.services.settle_time import event_around, is_running, moment_in_words, zone_of

_OF_ONE_TALK = {Wanted.TIME_AND_PLACE, Wanted.RECORDING, Wanted.SIMILAR, Wanted.SPEAKERS}


@dataclass(frozen=True, slots=True)
class _Understood:
    """A reading of the question with the speaker it names; `given` is all that narrows the talks."""

    asked: Asked
    topic: Phrase
    given: Narrowing


async def plan_question(catalog: Catalog, question: Question, scope: Scope) -> QuestionPlan | WhichOne | NotKnown:
    """Ask back where words could mean several things. NotKnown for what is private, or about nothing at all."""
    async with catalog.database.reading() as session:
        view = await catalog.live_index.view(session, scope)
        return await _plan(Asking(question, scope, session, view))


async def _plan(asking: Asking) -> QuestionPlan | WhichOne | NotKnown:
    phrase = without_courtesies(read_phrase(asking.question.text))
    if is_private(phrase):
        return asking.not_known(Ignorance.PRIVATE)
    leads, phrase = without_lead(phrase) if asking.question.after else (False, phrase)
    phrase = await quote_title(asking, with_owners_named(phrase))
    heard = await hear_question(asking, phrase, event_before(asking) if leads else None)
    if not isinstance(heard, Heard):
        return heard
    understood = await _understood(asking, heard)
    if not isinstance(understood, _Understood):
        return understood
    return await _going_on(asking, heard, understood, leads=leads) or await _standing_alone(asking, heard, understood)


async def _understood(asking: Asking, heard: Heard) -> _Understood | WhichOne | NotKnown:
    """How something is done does not depend on when: there, words of time belong to the matter."""
    found = await _reading(asking, heard.rest, heard.place.joined(heard.time))
    if isinstance(found, _Understood) and found.asked.wanted is Wanted.PASSAGE and heard.rest != heard.untimed:
        return await _reading(asking, heard.untimed, heard.place)
    return found


async def _reading(asking: Asking, phrase: Phrase, given: Narrowing) -> _Understood | WhichOne | NotKnown:
    for asked in readings(phrase):
        speaker = await _speaker(asking, asked, given)
        if not isinstance(speaker, NamedSpeaker):
            return speaker
        if asked.who and not speaker.spellings:
            if _is_unknown_person(asked.who):
                plan = QuestionPlan(wanted=asked.wanted, named=(("speaker", str(asked.who)),))
                return asking.not_known(Ignorance.NOT_FOUND, plan)
            continue
        return _Understood(asked, speaker.rest, given.with_speaker(speaker.spellings))
    raise AssertionError("the last reading takes any text")


async def _speaker(asking: Asking, asked: Asked, given: Narrowing) -> NamedSpeaker | WhichOne | NotKnown:
    """`rest` is the topic, or the words for the one talk, without the speaker's name."""
    if asked.who:
        if is_person(asked.who):
            named = await speaker_before(asking, asked.who)
        else:
            named = await settle_who(asking, asked.who, asked.about, given.filter)
        return replace(named, rest=asked.about) if isinstance(named, NamedSpeaker) else named
    return await settle_mentioned(asking, asked.one or asked.about, given.filter)


def _is_unknown_person(who: Phrase) -> bool:
    """Two or three words, written as names are."""
    return len(who.typed) in (2, 3) and all(word[:1].isupper() and word[1:].islower() for word in who.typed)


async def _going_on(
    asking: Asking, heard: Heard, understood: _Understood, *, leads: bool
) -> QuestionPlan | NotKnown | None:
    """None for a question that stands by itself."""
    asked, topic, given = understood.asked, understood.topic, understood.given
    if heard.cue is None and refers_back(asked, topic, given):
        return await same_again(asking, asked.wanted, given)
    if asked.guessed and (leads or (says_nothing_new(topic) and given)):
        return await narrowed_further(asking, topic, given)
    if asked.wanted is Wanted.COUNT and not topic and not heard.rest.plain[2:3] == ("talks",):
        return None if asking.question.after is None else await same_again(asking, asked.wanted, given)
    return None


async def _standing_alone(asking: Asking, heard: Heard, understood: _Understood) -> QuestionPlan | WhichOne | NotKnown:
    asked, topic = understood.asked, understood.topic
    if asked.wanted is not Wanted.PASSAGE and not asked.guessed:
        topic = trimmed(topic)
    given = _from_now_on(asking, heard, understood)
    wanted = _at_what_time(asking, heard, understood)
    plan = QuestionPlan(wanted=wanted, filter=given.filter, named=given.named)
    if not topic and asked.guessed and given.filter == EVERYTHING and heard.cue is None:
        return asking.not_known(Ignorance.NOT_ABOUT_TALKS)
    if wanted is Wanted.TIME_AND_PLACE and heard.event is not None and not topic and not given.filter.speakers:
        return replace(plan, event_id=heard.event.id)
    if wanted in _OF_ONE_TALK and asked.one and topic:
        talk = await settle_talk(asking, trimmed(topic), given.filter)
        if isinstance(talk, WhichOne):
            return talk
        if talk is not None:
            named = given.with_part("talk", talk.talk.title)
            return replace(plan, talk_id=talk.id, named=named.named)
    if not topic or wanted is Wanted.PASSAGE:
        return replace(plan, topic=str(topic))
    return replace(plan, topic=str(topic), named=given.with_part("about", str(topic)).named)


def _at_what_time(asking: Asking, heard: Heard, understood: _Understood) -> Wanted:
    """ "What is on" means now, unless a day or an event of another time is named."""
    wanted, given = understood.asked.wanted, understood.given
    elsewhen = bool(heard.time) or (heard.event is not None and not is_running(asking, heard.event))
    about_something = bool(understood.topic or given.filter.speakers)
    if heard.cue is not None and not about_something and wanted is not Wanted.PASSAGE and not heard.time:
        return Wanted.RUNNING_NOW if heard.cue is Cue.NOW else Wanted.STARTING_NEXT
    if wanted is Wanted.RUNNING_NOW and (elsewhen or given.filter.track):
        return Wanted.TALKS
    return wanted


def _from_now_on(asking: Asking, heard: Heard, understood: _Understood) -> Narrowing:
    """ "The next talk on Rust" has not begun yet."""
    given = understood.given
    about_something = understood.topic or given.filter.speakers
    if heard.cue is not Cue.NEXT or not about_something or understood.asked.wanted is Wanted.PASSAGE or heard.time:
        return given
    now = asking.question.asked_at
    shown = f"from {moment_in_words(now, zone_of(heard.event or event_around(asking)))}"
    return given.with_part("time", shown, starts_from=now)
