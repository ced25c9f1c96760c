"""The lines of a recap: talks in two lengths, headings, lists, and what is said of talks that had no room."""

from collections.abc import Iterable

from bot.discord_app.embeds.limits import BUTTON_URL, THREAD_NAME
from bot.discord_app.embeds.markdown import escaped, link_target, linked, plain
from bot.domain.dates import date_range, place
from bot.domain.event_recaps import Recap, RecapTalk, in_numbers, presenters
from bot.domain.recaps import Theme
from bot.domain.talks import Talk, marked_title, speaker_names

_TITLE, _URL, _NAMES, _SHORT_NAMES, _SUMMARY = 160, BUTTON_URL, 240, 90, 330
_SHORT_TITLE, _SHORT_URL, _HEADING, _PLACE, _LINE = 110, 300, 90, 160, 420


def long_talk(talk: RecapTalk) -> str:
    """Title, speakers, what it is about, and the recording, each on a line of its own."""
    title = linked(marked_title(talk.entry.talk), talk.entry.talk.url, _TITLE, _URL) or "Untitled"
    return "\n".join([f"**{title}**", *talk_lines(talk)])


def talk_lines(talk: RecapTalk) -> Iterable[str]:
    """All but the title."""
    names = escaped(", ".join(presenters(talk.entry.talk.speakers)), _NAMES)
    if names:
        yield f"_{names}_"
    if talk.summary:
        yield _summary(talk)
    video = link_target(talk.entry.talk.video_url, _URL)
    if video:
        yield f"[▶ Watch]({video})"


def short_talk(talk: RecapTalk) -> str:
    """One line: the title leads to the recording, else to the talk's page."""
    known = talk.entry.talk
    video = link_target(known.video_url, _SHORT_URL)
    mark = "▶ " if video else ""
    title = linked(marked_title(known), video or known.url, _SHORT_TITLE, _SHORT_URL) or "Untitled"
    names = escaped(speaker_names(known.speakers), _SHORT_NAMES)
    return f"- {mark}{title} · {names}" if names else f"- {mark}{title}"


def thread_name(talk: Talk) -> str:
    return plain(marked_title(talk), THREAD_NAME) or "Untitled"


def heading(name: str) -> str:
    return f"### {escaped(name, _HEADING) or '–'}"


def facts(recap: Recap) -> str:
    """When and where it was, and how much there is, in two lines."""
    event = recap.event.event
    when_and_where = [part for part in (date_range(event), place(event)) if part]
    lines = (escaped(" · ".join(when_and_where), _PLACE), in_numbers(recap))
    return "\n".join(f"**{line}**" for line in lines if line)


def theme(given: Theme, source: str | None) -> str:
    title = escaped(given.title, _TITLE)
    return f"- **{title}**: {_line(given.text, source)}" if given.text.strip() else f"- **{title}**"


def point(given: str, source: str | None) -> str:
    return f"- {_line(given, source)}"


def source_of(recap: Recap) -> str | None:
    """Where the text that a draft is made of can be read whole."""
    material = recap.event.event.recap
    return None if material is None else link_target(material.source_url, _URL)


def _line(given: str, source: str | None) -> str:
    shown = escaped(given, _LINE)
    return f"{shown} [Read on]({source})" if source and _was_cut(shown, given) else shown


def _was_cut(shown: str, given: str) -> bool:
    return shown.endswith("…") and not given.rstrip().endswith("…")


def left_out_note(recap: Recap, missing: int) -> str:
    """What had no room, and where all of it stands."""
    talks = "1 talk is" if missing == 1 else f"{missing:,} talks are"
    page = link_target(recap.event.event.url, _URL)
    whole = f"[the whole programme]({page})" if page else "`/talk list` has them all"
    return f"_{talks} not here:_ {whole}"


def _summary(talk: RecapTalk) -> str:
    """Where it had to be shortened, it leads to the whole."""
    given = talk.summary or ""
    shown = escaped(given, _SUMMARY)
    if not _was_cut(shown, given):
        return shown
    page = link_target(talk.entry.talk.url or talk.entry.talk.video_url, _URL)
    return f"{shown} [Read on]({page})" if page else f"{shown} (`/talk show` has all of it)"
