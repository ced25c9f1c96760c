from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.discord_app.wiring import Wiring
from bot.sandbox import Message
from bot.services.catalog import Catalog
from tests import make
from tests.end_to_end.conftest import Town


@pytest.fixture
def wiring() -> Wiring:
    """For the bot it is always make.NOW."""
    return Wiring(guild_ready_timeout=0.1, clock=lambda: make.NOW)


async def put_on_programme(catalog: Catalog) -> None:
    start = make.NOW - timedelta(minutes=10)
    talks = [
        make.talk(title, room=room, starts_at=start + timedelta(minutes=at), ends_at=start + timedelta(minutes=at + 30))
        for title, room, at in (("Running @everyone", "Hall 1", 0), ("Following", "Hall 1", 45), ("Soon", "Hall 2", 20))
    ]
    await make.saved(catalog, *talks)


def menu(message: Message) -> list[str]:
    items = [item for row in message.components for item in row["components"] if "options" in item]
    return [option["label"] for item in items for option in item["options"]]


async def test_now_is_shown_privately_opened_and_shared(town: Town, seeded: Catalog) -> None:
    await put_on_programme(seeded)
    message = await town.maya.types("/talk now", town.channel)
    assert message.ephemeral
    assert message.embeds[0]["title"] == "Now"
    assert "Following" in message.embeds[0]["description"]
    assert "Soon" not in message.embeds[0]["description"]

    opened = await town.maya.chooses(message, "Running @everyone")
    assert opened.embeds[0]["title"] == "Running \\@everyone"

    public = await town.maya.clicks(message, "Share")
    assert not public.ephemeral
    assert not public.pings.everyone


async def test_next_is_shown_by_room(town: Town, seeded: Catalog) -> None:
    await put_on_programme(seeded)
    message = await town.maya.types("/talk next", town.channel)
    assert menu(message) == ["Following", "Soon"]
    description = message.embeds[0]["description"]
    assert description.index("Hall 1") < description.index("Hall 2")


async def test_nothing_on_is_an_answer_without_buttons(town: Town) -> None:
    for line in ("/talk now", "/talk next"):
        message = await town.maya.types(line, town.channel)
        assert message.embeds[0]["title"].startswith("Nothing ")
        assert message.components == []


async def test_talk_card_offers_similar_talks(town: Town) -> None:
    shown = await town.maya.types("/talk show flagger linkerd and gateway api", town.channel)
    similar = "What We Learned From the Gateway API: Designing Linkerd’s New Policy CRD"
    assert similar in menu(shown)
    opened = await town.maya.chooses(shown, similar)
    assert opened.embeds[0]["title"] == similar


async def test_talks_about_a_message_are_found(town: Town) -> None:
    said = town.moderator.says(town.channel, "how do I keep CNI plugins from racing each other?")
    found = await town.maya.uses_message_command("Find talks about this", said)
    assert found.ephemeral
    assert "Stretching CNI Boundaries" in found.text


async def test_nothing_is_kept_of_the_message_that_talks_are_found_about(town: Town, seeded: Catalog) -> None:
    said = town.moderator.says(
        town.channel,
        "Omar from accounting hates it, he says, and his number is 555 1234: how do we ever keep all those CNI plugins "
        "from racing each other at pod start, and who gets the blame when the routing of the whole mesh is broken?",
    )
    found = await town.maya.uses_message_command("Find talks about this", said)
    assert "Stretching CNI Boundaries" in found.text
    async with seeded.database.reading() as session:
        assert (await session.execute(text("SELECT content FROM lookups"))).all() == []
    shown = str(found.embeds) + str(found.components)
    assert "Omar" not in shown
    assert "555" not in shown
    assert "Stretching CNI Boundaries" in (await town.maya.clicks(found, "Share")).text


async def test_talks_about_a_message_of_the_bot_are_found_by_its_heading(town: Town) -> None:
    private = await town.maya.types("/talk search cni", town.channel)
    public = await town.maya.clicks(private, "Share")
    found = await town.moderator.uses_message_command("Find talks about this", public)
    assert "Stretching CNI Boundaries" in found.text
