"""Of two processes that are told the same, one answers each interaction."""

import asyncio
from typing import Any

from bot.discord_app.answering import Answering


class Process:
    """Discord says that `before` were answered, by whomever."""

    def __init__(self, *before: int) -> None:
        self.answered: list[int] = []
        self._before = before
        self.answering = Answering(lambda told: self.answered.append(int(told["id"])), self._is_answered)
        self.answering.shard_count = 2

    def hears(self, *ids: int, shard: int = 0) -> None:
        for id in ids:
            self.answering.tell(interaction(id, shard))

    async def takes_over(self, shard: int = 0) -> None:
        """And has looked at what came in before."""
        self.answering.take_over(shard)
        await asyncio.gather(*asyncio.all_tasks() - {asyncio.current_task()})

    async def _is_answered(self, told: dict[str, Any]) -> bool:
        return int(told["id"]) in self._before


def interaction(id: int, shard: int | None) -> dict[str, Any]:
    told = {"id": str(id)}
    return told if shard is None else told | {"guild_id": str((shard + 2) << 22)}


async def test_only_what_is_of_its_shards_is_answered() -> None:
    process = Process()
    await process.takes_over(1)
    process.hears(1, 2, shard=1)
    process.hears(3, shard=0)
    process.answering.tell(interaction(4, None))
    assert process.answered == [1, 2]


async def test_direct_messages_are_of_the_first_shard() -> None:
    process = Process()
    await process.takes_over()
    process.answering.tell(interaction(4, None))
    assert process.answered == [4]


async def test_who_takes_over_answers_what_the_one_before_did_not_take() -> None:
    """In whatever order they hear of it."""
    old, new = Process(), Process()
    await old.takes_over()
    old.hears(1, 2)
    new.hears(1, 2, 3)
    old.answering.leave(0)
    old.hears(3, 4)
    new.answering.taken_elsewhere(old.answering.taken())
    await new.takes_over()
    new.hears(4, 5)
    assert (old.answered, new.answered) == ([1, 2], [3, 4, 5])


async def test_who_offers_in_vain_answers_what_came_meanwhile() -> None:
    process = Process()
    await process.takes_over()
    process.hears(1)
    process.answering.leave(0)
    process.hears(2)
    await process.takes_over()
    await process.takes_over()
    process.hears(3)
    assert process.answered == [1, 2, 3]


async def test_other_shards_are_kept_for_later() -> None:
    process = Process()
    process.hears(1, shard=0)
    process.hears(2, shard=1)
    await process.takes_over(1)
    await process.takes_over()
    assert process.answered == [2, 1]


async def test_what_another_answered_who_was_not_heard_is_not_answered_again() -> None:
    process = Process(1, 3)
    process.hears(1, 2, 3)
    await process.takes_over()
    assert process.answered == [2]
