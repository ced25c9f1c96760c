"""From a question in plain words to what is looked up."""

from dataclasses import replace

from bot.domain.catalog import Scope
from bot.domain.filters import EVERYTHING
from bot.domain.question_answers import Ignorance, NotKnown, WhichOne
from bot.domain.questions import End, Question, QuestionPlan, Wanted
from bot.search.questions.asked import trimmed
from bot.search.questions.courtesies import without_courtesies
from bot.search.questions.cues import Cue
from bot.search.questions.following import (
    is_thing,
    names_a_kind,
    says_nothing_new,
    says_speakers,
    with_owners_named,
    without_lead,
)
from bot.search.questions.phrases import Phrase, read_phrase
from bot.search.questions.private import is_about_the_bot, is_of_elsewhere, is_private
from bot.search.questions.slips import with_slips_mended
from bot.services.catalog import Catalog
from bot.services.questions.asking import Asking
from bot.services.questions.go_on import OF_ONE_TALK, another_topic, same_again, same_places, same_topic
from bot.services.questions.hear_question import Heard, hear_question
from bot.services.questions.narrowing import Narrowing
from bot.services.questions.quote_title import quote_title
from bot.services.questions.read_question import ReadQuestion, read_question
from bot.services.questions.settle_speaker import settle_who
from bot.services.questions.settle_talk import says_talk, settle_talk
from bot.services.questions.settle_time import event_around, is_running, moment_in_words, zone_of


async def plan_question(catalog: Catalog, question: Question, scope: Scope) -> QuestionPlan | WhichOne | NotKnown:
    """Ask back where words could mean several things. NotKnown for what is private, or about nothing at all."""
    async with catalog.database.reading() as session:
        view = await catalog.live_index.view(session, scope)
        return await _plan(Asking(question, scope, session, replace(view, events=view.dated)))


async def _plan(asking: Asking) -> QuestionPlan | WhichOne | NotKnown:
    typed = with_slips_mended(read_phrase(asking.question.text), asking.has_word)
    phrase = without_courtesies(typed)
    if is_private(phrase):
        return asking.not_known(Ignorance.PRIVATE)
    if is_about_the_bot(typed):
        return asking.not_known(Ignorance.ABOUT_THE_BOT)
    if is_of_elsewhere(phrase):
        return asking.not_known(Ignorance.NOT_ABOUT_TALKS)
    leads, phrase = without_lead(with_owners_named(await quote_title(asking, phrase)))
    heard = await hear_question(asking, phrase, leads=leads and asking.question.after is not None)
    if not isinstance(heard, Heard):
        return heard
    read = await read_question(asking, heard)
    if not isinstance(read, ReadQuestion):
        return read
    return await _going_on(asking, heard, read) or await _standing_alone(asking, heard, read)


async def _going_on(  # noqa: PLR0911  one return a way to go on
    asking: Asking, heard: Heard, read: ReadQuestion
) -> QuestionPlan | WhichOne | NotKnown | None:
    """None for a question that stands by itself."""
    after, wanted, given = asking.question.after, read.asked.wanted, read.given
    if heard.cue is None and heard.end is None and _refers_back(asking, heard, read):
        return await same_again(asking, wanted, given)
    if after is None:
        return None
    if heard.leads and heard.cue is not None and not read.topic:
        return same_places(after, _of_the_moment(heard.cue), given)
    nothing_new = says_nothing_new(read.topic) or is_thing(read.topic)
    if read.asked.guessed and nothing_new and (given or read.topic):
        return await same_topic(asking, after, Wanted.TALKS if wanted is Wanted.PASSAGE else after.wanted, given)
    if heard.leads and (read.asked.guessed or (wanted is Wanted.TALKS and after.talk_id is not None)) and read.topic:
        return await _with_other_words(asking, after, read)
    if wanted is Wanted.COUNT and not read.topic and "talks" not in heard.rest.plain:
        return await same_topic(asking, after, wanted, given)
    return None


async def _with_other_words(asking: Asking, after: QuestionPlan, read: ReadQuestion) -> QuestionPlan | WhichOne:
    """Words after "and" or "what about" are a speaker's name, or the topic."""
    topic = trimmed(read.topic)
    speaker = await settle_who(asking, topic, topic[:0], read.given.filter, clearly_name=bool(after.filter.speakers))
    if isinstance(speaker, WhichOne):
        return speaker
    if speaker.spellings:
        return await same_topic(asking, after, after.wanted, read.given.with_speaker(speaker.spellings))
    return await another_topic(asking, after, topic, read.given)


