"""What a conversation is about: kept for a day, never trusted blindly, and never with who asked."""

from datetime import timedelta
from typing import Any

import pytest

from bot.domain.catalog import SHARED
from bot.domain.filters import TalkFilter
from bot.domain.question_answers import Ignorance, NotKnown, RecordingFound, SpeakersFound, TalksFound, WhichOne
from bot.domain.questions import Question, QuestionPlan, Wanted
from bot.services.catalog import Catalog
from bot.services.questions.converse import Utterance, converse, drop_forgotten, is_answered, keep_spoken_of
from bot.services.questions.list_missed_questions import list_missed_questions
from bot.services.questions.spoken_of import spoken_of
from bot.store import conversations
from tests import make
from tests.make import NOW

ASKED_ID, ANSWER_ID = 10, 11
BEFORE = QuestionPlan(wanted=Wanted.TALKS, topic="cni")
QUESTION = Question(text="?", asked_at=NOW, after=BEFORE)
PLAN = QuestionPlan(wanted=Wanted.TALKS, topic="dns", filter=TalkFilter(year=2024))


def said(text: str, message_id: int = ASKED_ID, **parts: Any) -> Utterance:
    return Utterance(message_id=message_id, text=text, **parts)


async def kept(catalog: Catalog, plan: list[Any]) -> None:
    async with catalog.database.transaction() as session:
        await conversations.keep(session, ANSWER_ID, asked_id=ASKED_ID, channel_id=None, plan=plan, answered_at=NOW)


async def test_answer_is_kept_with_its_plan_and_the_next_one_goes_on_from_it(seeded: Catalog) -> None:
    first = said("when was Stretching CNI Boundaries?")
    answer = await converse(seeded, first, SHARED, NOW)
    await keep_spoken_of(seeded, first, ANSWER_ID, answer, NOW)
    assert await is_answered(seeded, ASKED_ID)
    then = await converse(
        Catalog(seeded.database), said("where can I watch it?", 12, replies_to=ANSWER_ID), SHARED, NOW
    )
    assert isinstance(then, RecordingFound)
    assert then.talk.talk.title.startswith("Stretching CNI Boundaries")


@pytest.mark.parametrize("plan", [[], ["talks"], ["dance", "", {}, None, None, []], [1, 2, 3, 4, 5, 6], ["talks"] * 6])
async def test_plan_that_cannot_be_read_is_passed_over(seeded: Catalog, plan: list[Any]) -> None:
    await kept(seeded, plan)
    answer = await converse(seeded, said("who spoke about CNI?", 12, replies_to=ANSWER_ID), SHARED, NOW)
    assert isinstance(answer, SpeakersFound)
    assert answer.lookup.after is None


@pytest.mark.parametrize(
    ("reply", "title"),
    [
        ("Flagger, Linkerd, And Gateway API: Oh My!", "Flagger, Linkerd, And Gateway API: Oh My!"),
        ("the flagger one", "Flagger, Linkerd, And Gateway API: Oh My!"),
        ("I mean the second one, please", "What We Learned From the Gateway API: Designing Linkerd’s New Policy CRD"),
        ("the one by Matei David", "What We Learned From the Gateway API: Designing Linkerd’s New Policy CRD"),
        ("last", "What We Learned From the Gateway API: Designing Linkerd’s New Policy CRD"),
    ],
)
async def test_what_was_meant_may_be_said_in_words(seeded: Catalog, reply: str, title: str) -> None:
    first = said("has the Gateway API talk a recording?")
    asked_back = await converse(seeded, first, SHARED, NOW)
    assert isinstance(asked_back, WhichOne)
    await keep_spoken_of(seeded, first, ANSWER_ID, asked_back, NOW)
    answer = await converse(seeded, said(reply, 12, replies_to=ANSWER_ID), SHARED, NOW)
    assert isinstance(answer, RecordingFound)
    assert answer.talk.talk.title == title


