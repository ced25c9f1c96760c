"""Questions put to the bot in messages, and how a conversation goes on."""

import asyncio

import pytest

from bot.discord_app.wiring import Wiring
from bot.sandbox import Channel, Message, Permission
from bot.services.catalog import Catalog
from bot.services.questions.list_missed_questions import list_missed_questions
from bot.store import conversations
from tests import make
from tests.end_to_end.announcements import MovedClock
from tests.end_to_end.conftest import Town

CNI = "Stretching CNI Boundaries"
LINKERD = "Overview And State Of Linkerd"
GATEWAY = "What We Learned From the Gateway API"
WHERE = "where can I watch Stretching CNI Boundaries?"
UNKNOWN = "who won the football match?"


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock()


@pytest.fixture
def wiring(clock: MovedClock) -> Wiring:
    return Wiring(guild_ready_timeout=0.1, clock=clock)


async def asks(town: Town, text: str, channel: Channel | None = None) -> Message:
    return await town.maya.says(channel or town.channel, f"@Talkbot {text}").answer()


async def replies(town: Town, to: Message, text: str) -> Message:
    return await town.maya.says(to.channel, text, reply_to=to).answer()


def labels(message: Message) -> list[str]:
    return [str(control.get("label") or control.get("placeholder")) for control in message.controls()]


async def is_noted(catalog: Catalog, message: Message, about: str) -> None:
    """What a message is about is written down when it stands there already; people do not reply that fast."""
    async with asyncio.timeout(5):
        while about not in str(await _noted(catalog, message)):
            continue


async def _noted(catalog: Catalog, message: Message) -> object:
    async with catalog.database.reading() as session:
        return await conversations.plan_of(session, message.id, make.NOW)


async def test_mention_is_answered_as_a_reply_for_all_to_see_and_pings_nobody(town: Town) -> None:
    answer = await asks(town, WHERE)
    assert CNI in answer.text
    assert "Watch" in labels(answer)
    assert not answer.ephemeral
    assert (answer.pings.users, answer.pings.role_ids, answer.pings.everyone) == ([], [], False)
    (sent,) = town.discord.requests.of("POST", "/channels/{channel_id}/messages")
    assert sent.body["allowed_mentions"] == {"parse": [], "replied_user": False}


async def test_buttons_under_the_answer_work_after_a_restart(town: Town) -> None:
    answer = await asks(town, WHERE)
    await town.restart_bot()
    card = await town.moderator.clicks(answer, "Open the talk")
    assert card.ephemeral
    assert CNI in card.text


@pytest.mark.parametrize("restarted", [False, True])
async def test_reply_goes_on_from_the_answer_and_so_does_the_reply_to_that(town: Town, *, restarted: bool) -> None:
    first = await asks(town, "when was Stretching CNI Boundaries?")
    if restarted:
        await town.restart_bot()
    second = await replies(town, first, "where can I watch it?")
    assert CNI in second.text
    assert "Watch" in labels(second)
    third = await replies(town, second, "and his other talks?")
    assert (LINKERD in third.text, GATEWAY in third.text, "Alex Leong" in third.text) == (True, True, True)
    fourth = await replies(town, third, "only from 2019")
    assert LINKERD not in fourth.embeds[0]["title"]
    assert "2019" in fourth.text


async def test_anybody_may_go_on(town: Town) -> None:
    answer = await asks(town, WHERE)
    asked = town.moderator.says(town.channel, "and his other talks?", reply_to=answer)
    assert LINKERD in (await asked.answer()).text


async def test_question_without_a_reply_starts_anew_in_a_channel(town: Town) -> None:
    await asks(town, WHERE)
    answer = await asks(town, "and his other talks?")
    assert LINKERD not in answer.text


async def test_conversation_is_over_after_a_day(town: Town, clock: MovedClock) -> None:
    answer = await asks(town, WHERE)
    clock.move(hours=24, seconds=1)
    assert LINKERD not in (await replies(town, answer, "and his other talks?")).text


async def test_conversation_goes_on_for_a_day(town: Town, clock: MovedClock) -> None:
    answer = await asks(town, WHERE)
    clock.move(hours=23, minutes=59)
    assert LINKERD in (await replies(town, answer, "and his other talks?")).text


async def test_direct_message_goes_on_without_a_reply_for_half_an_hour(town: Town, clock: MovedClock) -> None:
    first = await town.maya.direct_message(WHERE).answer()
    assert CNI in first.text
    clock.move(minutes=29)
    assert LINKERD in (await town.maya.direct_message("and his other talks?").answer()).text
    clock.move(minutes=31)
    assert LINKERD not in (await town.maya.direct_message("and his other talks?").answer()).text
    assert LINKERD in (await town.maya.direct_message("and his other talks?", reply_to=first).answer()).text


async def test_what_others_say_directly_is_another_conversation(town: Town) -> None:
    await town.maya.direct_message(WHERE).answer()
    assert LINKERD not in (await town.moderator.direct_message("and his other talks?").answer()).text


async def test_answer_that_knows_nothing_leaves_the_conversation_where_it_was(town: Town) -> None:
    first = await asks(town, WHERE)
    second = await replies(town, first, UNKNOWN)
    assert LINKERD in (await replies(town, second, "and his other talks?")).text


async def test_thread_is_answered_in_the_thread(town: Town) -> None:
    thread = town.maya.opens_thread(town.channel, "CNI")
    answer = await asks(town, WHERE, thread)
    assert (answer.channel, CNI in answer.text) == (thread, True)
    assert LINKERD in (await replies(town, answer, "and his other talks?")).text


