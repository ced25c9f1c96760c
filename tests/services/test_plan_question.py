"""What questions are understood as. They and their plans stand in `questions/*.yaml`, by when they were asked."""

import asyncio
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.catalog import SHARED
from bot.domain.question_answers import NotKnown, WhichOne
from bot.domain.questions import Question, QuestionPlan
from bot.services.catalog import Catalog
from bot.services.questions.plan_question import plan_question
from bot.store import talks
from tests import make
from tests.services.catalogs import carried_out, file_order
from tests.services.question_catalog import with_cloud_days

_WORDS = (
    "who what when where how many did talk talks about is the by at in on room 5 friday tomorrow and her it Alex Rust "
    "kubecon 2022 now next ' “ ” 's 99:99 31 february like recording ?"
)
_KUBECON_EU = "kubecon-cloudnativecon-europe-2026"
_OF_KUBECON_EU: dict[str, dict[str, Any]] = {
    "talks at kubecon": {
        "which": "kubecon",
        "of": ["KubeCon + CloudNativeCon Europe 2026", "KubeCon + CloudNativeCon North America 2022"],
    },
    "who spoke about eBPF at KubeCon Europe?": {"want": "speakers", "topic": "eBPF", "event": _KUBECON_EU},
    "how many talks on observability at kubecon eu 2026": {
        "want": "count",
        "topic": "observability",
        "event": _KUBECON_EU,
    },
    "what did Alex Leong talk about at KubeCon NA?": {
        "want": "talks",
        "event": "kubecon-na-2022",
        "speaker": "Alex Leong",
    },
    "What did William talk about?": {"which": "William", "of": ["William Crum", "William Morgan", "William Rizzo"]},
    "in which room is the Linkerd talk?": {
        "want": "time and place",
        "talk": "Linkerd: Reliable Production in an AI/MCP World",
    },
    "what's on in Hall 12 tomorrow?": {
        "want": "talks",
        "room": "Hall 12, Amsterdam, Netherlands",
        "day": date(2026, 3, 25),
        "shown": "Wednesday, 25 March 2026 (UTC)",
    },
    "who's speaking next in Forum?": {"want": "next", "room": "Forum, Amsterdam, Netherlands"},
    "what was on on Friday at KubeCon Detroit?": {
        "want": "talks",
        "event": "kubecon-na-2022",
        "day": date(2022, 10, 28),
        "shown": "Friday, 28 October 2022 (America/Detroit)",
    },
    "how do I run GPUs on Kubernetes efficiently?": {
        "want": "answer",
        "topic": "how do I run GPUs on Kubernetes efficiently",
    },
}
_FILES = sorted((Path(__file__).parent / "questions").glob("*.yaml"))


@pytest.fixture
async def cloudy(seeded: Catalog) -> Catalog:
    """Holds the seed, and an event of two years in another time zone."""
    return await with_cloud_days(seeded)


@pytest.mark.parametrize("file", _FILES, ids=lambda file: file.stem)
async def test_questions_become_plans(cloudy: Catalog, file: Path) -> None:
    """Lines of one conversation go on from one another."""
    told = yaml.safe_load(await asyncio.to_thread(file.read_text, encoding="utf-8"))
    asked_at = datetime.fromisoformat(told["asked_at"])
    wrong = []
    for conversation in told["conversations"]:
        after = None
        for question, expected in conversation.items():
            planned = await plan_question(cloudy, Question(text=question, asked_at=asked_at, after=after), SHARED)
            found = await _told(cloudy, planned)
            if found != expected:
                wrong.append({question: found})
            after = planned if isinstance(planned, QuestionPlan) else after
    assert wrong == []


async def _told(catalog: Catalog, planned: QuestionPlan | WhichOne | NotKnown) -> dict[str, Any]:
    """As the files have it: talks by their titles, events by their slugs, nothing that is not set."""
    if isinstance(planned, WhichOne):
        return {"which": planned.words, "of": [meaning.label for meaning in planned.meanings]}
    if isinstance(planned, NotKnown):
        return {"not known": planned.why.value}
    async with catalog.database.reading() as session:
        view = await catalog.live_index.view(session, SHARED)
        found = await talks.by_ids(session, [planned.talk_id or 0], SHARED)
    slugs = {event.id: event.event.slug for event in view.events}
    parts = {
        "want": planned.wanted.value,
        "topic": planned.topic or None,
        "talk": found[0].talk.title if found else None,
        "itself": slugs.get(planned.event_id or 0),
        "event": slugs.get(planned.filter.event_id or 0),
        "speaker": ", ".join(planned.filter.speakers) or None,
        "track": planned.filter.track,
        "room": planned.filter.room,
        "day": planned.filter.day,
        "year": planned.filter.year,
        "from": planned.filter.starts_from and planned.filter.starts_from.isoformat(),
        "before": planned.filter.starts_before and planned.filter.starts_before.isoformat(),
        "language": planned.filter.language,
        "recorded": planned.filter.recorded,
        "affiliation": ", ".join(planned.filter.affiliations) or None,
        "other than": dict(planned.named).get("other than") if planned.filter.other_than else None,
        "only": planned.only and planned.only.value,
        "shown": next((shown for label, shown in planned.named if label in ("day", "days", "time", "years")), None),
    }
    return {name: value for name, value in parts.items() if value is not None}


