"""`talkbot announcements`: how announcements go, in all servers."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.announcements import Announcement, OccurrenceState, Once
from bot.services.catalog import Catalog
from bot.store.database import Database
from tests.cli.conftest import Talkbot
from tests.services.plans import CHANNEL, DAY, GUILD, all_of, force, planned
from tests.services.test_plan_occurrences import DAILY

NOW = datetime.now(UTC).replace(microsecond=0)


@pytest.fixture
async def announced(tmp_path: Path, talkbot: Talkbot) -> Talkbot:
    """One tomorrow, a daily one, one that is overdue, and one that was missed."""
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'talkbot.db'}")
    catalog = Catalog(database)
    await planned(catalog, Once(NOW + DAY), now=NOW)
    await planned(catalog, DAILY, now=NOW, guild_id=GUILD + 1)
    await planned(catalog, Once(NOW - DAY), now=NOW - 2 * DAY)
    missed: Announcement = await planned(catalog, Once(NOW - 2 * DAY), now=NOW - 3 * DAY)
    (one,) = await all_of(catalog, missed)
    await force(catalog, one, state=OccurrenceState.MISSED, trouble="[red]no[/red] luck", tries=3)
    await database.close()
    return talkbot


def numbers(output: bytes) -> list[str]:
    return [line.split()[3] for line in output.decode().splitlines()[3:] if line.strip()]


async def test_announcements_are_listed_by_what_is_due_next(announced: Talkbot) -> None:
    ended = announced("announcements", COLUMNS="200")
    assert ended.returncode == 0
    first, *following = numbers(ended.stdout)[:3]
    assert first == "3"
    assert set(following) == {"1", "2"}
    assert ended.stdout.decode().splitlines()[6].lstrip().startswith("–"), "nothing of it is ahead"
    assert b"Hello" not in ended.stdout


async def test_due_and_failed_ones_are_listed_alone(announced: Talkbot) -> None:
    assert numbers(announced("announcements", "--due", COLUMNS="200").stdout) == ["3"]
    failed = announced("announcements", "--failed", COLUMNS="200").stdout
    assert numbers(failed) == ["4"]
    assert b"[red]no[/red] luck" in failed


async def test_json_has_a_record_a_line(announced: Talkbot) -> None:
    (record,) = map(json.loads, announced("announcements", "--failed", "--json").stdout.splitlines())
    assert record == {
        "announcement_id": 4,
        "guild_id": GUILD,
        "channel_id": CHANNEL,
        "kind": "once",
        "state": "active",
        "paused_because": None,
        "occurrence": {
            "id": record["occurrence"]["id"],
            "channel_id": CHANNEL,
            "due_at": (NOW - 2 * DAY).isoformat(),
            "next_try_at": (NOW - 2 * DAY).isoformat(),
            "state": "missed",
            "tries": 3,
            "trouble": "[red]no[/red] luck",
        },
    }


async def test_none_is_said_to_be_none(talkbot: Talkbot) -> None:
    ended = talkbot("announcements", "--due")
    assert (ended.returncode, ended.stderr.strip()) == (1, b"There are none.")
