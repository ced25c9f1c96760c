"""/privacy, as members and moderators meet it."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from bot.discord_app.wiring import Wiring
from bot.domain.history import Action, Actor, CatalogChange
from bot.domain.lookups import TalkSearch
from bot.services.catalog import Catalog
from bot.services.finding.keep_lookup import token_of
from bot.store import history, kept_forms
from tests import make
from tests.end_to_end.conftest import Town
from tests.full_tables import contents
from tests.waiting import until


async def record(catalog: Catalog, guild_id: int, member_id: int, name: str = "Café Conf") -> None:
    change = CatalogChange(
        guild_id=guild_id,
        event_id=1,
        event_name=name,
        action=Action.EDIT,
        note=name,
        actor=Actor(member_id),
        changed_at=make.NOW,
        event_before=None,
        talks=(),
    )
    async with catalog.database.transaction() as session:
        await history.record(session, change)


async def rows_in(catalog: Catalog, table: str) -> int:
    async with catalog.database.reading() as session:
        return int(await session.scalar(text(f"SELECT count(*) FROM {table}")))


async def until_kept(catalog: Catalog, table: str, rows: int) -> None:
    """A conversation is written down a moment after the answer; what is old goes a while after the start."""

    async def holds() -> bool:
        return await rows_in(catalog, table) == rows

    await until(holds)


async def test_member_sees_that_nothing_tells_of_them(town: Town) -> None:
    message = await town.maya.types("/privacy show", town.channel)
    assert message.ephemeral
    assert message.embeds[0]["description"] == "Nothing tells of you."


async def test_moderator_sees_what_is_kept_and_has_it_deleted(town: Town, seeded: Catalog) -> None:
    await record(seeded, town.guild.id, town.moderator.id)
    await record(seeded, town.guild.id, town.maya.id, "Maya Conf")
    shown = await town.moderator.types("/privacy show", town.channel)
    assert shown.embeds[0]["description"] == "**1** · changes to a catalog that you made"

    asked = await town.moderator.types("/privacy delete", town.channel)
    assert "as made by a former moderator" in asked.embeds[0]["description"]
    await town.restart_bot()
    done = await town.moderator.clicks(asked, "Delete")
    assert done.content == "Forgotten: nothing tells of you any more."

    log = await town.moderator.types("/catalog history", town.channel)
    assert "a former moderator, <t:" in log.embeds[0]["description"]
    assert f"<@{town.moderator.id}>" not in log.embeds[0]["description"]
    assert f"<@{town.maya.id}>" in log.embeds[0]["description"]


async def test_who_changes_their_mind_is_kept(town: Town, seeded: Catalog) -> None:
    await record(seeded, town.guild.id, town.moderator.id)
    asked = await town.moderator.types("/privacy delete", town.channel)
    kept = await town.moderator.clicks(asked, "Cancel")
    assert kept.content == "Nothing was changed."
    shown = await town.moderator.types("/privacy show", town.channel)
    assert "**1**" in shown.embeds[0]["description"]


async def test_nothing_to_delete_is_not_asked_about(town: Town) -> None:
    message = await town.maya.types("/privacy delete", town.channel)
    assert message.embeds[0]["description"] == "Nothing tells of you."
    assert message.components == []


async def test_direct_messages_are_forgotten_from_wherever_it_is_asked(town: Town, seeded: Catalog) -> None:
    await town.maya.direct_message("cni").answer()
    await until_kept(seeded, "conversations", 1)
    asked = await town.maya.types("/privacy delete", town.channel)
    assert "direct messages" in asked.embeds[0]["description"]
    await town.maya.clicks(asked, "Delete")
    shown = await town.maya.types("/privacy show", town.maya.dm)
    assert shown.embeds[0]["description"] == "Nothing tells of you."


async def test_nothing_of_a_direct_message_in_vain_is_left_when_it_is_deleted(town: Town, seeded: Catalog) -> None:
    await town.maya.direct_message("who spoke about my grandmother's cobol?").answer()
    await until_kept(seeded, "conversations", 1)
    asked = await town.maya.types("/privacy delete", town.channel)
    await town.maya.clicks(asked, "Delete")
    assert "grandmother" not in str(await contents(seeded.database))


async def test_member_is_told_what_is_kept_of_everybody(town: Town) -> None:
    message = await town.maya.types("/privacy show", town.channel)
    (field,) = message.embeds[0]["fields"]
    assert "too long for a button" in field["value"]
    assert "word for word, for half a year at most" in field["value"]
    assert "of direct messages none" in field["value"]


class TestRetention:
    @pytest.fixture
    def wiring(self) -> Wiring:
        return Wiring(guild_ready_timeout=0.1, retention_days=30)

    async def test_bot_drops_what_is_old_when_it_starts(self, town: Town, seeded: Catalog) -> None:
        await record(seeded, town.guild.id, town.moderator.id)
        async with seeded.database.transaction() as session:
            await session.execute(text("UPDATE catalog_changes SET changed_at = '2020-01-01 00:00:00+00:00'"))
        await town.restart_bot()
        await until_kept(seeded, "catalog_changes", 0)

    async def test_long_searches_go_with_it(self, town: Town, seeded: Catalog) -> None:
        await token_of(seeded, TalkSearch("x" * 200), datetime.now(UTC) - timedelta(days=31))
        await town.restart_bot()
        await until_kept(seeded, "lookups", 0)


async def test_long_searches_go_after_half_a_year_where_history_stays(town: Town, seeded: Catalog) -> None:
    await token_of(seeded, TalkSearch("x" * 200), datetime.now(UTC) - timedelta(days=181))
    await token_of(seeded, TalkSearch("y" * 200), datetime.now(UTC) - timedelta(days=179))
    await town.restart_bot()
    await until_kept(seeded, "lookups", 1)


async def test_forms_go_when_nobody_came_back_to_them(town: Town, seeded: Catalog) -> None:
    async with seeded.database.transaction() as session:
        await kept_forms.keep(session, "0123", town.guild.id, {}, datetime.now(UTC) - timedelta(hours=25))
    await town.restart_bot()
    await until_kept(seeded, "kept_forms", 0)
