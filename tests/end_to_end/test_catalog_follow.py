"""A server is told in a channel when an event changes at its source, whoever read the source again."""

from collections.abc import AsyncIterator
from ipaddress import ip_network

import pytest

from bot.discord_app.wiring import Wiring
from bot.domain.history import OPERATOR
from bot.fetching.limits import FetchLimits
from bot.importers.formats import SourceFile
from bot.sandbox import Message, Permission
from bot.services.catalog import Catalog
from bot.services.changes.follow_event import waiting_news
from bot.services.changes.import_source import ImportOrder, ImportWishes, carry_out_import
from tests import make
from tests.discord_app.test_embeds import HOSTILE
from tests.end_to_end.catalog import EVENT, Site, a_site, apply, preview, schedule, talk
from tests.end_to_end.conftest import Town

LIMITS = FetchLimits(allowed_networks=(ip_network("127.0.0.1/32"),))

ADA = {"speakers": ["Ada Example"], "date": "2026-05-04", "room": "Pier 1"}
BEFORE = (
    talk("Quiet Tides", start="10:00", end="10:45", **ADA),
    talk("Loud Tides", **ADA),
    talk("Low Tide", **ADA),
    talk("Ebb", **ADA),
)
AFTER = (
    talk("Quiet Tides", start="11:00", end="11:45", **ADA | {"room": "Pier 2"}),
    talk("Loud Tides", cancelled=True, **ADA),
    talk("Low Tide", track="Sea", **ADA),
    talk("Spring Tide", **ADA),
)


@pytest.fixture
def wiring() -> Wiring:
    return Wiring(guild_ready_timeout=0.1, fetch_limits=LIMITS, news_seconds=0.1)


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with a_site() as site:
        yield site


@pytest.fixture
async def harbour(town: Town, site: Site) -> str:
    """An event of the server's own, imported from a link that comes back."""
    url = site.serves("plan.json", schedule(*BEFORE))
    await apply(town.moderator, await preview(town.moderator.types(f"/catalog import url:{url}", town.channel)))
    return url


async def syncs(town: Town) -> Message:
    return await town.moderator.types("/catalog sync harbour", town.channel).until(
        lambda message: bool(message.content), within=10
    )


async def imports(catalog: Catalog, *talks: dict[str, object], guild_id: int | None = None) -> None:
    """As another process does, such as `talkbot import`."""
    order = ImportOrder(
        source=SourceFile("plan.json", schedule(*talks)), location="plan.json", wishes=ImportWishes(guild_id=guild_id)
    )
    await carry_out_import(catalog, order, actor=OPERATOR, now=make.NOW, accept_losses=True)


async def news_in(town: Town, count: int = 1) -> list[Message]:
    def look() -> list[Message] | None:
        news = [message for message in town.channel.messages.values() if "has changed" in message.text]
        return news if len(news) >= count else None

    return await town.discord.until(look)


async def test_change_at_the_source_is_told_in_one_message(town: Town, site: Site, harbour: str) -> None:
    followed = await town.moderator.types("/catalog follow harbour channel:#talks", town.channel)
    assert town.channel.mention in followed.content
    site.serves("plan.json", schedule(*AFTER))
    synced = await syncs(town)
    assert "Read again" in synced.content
    assert "1 new, 3 changed, 1 moved, 1 gone, 1 cancelled" in synced.text
    (news,) = await news_in(town)
    assert not news.ephemeral
    fields = {field["name"]: field["value"] for field in news.embeds[0]["fields"]}
    assert fields == {
        "Cancelled (1)": "**Loud Tides** · Ada Example\nMonday, 4 May 2026 · Pier 1",
        "Moved (1)": "**Quiet Tides** · Ada Example\n"
        "~~<t:1777881600:F> – <t:1777884300:t> · Pier 1~~ → <t:1777885200:F> – <t:1777887900:t> · Pier 2",
        "New (1)": "**Spring Tide** · Ada Example\nMonday, 4 May 2026 · Pier 1",
        "No longer listed (1)": "**Ebb** · Ada Example\nMonday, 4 May 2026 · Pier 1",
        "Changed (1)": "**Low Tide** · Ada Example\nnew: track",
    }


async def test_source_that_says_the_same_is_told_to_nobody(town: Town, harbour: str, seeded: Catalog) -> None:
    await town.moderator.types("/catalog follow harbour", town.channel)
    assert "Nothing has changed" in (await syncs(town)).content
    assert await waiting_news(seeded) == ()


async def test_what_another_process_changes_is_told_as_well_and_once(town: Town, seeded: Catalog) -> None:
    await imports(seeded, *BEFORE)
    await town.moderator.types("/catalog follow harbour", town.channel)
    await imports(seeded, *AFTER)
    await news_in(town)
    await imports(seeded, *BEFORE)
    first, second = await news_in(town, 2)
    assert "Spring Tide" in first.text
    assert "No longer listed (1)" in second.text
    assert len(town.discord.requests.of("POST", "/channels/{channel_id}/messages")) == 2


