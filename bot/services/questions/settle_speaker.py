"""Which speaker a question names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.filters import TalkFilter
from bot.domain.question_answers import WhichOne
from bot.search.folding import fold
from bot.search.questions.asked import trimmed
from bot.search.questions.names_in import might_be_names, people_in
from bot.search.questions.phrases import NOTHING, Phrase
from bot.search.ranking import search
from bot.services.naming import meant_names, spellings
from bot.services.questions.asking import Asking
from bot.store import talks

_BY = re.compile(
    r"(?:^|(?<= ))(?:(?:given|held|presented|delivered|hosted|done|made) )?(?P<by>by|from|with|of|featuring) "
)
_OWN = re.compile(
    r"(?P<who>\S+(?: \S+){0,4}?) 's(?: (?:other|latest|last|next|first|new|newest|recent|own))*"
    r"(?: (?:talks?|sessions?|presentations?))?"
)
_LONGEST_NAME = 4
_NOT_NAMES = frozenset(
    [
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        "my",
        "your",
        "our",
        "any",
        "every",
        "all",
        "some",
        "other",
        "people",
        "anyone",
        "anybody",
        "someone",
        "everybody",
        "everyone",
        "it",
        "there",
        "i",
        "you",
        "we",
        "they",
        "he",
        "she",
        "what",
        "who",
        "which",
    ]
)
_ABOUT = r"(?:about|on|called|titled|named|mentioning|regarding)"
_ENOUGH = 0.5


@dataclass(frozen=True, slots=True)
class NamedSpeaker:
    """`spellings` are of one person's name, none where nobody is named; `rest` is the text without the name."""

    spellings: tuple[str, ...]
    rest: Phrase


async def settle_who(
    asking: Asking, who: Phrase, topic: Phrase, within: TalkFilter, *, clearly_name: bool = True
) -> NamedSpeaker | WhichOne:
    """Of words that stand where a name does; nobody where they are like no name."""
    if not who or who.plain[0] in _NOT_NAMES:
        return NamedSpeaker((), who)
    return await _named(asking, who, topic, within, clearly_name=clearly_name)


async def settle_mentioned(asking: Asking, text: Phrase, within: TalkFilter) -> NamedSpeaker | WhichOne:
    """Of a topic or title that may hold a name: "by Alex Leong", "Flynn's talk", or a full name anywhere."""
    for match in _BY.finditer(text.said):
        found = await _after_preposition(asking, text, match, within)
        if isinstance(found, WhichOne) or found.spellings:
            return found
    own = _OWN.match(text.said)
    if own is not None:
        rest = trimmed(text[text.words_at(*own.span()).stop :])
        named = await settle_who(asking, text.group(own, "who"), rest, within)
        if isinstance(named, WhichOne) or named.spellings:
            return named if isinstance(named, WhichOne) else replace(named, rest=rest)
    anywhere = settle_full_name(asking, text)
    if not anywhere.spellings and len(text.plain) in (2, 3) and _is_one_name(asking, text):
        return await _named(asking, text, NOTHING, within, clearly_name=False)
    return anywhere


async def _after_preposition(
    asking: Asking, text: Phrase, match: re.Match[str], within: TalkFilter
) -> NamedSpeaker | WhichOne:
    """Only "by" alone may be followed by a part of a name in small letters."""
    words = text.words_at(match.start(), match.end() - 1)
    for size in range(min(_LONGEST_NAME, len(text.plain) - words.stop), 0, -1):
        who = text[words.stop : words.stop + size]
        if who.plain[0] in _NOT_NAMES or not (match["by"] == "by" or _capitalised(who)):
            continue
        rest = text.without(slice(words.start, words.stop + size))
        by = match["by"] == "by"
        if not by and not might_be_names(
            asking.views, asking.catalog.speaker_names, who.said, clearly_name=False, slips=False
        ):
            continue
        found = await _named(asking, who, rest, within, clearly_name=by and _capitalised(who))
        if isinstance(found, WhichOne) or found.spellings:
            return found if isinstance(found, WhichOne) else replace(found, rest=trimmed(rest))
    return NamedSpeaker((), text)


def _is_one_name(asking: Asking, text: Phrase) -> bool:
    """Whether the words, some of them misspelt, are a whole name."""
    names = asking.catalog.speaker_names
    if _is_topic(asking, text) or not might_be_names(asking.views, names, text.said, clearly_name=False):
        return False
    meant = meant_names(names, str(text))
    return len(meant) == 1 and len(meant[0].split()) == len(text.plain)


def _capitalised(who: Phrase) -> bool:
    return all(word[:1].isupper() for word in (who.typed[0], who.typed[-1]))


def _is_topic(asking: Asking, name: Phrase) -> bool:
    """Whether the question is about somebody, not what somebody spoke about."""
    asked = fold(asking.question.text)
    return re.search(rf"(?<!what )(?<!how )\b{_ABOUT} {re.escape(name.said)}\b", asked) is not None


def settle_full_name(asking: Asking, text: Phrase) -> NamedSpeaker:
    """A talk about a person is not one by that person."""
    for name, words in people_in(text, asking.catalog.speaker_names):
        if not _is_topic(asking, text[words]):
            return NamedSpeaker(spellings(asking.catalog.speaker_names, name), trimmed(text.without(words)))
    return NamedSpeaker((), text)


async def _named(
    asking: Asking, who: Phrase, topic: Phrase, within: TalkFilter, *, clearly_name: bool
) -> NamedSpeaker | WhichOne:
    every = asking.catalog.speaker_names
    chosen = asking.chosen(who, "speaker")
    if chosen is not None:
        return NamedSpeaker(spellings(every, chosen), NOTHING)
    if not might_be_names(asking.views, every, who.said, clearly_name=clearly_name):
        return NamedSpeaker((), who)
    meant = await _meant(asking, who, topic, within)
    if len(meant) > 1:
        return asking.which_one(who, [await _choice(asking, name) for name in meant])
    return NamedSpeaker(spellings(every, meant[0]) if meant else (), NOTHING if meant else who)


async def _meant(asking: Asking, who: Phrase, topic: Phrase, within: TalkFilter) -> Sequence[str]:
    """Those who spoke within what else was said come before all others."""
    every = asking.catalog.speaker_names
    meant = meant_names(every, str(who))
    if within != TalkFilter():
        meant = meant_names(await talks.speaker_names(asking.session, within, asking.scope), str(who)) or meant
    if len(meant) < 2 or not topic:  # noqa: PLR2004  several
        return meant
    return [name for name in meant if await _spoke_about(asking, name, topic)] or meant


async def _spoke_about(asking: Asking, name: str, topic: Phrase) -> bool:
    given = TalkFilter(speakers=spellings(asking.catalog.speaker_names, name))
    ids = await talks.matching_ids(asking.session, given, asking.scope)
    hits = search(asking.catalog.indexes, str(topic), limit=1, among=ids).hits
    return bool(hits) and hits[0].coverage >= _ENOUGH


async def _choice(asking: Asking, name: str) -> tuple[str, str, str]:
    given = TalkFilter(speakers=spellings(asking.catalog.speaker_names, name))
    (latest,) = await talks.latest(asking.session, given, asking.scope, offset=0, limit=1) or (None,)
    return name, "" if latest is None else f"{latest.talk.title} · {latest.event.event.name}", f"speaker:{name}"
