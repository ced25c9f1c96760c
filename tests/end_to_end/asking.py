"""Members who ask one command after the other, and what came of each."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from itertools import cycle

from bot.sandbox import Channel, Guild, Member, NothingHappened, Reply, Sandbox

CALLBACK = "POST", "/interactions/{interaction_id}/{interaction_token}/callback"

# So that the bot is busy, and not the machine that all of this runs on.
SECONDS_TO_THINK = 0.05

# With what is in the answer.
COMMANDS = (("/talk search cni", "CNI"), ("/event list", "KubeCon"), ("/talk ask who spoke about CNI?", "1 speaker"))


class Asking:
    """Two in every server, until they are told to stop."""

    def __init__(self, discord: Sandbox, guilds: Sequence[Guild]) -> None:
        self.replies: list[Reply] = []
        self.answered = 0
        self.failed: list[str] = []
        self._discord = discord
        self._stop = False
        self._askers = [asyncio.create_task(self._ask_on(guild, name)) for guild in guilds for name in ("Maya", "Omar")]

    async def until(self, more: int) -> None:
        goal = self.answered + more
        await self._discord.until(lambda: self.answered >= goal, within=30)

    async def stop(self) -> None:
        """When all are answered."""
        self._stop = True
        await asyncio.gather(*self._askers)

    def answered_again(self) -> list[str]:
        """What was answered more than once, whether Discord took that or not."""
        callbacks = Counter(request.path.split("/")[2] for request in self._discord.requests.of(*CALLBACK))
        again = {id for id, count in callbacks.items() if count > 1}
        return [reply.act for reply in self.replies if str(reply.interaction.id) in again or len(reply.messages) > 1]

    async def _ask_on(self, guild: Guild, name: str) -> None:
        member, channel = guild.add_member(name), guild.add_channel(f"talks-{name.lower()}")
        for line, expected in cycle(COMMANDS):
            if self._stop:
                return
            await self._ask(member, channel, line, expected)
            await asyncio.sleep(SECONDS_TO_THINK)

    async def _ask(self, member: Member, channel: Channel, line: str, expected: str) -> None:
        reply = member.types(line, channel)
        self.replies.append(reply)
        try:
            message = await reply
        except NothingHappened as error:
            self.failed.append(str(error))
            return
        if expected in message.text:
            self.answered += 1
        else:
            self.failed.append(f"{line}: {message.text}")
