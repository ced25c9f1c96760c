import sys
from collections.abc import AsyncIterator
from dataclasses import asdict

from rich.text import Text

from bot.cli.composition import opened_database
from bot.cli.console import out, write_record
from bot.cli.sharding import examine_shards
from bot.clock import system_clock
from bot.discord_app.endpoints import use_endpoints
from bot.discord_app.examining import examine_discord
from bot.domain.findings import Finding, Health, broken, well
from bot.errors import SettingError, UserError
from bot.monitoring.examining import examine_http
from bot.services.operating.examine_database import examine_database, places_in_use
from bot.settings import Settings, read_settings

_MARKS = {Health.WELL: ("✓", "green"), Health.DOUBTFUL: ("!", "yellow"), Health.BROKEN: ("✗", "red")}


async def doctor(*, as_json: bool) -> bool:
    """Whether nothing is broken."""
    healthy = True
    async for finding in _examine():
        healthy = healthy and finding.health is not Health.BROKEN
        if as_json:
            write_record(asdict(finding))
        else:
            _show(finding)
    return healthy


async def _examine() -> AsyncIterator[Finding]:
    try:
        settings = read_settings()
    except SettingError as error:
        yield broken("settings", str(error), "Correct it in the environment or in the file .env, then ask me again.")
        return
    yield well("settings", "They can be read.")
    yield _python()
    yield examine_shards(settings)
    if settings.http_port is not None:
        yield await examine_http(settings.http_host, settings.http_port)
    try:
        async with opened_database(settings, read_only=True) as database:
            there = True
            async for finding in examine_database(database):
                there = there and (finding.about, finding.health) != ("database", Health.BROKEN)
                yield finding
            places = await places_in_use(database) if there else ()
    except UserError as error:
        yield broken("database", str(error), "Correct DATABASE_URL.")
        places = ()
    use_endpoints(settings.discord_api_url, settings.discord_gateway_url)
    async for finding in examine_discord(_token(settings), places, system_clock):
        yield finding


def _python() -> Finding:
    return well("Python", sys.version.partition(" ")[0])


def _token(settings: Settings) -> str | None:
    return None if settings.discord_token is None else settings.discord_token.get_secret_value()


def _show(finding: Finding) -> None:
    mark, colour = _MARKS[finding.health]
    out.print(Text.assemble((mark, colour), f" {finding.about}: {finding.says}"), soft_wrap=True)
    if finding.advice:
        out.print(Text(f"  → {finding.advice}"), soft_wrap=True)
