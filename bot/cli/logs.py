"""Logs of the bot and of discord.py alike, as lines for eyes or as JSON, on standard error."""

import logging
import sys
from collections.abc import MutableMapping
from contextlib import suppress
from typing import Any

import structlog

from bot.cli.redaction import WithoutTokens, without_typed
from bot.settings import LogFormat, LogLevel, Settings

# What cannot be reached is tried again; a traceback through the libraries tells an operator nothing more.
_WITHOUT_TRACEBACK = ("discord.shard", "discord.client", "discord.gateway")

# They write all that goes to and fro where details are asked for: texts, names and tokens.
_TALKATIVE = ("discord", "aiosqlite")

_SHARED: list[structlog.typing.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def configure_logs(settings: Settings) -> None:
    structlog.configure(
        processors=[*_SHARED, *_rendering(settings)],
        logger_factory=_Writers(),
        wrapper_class=structlog.make_filtering_bound_logger(settings.log_level),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_formatter(settings))
    logging.getLogger("alembic").setLevel(logging.WARNING)
    if settings.log_level is LogLevel.DEBUG:
        for name in _TALKATIVE:
            logging.getLogger(name).setLevel(logging.INFO)
    logging.basicConfig(handlers=[handler], level=settings.log_level, force=True)


class _Writer(structlog.WriteLogger):
    """Takes half the time of a logger of the standard library, which counts where every command is a line."""

    def __init__(self, name: str) -> None:
        super().__init__(sys.stderr)
        self.name = name

    def msg(self, message: str) -> None:
        """On a full disk, or where nobody reads any more, there is nobody to tell; the bot goes on."""
        with suppress(OSError, ValueError):
            super().msg(message)

    debug = info = warning = error = critical = msg


class _Writers(structlog.stdlib.LoggerFactory):
    """Names each after the module that it is for."""

    def __init__(self) -> None:
        super().__init__(ignore_frame_names=[__name__])

    def __call__(self, *arguments: Any) -> Any:
        return _Writer(super().__call__(*arguments).name)


def _formatter(settings: Settings) -> logging.Formatter:
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[*_SHARED, _shorten_connection_trouble],
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *_rendering(settings)],
    )


def _rendering(settings: Settings) -> list[structlog.typing.Processor]:
    token = settings.discord_token.get_secret_value() if settings.discord_token else None
    rendering: structlog.typing.Processor
    if settings.log_format is LogFormat.JSON:
        rendering = structlog.processors.JSONRenderer(ensure_ascii=False)
    else:
        rendering = structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    return [structlog.processors.format_exc_info, without_typed, rendering, WithoutTokens(token)]


def _shorten_connection_trouble(
    _logger: Any, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    record: logging.LogRecord = event["_record"]
    if record.exc_info and record.name in _WITHOUT_TRACEBACK:
        event["error"] = repr(record.exc_info[1])
        event.pop("exc_info", None)
        record.exc_info = None
    return event
