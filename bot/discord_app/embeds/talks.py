from collections.abc import Iterable

from discord import Colour, Embed

from bot.discord_app.embeds import limits
from bot.discord_app.embeds.lists import fitted
from bot.discord_app.embeds.markdown import escaped, escaped_text, link_target, linked, plain, safe_url, when
from bot.domain.answers import NoTalks, OneTalk, TalkPage
from bot.domain.catalog import CatalogTalk
from bot.domain.languages import language_name
from bot.domain.lookups import TalkSearch
from bot.domain.talks import Speaker, Talk, marked_title, speaker_names, unknown_facts
from bot.services.paging import TALKS_PER_PAGE

_ABSTRACT = 1500
_SPEAKERS_SHOWN = 12
_FACT = 250

# Five talks of a page, at their longest, stay within a description.
_TITLE, _TITLE_URL, _NAMES, _ROOM, _EVENT = 160, 220, 120, 50, 90


def one_talk_embed(answer: OneTalk) -> Embed:
    embed = talk_embed(answer.talk)
    if answer.corrected is not None:
        embed.description = f"{corrected_line(answer.corrected)}\n\n{embed.description or ''}".strip()
    return embed


def talk_embed(entry: CatalogTalk) -> Embed:
    """One talk in full. What is not known is left out, but for the chief facts, which the footer names as unknown."""
    talk = entry.talk
    embed = Embed(
        title=_title(talk),
        url=safe_url(talk.url or talk.video_url),
        description=_abstract(talk),
        colour=_colour(talk),
    )
    embed.set_author(name=plain(entry.event.event.name, limits.AUTHOR))
    for name, value, inline in _fields(entry):
        # Text of spaces and invisible characters alone leaves nothing, which Discord refuses.
        if value.strip():
            embed.add_field(name=name, value=value, inline=inline)
    unknown = unknown_facts(talk)
    if unknown:
        embed.set_footer(text=f"Not known: {', '.join(unknown)}")
    return embed


def talk_page_embed(answer: TalkPage) -> Embed:
    first = answer.page * TALKS_PER_PAGE + 1
    lines = [_talk_line(number, entry) for number, entry in enumerate(answer.talks, start=first)]
    corrected = [] if answer.corrected is None else [corrected_line(answer.corrected)]
    embed = Embed(
        title=_page_title(answer),
        description="\n\n".join([*corrected, *lines]),
        colour=Colour.blurple(),
    )
    return embed.set_footer(text=page_footer(answer.page, answer.pages))


def no_talks_embed(answer: NoTalks) -> Embed:
    embed = Embed(title="No talk found", description=_nothing_found(answer), colour=Colour.light_grey())
    if answer.nearest:
        lines = [f"• {talk_link(entry)}" for entry in answer.nearest]
        embed.add_field(name="The nearest titles", value=fitted(lines, limits.FIELD_VALUE).text)
    return embed


def talk_link(entry: CatalogTalk) -> str:
    url = entry.talk.url or entry.talk.video_url
    return linked(marked_title(entry.talk), url, _TITLE, _TITLE_URL) or "Untitled"


def talk_details(entry: CatalogTalk) -> str:
    """Who, when and where in one line, as far as it is known."""
    talk = entry.talk
    names = escaped(speaker_names(talk.speakers), _NAMES)
    parts = (names, when(talk), talk.room and escaped(talk.room, _ROOM), event_name(entry))
    return " · ".join(part for part in parts if part)


def event_name(entry: CatalogTalk) -> str:
    return escaped(entry.event.event.name, _EVENT)


def page_footer(page: int, pages: int) -> str:
    return f"Page {page + 1} of {pages}"


def _title(talk: Talk) -> str:
    return escaped(marked_title(talk), limits.TITLE)


def _abstract(talk: Talk) -> str | None:
    if talk.abstract is None:
        return None
    text = escaped_text(talk.abstract, _ABSTRACT)
    page = link_target(talk.url)
    was_cut = text.endswith("…") and not talk.abstract.rstrip().endswith("…")
    return f"{text} [Read on]({page})" if was_cut and page else text


def _colour(talk: Talk) -> Colour:
    if talk.cancelled:
        return Colour.red()
    return Colour.blurple() if talk.title_confirmed else Colour.gold()


def _fields(entry: CatalogTalk) -> Iterable[tuple[str, str, bool]]:
    """Name, value, and whether it may stand beside others."""
    talk, event = entry.talk, entry.event.event
    if talk.speakers:
        yield "Speakers" if len(talk.speakers) > 1 else "Speaker", _speakers(talk.speakers), False
    moment = when(talk)
    if moment:
        yield "When", moment, False
    where = [part for part in (talk.room, talk.part_of, event.venue, event.city) if part]
    if where:
        yield "Where", escaped(", ".join(where), _FACT), False
    if talk.track:
        yield "Track", escaped(talk.track, _FACT), True
    if talk.session_type:
        yield "Type", escaped(talk.session_type, _FACT), True
    if talk.language:
        yield "Language", escaped(language_name(talk.language), _FACT), True
    if talk.tags:
        yield "Tags", escaped(" · ".join(talk.tags), 400), False


def _speakers(speakers: tuple[Speaker, ...]) -> str:
    lines: list[str] = []
    room = limits.FIELD_VALUE - len("… and 9999 more")
    for speaker in speakers[:_SPEAKERS_SHOWN]:
        line = _speaker(speaker)
        room -= len(line) + 1
        if room < 0:
            break
        lines.append(line)
    if len(lines) < len(speakers):
        lines.append(f"… and {len(speakers) - len(lines)} more")
    return "\n".join(lines)


def _speaker(speaker: Speaker) -> str:
    post = ", ".join(part for part in (speaker.role, speaker.affiliation) if part)
    parts = (
        f"**{escaped(speaker.name, 100)}**",
        escaped(post, 120),
        speaker.note and f"_{escaped(speaker.note, 160)}_",
    )
    return " · ".join(part for part in parts if part)


def _talk_line(number: int, entry: CatalogTalk) -> str:
    return f"**{number}. {talk_link(entry)}**\n{talk_details(entry)}"


def _page_title(answer: TalkPage) -> str:
    count = f"{answer.total} talk" if answer.total == 1 else f"{answer.total} talks"
    if isinstance(answer.lookup, TalkSearch):
        return f"{count} for “{escaped(answer.lookup.query, 150)}”"
    return count


def corrected_line(corrected: str) -> str:
    return f"_Showing results for_ **{escaped(corrected, 200)}**"


def _nothing_found(answer: NoTalks) -> str:
    match answer.lookup:
        case TalkSearch(query):
            return f"Nothing in the catalog matches “{escaped(query, 200)}”. Try fewer or other words."
        case _:
            return "There is no such talk in the catalog."
