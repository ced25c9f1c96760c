"""Questions that are put to the bot in messages: answered as a reply in place, once, and not too often."""

import asyncio
from collections.abc import Mapping
from typing import Any
from weakref import WeakValueDictionary

import discord
import structlog

from bot.discord_app.conversation.hearing import Tone, heard_in, tone_of
from bot.discord_app.conversation.message_replies import place_of, reply_to, report_to, typing_meanwhile
from bot.discord_app.conversation.posting_rights import PostingRights, posting_rights
from bot.discord_app.embeds.plain_text import plain_text
from bot.discord_app.handling import asked_at, missing_in
from bot.discord_app.pacing import Pace, Verdict
from bot.discord_app.rationing import Rationing
from bot.discord_app.requests import Requests
from bot.discord_app.responder import Responder
from bot.discord_app.wiring import Wiring
from bot.domain.catalog import Scope
from bot.domain.question_answers import QuestionAnswer
from bot.measures import Kind, Outcome
from bot.services.catalog import Catalog
from bot.services.finding.look_again import look_again
from bot.services.questions.converse import Utterance, converse, is_answered, keep_spoken_of

_log = structlog.get_logger()

_SECONDS_TO_FINISH = 5.0
_HINT = "Ask me about talks in your own words: *who spoke about CNI?* · *what is on tomorrow afternoon?*"
_PATIENCE = "One question at a time, please: ask me again in a few seconds."


class Conversing:
    def __init__(
        self, catalog: Catalog, responder: Responder, requests: Requests, wiring: Wiring, rationing: Rationing
    ) -> None:
        self._catalog = catalog
        self._responder = responder
        self._requests = requests
        self._clock = wiring.clock
        self._pace = Pace(wiring.clock)
        self._rationing = rationing
        self._under_way: set[asyncio.Task[None]] = set()
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def hear(self, message: discord.Message, bot_id: int) -> None:
        """Whatever goes wrong is told or logged here: nothing waits for this."""
        said = heard_in(message, bot_id)
        if said is None or tone_of(said) is Tone.NOTHING_TO_ANSWER:
            return
        rights = posting_rights(message)
        if not rights.may_post:
            _log.info("asked where I may not write", **place_of(message))
            return
        taking = asyncio.create_task(self._take_or_report(message, said, rights))
        self._under_way.add(taking)
        taking.add_done_callback(self._under_way.discard)
        await taking

    async def finish(self) -> None:
        """What was answered is to be kept as well, so the end waits for it."""
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=_SECONDS_TO_FINISH)

    async def _take_or_report(self, message: discord.Message, said: Utterance, rights: PostingRights) -> None:
        with self._requests.handling(_Said(message)):
            try:
                await self._take(message, said, rights)
            except Exception as error:  # noqa: BLE001  whatever it is, it is reported
                self._requests.note(message.id, await report_to(message, rights, error))

    async def _take(self, message: discord.Message, said: Utterance, rights: PostingRights) -> None:
        match self._pace.verdict(message.author.id, message.channel.id):
            case Verdict.ANSWER:
                async with self._turn_in(message.channel.id):
                    with self._rationing.share(message):
                        await self._answer(message, said, rights)
            case Verdict.ASK_FOR_PATIENCE:
                self._requests.note(message.id, Outcome.TOO_OFTEN)
                await reply_to(message, rights, content=_PATIENCE)
            case Verdict.SILENCE:
                self._requests.note(message.id, Outcome.TOO_OFTEN)
                _log.info("asked too often", **place_of(message))

    def _turn_in(self, channel_id: int) -> asyncio.Lock:
        """One after the other in a channel, so that a quick reply finds what the answer before it was about."""
        return self._turns.setdefault(channel_id, asyncio.Lock())

    async def _answer(self, message: discord.Message, said: Utterance, rights: PostingRights) -> None:
        """Discord may tell of a message twice, and two processes may hear it: what was answered is known, and while it
        is being answered the nonce makes one message of two.
        """
        now = self._clock()
        if await look_again(lambda: is_answered(self._catalog, said.message_id)):
            return
        if tone_of(said) is Tone.GREETING:
            sent = await reply_to(message, rights, content=_HINT)
            self._requests.responded(message.id)
            await keep_spoken_of(self._catalog, said, sent.id, None, now)
            return
        scope = Scope(None if message.guild is None else message.guild.id)
        async with typing_meanwhile(message.channel):
            answer = await look_again(lambda: converse(self._catalog, said, scope, now))
            if answer is None:
                return
            self._requests.note_missing(message.id, missing_in(answer))
            drawn = await self._drawn(answer, rights)
        sent = await reply_to(message, rights, **drawn)
        self._requests.responded(message.id)
        await keep_spoken_of(self._catalog, said, sent.id, answer, now)

    async def _drawn(self, answer: QuestionAnswer, rights: PostingRights) -> Mapping[str, Any]:
        """As for everybody in the channel; as plain text where the bot may not embed."""
        drawn = await self._responder.message(answer, public=True)
        if rights.embeds:
            return drawn
        return {"content": plain_text(drawn["embed"]), "view": drawn["view"], "suppress_embeds": True}


class _Said:
    """A message as a request."""

    kind = Kind.MESSAGE

    def __init__(self, message: discord.Message) -> None:
        self.id = message.id
        self.name = "question" if message.guild is not None else "direct question"
        self.asked_at = asked_at(message.id)
        self.guild_id = None if message.guild is None else message.guild.id
        self.typed = (message.content,)
