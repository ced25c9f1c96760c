"""Whatever is asked while the database is slow is acknowledged in time, and answered when it is there again."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from itertools import starmap
from typing import TypeAlias

import pytest
from discord import app_commands

from bot.discord_app import replying
from bot.discord_app.client import TalkbotClient
from bot.discord_app.handling import _FORMS
from bot.discord_app.views.buttons import LASTING_ITEMS
from bot.errors import PassingError
from bot.sandbox import Message
from bot.sandbox.people.actions import Member
from bot.sandbox.people.replies import Reply
from bot.services.catalog import Catalog
from bot.store.database import Database, Session
from bot.store.trouble import AWAY
from tests.end_to_end.catalog import forges_choice, forges_click, forges_form, schedule, talk, uploads
from tests.end_to_end.conftest import Town
from tests.waiting import until

Act: TypeAlias = Callable[[Member, Message], Reply]

THINKING, CHANGES_LATER, CHANGE = 5, 6, 7

COMMANDS = (
    "/talk search cni",
    "/talk show cni",
    "/talk list",
    "/talk ask who speaks about cni?",
    "/talk now",
    "/talk next",
    "/speaker show lee",
    "/event list",
    "/event show kubecon",
    "/catalog import",
    "/catalog sync harbour",
    "/catalog edit quiet tides",
    "/catalog remove talk:quiet tides",
    "/catalog undo",
    "/catalog history",
    "/catalog follow harbour",
    "/catalog unfollow harbour",
    "/catalog questions",
    "/catalog export kubecon format:yaml",
    "/recap edit kubecon",
    "/recap edit kubecon talk:cni",
    "/recap preview kubecon",
    "/recap post kubecon channel:#talks",
    "/recap update kubecon",
    "/announce once when:in 20 minutes channel:#talks",
    "/announce once when:in 20 minutes channel:#talks message:Hello",
    "/announce repeat when:in 20 minutes every:day channel:#talks message:Hello",
    "/announce talks event:kubecon minutes:5 channel:#talks message:Soon",
    "/announce list",
    "/announce show 1",
    "/announce edit 1",
    "/announce pause 1",
    "/announce resume 1",
    "/announce skip 1",
    "/announce cancel 1",
    "/announce send-now 1",
    "/announce test 1",
    "/settings show",
    "/settings set timezone:Europe/Berlin",
    "/settings reset setting:time zone",
    "/privacy show",
    "/privacy delete",
)
MESSAGE_COMMANDS = ("Find talks about this",)
AT_ONCE = ("keep", "rather-not", "recap-leave")
# In the place of an id, for in each server it is another one.
CHANNEL = "<channel>"
CLICKS = (
    'page:1:=["q","cni"]',
    'share:=["q","cni"]',
    'browse:=["q","cni"]',
    'meant-here:=["q","cni"]',
    'meant-anew:=["q","cni"]',
    "apply:0:unknown",
    "cancel-import:unknown",
    "remove:talk:1",
    "undo:1",
    "history:1",
    "edit-again:unknown",
    "schedule:unknown",
    "write:unknown",
    "drop:unknown",
    "moment:1:unknown",
    "announcement:show:1",
    "announcement:edit:1",
    "announcement:pause:1",
    "announcements:1",
    "send-missed:1",
    "forget-me",
    "recap-look:1:full:1",
    "recap-post:1:full",
    "recap-schedule:1:full",
    f"recap-again:1:{CHANNEL}:full::0:1",
    "recap-update:1",
    "recap-go-on:1",
    "recap-edit:1",
    "recap-form:1:words",
    "recap-form-again:unknown",
    "recap-reset:1:yes",
)
CHOICES = (
    ("open:talk", "1"),
    ("meanings-here", '=["q","cni"]'),
    ("open-announcement", "1"),
    ("recap-style:1", "full"),
    ("recap-line:1", "1"),
)
FORMS = (
    ("edit-talk:1:unknown", {"title": "Quiet Tides"}),
    ("write-announcement:unknown", {"text": "Hello"}),
    ("edit-recap:1:words:0:unknown", {"intro": "Hello"}),
)


class HeldDatabase(Database):
    """While it is held nobody is let in, as with a lock on all of it."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.free = asyncio.Event()
        self.free.set()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Session]:
        await self.free.wait()
        async with super().reading() as session:
            yield session

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Session]:
        await self.free.wait()
        async with super().transaction() as session:
            yield session


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replying, "_SECONDS_BEFORE_DEFERRING", 0.1)
    monkeypatch.setattr(replying, "_SECONDS_BEFORE_GIVING_UP_A_FORM", 0.2)


@pytest.fixture
def open_database(database_url: str) -> Callable[[], Database]:
    return lambda: HeldDatabase(database_url)


@contextmanager
def held(town: Town) -> Iterator[None]:
    assert isinstance(town.database, HeldDatabase)
    town.database.free.clear()
    try:
        yield
    finally:
        town.database.free.set()


async def in_a_server_of_its_own(town: Town, number: int) -> tuple[Member, Message]:
    """Where nobody else asks, so that nobody has to wait for a turn."""
    guild = town.discord.add_guild(f"Server {number}")
    moderator = guild.add_moderator("Moss")
    return moderator, await moderator.types("/talk now", guild.add_channel("talks"))


async def asked_while_held(town: Town, acts: Sequence[Act]) -> list[Reply]:
    """All at once; nobody is let in to the database before all are acknowledged."""
    places = [await in_a_server_of_its_own(town, number) for number in range(len(acts))]
    with held(town):
        replies = [act(*place) for act, place in zip(acts, places, strict=True)]
        await asyncio.gather(*(reply.acknowledged() for reply in replies))
    return replies


