"""Whether a database of PostgreSQL can take the bot's tables and what is written into them."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, text

from bot.store.database import Database

# Names as they have to be written in a statement. Who may not even look into a schema is told of none.
_FACTS = """
SELECT getdatabaseencoding() AS encoding,
       coalesce(has_schema_privilege(current_schema(), 'CREATE'), false) AS may_make_tables,
       coalesce(quote_ident(current_schema()), 'public') AS schema,
       quote_ident(current_database()) AS name,
       quote_ident(current_user) AS role
"""


@dataclass(frozen=True, slots=True)
class Obstacle:
    says: str
    advice: str


async def wrong_encoding(database: Database) -> Obstacle | None:
    facts = await _facts(database)
    if facts is None or facts.encoding == "UTF8":
        return None
    return Obstacle(
        f"The database {facts.name} keeps text as {facts.encoding}, which lacks letters that people write.",
        f"Make another one: CREATE DATABASE … OWNER {facts.role} ENCODING 'UTF8' TEMPLATE template0.",
    )


async def no_right_to_make_tables(database: Database) -> Obstacle | None:
    facts = await _facts(database)
    if facts is None or facts.may_make_tables:
        return None
    return Obstacle(
        f"The role {facts.role} may not make tables in the schema {facts.schema} of the database {facts.name}.",
        f"As an administrator: ALTER DATABASE {facts.name} OWNER TO {facts.role}; "
        f"or GRANT USAGE, CREATE ON SCHEMA {facts.schema} TO {facts.role}.",
    )


async def _facts(database: Database) -> Row[Any] | None:
    """None of SQLite, where nothing of this is asked."""
    if database.engine.dialect.name == "sqlite":
        return None
    async with database.engine.connect() as connection:
        return (await connection.execute(text(_FACTS))).one()
