"""What a server is told of messages that did not go out."""

from collections.abc import Iterable

from discord import Colour, Embed
from discord.utils import format_dt

from bot.discord_app.embeds import limits
from bot.discord_app.embeds.lists import fitted
from bot.discord_app.embeds.markdown import plain, prose
from bot.domain.announcements import Announcement
from bot.domain.missed_news import MissedNews, MissedOccurrence

_TEXT, _TROUBLE = 80, 300


def missed_embed(news: MissedNews, buttons: int) -> Embed:
    """`buttons` is how many of the messages have one beneath, in the same order."""
    count = len(news.missed)
    title = "1 message was not sent" if count == 1 else f"{count} messages were not sent"
    if not count:
        title = "An announcement is paused" if len(news.paused) == 1 else "Announcements are paused"
    lines = [*_missed(news.missed, buttons), *map(_paused, news.paused)]
    return Embed(title=title, description=fitted(lines, limits.DESCRIPTION).text, colour=Colour.orange())


def _missed(missed: Iterable[MissedOccurrence], buttons: int) -> Iterable[str]:
    for number, one in enumerate(missed, 1):
        name = f"**{number}.** " if number <= buttons and buttons > 1 else ""
        place = f"{format_dt(one.occurrence.due_at, 'f')} in <#{one.occurrence.channel_id}>"
        trouble = prose(one.occurrence.trouble or "", _TROUBLE)
        yield f"{name}{_named(one.announcement)} · {place}\n-# {trouble}"


def _paused(announcement: Announcement) -> str:
    """With what is to be done about it."""
    because = prose(announcement.paused_because or "", _TROUBLE)
    return f"⏸ {_named(announcement)} is paused: {because}. When that is put right, `/announce resume` goes on with it."


def _named(announcement: Announcement) -> str:
    text = plain(announcement.wording.text, _TEXT).replace("`", "'")
    return f"№ {announcement.id} `{text}`" if text else f"№ {announcement.id}"