def _refers_back(asking: Asking, heard: Heard, read: ReadQuestion) -> bool:
    """Whether a question speaks of "it", or leaves out what it is about. Without an answer before, all speakers are."""
    if read.asked.wanted is Wanted.SPEAKERS and asking.question.after is None and says_speakers(heard.rest):
        return False
    if asking.question.after is None and names_a_kind(read.asked.one):
        return False
    if is_thing(read.asked.one) or (is_thing(read.topic) and not read.asked.who and not read.asked.guessed):
        return True
    return read.asked.wanted in OF_ONE_TALK and not read.topic and not read.given


async def _standing_alone(asking: Asking, heard: Heard, read: ReadQuestion) -> QuestionPlan | WhichOne | NotKnown:
    asked, wanted = read.asked, _at_what_time(asking, heard, read)
    topic = read.topic if asked.guessed or wanted is Wanted.PASSAGE else trimmed(read.topic)
    only = _end_meant(heard, read)
    if only is not None and is_thing(topic):
        topic = topic[:0]
    given = _from_now_on(asking, heard, read)
    if only is not None:
        given = given.with_part("only", only.value)
    if wanted is Wanted.PASSAGE and not topic and given:
        wanted = Wanted.TALKS
    words = _as_typed(asking, topic) if asked.guessed else str(topic)
    plan = QuestionPlan(wanted=wanted, topic=words, filter=given.filter, named=given.named, only=only)
    if not topic and asked.guessed and given.filter == EVERYTHING and heard.cue is None:
        return asking.not_known(Ignorance.NOT_ABOUT_TALKS)
    if wanted is Wanted.TIME_AND_PLACE and heard.event is not None and not (topic or only or given.filter.speakers):
        return replace(plan, event_id=heard.event.id)
    if asked.one and topic and only is None and (wanted in OF_ONE_TALK or says_talk(asking, topic)):
        talk = await settle_talk(asking, topic, given.filter)
        if isinstance(talk, WhichOne):
            return talk
        if talk is not None:
            return replace(plan, topic="", talk_id=talk.id, named=given.with_part("talk", talk.talk.title).named)
    return replace(plan, named=_with_topic(given, plan).named)


def _end_meant(heard: Heard, read: ReadQuestion) -> End | None:
    """The next talk on something is the first of those to come."""
    if read.asked.wanted in (Wanted.PASSAGE, Wanted.COUNT, Wanted.SIMILAR):
        return None
    says_one = heard.end is None and heard.cue is Cue.NEXT and "talk" in heard.rest.plain
    about_something = bool(read.topic) or bool(read.given.filter.speakers)
    return End.FIRST if says_one and about_something and not heard.time else heard.end


def _as_typed(asking: Asking, topic: Phrase) -> str:
    """The question itself, where all of it is the topic."""
    text = asking.question.text
    return " ".join(text.split()).strip(' ?“”"') if read_phrase(text) == topic else str(topic)


def _with_topic(given: Narrowing, plan: QuestionPlan) -> Narrowing:
    """A question about a matter is long, and stands above its answer anyway."""
    return given.with_part("about", plan.topic) if plan.topic and plan.wanted is not Wanted.PASSAGE else given


def _at_what_time(asking: Asking, heard: Heard, read: ReadQuestion) -> Wanted:
    """Now, where it is asked "what is on", unless a day or an event of another time is named."""
    wanted, given = read.asked.wanted, read.given
    elsewhen = bool(heard.time) or (heard.event is not None and not is_running(asking, heard.event))
    about_something = bool(read.topic or given.filter.speakers)
    if heard.cue is not None and not about_something and wanted is not Wanted.PASSAGE and not heard.time:
        return _of_the_moment(heard.cue)
    if wanted is Wanted.RUNNING_NOW and (elsewhen or given.filter.track):
        return Wanted.TALKS
    return wanted


def _of_the_moment(cue: Cue) -> Wanted:
    return Wanted.RUNNING_NOW if cue is Cue.NOW else Wanted.STARTING_NEXT


def _from_now_on(asking: Asking, heard: Heard, read: ReadQuestion) -> Narrowing:
    """What "the next talk on Rust" adds: it has not begun yet."""
    given = read.given
    about_something = read.topic or given.filter.speakers
    if heard.cue is not Cue.NEXT or not about_something or read.asked.wanted is Wanted.PASSAGE or heard.time:
        return given
    now = asking.question.asked_at
    shown = f"from {moment_in_words(now, zone_of(heard.event or event_around(asking)))}"
    return given.with_part("time", shown, starts_from=now)
