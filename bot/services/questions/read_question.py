"""The reading of a question that makes sense with the names in the catalog."""

from dataclasses import dataclass, replace

from bot.domain.question_answers import Ignorance, NotKnown, WhichOne
from bot.domain.questions import QuestionPlan, Wanted
from bot.search.questions.asked import Asked, readings
from bot.search.questions.following import is_person, says_other
from bot.search.questions.phrases import Phrase
from bot.services.questions.asking import Asking
from bot.services.questions.go_on import speaker_before
from bot.services.questions.hear_question import Heard
from bot.services.questions.narrowing import Narrowing
from bot.services.questions.settle_details import with_place_called
from bot.services.questions.settle_speaker import NamedSpeaker, settle_full_name, settle_mentioned, settle_who


@dataclass(frozen=True, slots=True)
class ReadQuestion:
    """`topic` are the words left for what it is about; `given` is all that narrows the talks, the speaker too."""

    asked: Asked
    topic: Phrase
    given: Narrowing


async def read_question(asking: Asking, heard: Heard) -> ReadQuestion | WhichOne | NotKnown:
    """How something is done does not depend on when: there, words of time and the like belong to the matter."""
    found = await _reading(asking, heard.rest, heard.place.joined(heard.time).joined(heard.details))
    if isinstance(found, ReadQuestion) and found.asked.wanted is Wanted.PASSAGE and heard.rest != heard.plainly:
        return await _reading(asking, heard.plainly, heard.place)
    return found


async def _reading(asking: Asking, phrase: Phrase, given: Narrowing) -> ReadQuestion | WhichOne | NotKnown:
    for asked in readings(phrase):
        speaker = await _speaker(asking, asked, given)
        if not isinstance(speaker, NamedSpeaker):
            return speaker
        if not asked.who or speaker.spellings:
            named = given.with_speaker(speaker.spellings)
            return ReadQuestion(asked, speaker.rest, _beside_the_one_before(asking, phrase, asked, named))
        belonging = with_place_called(asking, asked.who, given)
        if belonging is not None:
            return ReadQuestion(asked, asked.about, belonging)
        if _is_unknown_person(asked.who):
            plan = QuestionPlan(wanted=asked.wanted, named=(("speaker", str(asked.who)),))
            return asking.not_known(Ignorance.NOT_FOUND, plan)
    raise AssertionError("the last reading takes any text")


async def _speaker(asking: Asking, asked: Asked, given: Narrowing) -> NamedSpeaker | WhichOne | NotKnown:
    """`rest` is the topic, or the words for the one talk, without the speaker's name."""
    if asked.guessed and asked.wanted is Wanted.PASSAGE:
        return settle_full_name(asking, asked.about)
    if not asked.who:
        return await settle_mentioned(asking, asked.one or asked.about, given.filter)
    who, others = _first_of(asked.who)
    if is_person(who):
        named = await speaker_before(asking, who)
    else:
        named = await settle_who(asking, who, asked.about, given.filter)
    return replace(named, rest=others + asked.about) if isinstance(named, NamedSpeaker) else named


def _beside_the_one_before(asking: Asking, phrase: Phrase, asked: Asked, given: Narrowing) -> Narrowing:
    """What "her other talks" leaves out: the talk that was just shown."""
    after = asking.question.after
    if after is None or after.talk_id is None or not is_person(asked.who) or not says_other(phrase):
        return given
    return given.with_part("other than", dict(after.named).get("talk", "that talk"), other_than=after.talk_id)


def _first_of(who: Phrase) -> tuple[Phrase, Phrase]:
    """Talks by two people are those of one of them, with the other's name in it."""
    if "and" not in who.plain[1:-1]:
        return who, who[:0]
    at = who.plain.index("and")
    return who[:at], who[at + 1 :]


def _is_unknown_person(who: Phrase) -> bool:
    """Two or three words, written as names are."""
    return len(who.typed) in (2, 3) and all(word[:1].isupper() and word[1:].islower() for word in who.typed)
