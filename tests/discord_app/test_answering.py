"""Of two processes that are told the same, one answers each interaction."""

from typing import Any

from bot.discord_app.answering import Answering


class Process:
    def __init__(self, shard_count: int = 2) -> None:
        self.answered: list[int] = []
        self.answering = Answering(lambda told: self.answered.append(int(told["id"])))
        self.answering.shard_count = shard_count

    def hears(self, *ids: int, shard: int = 0) -> None:
        for id in ids:
            self.answering.tell(interaction(id, shard))


def interaction(id: int, shard: int | None) -> dict[str, Any]:
    told = {"id": str(id)}
    return told if shard is None else told | {"guild_id": str((shard + 2) << 22)}


async def test_only_what_is_of_its_shards_is_answered() -> None:
    process = Process()
    process.answering.take_over(1)
    process.hears(1, 2, shard=1)
    process.hears(3, shard=0)
    process.answering.tell(interaction(4, None))
    assert process.answered == [1, 2]


async def test_direct_messages_are_of_the_first_shard() -> None:
    process = Process()
    process.answering.take_over(0)
    process.answering.tell(interaction(4, None))
    assert process.answered == [4]


async def test_who_takes_over_answers_what_the_one_before_did_not_take() -> None:
    """In whatever order they hear of it."""
    old, new = Process(), Process()
    old.answering.take_over(0)
    old.hears(1, 2)
    new.hears(1, 2, 3)
    old.answering.leave(0)
    old.hears(3, 4)
    new.answering.taken_elsewhere(old.answering.taken())
    new.answering.take_over(0)
    new.hears(4, 5)
    assert (old.answered, new.answered) == ([1, 2], [3, 4, 5])


async def test_who_offers_in_vain_answers_what_came_meanwhile() -> None:
    process = Process()
    process.answering.take_over(0)
    process.hears(1)
    process.answering.leave(0)
    process.hears(2)
    process.answering.take_over(0)
    process.answering.take_over(0)
    process.hears(3)
    assert process.answered == [1, 2, 3]


async def test_other_shards_are_kept_for_later() -> None:
    process = Process()
    process.hears(1, shard=0)
    process.hears(2, shard=1)
    process.answering.take_over(1)
    process.answering.take_over(0)
    assert process.answered == [2, 1]
