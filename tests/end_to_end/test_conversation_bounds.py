"""Whom the bot does not answer, where it does not, and not how often."""

import asyncio
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.discord_app.conversation import conversing, message_replies
from bot.errors import UserError
from bot.sandbox import Channel, Message, Permission
from bot.sandbox.records import Recorded
from bot.sandbox.world.messages import MessageKind
from bot.sandbox.world.posting import post
from bot.services.catalog import Catalog
from bot.services.questions.converse import converse
from bot.store import conversations
from tests.end_to_end.conftest import Town
from tests.make import NOW

HINT = "Ask me about talks"
CALLED = "@Talkbot"
ASKED = "@Talkbot who spoke about CNI?"


def by_bot(channel: Channel) -> list[Message]:
    bot = channel.world.application.user
    return [message for message in channel.messages.values() if message.author is bot]


async def is_silent(town: Town, channel: Channel | None = None) -> None:
    """It has heard what was said later, and at its end has nothing more to say of what was said before."""
    assert HINT in (await town.moderator.direct_message("hello").answer()).content
    await town.stop_bot()
    assert by_bot(channel or town.channel) == []


@pytest.mark.parametrize("said", ["@Talkbot", "@Talkbot hello", "hey @Talkbot!", "@Talkbot @Maya #talks"])
async def test_call_without_a_question_is_answered_with_a_hint_of_one_line(town: Town, said: str) -> None:
    answer = await town.maya.says(town.channel, said).answer()
    assert answer.content.startswith(HINT)
    assert "\n" not in answer.content
    assert not answer.pings_member(town.maya)


async def test_file_without_a_word_is_answered_with_the_hint(town: Town) -> None:
    assert HINT in (await town.maya.says(town.maya.dm, "", files={"a.png": b"x"}).answer()).content
    assert HINT in (await town.maya.says(town.channel, "@Talkbot", files={"a.png": b"x"}).answer()).content


def by_another_bot(town: Town) -> None:
    town.guild.add_bot("Radio").says(town.channel, ASKED)


def by_a_webhook(town: Town) -> None:
    town.maya.posts_by_webhook(town.channel, ASKED)


def by_discord_itself(town: Town) -> None:
    for kind in (MessageKind.JOINED, MessageKind.PINNED, MessageKind.BOOSTED):
        town.maya.is_announced(town.channel, kind, ASKED)


def to_everyone(town: Town) -> None:
    for whom in ("@everyone", "@here"):
        town.moderator.says(town.channel, f"{whom} {ASKED}")


def to_the_bots_role(town: Town) -> None:
    role = next(role for role in town.guild.roles.values() if role.name == "Talkbot")
    role.mentionable = True
    town.maya.says(town.channel, f"{role.mention} who spoke about CNI?")


def to_nobody(town: Town) -> None:
    town.maya.says(town.channel, "who spoke about CNI? Talkbot, <@1>?")


def to_somebody_else(town: Town) -> None:
    said = town.moderator.says(town.channel, "I liked KubeCon")
    town.maya.says(town.channel, "who spoke about CNI?", reply_to=said)


def with_thanks(town: Town) -> None:
    town.maya.says(town.channel, "@Talkbot thank you so much!")
    town.maya.direct_message("ok, thanks")


def by_an_edit(town: Town) -> None:
    town.maya.edits(town.maya.says(town.channel, "who spoke about CNI?"), ASKED)


NOT_PUT_TO_IT = [
    by_another_bot,
    by_a_webhook,
    by_discord_itself,
    to_everyone,
    to_the_bots_role,
    to_nobody,
    to_somebody_else,
    with_thanks,
    by_an_edit,
]


@pytest.mark.parametrize("happens", NOT_PUT_TO_IT)
async def test_what_was_not_put_to_it_is_not_answered(town: Town, happens: Callable[[Town], None]) -> None:
    town.guild.set_permissions(
        town.guild.moderator_role(), Permission.MENTION_EVERYONE | town.guild.everyone.permissions
    )
    happens(town)
    await is_silent(town)


async def test_everyone_who_may_not_be_called_is_no_call_of_everyone(town: Town) -> None:
    assert HINT in (await town.maya.says(town.channel, "@everyone @Talkbot").answer()).content


async def test_member_who_asks_a_hundred_times_is_answered_a_few_times_and_told_why_once(town: Town) -> None:
    for _ in range(100):
        town.maya.says(town.channel, CALLED)
    await town.moderator.direct_message("hello").answer()
    await town.maya.finds(town.channel, "One question at a time")
    await town.discord.until(lambda: len(by_bot(town.channel)) == 6)
    assert [HINT in message.content for message in by_bot(town.channel)].count(True) == 5


async def test_hundred_members_who_ask_at_once_do_not_flood_the_channel(town: Town) -> None:
    for number in range(100):
        town.guild.add_member(f"Member {number}").says(town.channel, CALLED)
    await town.moderator.direct_message("hello").answer()
    await town.discord.until(lambda: len(by_bot(town.channel)) == 10)


async def test_channel_that_it_may_not_write_in_gets_no_answer_and_no_request(town: Town) -> None:
    town.channel.deny(town.guild.everyone, Permission.SEND_MESSAGES)
    town.channel.allow(town.maya, Permission.SEND_MESSAGES)
    town.maya.says(town.channel, CALLED)
    await is_silent(town)
    assert {one.path for one in town.discord.requests.of("POST", "/channels/{channel_id}/messages")} == {
        f"/channels/{town.moderator.dm.id}/messages"
    }