def types(line: str) -> Act:
    if line == "/catalog import":
        return lambda member, message: uploads(member, message.channel, schedule(talk("Quiet Tides")))
    return lambda member, message: member.types(line, message.channel)


def finds(name: str) -> Act:
    return lambda member, message: member.uses_message_command(name, member.says(message.channel, "What of CNI?"))


def clicks(custom_id: str) -> Act:
    return lambda member, message: forges_click(member, message, custom_id.replace(CHANNEL, str(message.channel.id)))


def chooses(custom_id: str, value: str) -> Act:
    return lambda member, message: forges_choice(member, message, custom_id, value)


def fills_in(custom_id: str, texts: Mapping[str, str]) -> Act:
    return lambda member, message: forges_form(member, message.channel, custom_id, **texts)


async def test_every_command_says_that_it_thinks_and_answers(hasty: None, town: Town) -> None:
    for reply in await asked_while_held(town, [*map(types, COMMANDS), *map(finds, MESSAGE_COMMANDS)]):
        assert reply.answer_type == THINKING, reply.act
        await reply.message(within=20)
        assert reply.ephemeral, reply.act


async def test_no_command_is_left_out() -> None:
    client = TalkbotClient(Catalog(Database("sqlite+aiosqlite://")))
    names = {f"/{one.qualified_name}" for one in client.tree.walk_commands() if isinstance(one, app_commands.Command)}
    assert {name for name in names if not any(line.startswith(name) for line in COMMANDS)} == set()
    menus = {one.name for one in client.tree.get_commands() if isinstance(one, app_commands.ContextMenu)}
    assert menus == set(MESSAGE_COMMANDS)


async def test_every_click_is_acknowledged_in_time(hasty: None, town: Town) -> None:
    acts = [*map(clicks, CLICKS), *starmap(chooses, CHOICES)]
    answers = {reply.act: reply.answer_type for reply in await asked_while_held(town, acts)}
    assert {act for act, answer in answers.items() if answer not in {THINKING, CHANGES_LATER}} == set()


async def test_click_that_needs_no_database_is_answered_at_once(town: Town) -> None:
    answers = [reply.answer_type for reply in await asked_while_held(town, [*map(clicks, AT_ONCE)])]
    assert answers == [CHANGE] * len(AT_ONCE)


def test_no_button_or_menu_is_left_out() -> None:
    ids = [custom_id.replace(CHANNEL, "1") for custom_id in (*CLICKS, *AT_ONCE, *(menu for menu, _ in CHOICES))]
    templates = [item.__discord_ui_compiled_template__ for item in LASTING_ITEMS]
    assert [template.pattern for template in templates if not any(map(template.fullmatch, ids))] == []


async def test_every_form_is_acknowledged_in_time(town: Town) -> None:
    replies = await asked_while_held(town, [*starmap(fills_in, FORMS)])
    assert {reply.answer_type for reply in replies} == {THINKING}
    assert {custom_id.partition(":")[0] for custom_id, _ in FORMS} == _FORMS


async def test_form_that_comes_too_late_is_not_opened_and_said_so(town: Town) -> None:
    (reply,) = await asked_while_held(town, [types("/announce once when:in 20 minutes channel:#talks")])
    assert (await reply).text == "It took me too long to open the form. Try again in a moment."


async def test_form_is_waited_for_longer_than_a_message(
    hasty: None, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replying, "_SECONDS_BEFORE_GIVING_UP_A_FORM", 60)
    moderator, message = await in_a_server_of_its_own(town, 1)
    with held(town):
        form = moderator.types("/announce once when:in 20 minutes channel:#talks", message.channel)
        answer = moderator.types("/settings show", message.channel)
        await answer.acknowledged()
    assert (await form.modal()).fields
    assert answer.answer_type == THINKING


async def test_click_that_leads_to_a_message_says_that_it_thinks(hasty: None, town: Town) -> None:
    ids = ('browse:=["q","cni"]', 'share:=["q","cni"]', 'page:0:=["q","cni"]')
    private, public, page = await asked_while_held(town, [*map(clicks, ids)])
    assert "CNI" in (await private).text
    assert "CNI" in (await public).text
    assert (private.answer_type, private.ephemeral) == (THINKING, True)
    assert (public.answer_type, public.ephemeral) == (THINKING, False)
    assert page.answer_type == CHANGES_LATER


async def test_answer_comes_where_it_was_lost_that_it_thinks(hasty: None, town: Town) -> None:
    moderator, message = await in_a_server_of_its_own(town, 1)
    lost = town.discord.faults.lose_request("POST", "/interactions/*/*/callback")
    with held(town):
        answer = moderator.types("/talk search cni", message.channel)
        await until(lambda: lost.met)
    assert "CNI" in (await answer).text


async def test_what_keeps_an_answer_for_all_from_coming_is_told_to_one_alone(hasty: None, town: Town) -> None:
    (reply,) = await asked_while_held(town, [clicks("share:#unknown")])
    told = await reply.followup()
    assert told.text == "This list is no longer known. Ask again with the command."
    assert told.ephemeral
    assert reply.messages == [told]


async def test_what_was_shared_stays_though_something_goes_wrong_after_it(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> None:
        raise PassingError(AWAY)

    monkeypatch.setattr("bot.discord_app.responder.change_spoken_of", fail)
    (reply,) = await asked_while_held(town, [clicks('share:=["q","cni"]')])
    told = await reply.followup()
    assert (told.text, told.ephemeral) == (AWAY, True)
    assert "CNI" in reply.messages[0].text
