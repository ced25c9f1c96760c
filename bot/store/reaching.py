from sqlalchemy import select

from bot.errors import UserError
from bot.store.database import Database
from bot.store.tables import CatalogRevisionRow


async def look(database: Database) -> None:
    """Read one row. A file of SQLite that was removed is still read by whoever has it open, so it is looked for."""
    if database.file is not None and not database.file.is_file():
        raise UserError("its file is gone")
    async with database.reading() as session:
        await session.execute(select(CatalogRevisionRow.revision).limit(1))