async def test_thread_that_was_opened_on_an_answer_goes_on_from_it(town: Town, seeded: Catalog) -> None:
    answer = await asks(town, WHERE)
    await is_noted(seeded, answer, CNI)
    thread = town.maya.opens_thread(town.channel, "CNI", on=answer)
    first = await asks(town, "and his other talks?", thread)
    assert LINKERD in first.text
    assert "2022" in (await replies(town, first, "only from 2022")).text


async def test_server_finds_its_own_talks_and_direct_messages_only_those_of_all(town: Town, seeded: Catalog) -> None:
    secret = make.talk("Quiet harbours", video_url="https://example.org/v")
    await make.saved(seeded, secret, of=make.event("Harbour Conf"), guild_id=town.guild.id)
    assert "Quiet harbours" in (await asks(town, "where can I watch Quiet harbours?")).text
    answer = await town.maya.direct_message("where can I watch Quiet harbours?").answer()
    assert "Harbour Conf" not in answer.text


async def test_reply_to_a_post_of_the_bots_is_answered_only_where_something_is_known(town: Town) -> None:
    shared = await town.maya.clicks(await town.maya.types("/talk list", town.channel), "Share")
    town.maya.says(town.channel, UNKNOWN, reply_to=shared)
    town.maya.says(town.channel, "👍", reply_to=shared)
    asked = town.maya.says(town.channel, WHERE, reply_to=shared)
    assert CNI in (await asked.answer()).text
    await town.stop_bot()
    assert [message.replies_to for message in town.channel.messages.values() if is_answer(message)] == [asked]


async def test_reply_to_a_talk_that_was_shared_goes_on_from_it(town: Town, seeded: Catalog) -> None:
    shared = await town.maya.clicks(await town.maya.types("/talk show stretching cni", town.channel), "Share")
    await is_noted(seeded, shared, CNI)
    answer = await replies(town, shared, "and his other talks?")
    assert LINKERD in answer.text


async def test_reply_to_a_question_that_was_shared_goes_on_from_its_answer(town: Town, seeded: Catalog) -> None:
    private = await town.maya.types(f"/talk ask {WHERE}", town.channel)
    shared = await town.maya.clicks(private, "Share")
    await is_noted(seeded, shared, CNI)
    await town.restart_bot()
    assert LINKERD in (await replies(town, shared, "and his other talks?")).text


async def test_passage_that_was_quoted_is_of_the_talk_that_is_meant_then(town: Town) -> None:
    first = await asks(town, "how do I keep CNI plugins from overwriting each other?")
    assert CNI in (await replies(town, first, "where can I watch it?")).text


async def test_who_asked_chooses_what_was_meant_in_place_and_the_conversation_goes_on(
    town: Town, seeded: Catalog
) -> None:
    first = await asks(town, f"who gave {GATEWAY}?")
    asking_back = await replies(town, first, "and his other talks?")
    assert {"Matei David", "Alex Leong"} <= set(labels(asking_back))
    await town.restart_bot()
    chosen = await town.maya.clicks(asking_back, "Alex Leong")
    assert (chosen, LINKERD in chosen.text) == (asking_back, True)
    await is_noted(seeded, chosen, "Alex Leong")
    assert "2022" in (await replies(town, chosen, "only from 2022")).text
    assert (await replies(town, chosen, "and about CNI?")).text.count(CNI) == 1


async def test_somebody_else_chooses_for_themselves_alone(town: Town) -> None:
    first = await asks(town, f"who gave {GATEWAY}?")
    asking_back = await replies(town, first, "and his other talks?")
    chosen = await town.moderator.clicks(asking_back, "Alex Leong")
    assert (chosen.ephemeral, LINKERD in chosen.text) == (True, True)
    assert "Matei David" in labels(asking_back)


async def test_reply_to_somebody_else_that_names_the_bot_asks_only_what_it_says(town: Town) -> None:
    said = town.moderator.says(town.channel, "Alex Leong was great")
    answer = await town.maya.says(town.channel, f"@Talkbot {WHERE}", reply_to=said).answer()
    assert CNI in answer.text


async def test_without_the_right_to_embed_the_answer_is_plain_text(town: Town) -> None:
    town.channel.deny(town.guild.bot, Permission.EMBED_LINKS)
    answer = await asks(town, WHERE)
    assert answer.embeds == []
    assert CNI in answer.content
    assert "Watch" in labels(answer)


@pytest.mark.parametrize(
    "text",
    [
        "@everyone @Maya [x](http://evil.example) **who** `spoke` ||about|| <t:1:R> <@&1> <@1>?",
        "x" * 1900,
        "\u202ewho\u0000 spoke about \x1b[31m CNI?",
        "'; DROP TABLE talks; --",
        "(" * 900,
        "🦀" * 900,
        "who " * 450,
    ],
)
async def test_hostile_text_is_answered_and_pings_nobody(
    town: Town, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = await asks(town, text)
    assert "Something went wrong" not in answer.content
    assert (answer.pings.users, answer.pings.role_ids, answer.pings.everyone) == ([], [], False)
    log = capsys.readouterr()
    assert text not in log.out + log.err


async def test_what_found_nothing_in_a_server_is_counted_without_names(town: Town, seeded: Catalog) -> None:
    await asks(town, f"@Moss {UNKNOWN}")
    await town.maya.direct_message(UNKNOWN.upper()).answer()
    await town.stop_bot()
    missed = await list_missed_questions(seeded, 10)
    assert [(one.text, one.times, one.guild_id) for one in missed] == [("who won the football match", 1, town.guild.id)]


async def test_private_matters_are_not_counted(town: Town, seeded: Catalog) -> None:
    await asks(town, "what is Alex Leong's phone number?")
    await town.stop_bot()
    assert await list_missed_questions(seeded, 10) == ()


def is_answer(message: Message) -> bool:
    return message.replies_to is not None and message.author.is_bot