async def test_lost_answer_tells_nobody_twice(town: Town, seeded: Catalog) -> None:
    await imports(seeded, *BEFORE)
    await town.moderator.types("/catalog follow harbour", town.channel)
    town.discord.faults.answer("POST", "/channels/*/messages", 503, carried_out=True, times=2)
    await imports(seeded, *AFTER)
    await town.discord.until(
        lambda: len(town.discord.requests.of("POST", "/channels/{channel_id}/messages")) >= 3, within=10
    )
    assert len(await news_in(town)) == 1


async def test_large_change_is_one_message_within_limits_and_pings_nobody(town: Town, seeded: Catalog) -> None:
    talks = [talk(f"{number} {HOSTILE}", **ADA | {"room": HOSTILE}) for number in range(60)]
    await imports(seeded, *talks)
    await town.moderator.types("/catalog follow harbour", town.channel)
    await imports(seeded, *(one | {"room": "Pier 2"} for one in talks))
    (news,) = await news_in(town)
    assert "Moved (60)" in news.text
    assert "… and " in news.text
    assert not news.pings.everyone


async def test_missing_permission_is_named_before_anything_is_saved(town: Town, harbour: str, seeded: Catalog) -> None:
    quiet = town.guild.add_channel("quiet")
    quiet.deny(town.guild.bot, Permission.EMBED_LINKS)
    refused = await town.moderator.types("/catalog follow harbour channel:#quiet", town.channel)
    assert refused.content == "I lack the permission Embed Links in #quiet. Nothing was saved."
    secret = town.guild.add_channel("secret")
    secret.deny(town.guild.bot, Permission.VIEW_CHANNEL)
    refused = await town.moderator.types("/catalog follow harbour channel:#secret", town.channel)
    assert refused.content.startswith("I lack the permission View Channel")
    stage = town.guild.add_channel("stage")
    stage.deny(town.guild.moderator_role(), Permission.SEND_MESSAGES)
    refused = await town.moderator.types("/catalog follow harbour channel:#stage", town.channel)
    # Whoever may not send may not embed either.
    assert refused.content == "You lack the permission Send Messages, Embed Links in #stage. Nothing was saved."
    await imports(seeded, *AFTER, guild_id=town.guild.id)
    assert await waiting_news(seeded) == ()


async def test_channel_that_is_closed_ends_the_following(town: Town, seeded: Catalog) -> None:
    await imports(seeded, *BEFORE)
    await town.moderator.types("/catalog follow harbour", town.channel)
    town.channel.deny(town.guild.bot, Permission.SEND_MESSAGES)
    await imports(seeded, *AFTER)
    posts = town.discord.requests
    await town.discord.until(lambda: bool(posts.of("POST", "/channels/{channel_id}/messages")))
    town.channel.allow(town.guild.bot, Permission.SEND_MESSAGES)
    await town.moderator.types("/event list", town.channel)
    await imports(seeded, *BEFORE)
    assert await waiting_news(seeded) == ()


async def test_unfollowed_event_is_told_no_more(town: Town, seeded: Catalog) -> None:
    await imports(seeded, *BEFORE)
    await town.moderator.types("/catalog follow harbour", town.channel)
    stopped = await town.moderator.types("/catalog unfollow harbour", town.channel)
    assert "no longer tell you" in stopped.content
    await imports(seeded, *AFTER)
    assert await waiting_news(seeded) == ()


async def test_event_from_a_file_cannot_be_read_again(town: Town, seeded: Catalog) -> None:
    await imports(seeded, *BEFORE, guild_id=town.guild.id)
    assert "came from a file" in (await syncs(town)).content
    shared = await town.moderator.types("/catalog sync kubecon detroit", town.channel)
    assert "shared by all servers" in shared.content


async def test_source_that_loses_its_talks_changes_nothing(town: Town, site: Site, harbour: str) -> None:
    site.serves("plan.json", schedule(BEFORE[0]))
    assert "3 of 4 talks are gone" in (await syncs(town)).content
    assert EVENT in (await town.maya.types("/talk search ebb", town.channel)).text


class TestReadAgainByItself:
    @pytest.fixture
    def wiring(self) -> Wiring:
        return Wiring(guild_ready_timeout=0.1, fetch_limits=LIMITS, news_seconds=30, sync_minutes=0.1 / 60)

    async def test_followed_source_is_read_again_by_itself(self, town: Town, site: Site, harbour: str) -> None:
        await town.moderator.types("/catalog follow harbour", town.channel)
        site.serves("plan.json", b"gone for the night")
        await site.is_asked()
        site.serves("plan.json", schedule(*AFTER))
        (news,) = await news_in(town)
        assert "Spring Tide" in news.text
        history = await town.moderator.types("/catalog history", town.channel)
        assert "Read again" in history.text
        assert "the operator" in history.text
