"""All that the client does with recaps, put together."""

import discord

from bot.discord_app.recap_editing import RecapEditing
from bot.discord_app.recap_posting import RecapPosting
from bot.discord_app.recap_publishing import RecapPublishing
from bot.discord_app.recapping import Recapping
from bot.discord_app.repeating import Repeating
from bot.discord_app.wiring import Wiring
from bot.services.catalog import Catalog


class Recaps:
    """`jobs` go on with posts that broke off, and publish what is out."""

    def __init__(self, client: discord.Client, catalog: Catalog, wiring: Wiring) -> None:
        posting = RecapPosting(client, catalog, wiring)
        publishing = Repeating("publish recaps", RecapPublishing(client, catalog).publish, wiring.news_seconds)
        self.editing = RecapEditing(catalog, wiring)
        self.recapping = Recapping(client, catalog, wiring, posting, publishing.wake)
        self.jobs = (Repeating("go on with recaps", posting.resume, wiring.news_seconds), publishing)
