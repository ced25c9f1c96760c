from typing import Any

import pytest

from bot.discord_app.wiring import Wiring
from bot.domain.questions import Question
from bot.sandbox import Message
from bot.services.catalog import Catalog
from bot.services.finding.keep_lookup import token_of
from tests import make
from tests.end_to_end.catalog import forges_click
from tests.end_to_end.conftest import Town

pytestmark = pytest.mark.both_databases

CNI_TALK = "Stretching CNI Boundaries with Service Meshes, a Roadmap for the Future"
PACKET_TALK = "Whose Packet Is It Anyway? Life of a Packet Through a Service Mesh"


@pytest.fixture
def wiring() -> Wiring:
    """For the bot it is always make.NOW."""
    return Wiring(guild_ready_timeout=0.1, clock=lambda: make.NOW)


def controls(message: Message) -> list[dict[str, Any]]:
    return [item for row in message.components for item in row["components"]]


def labels(message: Message) -> list[object]:
    return [item.get("label") or item.get("placeholder") for item in controls(message)]


async def with_namesakes(catalog: Catalog, count: int) -> None:
    talks = [make.talk(f"Number {n}", speakers=(make.speaker(f"Alex N{'abcdefgh'[n]}lan"),)) for n in range(count)]
    await make.saved(catalog, *talks)


async def test_topical_question_is_answered_privately_with_a_quotation(town: Town) -> None:
    message = await town.maya.types("/talk ask how can I debug traffic inside a pod?", town.channel)
    (embed,) = message.embeds
    assert message.ephemeral
    assert embed["author"]["name"] == "how can I debug traffic inside a pod?"
    assert embed["description"].startswith("> The second half is practical debugging: using ephemeral debug containers")
    assert labels(message)[-2:] == ["Open the talk", "Share"]
    opened = await town.maya.clicks(message, "Open the talk")
    assert opened.ephemeral
    assert opened.embeds[0]["title"] == PACKET_TALK


async def test_quick_answer_is_one_request(town: Town) -> None:
    await town.maya.types("/talk ask who spoke about rust?", town.channel)
    assert len(town.discord.requests.of("POST", "/interactions/{interaction_id}/{interaction_token}/callback")) == 1


async def test_speakers_and_their_talks_are_opened_from_menus(town: Town) -> None:
    message = await town.maya.types("/talk ask who spoke about CNI?", town.channel)
    assert message.embeds[0]["title"] == "1 speaker"
    speaker = await town.maya.chooses(message, "Alex Leong")
    assert speaker.embeds[0]["title"] == "Alex Leong"
    talk = await town.maya.chooses(message, CNI_TALK)
    assert talk.embeds[0]["title"] == CNI_TALK


async def test_all_that_were_found_are_browsed(town: Town) -> None:
    message = await town.maya.types("/talk ask talks about linkerd", town.channel)
    assert message.embeds[0]["title"] == "8 talks"
    everything = await town.maya.clicks(message, "All of them")
    assert everything.embeds[0]["footer"]["text"] == "Page 1 of 2"
    second = await town.maya.clicks(everything, "More ▶").until(lambda page: "Page 2" in page.text)
    assert second.id == everything.id


async def test_answer_is_shared_with_what_was_asked(town: Town) -> None:
    private = await town.maya.types("/talk ask when is the whose packet talk?", town.channel)
    public = await town.maya.clicks(private, "Share")
    assert not public.ephemeral
    assert public.embeds == private.embeds
    assert "Share" not in labels(public)


async def test_answer_to_a_long_question_is_shared_after_a_restart(town: Town) -> None:
    question = "how can I debug traffic inside a pod " + "and also see the traffic inside of a pod " * 4
    private = await town.maya.types(f"/talk ask {question.strip()}", town.channel)
    await town.restart_bot()
    public = await town.maya.clicks(private, "Share")
    assert public.embeds == private.embeds


async def test_what_is_meant_is_asked_back_and_answered_in_place_after_a_restart(town: Town, seeded: Catalog) -> None:
    await with_namesakes(seeded, 1)
    asked = await town.maya.types("/talk ask what did Alex talk about?", town.channel)
    assert asked.embeds[0]["title"] == "Which one do you mean?"
    assert labels(asked) == ["Alex Leong", "Alex Nalan"]
    await town.restart_bot()
    answered = await town.maya.clicks(asked, "Alex Leong").until(lambda message: "3 talks" in message.text)
    assert answered.id == asked.id
    assert "speaker Alex Leong" in answered.embeds[0]["footer"]["text"]
    public = await town.maya.clicks(answered, "Share")
    assert public.embeds[0]["title"] == "3 talks"


