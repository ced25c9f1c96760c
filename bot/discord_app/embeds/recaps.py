"""A recap as the messages of its style. Whatever has no room is counted, with a link to all of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import assert_never

from discord import Colour, Embed

from bot.discord_app.embeds import limits
from bot.discord_app.embeds.banner import has_banner
from bot.discord_app.embeds.lists import fitted
from bot.discord_app.embeds.markdown import escaped, escaped_text, plain, safe_url
from bot.discord_app.embeds.recap_lines import (
    facts,
    left_out_note,
    long_talk,
    point,
    short_talk,
    source_of,
    talk_lines,
    theme,
    thread_name,
)
from bot.discord_app.embeds.recap_packing import Block, embeds_of, group_blocks, headed, in_messages, packed
from bot.domain.event_recaps import Recap, RecapStyle, RecapTalk, TalkGroup
from bot.domain.talks import marked_title

BANNER = "recap.png"

# More than these nobody reads, and Discord's pace would take minutes to post them.
MOST_MESSAGES = 6
MOST_TALK_POSTS = 50

_INTRODUCTION = 3600
_CLOSING = 900
# What a compact recap gives to each of its parts but the talks.
_SHORT_PART = 850


@dataclass(frozen=True, slots=True)
class RecapMessage:
    """`key` tells what it is about and stays when the recap changes. `name` is for its thread or post."""

    key: str
    name: str
    embeds: tuple[Embed, ...]
    banner: bool = False


def recap_messages(recap: Recap, style: RecapStyle) -> tuple[RecapMessage, ...]:
    match style:
        case RecapStyle.COMPACT:
            return _messages(recap, [_compact(recap)])
        case RecapStyle.FULL:
            return _messages(recap, _full(recap))
        case RecapStyle.THREADS:
            return _threads(recap)
        case _:
            assert_never(style)


def _messages(recap: Recap, messages: Sequence[Sequence[Embed]]) -> tuple[RecapMessage, ...]:
    """The first has the headline and the picture."""
    first = messages[0][0]
    first.title = escaped(recap.headline, limits.TITLE) or None
    first.url = safe_url(recap.event.event.url)
    pictured = has_banner(recap)
    if pictured:
        first.set_image(url=f"attachment://{BANNER}")
    name = plain(recap.headline, limits.THREAD_NAME) or "Recap"
    return tuple(
        RecapMessage(f"message:{number}", name, tuple(embeds), banner=pictured and number == 1)
        for number, embeds in enumerate(messages, 1)
    )


def _written_once(recap: Recap, written: Callable[[RecapTalk], str]) -> Callable[[RecapTalk], str]:
    """Looking for what fits, each talk is put to its place many times."""
    texts = {talk.entry.id: written(talk) for talk in recap.all_talks}
    return lambda talk: texts[talk.entry.id]


def _full(recap: Recap) -> list[list[Embed]]:
    """With all that is known of each talk, or if that is too long a line a talk, or some talks of each group."""
    short = _written_once(recap, short_talk)
    for written, between in ((long_talk, "\n\n"), (short, "\n")):
        messages = _with_talks(recap, [group_blocks(group, written) for group in recap.groups], between)
        if len(messages) <= MOST_MESSAGES:
            return messages
    largest = max(len(group.talks) for group in recap.groups)
    most = _largest(largest, lambda most: len(_with_some_talks(recap, recap.groups, short, most)) <= MOST_MESSAGES)
    return _with_some_talks(recap, recap.groups, short, most) if most else _with_some_groups(recap, short)


def _largest(most: int, fits: Callable[[int], bool]) -> int:
    """The largest number up to `most` that fits, where all smaller ones fit as well; at the worst 0."""
    fewest = 0
    while fewest < most:
        middle = (fewest + most + 1) // 2
        fewest, most = (middle, most) if fits(middle) else (fewest, middle - 1)
    return fewest


def _with_talks(recap: Recap, groups: Sequence[Sequence[Block]], between: str, missing: int = 0) -> list[list[Embed]]:
    note = [left_out_note(recap, missing)] if missing else []
    texts = (*_opening(recap), *packed(groups, between), *_ending(recap, note))
    return in_messages(embeds_of(texts))


def _with_some_talks(
    recap: Recap, groups: Sequence[TalkGroup], written: Callable[[RecapTalk], str], most: int
) -> list[list[Embed]]:
    missing = recap.talks - sum(min(most, len(group.talks)) for group in groups)
    return _with_talks(recap, [group_blocks(group, written, most) for group in groups], "\n", missing)


def _with_some_groups(recap: Recap, written: Callable[[RecapTalk], str]) -> list[list[Embed]]:
    """As many groups as fit with one talk each."""

    def messages(groups: int) -> list[list[Embed]]:
        return _with_some_talks(recap, recap.groups[:groups], written, 1)

    return messages(_largest(len(recap.groups), lambda groups: len(messages(groups)) <= MOST_MESSAGES))


def _opening(recap: Recap) -> list[str]:
    """The picture stands beneath the first of them."""
    source = source_of(recap)
    introduction = escaped_text(recap.introduction, _INTRODUCTION)
    themes = headed("Themes", [theme(one, source) for one in recap.themes])
    highlights = headed("Highlights", [point(one, source) for one in recap.highlights])
    head = f"{facts(recap)}\n\n{introduction}".strip()
    return [head, *packed([themes, highlights], "\n", limits.DESCRIPTION)]


def _ending(recap: Recap, notes: Sequence[str] = ()) -> list[str]:
    source = source_of(recap)
    closing = escaped_text(recap.closing, _CLOSING)
    return packed(
        [
            [Block(note) for note in notes],
            headed("What comes next", [point(one, source) for one in recap.what_next]),
            [Block(f"\n{closing}")] if closing else [],
        ],
        "\n",
        limits.DESCRIPTION,
    )


def _compact(recap: Recap) -> list[Embed]:
    """The talks get what room the other parts leave."""
    texts = (*_short_opening(recap), _short_ending(recap))
    room = min(limits.DESCRIPTION, limits.EMBEDS_TOTAL - limits.TITLE - sum(map(len, texts)))
    *opening, ending = texts
    return embeds_of(text for text in (*opening, _short_talks(recap, room), ending) if text)


def _short_opening(recap: Recap) -> tuple[str, str]:
    source = source_of(recap)
    head = f"{facts(recap)}\n\n{escaped_text(recap.introduction, _SHORT_PART)}".strip()
    themes = _short_part("Themes", [theme(one, source) for one in recap.themes])
    highlights = _short_part("Highlights", [point(one, source) for one in recap.highlights])
    return head, "\n".join(part for part in (themes, highlights) if part)


def _short_ending(recap: Recap) -> str:
    points = [point(one, source_of(recap)) for one in recap.what_next]
    parts = [_short_part("What comes next", points), escaped_text(recap.closing, _SHORT_PART)]
    return "\n".join(part for part in parts if part)


def _short_part(name: str, lines: Sequence[str]) -> str:
    return f"### {name}\n{fitted(lines, _SHORT_PART).text}" if lines else ""


def _short_talks(recap: Recap, room: int) -> str:
    """All talks, or as many of each group as fit, or as many of all."""
    line = _written_once(recap, short_talk)

    def written(most: int) -> str:
        groups = [group_blocks(group, line, most) for group in recap.groups]
        missing = recap.talks - sum(min(most, len(group.talks)) for group in recap.groups)
        return _with_note("\n".join(block.text for blocks in groups for block in blocks), recap, missing)

    largest = max((len(group.talks) for group in recap.groups), default=0)
    most = _largest(largest, lambda most: len(written(most)) <= room)
    if most or not largest:
        return written(most)
    lines = [line(talk) for talk in _in_turn(recap)]
    shown = fitted(lines, room - len(left_out_note(recap, recap.talks)) - 2).shown
    return _with_note("\n".join(lines[:shown]), recap, recap.talks - shown)


def _in_turn(recap: Recap) -> list[RecapTalk]:
    """One talk of each group, then a second one of each, and so on; those that can be watched first."""
    turns = [(turn, talk) for group in recap.groups for turn, talk in enumerate(group.talks)]
    return [talk for _, talk in sorted(turns, key=lambda one: (one[0], one[1].entry.talk.video_url is None))]


def _with_note(text: str, recap: Recap, missing: int) -> str:
    return f"{text}\n\n{left_out_note(recap, missing)}" if missing else text


def _threads(recap: Recap) -> tuple[RecapMessage, ...]:
    chosen = {talk.entry.id for talk in _in_turn(recap)[:MOST_TALK_POSTS]}
    shown = [talk for talk in recap.all_talks if talk.entry.id in chosen]
    missing = recap.talks - len(shown)
    notes = [left_out_note(recap, missing)] if missing else []
    opening = in_messages(embeds_of((*_opening(recap), *_ending(recap, notes))))
    return (*_messages(recap, opening), *(_talk_message(talk) for talk in shown))


def _talk_message(talk: RecapTalk) -> RecapMessage:
    known = talk.entry.talk
    embed = Embed(
        title=escaped(marked_title(known), limits.TITLE) or "Untitled",
        url=safe_url(known.url or known.video_url),
        description="\n".join(talk_lines(talk)) or None,
        colour=Colour.blurple(),
    )
    return RecapMessage(f"talk:{talk.entry.id}", thread_name(known), (embed,))
