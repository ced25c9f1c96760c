"""Every setting, read once in cli/ from the environment and the file `.env`; `.env.example` explains them."""

import re
from collections.abc import Iterable
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, StringConstraints, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.domain.fellows import Shards
from bot.errors import SettingError


class LogLevel(StrEnum):
    DEBUG = "DEBUG"
    INFO = "INFO"
    WARNING = "WARNING"
    ERROR = "ERROR"


class LogFormat(StrEnum):
    CONSOLE = "console"
    JSON = "json"


def _upper(value: object) -> object:
    return value.upper() if isinstance(value, str) else value


def _stripped(value: object) -> object:
    return value.strip() if isinstance(value, str) else value


def _no_slash(value: object) -> object:
    return value.rstrip("/") if isinstance(value, str) else value


HttpUrl = Annotated[str, BeforeValidator(_no_slash), StringConstraints(pattern=r"^https?://[^\s/]+")]
WebSocketUrl = Annotated[str, BeforeValidator(_no_slash), StringConstraints(pattern=r"^wss?://[^\s/]+")]


def _networks(value: object) -> object:
    return value.replace(",", " ").split() if isinstance(value, str) else value


# An environment variable holds them as people write them, not as JSON.
Networks = Annotated[tuple[IPv4Network | IPv6Network, ...], NoDecode, BeforeValidator(_networks)]
DatabaseUrl = Annotated[str, StringConstraints(pattern=r"^(sqlite\+aiosqlite:///|postgresql\+asyncpg://).+")]


def _in_one_piece(token: SecretStr) -> SecretStr:
    """Else it breaks the header that it is sent in."""
    if not re.fullmatch(r"[!-~]+", token.get_secret_value()):
        raise ValueError
    return token


Token = Annotated[SecretStr, AfterValidator(_in_one_piece)]


def _numbers(value: object) -> object:
    """Such as `0-3, 6`."""
    if not isinstance(value, str):
        return value
    parts = value.replace(",", " ").split()
    if value.strip() and not parts:
        raise ValueError
    return [number for part in parts for number in _range(part)]


def _range(part: str) -> Iterable[int]:
    """Raise ValueError where it holds nothing: without ids a process would hold all."""
    first, dash, last = part.partition("-")
    start, end = int(first), int(last if dash else first)
    if end < start:
        raise ValueError
    return range(start, end + 1)[: _MOST + 1]


_MOST = 10_000
ShardIds = Annotated[tuple[int, ...], NoDecode, BeforeValidator(_numbers)]


class Settings(BaseSettings):
    """A `.env` file may hold lines of other programs, so unknown names are passed over."""

    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True)

    discord_token: Annotated[Token | None, BeforeValidator(_stripped)] = None
    discord_api_url: HttpUrl | None = None
    discord_gateway_url: WebSocketUrl | None = None
    database_url: DatabaseUrl = "sqlite+aiosqlite:///data/talkbot.db"
    shard_count: Annotated[int, Field(ge=1, le=_MOST)] | None = None
    shard_ids: ShardIds = ()
    fetch_allowed_networks: Networks = ()
    fetch_max_mb: Annotated[int, Field(ge=1, le=500)] = 25
    fetch_seconds: Annotated[float, Field(gt=0, le=600)] = 30
    sync_minutes: Annotated[float, Field(ge=0, le=10_080)] = 60
    retention_days: Annotated[int, Field(ge=0, le=36_500)] = 365
    member_commands_per_minute: Annotated[int, Field(ge=0, le=_MOST)] = 30
    server_commands_per_minute: Annotated[int, Field(ge=0, le=_MOST)] = 600
    http_port: Annotated[int, Field(ge=1, le=65_535)] | None = None
    http_host: Annotated[str, BeforeValidator(_stripped), StringConstraints(min_length=1)] = "127.0.0.1"
    log_level: Annotated[LogLevel, BeforeValidator(_upper)] = LogLevel.INFO
    log_format: LogFormat = LogFormat.CONSOLE

    def shards(self) -> Shards | None:
        """None where Discord is to say how many there are. Raise SettingError for a wrong pair of settings."""
        if self.shard_count is None:
            if self.shard_ids:
                raise SettingError("SHARD_IDS needs SHARD_COUNT: how many shards there are over all processes.")
            return None
        ids = tuple(sorted(set(self.shard_ids))) or tuple(range(self.shard_count))
        if ids[-1] >= self.shard_count:
            raise SettingError(
                f"SHARD_IDS is wrong: of {self.shard_count} shards the last one is {self.shard_count - 1}."
            )
        return Shards(self.shard_count, ids)

    def required_token(self) -> str:
        if self.discord_token is None:
            raise SettingError("DISCORD_TOKEN is missing: copy it from your application's Bot page at Discord.")
        return self.discord_token.get_secret_value()


_EXPECTED = {
    "DISCORD_TOKEN": "the token as your application's Bot page shows it, in one line and without blanks",
    "DISCORD_API_URL": "a URL that begins with http:// or https://",
    "DISCORD_GATEWAY_URL": "a URL that begins with ws:// or wss://",
    "DATABASE_URL": "sqlite+aiosqlite:///PATH or postgresql+asyncpg://USER:PASSWORD@HOST/DATABASE",
    "SHARD_COUNT": "a whole number from 1 to 10000, or nothing",
    "SHARD_IDS": "whole numbers such as 0, 1 or 0-3, the smaller one first",
    "MEMBER_COMMANDS_PER_MINUTE": "a whole number up to 10000, or 0 for no limit",
    "SERVER_COMMANDS_PER_MINUTE": "a whole number up to 10000, or 0 for no limit",
    "FETCH_ALLOWED_NETWORKS": "networks such as 10.0.0.0/8, with commas between them",
    "FETCH_MAX_MB": "a whole number from 1 to 500",
    "FETCH_SECONDS": "a number of seconds up to 600",
    "SYNC_MINUTES": "a number of minutes up to 10080, or 0 for never",
    "RETENTION_DAYS": "a whole number of days up to 36500, or 0 to keep everything",
    "HTTP_PORT": "a number from 1 to 65535, or nothing for no HTTP",
    "HTTP_HOST": "an address of this machine, such as 127.0.0.1",
    "LOG_LEVEL": ", ".join(LogLevel),
    "LOG_FORMAT": ", ".join(LogFormat),
}


def read_settings() -> Settings:
    """Raise SettingError, one line that names the setting and never shows its value."""
    try:
        return Settings()
    except UnicodeDecodeError:
        raise SettingError("The file .env is no UTF-8 text: save it as UTF-8.") from None
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        name = str(first["loc"][0]).upper()
        raise SettingError(f"{name} is wrong: expected {_EXPECTED.get(name, first['msg'])}.") from None
