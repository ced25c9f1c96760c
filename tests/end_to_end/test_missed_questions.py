"""A moderator sees what was asked in the server and not found."""

import pytest

from bot.domain.catalog import Scope
from bot.domain.question_answers import Ignorance, NotKnown
from bot.domain.questions import Question
from bot.sandbox import TypingError
from bot.services.catalog import Catalog
from bot.services.questions.count_missed_question import count_missed_question
from tests.end_to_end.conftest import Town
from tests.make import NOW


async def missed(catalog: Catalog, text: str, guild_id: int) -> None:
    answer = NotKnown(lookup=Question(text=text, asked_at=NOW), why=Ignorance.NOT_FOUND)
    await count_missed_question(catalog, answer, Scope(guild_id), NOW)


async def test_moderator_sees_what_was_missed_in_this_server_alone(town: Town, seeded: Catalog) -> None:
    for text in ("who spoke about cobol?", "who spoke about COBOL", "**ping** @everyone <@1> [x](http://evil.example)"):
        await missed(seeded, text, town.guild.id)
    await missed(seeded, "a secret of others", 4711)
    shown = await town.moderator.types("/catalog questions", town.channel)
    assert shown.ephemeral
    assert shown.embeds[0]["description"] == (
        "**2×** who spoke about cobol · <t:1795348800:R>\n"
        "**1×** \\*\\*ping\\*\\* \\[x\\](http://evil.example) · <t:1795348800:R>"
    )
    assert (shown.pings.users, shown.pings.everyone) == ([], False)


async def test_many_long_questions_fit_into_one_message(town: Town, seeded: Catalog) -> None:
    for number in range(60):
        await missed(seeded, f"{number} " + "*x" * 100, town.guild.id)
    shown = await town.moderator.types("/catalog questions", town.channel)
    assert "more" in shown.embeds[0]["description"].splitlines()[-1]


async def test_server_where_nothing_was_missed_is_told_so(town: Town) -> None:
    shown = await town.moderator.types("/catalog questions", town.channel)
    assert shown.embeds[0]["description"] == "Nothing was asked in this server that the catalog could not answer."


async def test_member_cannot_see_them(town: Town) -> None:
    with pytest.raises(TypingError):
        town.maya.types("/catalog questions", town.channel)
    refused = await town.maya.types("/catalog questions", town.channel, force=True)
    assert "Manage Server" in refused.content
