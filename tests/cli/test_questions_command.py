"""`talkbot questions`: what people asked and did not find."""

import json
from pathlib import Path

import pytest

from bot.domain.catalog import Scope
from bot.domain.question_answers import Ignorance, NotKnown
from bot.domain.questions import Question
from bot.services.catalog import Catalog
from bot.services.questions.count_missed_question import count_missed_question
from bot.store.database import Database
from tests.cli.conftest import Talkbot
from tests.make import NOW

ASKED = (("who spoke about COBOL?", 4711), ("who spoke about cobol", 4711), ("[red]where[/red] is \x1b[2J it", 4713))


@pytest.fixture
async def missed(tmp_path: Path, talkbot: Talkbot) -> Talkbot:
    """A catalog where these were asked in vain."""
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'talkbot.db'}")
    for text, guild_id in ASKED:
        question = Question(text=text, asked_at=NOW)
        answer = NotKnown(lookup=question, why=Ignorance.TOO_LITTLE)
        await count_missed_question(Catalog(database), answer, Scope(guild_id), NOW)
    await database.close()
    return talkbot


async def test_questions_are_listed_the_most_asked_first(missed: Talkbot) -> None:
    ended = missed("questions", COLUMNS="200")
    assert ended.returncode == 0
    rows = [line.split(maxsplit=1) for line in ended.stdout.decode().splitlines() if line.strip()]
    assert [row[0] for row in rows[2:]] == ["2", "1"]
    assert rows[2][1].startswith("who spoke about cobol ")
    assert rows[3][1].startswith("[red]where[/red] is [2j it ")
    assert "2026-11-22 12:00 UTC" in rows[2][1]


async def test_questions_go_to_programs_as_one_object_a_line(missed: Talkbot) -> None:
    ended = missed("questions", "--json", "--limit", "1")
    assert json.loads(ended.stdout) == {
        "question": "who spoke about cobol",
        "times": 2,
        "first_asked_at": "2026-11-22T12:00:00+00:00",
        "last_asked_at": "2026-11-22T12:00:00+00:00",
        "guild_id": 4711,
    }


async def test_questions_of_another_server_are_left_out(missed: Talkbot) -> None:
    ended = missed("questions", "--guild", "4712")
    assert (ended.returncode, ended.stdout) == (1, b"")
    assert ended.stderr.decode().strip() == "No question is known that found nothing."