async def test_what_chooses_nothing_is_a_question_of_its_own(seeded: Catalog) -> None:
    first = said("has the Gateway API talk a recording?")
    asked_back = await converse(seeded, first, SHARED, NOW)
    await keep_spoken_of(seeded, first, ANSWER_ID, asked_back, NOW)
    answer = await converse(seeded, said("who spoke about CNI?", 12, replies_to=ANSWER_ID), SHARED, NOW)
    assert isinstance(answer, SpeakersFound)
    assert answer.lookup.after is None


@pytest.mark.parametrize("text", ["what can you do?", "where can I watch it?", "what is the salary of Alex Leong?"])
async def test_what_no_talk_could_answer_is_not_missed(seeded: Catalog, text: str) -> None:
    assert isinstance(await converse(seeded, said(text), SHARED, NOW), NotKnown)
    assert await list_missed_questions(seeded, 10) == ()


async def test_what_is_forgotten_goes_though_nobody_asks(seeded: Catalog) -> None:
    await kept(seeded, ["talks", "cni", {}, None, None, []])
    await drop_forgotten(seeded, NOW + timedelta(hours=23))
    assert await is_answered(seeded, ASKED_ID)
    await drop_forgotten(seeded, NOW + timedelta(hours=24, seconds=1))
    assert not await is_answered(seeded, ASKED_ID)


async def test_talk_that_was_spoken_of_and_is_gone_is_not_known(seeded: Catalog) -> None:
    await kept(seeded, ["time and place", "", {}, 999_999, None, []])
    answer = await converse(seeded, said("where can I watch it?", 12, replies_to=ANSWER_ID), SHARED, NOW)
    assert isinstance(answer, NotKnown)


async def test_what_was_hardly_meant_for_the_bot_is_answered_only_where_something_is_known(seeded: Catalog) -> None:
    aside = said("see you all on the football field", is_certain=False, replies_to=5)
    assert await converse(seeded, aside, SHARED, NOW) is None
    assert await list_missed_questions(seeded, 10) == ()
    asked = said("who spoke about CNI?", is_certain=False, replies_to=5)
    assert isinstance(await converse(seeded, asked, SHARED, NOW), SpeakersFound)


async def test_what_is_older_than_a_day_goes_with_the_next_answer(seeded: Catalog) -> None:
    await kept(seeded, ["talks", "cni", {}, None, None, []])
    later = NOW + timedelta(hours=24, seconds=1)
    await keep_spoken_of(seeded, said("hello", 20), 21, None, later)
    assert (await is_answered(seeded, ASKED_ID), await is_answered(seeded, 20)) == (False, True)


ENTRY = make.entry(make.talk("Quiet harbours"), id=7)
OTHER = make.entry(make.talk("Loud harbours"), id=8)
OF_ENTRY = QuestionPlan(
    wanted=Wanted.TALKS, topic="dns", filter=TalkFilter(year=2024), talk_id=7, named=(("talk", "Quiet harbours"),)
)


@pytest.mark.parametrize(
    ("answer", "plan"),
    [
        (TalksFound(lookup=QUESTION, plan=PLAN, talks=(ENTRY,), total=1), OF_ENTRY),
        (TalksFound(lookup=QUESTION, plan=PLAN, talks=(ENTRY, OTHER), total=2), PLAN),
        (RecordingFound(lookup=QUESTION, plan=PLAN, talk=ENTRY), OF_ENTRY),
        (SpeakersFound(lookup=QUESTION, plan=PLAN, speakers=(("Ada", ENTRY), ("Bo", ENTRY)), total=2), OF_ENTRY),
        (SpeakersFound(lookup=QUESTION, plan=PLAN, speakers=(("Ada", ENTRY), ("Bo", OTHER)), total=2), PLAN),
        (NotKnown(lookup=QUESTION, why=Ignorance.NOT_FOUND, plan=PLAN), BEFORE),
        (NotKnown(lookup=Question(text="?", asked_at=NOW), why=Ignorance.NOT_FOUND, plan=PLAN), PLAN),
        (WhichOne(lookup=QUESTION, words="Leong", meanings=()), QUESTION),
    ],
)
def test_conversation_stays_with_the_talk_that_was_shown_or_with_what_it_was_about(
    answer: TalksFound | RecordingFound | SpeakersFound | NotKnown | WhichOne, plan: QuestionPlan | Question
) -> None:
    assert spoken_of(answer) == plan
