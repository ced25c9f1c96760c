from datetime import timedelta

import pytest

from bot.domain.catalog import Scope
from bot.domain.missed_questions import LONGEST_TEXT, MissedQuestion, counted_text
from bot.domain.question_answers import Ignorance, NotKnown
from bot.domain.questions import Question
from bot.services.catalog import Catalog
from bot.services.questions.count_missed_question import count_missed_question
from bot.services.questions.list_missed_questions import list_missed_questions
from bot.store import missed_questions
from tests.make import NOW

HERE = Scope(4711)
ELSEWHERE = Scope(4712)
NOWHERE = Scope(None)


async def missed(
    catalog: Catalog, text: str, scope: Scope = HERE, minutes: int = 0, why: Ignorance = Ignorance.NOT_FOUND
) -> None:
    at = NOW + timedelta(minutes=minutes)
    await count_missed_question(catalog, NotKnown(lookup=Question(text=text, asked_at=at), why=why), scope, at)


async def listed(catalog: Catalog, guild_id: int | None = None) -> list[tuple[str, int]]:
    return [(one.text, one.times) for one in await list_missed_questions(catalog, 100, guild_id)]


async def test_same_question_is_counted_together_however_it_is_typed(catalog: Catalog) -> None:
    await missed(catalog, "Who spoke about  Cobol?")
    await missed(catalog, "who spoke about COBOL", minutes=5)
    assert await list_missed_questions(catalog, 10, HERE.guild_id) == (
        MissedQuestion(
            text="who spoke about cobol",
            times=2,
            first_asked_at=NOW,
            last_asked_at=NOW + timedelta(minutes=5),
            guild_id=4711,
        ),
    )


async def test_most_asked_comes_first_and_of_equals_the_latest(catalog: Catalog) -> None:
    for minutes, text in enumerate(("first", "often", "often", "last")):
        await missed(catalog, text, minutes=minutes)
    assert await listed(catalog, 4711) == [("often", 2), ("last", 1), ("first", 1)]


async def test_server_sees_only_what_was_asked_in_it_and_the_operator_all(catalog: Catalog) -> None:
    for minutes, scope in enumerate((HERE, ELSEWHERE)):
        await missed(catalog, f"asked at {minutes}", scope, minutes)
    assert await listed(catalog, 4711) == [("asked at 0", 1)]
    everything = await list_missed_questions(catalog, 10)
    assert [(one.text, one.guild_id) for one in everything] == [("asked at 1", 4712), ("asked at 0", 4711)]


async def test_what_was_written_to_the_bot_alone_is_not_kept(catalog: Catalog) -> None:
    await missed(catalog, "who spoke about my own secret?", NOWHERE)
    assert await listed(catalog) == []


async def test_private_matter_is_not_kept(catalog: Catalog) -> None:
    await missed(catalog, "what is ada's phone number?", why=Ignorance.PRIVATE)
    assert await listed(catalog) == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("What did <@123456789> say to <@!77> and <@&9> in <#5>?", "what did say to and in"),
        ("@everyone <a:party:12> who </talk ask:99> spoke?!", "who spoke"),
        ("Ｗhere\u202eis\x00 it \ud800", "where is it"),
        ("  ?!… ", ""),
        ("x" * 5000, "x" * LONGEST_TEXT),
    ],
)
def test_what_is_kept_names_nobody_and_is_short(typed: str, kept: str) -> None:
    assert counted_text(typed) == kept


async def test_question_of_mentions_alone_is_not_kept(catalog: Catalog) -> None:
    await missed(catalog, "<@123>?")
    assert await listed(catalog) == []


async def test_rarest_and_oldest_go_when_there_are_too_many_but_never_the_newest(catalog: Catalog) -> None:
    for minutes, text in enumerate(("often", "often", "old", "young")):
        await missed(catalog, text, minutes=minutes)
    await missed(catalog, "old", ELSEWHERE)
    async with catalog.database.transaction() as session:
        await missed_questions.count(session, "newest", 4711, NOW)
        await missed_questions.keep_at_most(session, 3, 4711, newest="newest")
    assert await listed(catalog, 4711) == [("often", 2), ("young", 1), ("newest", 1)]
    assert await listed(catalog, 4712) == [("old", 1)]
