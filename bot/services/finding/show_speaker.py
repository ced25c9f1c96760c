from bot.domain.answers import SpeakerAnswer, SpeakerChoice, SpeakerTalks
from bot.domain.catalog import CatalogTalk, Scope
from bot.domain.filters import TalkFilter
from bot.domain.lookups import SpeakerCard
from bot.services.catalog import Catalog
from bot.services.naming import meant_names, spellings
from bot.services.paging import TALKS_PER_PAGE, slice_of
from bot.store import talks
from bot.store.database import Session

_CHOICES = 10


async def show_speaker(catalog: Catalog, asked: SpeakerCard, scope: Scope, page: int = 0) -> SpeakerAnswer:
    """Equal names, up to accents and case, are one speaker; what the name means is left open where several could be."""
    async with catalog.database.reading() as session:
        view = await catalog.live_index.view(session, scope)
        meant = meant_names(view.speaker_names, asked.name)
        if len(meant) != 1:
            return SpeakerChoice(asked.name, meant[:_CHOICES])
        return await _talks_of(session, spellings(view.speaker_names, meant[0]), scope, page)


async def _talks_of(session: Session, names: tuple[str, ...], scope: Scope, page: int) -> SpeakerTalks:
    given = TalkFilter(speakers=names)
    total = await talks.count(session, given, scope)
    cut = slice_of(total, page, TALKS_PER_PAGE)
    found = await talks.latest(session, given, scope, offset=cut.offset, limit=cut.limit)
    return SpeakerTalks(
        lookup=SpeakerCard(names[0]),
        name=names[0],
        also_spelled=names[1:],
        affiliations=_affiliations(found, names),
        talks=found,
        page=cut.page,
        pages=cut.pages,
        total=total,
    )


def _affiliations(found: tuple[CatalogTalk, ...], names: tuple[str, ...]) -> tuple[str, ...]:
    """Each once, in the order of the talks."""
    parts = (speaker for entry in found for speaker in entry.talk.speakers if speaker.name in names)
    return tuple(dict.fromkeys(part.affiliation for part in parts if part.affiliation))
