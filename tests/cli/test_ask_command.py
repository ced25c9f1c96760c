import json
from typing import Any

import pytest

from bot.cli.question_records import question_record
from bot.domain.catalog import SHARED
from bot.domain.questions import Question
from bot.services.catalog import Catalog
from bot.services.questions.answer_question import ask
from tests import make
from tests.cli.conftest import Talkbot

RUST_TALK = {
    "id": 7,
    "source_key": "control-planes-in-rust",
    "title": "Lightning Talk: Writing Service Mesh Control Planes in Rust",
    "event": "KubeCon + CloudNativeCon North America 2022",
    "speakers": ["Eliza Weisman"],
    "held_on": "2022-10-25",
    "starts_at": None,
    "room": None,
    "url": None,
    "video_url": "https://www.youtube.com/watch?v=ONkWwoJoF3I",
}


async def recorded(catalog: Catalog, question: str) -> dict[str, Any]:
    return question_record(await ask(catalog, Question(text=question, asked_at=make.NOW), SHARED, make.NOW))


def test_question_is_answered_with_how_it_was_understood(talkbot: Talkbot) -> None:
    ended = talkbot("ask", "who spoke about rust?", COLUMNS="120")
    assert ended.returncode == 0
    assert ended.stderr == b""
    assert ended.stdout.decode().splitlines() == [
        "1 speaker",
        "Eliza Weisman  Lightning Talk: Writing Service Mesh Control Planes in Rust",
        "speakers · about rust",
    ]


def test_passage_is_quoted_with_its_talk(talkbot: Talkbot) -> None:
    ended = talkbot("ask", "how can I debug traffic inside a pod?", COLUMNS="200")
    first, talk, *_ = ended.stdout.decode().splitlines()
    assert first.strip().startswith("The second half is practical debugging: using ephemeral debug containers")
    assert talk.startswith("Whose Packet Is It Anyway? Life of a Packet Through a Service Mesh · Kevin Leimkuhler")


def test_not_knowing_is_said_and_told_by_the_exit_status(talkbot: Talkbot) -> None:
    ended = talkbot("ask", "who won the football match?")
    assert ended.returncode == 1
    assert ended.stdout.decode().startswith("I don’t know. ")
    assert ended.stderr == b""


def test_json_is_one_object_of_the_documented_shape(talkbot: Talkbot) -> None:
    question = "where is the recording of the rust talk?"
    (line,) = talkbot("ask", question, "--json").stdout.decode().splitlines()
    assert json.loads(line) == {
        "question": question,
        "answer": "recording",
        "plan": {
            "wanted": "recording",
            "topic": "",
            "filter": {},
            "words": f"recording · talk {RUST_TALK['title']}",
        },
        "corrected": None,
        "total": None,
        "talks": [RUST_TALK],
        "speakers": [],
        "passage": None,
        "event": None,
        "meanings": [],
        "why": None,
    }


@pytest.mark.parametrize(
    ("question", "kind", "part", "value"),
    [
        ("how many talks on the gateway api?", "count", "total", 4),
        ("talks by Jason Morgan", "talks", "total", 1),
        (
            "who spoke about rust?",
            "speakers",
            "speakers",
            [{"name": "Eliza Weisman", "talk": "control-planes-in-rust"}],
        ),
        ("what is on now?", "now", "total", 0),
        ("what is the speaker's phone number?", "not known", "why", "a private matter"),
        ("when is the whose packet talk?", "time and place", "passage", None),
    ],
)
async def test_record_names_the_kind_of_answer(
    seeded: Catalog, question: str, kind: str, part: str, value: object
) -> None:
    record = await recorded(seeded, question)
    assert (record["answer"], record[part]) == (kind, value)


async def test_record_of_an_event_of_a_passage_and_of_a_filter(seeded: Catalog) -> None:
    event = (await recorded(seeded, "when is kubecon na 2022?"))["event"]
    assert (event["starts_on"], event["venue"]) == ("2022-10-24", "Huntington Place")
    answer = await recorded(seeded, "what is policy attachment?")
    assert answer["passage"].startswith("The talk introduces the Gateway API and its policy-attachment idea")
    listed = await recorded(seeded, "what was on on 26 October 2022?")
    assert listed["plan"]["filter"]["day"] == "2022-10-26"


async def test_record_of_what_could_be_meant(seeded: Catalog) -> None:
    await make.saved(seeded, make.talk("Solo", speakers=(make.speaker("Alex Novak"),)))
    record = await recorded(seeded, "what did Alex talk about?")
    assert record["answer"] == "which one"
    assert [meaning["label"] for meaning in record["meanings"]] == ["Alex Leong", "Alex Novak"]


@pytest.mark.parametrize("question", [b"\xff\xfe \x1b[31m?", "[red]who?[/red]", "who " * 3000])
def test_hostile_question_is_answered_in_text(talkbot: Talkbot, question: str | bytes) -> None:
    ended = talkbot("ask", question)
    assert ended.returncode in {0, 1}
    assert ended.stderr == b""
    assert b"\x1b" not in ended.stdout
