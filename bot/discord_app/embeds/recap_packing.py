"""Talks put into embeds, and embeds into messages, within Discord's limits: split between talks, never inside one."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from discord import Colour, Embed

from bot.discord_app.embeds import limits
from bot.discord_app.embeds.recap_lines import heading
from bot.domain.event_recaps import RecapTalk, TalkGroup

# Two of them fill a message, and one is not too long to read.
ROOM = 2900
# A group that would begin in the last part of an embed begins in the next one, if it then stays whole.
_LAST_PART = 0.6


@dataclass(frozen=True, slots=True)
class Block:
    """What is never split. `again` is the heading that is repeated where its group goes on elsewhere."""

    text: str
    again: str | None = None


def group_blocks(group: TalkGroup, written: Callable[[RecapTalk], str], most: int | None = None) -> list[Block]:
    """The heading stands in one block with the first talk. Of more than `most` talks the rest is counted."""
    shown = group.talks if most is None else group.talks[:most]
    texts = [written(talk) for talk in shown]
    if len(shown) < len(group.talks):
        texts.append(f"- … and {len(group.talks) - len(shown):,} more")
    return [Block(text) for text in texts] if group.name is None else headed(group.name, texts)


def headed(name: str, texts: Sequence[str]) -> list[Block]:
    head = heading(name)
    first = [Block(f"{head}\n{text}") for text in texts[:1]]
    return [*first, *(Block(text, f"{head} (continued)") for text in texts[1:])]


def packed(groups: Iterable[Sequence[Block]], between: str, room: int = ROOM) -> list[str]:
    """Descriptions of embeds. `between` parts the talks."""
    texts: list[str] = []
    for blocks in groups:
        whole = len(between.join(block.text for block in blocks))
        begins_late = bool(texts) and len(texts[-1]) > room * _LAST_PART and len(texts[-1]) + whole > room >= whole
        for at, block in enumerate(blocks):
            fits = bool(texts) and len(texts[-1]) + len(between) + len(block.text) <= room
            if fits and not (at == 0 and begins_late):
                texts[-1] += between + block.text
            else:
                texts.append(f"{block.again}\n{block.text}" if block.again else block.text)
    return texts


def embeds_of(texts: Iterable[str]) -> list[Embed]:
    return [Embed(description=text, colour=Colour.blurple()) for text in texts]


def in_messages(embeds: Iterable[Embed]) -> list[list[Embed]]:
    messages: list[list[Embed]] = []
    for embed in embeds:
        if messages and _fits(messages[-1], embed):
            messages[-1].append(embed)
        else:
            messages.append([embed])
    return messages


def _fits(message: Sequence[Embed], embed: Embed) -> bool:
    total = sum(len(one) for one in message) + len(embed)
    return total <= limits.EMBEDS_TOTAL and len(message) < limits.EMBEDS