async def test_what_was_chosen_settles_the_question(cloudy: Catalog) -> None:
    asked = await plan_question(cloudy, _question("What did Alex talk about?"), SHARED)

    assert isinstance(asked, WhichOne)
    planned = [await plan_question(cloudy, meaning.question, SHARED) for meaning in asked.meanings]
    assert [str(plan) for plan in planned] == [
        "talks · speaker Alex Leong",
        "talks · speaker Alex Novák",
        "talks · speaker Alexandra Fischer",
    ]


async def test_a_chosen_event_and_a_chosen_talk_settle_it_too(cloudy: Catalog) -> None:
    by_event = await plan_question(cloudy, _question("how many talks were at cloud days"), SHARED)
    by_talk = await plan_question(cloudy, _question("when is the opening keynote?"), SHARED)

    assert isinstance(by_event, WhichOne)
    assert isinstance(by_talk, WhichOne)
    assert [str(await plan_question(cloudy, one.question, SHARED)) for one in by_event.meanings] == [
        "count · event Cloud Days Berlin 2025",
        "count · event Cloud Days 2024",
    ]
    assert [meaning.detail for meaning in by_talk.meanings] == [
        "Will Young · Cloud Days Berlin 2025",
        "April May · Cloud Days Berlin 2024",
    ]
    assert str(await plan_question(cloudy, by_talk.meanings[1].question, SHARED)) == (
        "time and place · talk Opening Keynote"
    )


async def test_a_server_does_not_hear_of_another_servers_talks(cloudy: Catalog) -> None:
    own = make.event("Secret Conf 2024", slug="secret")
    await make.saved(cloudy, make.talk("Plans", speakers=(make.speaker("Zoe Quill"),)), of=own, guild_id=7)

    planned = await plan_question(cloudy, _question("What did Zoe Quill talk about at Secret Conf?"), SHARED)

    assert isinstance(planned, NotKnown)


async def test_an_empty_catalog_plans_too(catalog: Catalog) -> None:
    planned = await plan_question(catalog, _question("what is on tomorrow?"), SHARED)

    assert isinstance(planned, QuestionPlan)
    assert planned.filter.day == date(2026, 11, 23)
    assert str(planned) == "talks · day Monday, 23 November 2026 (UTC)"


async def test_questions_of_an_imported_event(seeded: Catalog, data_folder: Path) -> None:
    """Its file says neither its days nor its zone; the rooms are named with their city."""
    content = (data_folder / "schedules" / "ics" / "kubecon-eu-2026-sched.ics").read_bytes()
    await carried_out(seeded, file_order(content, "kubecon-eu-2026-sched.ics"))
    asked_at = datetime(2026, 3, 24, 10, 0, tzinfo=UTC)

    planned = {
        question: await plan_question(seeded, Question(text=question, asked_at=asked_at), SHARED)
        for question in _OF_KUBECON_EU
    }

    assert {question: await _told(seeded, plan) for question, plan in planned.items()} == _OF_KUBECON_EU


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(max_size=200)
    | st.lists(
        st.sampled_from(_WORDS.split()),
        max_size=30,
    ).map(" ".join),
    goes_on=st.booleans(),
)
async def test_any_text_gives_a_plan(cloudy: Catalog, text: str, *, goes_on: bool) -> None:
    before = await plan_question(cloudy, _question("talks by Alex Leong on Friday"), SHARED) if goes_on else None
    after = before if isinstance(before, QuestionPlan) else None

    planned = await plan_question(cloudy, Question(text=text, asked_at=make.NOW, after=after), SHARED)

    assert isinstance(planned, QuestionPlan | WhichOne | NotKnown)


def _question(text: str) -> Question:
    return Question(text=text, asked_at=make.NOW)
