"""What a wrong division of the servers among processes comes to."""

from bot.domain.findings import Finding, broken, doubtful, well
from bot.errors import SettingError
from bot.settings import Settings

_ADVICE = "Leave SHARD_IDS empty, so that this process serves all; or name a PostgreSQL in DATABASE_URL."


def unserved(settings: Settings) -> str | None:
    """On SQLite there is no process that might serve the rest. Raise SettingError for a wrong pair of settings."""
    shards = settings.shards()
    if shards is None or not settings.database_url.startswith("sqlite") or len(shards.ids) == shards.count:
        return None
    return (
        f"Several processes need PostgreSQL. On SQLite this one is alone and serves {len(shards.ids)} of "
        f"{shards.count} shards; nobody serves the servers of the others."
    )


def examine_shards(settings: Settings) -> Finding:
    try:
        trouble = unserved(settings)
        shards = settings.shards()
    except SettingError as error:
        return broken("shards", str(error), "Correct it in the environment or in the file .env.")
    if trouble is not None:
        return doubtful("shards", trouble, _ADVICE)
    if shards is None:
        return well("shards", "This process serves all of them.")
    return well("shards", f"This process serves {len(shards.ids)} of {shards.count}.")
