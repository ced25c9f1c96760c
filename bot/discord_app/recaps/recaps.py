"""All that the client does with recaps, put together."""

import discord

from bot.discord_app.recaps.recap_editing import RecapEditing
from bot.discord_app.recaps.recap_posting import RecapPosting
from bot.discord_app.recaps.recap_previewing import RecapPreviewing
from bot.discord_app.recaps.recap_publishing import RecapPublishing
from bot.discord_app.recaps.recapping import Recapping
from bot.discord_app.repeating import Repeating
from bot.discord_app.sharing import Sharing
from bot.discord_app.wiring import Wiring
from bot.domain.fellows import Topic
from bot.services.catalog import Catalog


class Recaps:
    """`jobs` go on with posts that broke off, and publish what is out."""

    def __init__(self, client: discord.Client, catalog: Catalog, wiring: Wiring, sharing: Sharing) -> None:
        posting = RecapPosting(client, catalog, wiring)
        publish = sharing.chore(RecapPublishing(client, catalog).publish)
        publishing = Repeating("publish recaps", publish, wiring.news_seconds)
        sharing.wakes(Topic.CHORES, publishing.wake)
        self.editing = RecapEditing(catalog, wiring)
        self.previewing = RecapPreviewing(catalog)
        self.recapping = Recapping(client, catalog, wiring, posting, publishing.wake)
        self.jobs = (Repeating("go on with recaps", posting.resume, wiring.news_seconds), publishing)
