from io import BytesIO
from typing import Any

import discord

from bot.discord_app.permissions import moderated_guild
from bot.discord_app.replying import reply
from bot.discord_app.wiring import Wiring
from bot.domain.catalog import Scope
from bot.domain.exports import ExportFormat
from bot.errors import UserError
from bot.services.catalog import Catalog
from bot.services.changes.export_event import export_event


class Exporting:
    def __init__(self, catalog: Catalog, wiring: Wiring) -> None:
        self._catalog = catalog
        self._wiring = wiring

    async def export(self, interaction: discord.Interaction[Any], event: str, export_format: ExportFormat) -> None:
        scope = Scope(await moderated_guild(interaction, "catalog"))
        name, text = await export_event(self._catalog, event, scope, export_format, self._wiring.clock())
        content = text.encode("utf-8", "replace")
        if len(content) > interaction.filesize_limit:
            raise UserError(f"The file has {len(content) / 2**20:.3g} MB, more than Discord takes here.")
        await reply(interaction, file=discord.File(BytesIO(content), name))