async def test_many_that_could_be_meant_are_a_menu(town: Town, seeded: Catalog) -> None:
    await with_namesakes(seeded, 7)
    asked = await town.maya.types("/talk ask what did Alex talk about?", town.channel)
    (menu,) = controls(asked)
    assert len(menu["options"]) > 5
    await town.restart_bot()
    chosen = menu["options"][0]["label"]
    answered = await town.maya.chooses(asked, chosen).until(lambda message: "Which one" not in message.text)
    assert answered.id == asked.id
    assert chosen in answered.embeds[0]["footer"]["text"]


async def test_not_knowing_is_said_and_the_nearest_talks_are_offered(town: Town) -> None:
    message = await town.maya.types("/talk ask talks about rust on mars", town.channel)
    assert message.embeds[0]["title"] == "I don’t know"
    assert labels(message) == ["Open one of the nearest talks"]
    opened = await town.maya.chooses(message, "Lightning Talk: Writing Service Mesh Control Planes in Rust")
    assert opened.embeds[0]["title"] == "Lightning Talk: Writing Service Mesh Control Planes in Rust"


@pytest.mark.parametrize("question", ["who won the football match?", "what is the speaker's phone number?"])
async def test_what_is_none_of_its_business_is_refused(town: Town, question: str) -> None:
    message = await town.maya.types(f"/talk ask {question}", town.channel)
    assert message.embeds[0]["title"] == "I don’t know"
    assert "Share" not in labels(message)


async def test_direct_message_is_answered_from_the_shared_events(town: Town) -> None:
    message = await town.maya.types("/talk ask who spoke about rust?", town.maya.dm)
    assert "Eliza Weisman" in message.text
    assert "Share" not in labels(message)


@pytest.mark.parametrize("token", ["=[", '=["a"]', '=["a","x","y"]', '=["a","x",1,[["a"]],null]', "#0123456789abcdef"])
async def test_forged_question_is_refused_in_words(town: Town, token: str) -> None:
    message = await town.maya.types("/talk ask who spoke about rust?", town.channel)
    for action in ("meant-here", "meant-anew", "share", "browse"):
        refused = await forges_click(town.maya, message, f"{action}:{token}")
        assert refused.ephemeral
        assert "not made by me" in refused.content or "no longer known" in refused.content


async def test_question_of_another_server_is_answered_for_the_one_where_it_is_clicked(
    town: Town, seeded: Catalog
) -> None:
    await make.saved(seeded, make.talk("Secret sauce recipes"), of=make.event("Own"), guild_id=7)
    message = await town.maya.types("/talk ask who spoke about rust?", town.channel)
    foreign = await token_of(seeded, Question(text="talks about secret sauce", asked_at=make.NOW), make.NOW)
    answered = await forges_click(town.maya, message, f"meant-anew:{foreign}")
    assert "Secret sauce" not in answered.embeds[0].get("title", "")
    assert answered.embeds[0]["title"] == "I don’t know"


@pytest.mark.parametrize("question", ["?!", "🦀", "x" * 300, "@everyone <@1> **x**?", "who is @everyone?", "שלום"])
async def test_hostile_question_is_answered_and_mentions_nobody(town: Town, question: str) -> None:
    message = await town.maya.types(f"/talk ask {question}", town.channel)
    assert message.embeds
    assert not message.pings.everyone
    assert not message.pings.users


async def test_hostile_talk_is_quoted_and_shared_without_a_mention(town: Town, seeded: Catalog) -> None:
    abstract = "@everyone kombucha brewing needs <@1> **patience** and [money](https://evil.example). " * 3
    await make.saved(seeded, make.talk("Kombucha @here", abstract=abstract, speakers=(make.speaker("@here"),)))
    private = await town.maya.types("/talk ask how does kombucha brewing need patience?", town.channel)
    assert private.embeds[0]["description"].startswith("> ")
    public = await town.maya.clicks(private, "Share")
    assert not public.pings.everyone
    assert not public.pings.users
