"""What stands in memory is never older than the catalog: not after a change here, nor after one by another process."""

from functools import partial

import pytest

from bot.domain.answers import NoTalks, OneTalk, TalkAnswer
from bot.domain.catalog import SHARED, Scope
from bot.domain.history import OPERATOR
from bot.domain.lookups import TalkCard, TalkSearch
from bot.services.catalog import Catalog
from bot.services.changes.edit_talk import edit_talk
from bot.services.changes.remove_from_catalog import remove_talk
from bot.services.changes.talk_form import TalkForm
from bot.services.finding.complete import complete_talks
from bot.services.finding.find_talks import find_talks
from bot.services.finding.rank_talks import rank_talks
from bot.services.finding.show_talk import open_talk
from bot.services.remembered import Remembered
from bot.store.database import Database
from tests import make


def title_in(answer: TalkAnswer) -> str:
    assert isinstance(answer, OneTalk)
    return answer.talk.talk.title


@pytest.mark.parametrize("scope", [SHARED, Scope(77)])
@pytest.mark.parametrize("elsewhere", [False, True])
async def test_change_is_seen_at_once(seeded: Catalog, database_url: str, scope: Scope, *, elsewhere: bool) -> None:
    other = Catalog(Database(database_url)) if elsewhere else seeded
    entry = (await rank_talks(seeded, TalkSearch("CNI overview"), scope)).ranked[0].entry
    talk_id, old = entry.id, entry.talk.title
    assert title_in(await open_talk(seeded, TalkCard(talk_id), scope)) == old
    assert old in {choice.name.partition(" · ")[0] for choice in await complete_talks(seeded, old, scope)}

    form = TalkForm(title="Hedgehogs in the wild")
    await edit_talk(other, talk_id, form, guild_id=None, actor=OPERATOR, now=make.NOW)
    assert title_in(await open_talk(seeded, TalkCard(talk_id), scope)) == "Hedgehogs in the wild"
    assert title_in(await find_talks(seeded, TalkSearch("hedgehogs"), scope)) == "Hedgehogs in the wild"
    assert old not in {choice.name.partition(" · ")[0] for choice in await complete_talks(seeded, old, scope)}

    await remove_talk(other, talk_id, guild_id=None, actor=OPERATOR, now=make.NOW)
    assert isinstance(await open_talk(seeded, TalkCard(talk_id), scope), NoTalks)
    await other.database.close()


def test_what_was_asked_longest_ago_is_forgotten_first() -> None:
    remembered: Remembered[int] = Remembered(2)
    worked_out: list[str] = []

    def work_out(key: str) -> int:
        worked_out.append(key)
        return len(worked_out)

    for key in ("a", "b", "a", "c", "a", "b"):
        remembered.get(key, partial(work_out, key))
    assert worked_out == ["a", "b", "c", "b"]
