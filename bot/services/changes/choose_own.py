"""What a server may change, as its moderators name it: its own events and their talks, never the shared ones."""

from bot.domain.answers import NoTalks, OneTalk, TalkPage
from bot.domain.catalog import CatalogEvent, CatalogTalk, Scope
from bot.domain.lookups import TalkSearch
from bot.errors import UserError
from bot.search.completion import complete, complete_names
from bot.services.catalog import Catalog
from bot.services.changes.ownership import own_talk, require_own
from bot.services.finding.complete import MOST_CHOICES, Choice
from bot.services.finding.find_talks import find_talks
from bot.services.finding.understand import event_names, named_event
from bot.services.references import id_in, reference
from bot.store import talks

_NAMED = 3


async def complete_own_talks(catalog: Catalog, typed: str, guild_id: int) -> tuple[Choice, ...]:
    async with catalog.database.reading() as session:
        view = await catalog.live_index.view(session, Scope(guild_id))
        # The first index holds the shared talks.
        ids = complete(view.indexes[1:], typed, limit=MOST_CHOICES)
        found = await talks.by_ids(session, ids, Scope(guild_id))
    return tuple(Choice(f"{entry.talk.title} · {entry.event.event.name}", reference(entry.id)) for entry in found)


async def complete_own_events(catalog: Catalog, typed: str, guild_id: int) -> tuple[Choice, ...]:
    """An event's own name, for what is typed freely names a new event."""
    async with catalog.database.reading() as session:
        view = await catalog.live_index.view(session, Scope(guild_id))
    own = {name: event for event in view.events if event.guild_id == guild_id for name in event_names(event)}
    offered = {own[name].id: own[name] for name in complete_names(tuple(own), typed, limit=MOST_CHOICES)}
    return tuple(Choice(event.event.name, reference(event.id)) for event in offered.values())


async def own_event_meant(catalog: Catalog, typed: str, guild_id: int) -> CatalogEvent:
    """Raise UserError where none is meant, or several could be, or it is shared."""
    async with catalog.database.reading() as session:
        view = await catalog.live_index.view(session, Scope(guild_id))
    own = [event for event in view.events if event.guild_id == guild_id]
    try:
        return named_event(own, typed)
    except UserError:
        require_own(named_event(view.events, typed), guild_id)
        raise


async def own_talk_meant(catalog: Catalog, typed: str, guild_id: int) -> CatalogTalk:
    """Raise UserError where none is meant, or several could be, or it is shared."""
    talk_id = id_in(typed)
    if talk_id is not None:
        async with catalog.database.reading() as session:
            return await own_talk(session, talk_id, guild_id)
    match await find_talks(catalog, TalkSearch(typed), Scope(guild_id)):
        case OneTalk(talk=entry):
            require_own(entry.event, guild_id)
            return entry
        case TalkPage(talks=found):
            return _only(tuple(entry for entry in found if entry.event.guild_id == guild_id), typed)
        case NoTalks():
            raise UserError(f"No talk matches “{typed}”. Choose one of those offered while you type.")


def _only(own: tuple[CatalogTalk, ...], typed: str) -> CatalogTalk:
    if len(own) == 1:
        return own[0]
    if not own:
        raise UserError(f"No talk of this server's own events matches “{typed}”: the shared ones cannot be changed.")
    titles = ", ".join(f"“{entry.talk.title}”" for entry in own[:_NAMED])
    raise UserError(f"“{typed}” could be {titles}. Choose one of those offered while you type.")
