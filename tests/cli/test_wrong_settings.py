import asyncio
from pathlib import Path

import pytest

from bot.domain.fellows import Shards
from bot.errors import SettingError
from bot.settings import Settings, read_settings
from tests.cli.conftest import Talkbot
from tests.conftest import on_postgresql
from tests.databases_of_others import LATIN, database_of_another

WRONG = [
    ("DISCORD_TOKEN", "hidden\nhidden"),
    ("DISCORD_TOKEN", "Bot hidden"),
    ("DATABASE_URL", "hidden"),
    ("DATABASE_URL", "mysql://hidden@localhost/hidden"),
    ("DISCORD_API_URL", "ftp://hidden"),
    ("DISCORD_API_URL", "http://"),
    ("DISCORD_GATEWAY_URL", "https://hidden"),
    ("SHARD_COUNT", "0"),
    ("SHARD_IDS", "0, hidden"),
    ("SHARD_IDS", "-1"),
    ("SHARD_IDS", "3-2"),
    ("SHARD_IDS", "0, 1-0"),
    ("SHARD_IDS", "2-"),
    ("SHARD_IDS", ","),
    ("MEMBER_COMMANDS_PER_MINUTE", "hidden"),
    ("FETCH_ALLOWED_NETWORKS", "hidden"),
    ("FETCH_MAX_MB", "hidden"),
    ("FETCH_MAX_MB", "-1"),
    ("FETCH_SECONDS", "hidden"),
    ("HTTP_HOST", " "),
    ("LOG_LEVEL", "hidden"),
    ("LOG_FORMAT", "hidden"),
]

_QUIET = {"DISCORD_TOKEN": "hidden", "DISCORD_API_URL": "http://127.0.0.1:1/api/v10", "LOG_LEVEL": "WARNING"}


def only_line(stderr: bytes) -> str:
    (line,) = stderr.decode().splitlines()
    return line


@pytest.mark.parametrize(("name", "value"), WRONG, ids=[f"{name}={value}" for name, value in WRONG])
def test_wrong_setting_is_named_and_its_value_is_not(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingError, match=f"^{name} is wrong: expected ") as wrong:
        read_settings()
    assert "hidden" not in str(wrong.value)


def test_wrong_setting_is_one_line(talkbot: Talkbot) -> None:
    ended = talkbot("db", "upgrade", DATABASE_URL="hidden")
    assert ended.returncode == 2
    assert only_line(ended.stderr).startswith("DATABASE_URL is wrong: expected ")
    assert ended.stdout == b""


def test_missing_token_is_one_line_that_names_it(talkbot: Talkbot) -> None:
    ended = talkbot("run")
    assert ended.returncode == 2
    assert only_line(ended.stderr).startswith("DISCORD_TOKEN is missing")


