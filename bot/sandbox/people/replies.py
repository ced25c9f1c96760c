"""What a person gets back for an act: messages, a form, or nothing in time."""

from collections.abc import Callable, Generator
from typing import Any

from bot.sandbox.people.errors import ActionError
from bot.sandbox.people.modals import Modal
from bot.sandbox.world.changes import Changes, Found
from bot.sandbox.world.interactions import Interaction
from bot.sandbox.world.messages import Message

DEFERRED_UPDATE = 6
FORM = 9
WAIT_SECONDS = 5.0


class Reply:
    """Await it for the final message: not the "is thinking", but what takes its place.

    `act` says what the person did, for the error of a wait in vain.
    """

    def __init__(self, interaction: Interaction, act: str) -> None:
        self.interaction = interaction
        self.act = act
        self._revision = interaction.source.revision if interaction.source else 0

    def __await__(self) -> Generator[Any, None, Message]:
        return self.message().__await__()

    async def message(self, within: float = WAIT_SECONDS) -> Message:
        """The final message; ActionError where the bot answers with a form."""
        await self.acknowledged(within)
        if self.interaction.modal is not None:
            raise ActionError(f"{self.act}: the bot answered with a form; ask for reply.modal()")
        if self.answer_type == DEFERRED_UPDATE:
            # What was promised may come as an edit by way of the channel, of which the interaction knows nothing.
            return await self._until(self._final, within, self._world_changes)
        return await self._until(self._final, within)

    async def until(self, condition: Callable[[Message], bool], within: float = WAIT_SECONDS) -> Message:
        """The first of its messages that satisfies `condition`, now or after further edits."""
        return await self._until(lambda: next(filter(condition, self.messages), None), within, self._world_changes)

    async def followup(self, number: int = 1, within: float = WAIT_SECONDS) -> Message:
        """The first (second, …) message sent after the one that answers."""
        sent = self.interaction.followups
        return await self._until(lambda: sent[number - 1] if len(sent) >= number else None, within)

    async def modal(self, within: float = WAIT_SECONDS) -> Modal:
        await self.acknowledged(within)
        if self.interaction.modal is None:
            raise ActionError(f"{self.act}: the bot did not answer with a form")
        return Modal(self.interaction.modal, self.interaction)

    async def acknowledged(self, within: float = WAIT_SECONDS) -> None:
        """Waits for the first answer, whatever it is."""
        await self._until(lambda: self.interaction.acknowledged, within)

    async def settled(self, within: float = WAIT_SECONDS) -> None:
        """Waits for the final message, if the first answer is or promised one."""
        await self.acknowledged(within)
        if self.interaction.answer_type not in {DEFERRED_UPDATE, FORM}:
            await self.message(within)

    @property
    def messages(self) -> list[Message]:
        """What can be seen of it by now, in order; without what was deleted."""
        first = self.interaction.original
        seen = ([] if first is None else [first]) + self.interaction.followups
        return [message for message in seen if not message.deleted]

    @property
    def ephemeral(self) -> bool:
        """Whether only the person who asked sees the first answer."""
        return self.interaction.original is not None and self.interaction.original.ephemeral

    @property
    def answer_type(self) -> int | None:
        """Discord's number of the first answer's kind: 4 message, 5 and 6 deferred, 7 update, 9 form."""
        return self.interaction.answer_type

    @property
    def seconds(self) -> float | None:
        """From the act to the first answer, by the sandbox's clock."""
        answered = self.interaction.answered_at
        return None if answered is None else answered - self.interaction.opened_at

    def _final(self) -> Message | None:
        first, followups = self.interaction.original, self.interaction.followups
        untouched = self.interaction.answer_type == DEFERRED_UPDATE and (
            first is not None and first.revision == self._revision
        )
        if first is None or first.deleted or untouched:
            return followups[0] if followups else None
        return None if first.loading else first

    @property
    def _world_changes(self) -> Changes:
        return self.interaction.member.world.changes

    async def _until(
        self,
        look: Callable[[], Found | None],
        within: float,
        changes: Changes | None = None,
    ) -> Found:
        """Without `changes` only what the bot answers to this interaction is looked at: thousands may wait at once."""
        return await (changes or self.interaction.changes).until(look, within, f"the answer to {self.act}")