async def test_thread_that_it_may_not_write_in_gets_no_answer(town: Town) -> None:
    thread = town.moderator.opens_thread(town.channel, "KubeCon")
    town.channel.deny(town.guild.bot, Permission.SEND_MESSAGES_IN_THREADS)
    town.maya.says(thread, CALLED)
    await is_silent(town, thread)


async def test_right_that_is_lost_meanwhile_is_a_line_in_the_log(
    town: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    town.discord.faults.answer("POST", f"/channels/{town.channel.id}/messages", 403)
    town.maya.says(town.channel, CALLED)
    await is_silent(town)
    assert "an answer could not be sent" in capsys.readouterr().out


async def test_without_the_right_to_read_what_was_said_it_answers_without_a_reference(town: Town) -> None:
    town.channel.deny(town.guild.bot, Permission.READ_MESSAGE_HISTORY)
    town.maya.says(town.channel, CALLED)
    answer = await town.maya.finds(town.channel, HINT)
    assert answer.replies_to is None


async def test_question_that_is_deleted_at_once_gets_no_answer(town: Town) -> None:
    town.maya.deletes(town.maya.says(town.channel, CALLED))
    await is_silent(town)
    assert [one.status for one in sent_to(town)] == [400]


async def test_message_that_is_told_twice_is_answered_once(town: Town) -> None:
    asked = town.maya.says(town.channel, CALLED)
    town.discord.gateway.repeat("MESSAGE_CREATE")
    answer = await asked.answer()
    town.discord.gateway.repeat("MESSAGE_CREATE")
    await town.restart_bot()
    assert by_bot(town.channel) == [answer]


async def test_message_that_a_new_process_is_told_again_is_answered_once(town: Town) -> None:
    asked = town.maya.says(town.channel, CALLED)
    answer = await asked.answer()
    await town.restart_bot()
    post(asked)
    assert HINT in (await town.moderator.direct_message("hello").answer()).content
    assert by_bot(town.channel) == [answer]
    assert len(sent_to(town)) == 1


async def test_process_that_died_before_it_noted_its_answer_gives_no_second_one(town: Town, seeded: Catalog) -> None:
    asked = town.maya.says(town.channel, ASKED)
    answer = await asked.answer()
    await town.stop_bot()
    async with seeded.database.transaction() as session:
        await conversations.drop_older(session, NOW + timedelta(days=10_000))
    await town.restart_bot()
    post(asked)
    await town.discord.until(lambda: len(sent_to(town)) == 2)
    await town.stop_bot()
    assert by_bot(town.channel) == [answer]
    async with seeded.database.reading() as session:
        assert await conversations.is_answered(session, asked.id)


async def test_two_processes_that_hear_the_same_answer_once(town: Town) -> None:
    second = asyncio.create_task(town._run())
    await town.discord.until(lambda: len(town.discord.gateway.connected()) == 2)
    asked = town.maya.says(town.channel, ASKED)
    answer = await asked.answer()
    await town.stop_bot()
    await second
    assert by_bot(town.channel) == [answer]


def sent_to(town: Town) -> list[Recorded]:
    requests = town.discord.requests.of("POST", "/channels/{channel_id}/messages")
    return [one for one in requests if one.path == f"/channels/{town.channel.id}/messages"]


@pytest.mark.parametrize("trouble", ["lost", "503"])
async def test_answer_is_tried_again_when_discord_falters_and_comes_once(town: Town, trouble: str) -> None:
    path = f"/channels/{town.channel.id}/messages"
    if trouble == "lost":
        town.discord.faults.lose_answer("POST", path, times=1)
    else:
        town.discord.faults.answer("POST", path, 503, carried_out=True, times=1)
    answer = await town.maya.says(town.channel, ASKED).answer()
    await town.stop_bot()
    assert by_bot(town.channel) == [answer]
    assert len(sent_to(town)) == 2


async def test_bug_gets_an_id_which_the_asker_sees_and_the_log_has(
    town: Town, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(conversing, "converse", broken)
    answer = await town.maya.says(town.channel, ASKED).answer()
    (error_id,) = re.findall(r"`(\w+)`", answer.content)
    log = capsys.readouterr().out
    assert f"error_id={error_id}" in log
    assert "CNI" not in log


async def test_mistake_of_the_asker_is_explained(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    async def mistaken(*_: object) -> None:
        raise UserError("Ask for *one* day, such as `friday`.")

    monkeypatch.setattr(conversing, "converse", mistaken)
    answer = await town.maya.says(town.channel, ASKED).answer()
    assert answer.content == "Ask for \\*one\\* day, such as `friday`."


async def test_answer_that_takes_long_is_announced_by_typing(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    async def slow(*given: Any) -> object:
        await town.discord.until(lambda: bool(town.discord.requests.of("POST", "/channels/{channel_id}/typing")))
        return await converse(*given)

    monkeypatch.setattr(message_replies, "_SECONDS_BEFORE_TYPING", 0)
    monkeypatch.setattr(conversing, "converse", slow)
    await town.maya.says(town.channel, ASKED).answer()