def test_empty_setting_means_its_default(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.setenv(name.upper(), "")
    assert read_settings() == Settings.model_construct()


def test_log_level_may_be_written_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_LEVEL", "debug")
    assert read_settings().log_level == "DEBUG"


@pytest.mark.parametrize(
    "url",
    [
        "postgresql+asyncpg://someone:hidden@127.0.0.1:1/talkbot",
        "postgresql+asyncpg://hidden@localhost:hidden/hidden",
        "postgresql+asyncpg://someone:hidden@127.0.0.1/talkbot?sslmode=hidden",
        "postgresql+asyncpg://someone:hid@den?hidden=hidden@127.0.0.1/talkbot",
        "sqlite+aiosqlite:////proc/nowhere/talkbot.db",
        "sqlite+aiosqlite:///.",
    ],
    ids=[
        "server-away",
        "port-no-number",
        "mode-unknown",
        "word-unknown",
        "folder-not-writable",
        "file-is-a-folder",
    ],
)
def test_database_that_cannot_be_opened_is_one_line_that_names_the_setting(talkbot: Talkbot, url: str) -> None:
    ended = talkbot("search", "cni", DATABASE_URL=url)
    assert ended.returncode == 2
    line = only_line(ended.stderr)
    assert "DATABASE_URL" in line
    assert "hidden" not in line


@on_postgresql
async def test_database_that_takes_no_tables_is_one_line_that_says_what_to_do(talkbot: Talkbot) -> None:
    async with database_of_another() as database:
        for command in (("search", "cni"), ("run",), ("db", "upgrade")):
            ended = await asyncio.to_thread(talkbot, *command, DATABASE_URL=database.url, **_QUIET)
            assert ended.returncode == 2
            assert f"ALTER DATABASE {database.role} OWNER TO {database.role}" in only_line(ended.stderr)
            assert b"hidden" not in ended.stderr


@on_postgresql
async def test_encoding_that_lacks_letters_is_one_line_that_says_what_to_do(talkbot: Talkbot) -> None:
    async with database_of_another(LATIN) as database:
        for command in (("search", "cni"), ("run",)):
            ended = await asyncio.to_thread(talkbot, *command, DATABASE_URL=database.owners_url, **_QUIET)
            assert ended.returncode == 2
            assert "keeps text as LATIN1" in only_line(ended.stderr)


@on_postgresql
async def test_database_of_another_bot_is_one_line_that_says_what_to_do(talkbot: Talkbot) -> None:
    """In a schema of one's own, each would still take the other's duties for its own."""
    async with database_of_another() as database:
        await database.make_tables()
        await database.owner_says("CREATE SCHEMA mine")
        mine = f"{database.owners_url}?options=-csearch_path%3Dmine"
        ended = await asyncio.to_thread(talkbot, "run", DATABASE_URL=mine, **_QUIET)
        assert ended.returncode == 2
        assert "is another bot's: its tables are in the schema public. Make another one:" in only_line(ended.stderr)


@on_postgresql
async def test_tables_that_may_not_be_read_are_one_line(talkbot: Talkbot) -> None:
    async with database_of_another() as database:
        await database.make_tables()
        ended = await asyncio.to_thread(talkbot, "search", "cni", DATABASE_URL=database.url)
        assert ended.returncode == 2
        assert only_line(ended.stderr) == "The tables cannot be read: permission denied for table alembic_version."
        await database.owner_says(f"GRANT SELECT ON alembic_version TO {database.role}")
        ended = await asyncio.to_thread(talkbot, "search", "cni", DATABASE_URL=database.url)
        assert ended.returncode == 2
        assert only_line(ended.stderr) == "The catalog cannot be read: permission denied for table events."


def test_file_that_is_no_database_is_one_line_that_names_the_setting(talkbot: Talkbot, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear reader, " * 100)
    ended = talkbot("search", "cni", DATABASE_URL="sqlite+aiosqlite:///letter.txt")
    assert ended.returncode == 2
    assert "DATABASE_URL" in only_line(ended.stderr)


@pytest.mark.parametrize(
    ("count", "ids", "shards"),
    [
        ("", "", None),
        ("2", "", Shards(2, (0, 1))),
        ("8", "0-2, 6", Shards(8, (0, 1, 2, 6))),
        ("1", "0", Shards(1, (0,))),
    ],
)
def test_shards_as_they_are_written(
    monkeypatch: pytest.MonkeyPatch, count: str, ids: str, shards: Shards | None
) -> None:
    monkeypatch.setenv("SHARD_COUNT", count)
    monkeypatch.setenv("SHARD_IDS", ids)
    assert read_settings().shards() == shards


@pytest.mark.parametrize(
    ("count", "ids", "told"),
    [
        ("", "0", "SHARD_IDS needs SHARD_COUNT: how many shards there are over all processes."),
        ("4", "3-2", "SHARD_IDS is wrong: expected whole numbers such as 0, 1 or 0-3, the smaller one first."),
        ("4", "20000-30000", "SHARD_IDS is wrong: of 4 shards the last one is 3."),
        ("4", "2-4", "SHARD_IDS is wrong: of 4 shards the last one is 3."),
    ],
)
def test_shards_that_do_not_fit_together(talkbot: Talkbot, count: str, ids: str, told: str) -> None:
    ended = talkbot("run", DISCORD_TOKEN="hidden", SHARD_COUNT=count, SHARD_IDS=ids)
    assert (ended.returncode, only_line(ended.stderr)) == (2, told)
