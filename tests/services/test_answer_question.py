"""Questions put as people type them, with the exact answers: on the seed, on an event of its own, and on a real one."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.domain.catalog import SHARED, CatalogTalk, Scope
from bot.domain.lookups import TalkListing, TalkSearch
from bot.domain.question_answers import (
    CountFound,
    EventFound,
    Ignorance,
    NotKnown,
    NowOrNextFound,
    PassageFound,
    QuestionAnswer,
    RecordingFound,
    SpeakersFound,
    TalksFound,
    TimeAndPlaceFound,
    WhichOne,
)
from bot.domain.question_wording import reason
from bot.domain.questions import Question, QuestionPlan, Wanted
from bot.domain.talks import Talk
from bot.services.catalog import Catalog
from bot.services.finding.list_talks import list_talks
from bot.services.finding.look_up import look_up
from bot.services.questions.answer_plan import answer_plan
from bot.services.questions.answer_question import ask
from tests import make
from tests.services.catalogs import carried_out, file_order

BANK = "Building a Scalable, Compliant, Multi-Cloud Bank with a Service Mesh"
PACKET = "Whose Packet Is It Anyway? Life of a Packet Through a Service Mesh"
ZERO_TRUST = "Zero-trust network security with a service mesh (hands-on workshop)"
EMISSARY = "Emissary + Linkerd Resilience Patterns: Rate Limits, Retries & Timeouts"
FLAGGER = "Flagger, Linkerd, And Gateway API: Oh My!"
POLICY = "What We Learned From the Gateway API: Designing Linkerd’s New Policy CRD"
RUST = "Lightning Talk: Writing Service Mesh Control Planes in Rust"
STATE = "Overview And State Of Linkerd"
CNI = "Stretching CNI Boundaries with Service Meshes, a Roadmap for the Future"
KUBECON = "KubeCon + CloudNativeCon North America 2022"
BERLIN = ZoneInfo("Europe/Berlin")
HARBOUR = make.event(
    "Harbour Days 2027",
    slug="harbour-days-2027",
    starts_on=date(2027, 3, 27),
    ends_on=date(2027, 3, 28),
    venue="Warehouse 4",
    city="Hamburg",
    time_zone="Europe/Berlin",
)


def _held(title: str, day: int, hour: int, room: str, **parts: object) -> Talk:
    """In March 2027; in the night to the 28th the clocks of Europe go forward."""
    starts_at = datetime(2027, 3, day, hour, tzinfo=BERLIN)
    times = {"held_on": starts_at.date(), "starts_at": starts_at, "ends_at": starts_at + timedelta(minutes=45)}
    return make.talk(title, room=room, **times | parts)


CRANES = _held("Cranes That Think", 27, 10, "Hall 1", speakers=(make.speaker("Ida Kran", affiliation="Port"),))
TIDES = _held(
    "Predicting Tides With Sensors",
    27,
    14,
    "Hall 2",
    speakers=(make.speaker("Ole Flut"),),
    abstract="A buoy sends its height every minute. We learn how Kalman filters turn noisy readings into a forecast.",
)
NIGHT = _held("Lights at Night", 28, 4, "Hall 1", held_on=date(2027, 3, 28))
BRUNCH = _held("Sensors Over Brunch", 28, 11, "Hall 2", speakers=(make.speaker("Ida Kran"),))


async def answer(catalog: Catalog, text: str, *, now: datetime = make.NOW, scope: Scope = SHARED) -> QuestionAnswer:
    return await ask(catalog, Question(text=text, asked_at=now), scope, now)


def titles(entries: tuple[CatalogTalk, ...]) -> list[str]:
    return [entry.talk.title for entry in entries]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("what did Alex Leong talk about?", [CNI, POLICY, STATE]),
        ("talks by Jason Morgan", [FLAGGER]),
        ("which talks by alex leong at kubecon na 2022?", [CNI, POLICY, STATE]),
        ("what was on on 26 October 2022?", [FLAGGER, PACKET]),
        ("what is on on Wednesday afternoon?", [FLAGGER, PACKET]),
        ("maintainer track talks", [STATE]),
        ("talks about retries", [EMISSARY]),
        ("beginner talks on linkerd", [STATE, FLAGGER]),
        ("what was the first talk?", [BANK, RUST, CNI]),
        ("what was the last talk at kubecon?", [EMISSARY]),
        ("latest talk on the flagger project", [FLAGGER]),
        ("which talk has no recording?", [ZERO_TRUST]),
        ("talks by Buoyant people about rust", [RUST]),
        ("what was on in october 2022 about rust", [RUST]),
        ("talks in october 2022 by someone from Lunar", [BANK]),
        ("talks like flagger linkerd and gateway api", [POLICY, STATE, EMISSARY, ZERO_TRUST, RUST]),
    ],
)
async def test_talks_are_the_answer(seeded: Catalog, question: str, found: list[str]) -> None:
    answered = await answer(seeded, question)
    assert isinstance(answered, TalksFound)
    assert titles(answered.talks) == found
    assert (answered.total, answered.all_of_them) == (len(found), None)


@pytest.mark.parametrize(
    ("question", "speakers"),
    [
        ("who spoke about rust?", [("Eliza Weisman", RUST)]),
        ("who talked about CNI", [("Alex Leong", CNI)]),
        ("who gave the flagger talk?", [("Jason Morgan", FLAGGER), ("Sanskar Jaiswal", FLAGGER)]),
        (
            "who spoke about service meshes?",
            [
                ("Kevin Leimkuhler", PACKET),
                ("Doug Jordan", PACKET),
                ("Kasper Nissen", BANK),
                ("Alex Leong", CNI),
                ("Eliza Weisman", RUST),
            ],
        ),
    ],
)
async def test_speakers_are_the_answer(seeded: Catalog, question: str, speakers: list[tuple[str, str]]) -> None:
    answered = await answer(seeded, question)
    assert isinstance(answered, SpeakersFound)
    assert [(name, entry.talk.title) for name, entry in answered.speakers] == speakers
    assert answered.total == len(speakers)


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("when and where is whose packet is it anyway?", PACKET),
        ("where was the flagger talk?", FLAGGER),
        ("when is the zero trust workshop?", ZERO_TRUST),
    ],
)
async def test_time_and_place_of_a_talk_are_looked_up(seeded: Catalog, question: str, title: str) -> None:
    answered = await answer(seeded, question)
    assert isinstance(answered, TimeAndPlaceFound)
    assert answered.talk.talk.title == title


async def test_event_is_the_answer(seeded: Catalog) -> None:
    answered = await answer(seeded, "when is kubecon na 2022?")
    assert isinstance(answered, EventFound)
    assert answered.event.event.starts_on == date(2022, 10, 24)


@pytest.mark.parametrize(
    ("question", "title", "url"),
    [
        ("where is the recording of the rust talk?", RUST, "https://www.youtube.com/watch?v=ONkWwoJoF3I"),
        ("where can I watch overview and state of linkerd?", STATE, "https://www.youtube.com/watch?v=BufQKvH6K1Q"),
        ("is there a recording of the zero trust workshop?", ZERO_TRUST, None),
    ],
)
async def test_recording_is_the_one_that_is_known_or_none(
    seeded: Catalog, question: str, title: str, url: str | None
) -> None:
    answered = await answer(seeded, question)
    assert isinstance(answered, RecordingFound)
    assert (answered.talk.talk.title, answered.talk.talk.video_url) == (title, url)


@pytest.mark.parametrize(
    ("question", "total"),
    [
        ("how many talks on the gateway api?", 4),
        ("how many talks did alex leong give?", 3),
        ("how many talks were at kubecon detroit?", 9),
        ("how many talks about rust?", 1),
        ("how many talks about cooking?", 0),
    ],
)
async def test_talks_are_counted(seeded: Catalog, question: str, total: int) -> None:
    answered = await answer(seeded, question)
    assert isinstance(answered, CountFound)
    assert answered.total == total
    listed = await look_up(seeded, answered.all_of_them, SHARED, make.NOW, 0)
    assert getattr(listed, "total", 0) == total


PASSAGES = {
    "how do I keep CNI plugins from overwriting each other?": (
        CNI,
        """Meshes such as Linkerd hook into pod networking through a CNI plugin, the same mechanism network providers
        use, so a cluster may well run several. Alex Leong shows how their set-up steps can clash and leave pods with
        broken routing, and how to spot and repair that, for example with a validation step at pod start.""",
    ),
    "how can I debug traffic inside a pod?": (
        PACKET,
        """The second half is practical debugging: using ephemeral debug containers with tcpdump and Wireshark to see
        traffic inside a pod.""",
    ),
    "what is the gateway api?": (
        FLAGGER,
        """The talk doubles as an introduction to the Gateway API as a common language for traffic between and inside
        clusters.""",
    ),
    "what is policy attachment?": (
        POLICY,
        """The talk introduces the Gateway API and its policy-attachment idea, in which a rule points at whatever
        Kubernetes object it should govern.""",
    ),
    "how can I block everything that is not explicitly allowed?": (
        ZERO_TRUST,
        """The lab builds up from a threat model and certificate infrastructure to mutual TLS inside and between
        clusters, then to authorization rules that block everything not explicitly allowed.""",
    ),
}


@pytest.mark.parametrize(("question", "expected"), PASSAGES.items(), ids=PASSAGES.keys())
async def test_topical_question_is_answered_word_for_word(
    seeded: Catalog, question: str, expected: tuple[str, str]
) -> None:
    answered = await answer(seeded, question)
    assert isinstance(answered, PassageFound)
    assert (answered.talk.talk.title, answered.passage) == (expected[0], " ".join(expected[1].split()))
    assert answered.passage in (answered.talk.talk.abstract or "")
    assert answered.talk not in answered.others


@pytest.mark.parametrize(
    ("question", "why"),
    [
        ("who won the football match?", Ignorance.TOO_LITTLE),
        ("what is the best pizza in town?", Ignorance.TOO_LITTLE),
        ("how do I install windows?", Ignorance.TOO_LITTLE),
        ("what is the speaker's phone number?", Ignorance.PRIVATE),
        ("what is Alex Leong's home address?", Ignorance.PRIVATE),
        ("talks about underwater basket weaving", Ignorance.TOO_LITTLE),
        ("talks in 2021", Ignorance.NOT_FOUND),
        ("what is on on Sunday 30 October 2022?", Ignorance.NOT_FOUND),
    ],
)
async def test_what_the_catalog_does_not_say_is_not_known(seeded: Catalog, question: str, why: Ignorance) -> None:
    answered = await answer(seeded, question)
    assert isinstance(answered, NotKnown)
    assert answered.why is why


async def test_nearest_talks_are_offered_but_not_of_private_matters(seeded: Catalog) -> None:
    unknown = await answer(seeded, "talks about rust on mars")
    assert isinstance(unknown, NotKnown)
    assert titles(unknown.nearest) == [RUST]
    private = await answer(seeded, "what is Alex Leong's phone number?")
    assert isinstance(private, NotKnown)
    assert private.nearest == ()


async def test_speakers_that_nobody_has_told_are_not_known(seeded: Catalog) -> None:
    answered = await answer(seeded, "who gave the zero trust workshop?")
    assert isinstance(answered, NotKnown)
    assert titles(answered.nearest) == [ZERO_TRUST]


async def test_corrected_spelling_is_told(seeded: Catalog) -> None:
    answered = await answer(seeded, "who spoke about iptabels?")
    assert isinstance(answered, SpeakersFound)
    assert [name for name, _ in answered.speakers] == ["Kevin Leimkuhler", "Doug Jordan"]
    assert answered.corrected == "iptables"


async def test_topic_that_many_talks_have_is_listed_in_full_from_a_button(seeded: Catalog) -> None:
    answered = await answer(seeded, "talks about linkerd")
    assert isinstance(answered, TalksFound)
    assert (len(answered.talks), answered.total) == (5, 8)
    assert answered.all_of_them == TalkSearch("linkerd", on_topic=True)


async def test_several_that_could_be_meant_are_asked_back(seeded: Catalog) -> None:
    await make.saved(seeded, make.talk("Solo", speakers=(make.speaker("Alex Novak"),)))
    asked = await answer(seeded, "what did Alex talk about?")
    assert isinstance(asked, WhichOne)
    chosen = {meaning.label: await ask(seeded, meaning.question, SHARED, make.NOW) for meaning in asked.meanings}
    found = {label: titles(one.talks) for label, one in chosen.items() if isinstance(one, TalksFound)}
    assert found == {"Alex Leong": [CNI, POLICY, STATE], "Alex Novak": ["Solo"]}


@pytest.fixture
async def harbour(catalog: Catalog) -> Catalog:
    """Holds an event that is yet to come, and nothing else."""
    await make.saved(catalog, CRANES, TIDES, NIGHT, BRUNCH, of=HARBOUR)
    return catalog


# The day before, so that what is asked of tomorrow is the event's first day.
EVE = datetime(2027, 3, 26, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("what is on tomorrow?", [CRANES, TIDES]),
        ("what is on tomorrow afternoon?", [TIDES]),
        ("what is on on Saturday in Hall 1?", [CRANES]),
        ("talks on Sunday morning in hall 2", [BRUNCH]),
        ("what is on on Sunday?", [NIGHT, BRUNCH]),
        ("talks by Ida Kran on Sunday", [BRUNCH]),
        ("talks about sensors", [TIDES, BRUNCH]),
    ],
)
async def test_days_and_rooms_are_those_of_the_event(harbour: Catalog, question: str, found: list[Talk]) -> None:
    answered = await answer(harbour, question, now=EVE)
    assert isinstance(answered, TalksFound)
    assert sorted(titles(answered.talks)) == sorted(talk.title for talk in found)


async def test_day_on_which_the_clocks_change_ends_an_hour_earlier(harbour: Catalog) -> None:
    """Sunday begins at 23:00 in UTC, and has 23 hours; 4 in the morning is 2 in UTC."""
    answered = await answer(harbour, "when is lights at night?", now=EVE)
    assert isinstance(answered, TimeAndPlaceFound)
    assert answered.talk.talk.starts_at == datetime(2027, 3, 28, 2, tzinfo=UTC)


async def test_topical_question_of_an_event_to_come(harbour: Catalog) -> None:
    answered = await answer(harbour, "how do Kalman filters help with noisy readings?", now=EVE)
    assert isinstance(answered, PassageFound)
    assert answered.passage == TIDES.abstract


async def test_what_runs_now_and_begins_next(harbour: Catalog) -> None:
    during = datetime(2027, 3, 27, 9, 10, tzinfo=UTC)
    running = await answer(harbour, "what is on right now?", now=during)
    following = await answer(harbour, "what is next?", now=during)
    assert isinstance(running, NowOrNextFound)
    assert isinstance(following, NowOrNextFound)
    assert titles(running.rooms.talks) == [CRANES.title]
    assert titles(following.rooms.talks) == [TIDES.title]


async def test_what_runs_now_is_narrowed_by_the_plan(harbour: Catalog) -> None:
    during = datetime(2027, 3, 27, 9, 10, tzinfo=UTC)
    for topic, found in (("cranes", [CRANES.title]), ("tides", [])):
        plan = QuestionPlan(wanted=Wanted.RUNNING_NOW, topic=topic)
        answered = await answer_plan(harbour, Question(text="?", asked_at=during), plan, SHARED, during)
        assert isinstance(answered, NowOrNextFound)
        assert titles(answered.rooms.talks) == found


async def test_time_of_a_topic_with_several_talks_is_told_of_each(harbour: Catalog) -> None:
    plan = QuestionPlan(wanted=Wanted.TIME_AND_PLACE, topic="sensors")
    answered = await answer_plan(harbour, Question(text="?", asked_at=EVE), plan, SHARED, EVE)
    assert isinstance(answered, TalksFound)
    assert titles(answered.talks) == [BRUNCH.title, TIDES.title]


async def test_talk_asked_about_itself_is_quoted_from_its_beginning(seeded: Catalog) -> None:
    (entry,) = (await answered_talks(seeded, "talks by Jason Morgan"))[:1]
    plan = QuestionPlan(wanted=Wanted.PASSAGE, talk_id=entry.id)
    answered = await answer_plan(seeded, Question(text="?", asked_at=EVE), plan, SHARED, EVE)
    assert isinstance(answered, PassageFound)
    assert (entry.talk.abstract or "").startswith(answered.passage)


async def answered_talks(catalog: Catalog, question: str) -> tuple[CatalogTalk, ...]:
    answered = await answer(catalog, question)
    assert isinstance(answered, TalksFound)
    return answered.talks


OF_ONE_TALK = sorted(set(Wanted) - {Wanted.COUNT, Wanted.RUNNING_NOW, Wanted.STARTING_NEXT}, key=str)


@pytest.mark.parametrize("wanted", OF_ONE_TALK)
async def test_talk_that_was_removed_meanwhile_is_not_known(seeded: Catalog, wanted: Wanted) -> None:
    plan = QuestionPlan(wanted=wanted, talk_id=999_999)
    answered = await answer_plan(seeded, Question(text="?", asked_at=EVE), plan, SHARED, EVE)
    assert isinstance(answered, NotKnown)
    assert answered.why is Ignorance.NOT_FOUND


async def test_other_servers_talks_answer_nothing(seeded: Catalog) -> None:
    secret = make.talk("Secret sauce", abstract="How to make the secret sauce of ketchup.")
    await make.saved(seeded, secret, of=make.event("Own"), guild_id=7)
    own = await answer(seeded, "how do I make the secret sauce?", scope=Scope(7))
    assert isinstance(own, PassageFound)
    assert isinstance(await answer(seeded, "how do I make the secret sauce?", scope=Scope(8)), NotKnown)


async def test_talk_without_an_abstract_is_the_answer_itself(seeded: Catalog) -> None:
    await make.saved(seeded, make.talk("How to brew kombucha at scale"))
    answered = await answer(seeded, "how do I brew kombucha?")
    assert isinstance(answered, TalksFound)
    assert titles(answered.talks)[0] == "How to brew kombucha at scale"


async def test_programme_of_a_real_event_is_asked(catalog: Catalog, data_folder: Path) -> None:
    file = data_folder / "schedules" / "ics" / "kubecon-eu-2026-sched.ics"
    await carried_out(catalog, file_order(file.read_bytes(), file.name, time_zone="Europe/Amsterdam"))

    count = await answer(catalog, "how many talks on cilium?")
    assert isinstance(count, CountFound)
    assert count.total == 11

    when = await answer(catalog, "when is the talk 10 years of cilium?")
    assert isinstance(when, TimeAndPlaceFound)
    assert when.talk.talk.starts_at == datetime(2026, 3, 24, 13, 30, tzinfo=UTC)

    listing = await answer(catalog, "what is on on 24 March 2026?")
    assert isinstance(listing, TalksFound)
    assert isinstance(listing.all_of_them, TalkListing)
    page = await list_talks(catalog, listing.all_of_them, SHARED)
    assert getattr(page, "total", 0) == listing.total


async def test_talk_of_which_only_the_day_is_known_is_within_the_days_but_at_no_hour(seeded: Catalog) -> None:
    tuesday = datetime(2022, 10, 25, 13, 0, tzinfo=UTC)
    week = await answer(seeded, "talks this week", now=tuesday)
    morning = await answer(seeded, "talks this morning", now=tuesday)
    assert isinstance(week, TalksFound)
    assert titles(week.talks) == [BANK, RUST, CNI, FLAGGER, PACKET, EMISSARY][:5]
    assert week.total == 6
    assert isinstance(morning, NotKnown)


async def test_speakers_are_those_who_belong_there(seeded: Catalog) -> None:
    answered = await answer(seeded, "who spoke from Airbnb?")
    assert isinstance(answered, SpeakersFound)
    assert ([name for name, _ in answered.speakers], answered.total) == (["Doug Jordan"], 1)


@pytest.mark.parametrize(
    ("question", "why"),
    [
        ("which talks are in Spanish?", "No such talk is marked as held in Spanish."),
        ("was there a talk by someone from Microsoft?", "No speaker from Microsoft is known."),
        (
            "when is the next kubecon?",
            f"No coming kubecon is known. The latest that is known: {KUBECON}, October 2022.",
        ),
    ],
)
async def test_reason_says_what_is_not_known(seeded: Catalog, question: str, why: str) -> None:
    answered = await answer(seeded, question)
    assert isinstance(answered, NotKnown)
    assert reason(answered) == why


async def test_all_speakers_are_counted_not_only_those_of_the_first_talks(catalog: Catalog) -> None:
    many = (make.talk(f"Knots {at}", speakers=(make.speaker(f"Ada Number{at}"),)) for at in range(120))
    await make.saved(catalog, *many)
    answered = await answer(catalog, "how many speakers are there?")
    assert isinstance(answered, SpeakersFound)
    assert answered.total == 120
