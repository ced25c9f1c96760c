"""Recaps of a very large programme, and of titles that are long, hostile or written from right to left."""

import re
from pathlib import Path

import pytest

from bot.domain.history import OPERATOR
from bot.importers.formats import SourceFile
from bot.sandbox import Channel, ChannelKind, Message
from bot.services.catalog import Catalog
from bot.services.changes.import_source import ImportOrder, ImportWishes, carry_out_import
from tests import make
from tests.end_to_end.conftest import Town
from tests.end_to_end.recaps import all_words, own, posts, words

WHOLE = "[the whole programme](https://fosdem.org/2026/schedule/)"
TITLES = re.compile(r"^- (?:▶ )?\[.+?\]\(https://\S+\)(?: · .+)?$", re.MULTILINE)


@pytest.fixture
def channel(town: Town) -> Channel:
    return town.guild.add_channel("recaps")


@pytest.fixture
async def fosdem(seeded: Catalog, data_folder: Path) -> None:
    file = data_folder / "schedules" / "frab_xml" / "fosdem-2026.xml"
    source = SourceFile(file.name, file.read_bytes())
    order = ImportOrder(source=source, location=file.name, wishes=ImportWishes())
    await carry_out_import(seeded, order, actor=OPERATOR, now=make.NOW)


def missing(messages: list[Message]) -> int:
    found = re.search(r"_([\d,]+) talks are not here:_", all_words(messages))
    assert found is not None
    return int(found[1].replace(",", ""))


async def test_fosdem_in_one_message(town: Town, fosdem: None, channel: Channel) -> None:
    await posts(town, channel, "style:compact", event="fosdem")
    (message,) = own(channel)
    assert "**1,078 talks · 1,214 speakers · 983 recordings**" in words(message)
    assert (len(TITLES.findall(words(message))), missing([message])) == (21, 1057)
    assert WHOLE in words(message)


async def test_fosdem_in_a_few_messages(town: Town, fosdem: None, channel: Channel) -> None:
    await posts(town, channel, "style:full", event="fosdem")
    messages = own(channel)
    shown = all_words(messages)
    assert (len(messages), len(re.findall(r"^### ", shown, re.MULTILINE))) == (5, 71)
    assert len(TITLES.findall(shown)) + missing(messages) == 1078
    assert len(TITLES.findall(shown)) == 141
    assert WHOLE in words(messages[-1])


async def test_fosdem_in_a_thread(town: Town, fosdem: None, channel: Channel) -> None:
    await posts(town, channel, "style:threads", event="fosdem")
    (first,) = own(channel)
    (thread,) = town.guild.threads
    assert (len(own(thread)), missing([first])) == (50, 1028)
    assert WHOLE in words(first)


async def test_preview_turns_its_pages(town: Town, fosdem: None) -> None:
    shown = await town.moderator.types("/recap preview fosdem", town.channel)
    first = words(shown)
    second = await town.moderator.clicks(shown, "▶").until(lambda one: "message 2 of 5" in one.content)
    assert words(second) != first
    assert second.files == []
    one = await town.moderator.chooses(shown, "Compact").until(lambda one: "message 1 of 1" in one.content)
    assert one.files[0].name == "recap.png"


HOSTILE = "@everyone <@&{role}> **b** [click](https://evil.example) ||s|| `c`"
EXTREMES = {
    "long": "Lighthouses " * 40,
    "hostile": HOSTILE,
    "right to left": "שלום עולם \u202eמגדלור\u200f",
    "unseen": "\u200b\u200b",
}


@pytest.mark.parametrize("title", EXTREMES.values(), ids=EXTREMES.keys())
@pytest.mark.parametrize("kind", [ChannelKind.TEXT, ChannelKind.FORUM])
async def test_title_of_any_kind_is_posted(town: Town, seeded: Catalog, title: str, kind: ChannelKind) -> None:
    role = town.guild.add_role("Readers", mentionable=True)
    title = title.replace("{role}", str(role.id))
    talk = make.talk(
        title, abstract=f"{title} And so it is told.", speakers=(make.speaker(title),), url="https://x.example/t"
    )
    of = make.event("Harbour Conf", city=title)
    await make.saved(seeded, talk, of=of)
    channel = town.guild.add_channel("recaps", kind=kind)
    told = await posts(town, channel, "style:threads", event="harbour")
    assert told.content.startswith("Posted 2 messages")
    messages = [message for place in (channel, *town.guild.threads) for message in own(place)]
    assert len(messages) == 2
    for message in messages:
        assert (message.content, message.pings.role_ids, message.pings.everyone) == ("", [], False)
        assert "\u202e" not in words(message)
        for mark in ("**b", "[click", "||s", "`c", "<@&"):
            places = [place for place in range(len(words(message))) if words(message).startswith(mark, place)]
            assert all(words(message)[place - 1] == "\\" for place in places), mark
