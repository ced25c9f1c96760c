"""Questions that are put to the bot in messages: answered as a reply in place, once, and not too often."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import discord
import structlog

from bot.discord_app.embeds.plain_text import plain_text
from bot.discord_app.errors import bug, explain
from bot.discord_app.hearing import Tone, heard_in, tone_of
from bot.discord_app.pacing import Pace, Verdict
from bot.discord_app.posting_rights import PostingRights, posting_rights
from bot.discord_app.responder import Responder
from bot.discord_app.wiring import Wiring
from bot.domain.catalog import Scope
from bot.domain.question_answers import QuestionAnswer
from bot.services.catalog import Catalog
from bot.services.converse import Utterance, converse, is_answered, keep_spoken_of

_log = structlog.get_logger()

_SECONDS_BEFORE_TYPING = 1.0
_SECONDS_TO_FINISH = 5.0
_INVALID_FORM = 50035
_HINT = "Ask me about talks in your own words: *who spoke about CNI?* · *what is on tomorrow afternoon?*"
_PATIENCE = "One question at a time, please: ask me again in a few seconds."


class Conversing:
    def __init__(self, catalog: Catalog, responder: Responder, wiring: Wiring) -> None:
        self._catalog = catalog
        self._responder = responder
        self._clock = wiring.clock
        self._pace = Pace(wiring.clock)
        self._under_way: set[asyncio.Task[None]] = set()

    async def hear(self, message: discord.Message, bot_id: int) -> None:
        """Whatever goes wrong is told or logged here: nothing waits for this."""
        said = heard_in(message, bot_id)
        if said is None or tone_of(said) is Tone.NOTHING_TO_ANSWER:
            return
        rights = posting_rights(message)
        if not rights.may_post:
            _log.info("asked where I may not write", **_place(message))
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
        try:
            await self._take(message, said, rights)
        except Exception as error:  # noqa: BLE001  whatever it is, it is reported
            await _report(message, rights, error)

    async def _take(self, message: discord.Message, said: Utterance, rights: PostingRights) -> None:
        match self._pace.verdict(message.author.id, message.channel.id):
            case Verdict.ANSWER:
                await self._answer(message, said, rights)
            case Verdict.ASK_FOR_PATIENCE:
                await _reply(message, rights, content=_PATIENCE)
            case Verdict.SILENCE:
                _log.info("asked too often", **_place(message))

    async def _answer(self, message: discord.Message, said: Utterance, rights: PostingRights) -> None:
        """Discord may tell of a message twice, and two processes may hear it: what was answered is known, and while it
        is being answered the nonce makes one message of two.
        """
        if await is_answered(self._catalog, said.message_id):
            return
        if tone_of(said) is Tone.GREETING:
            sent = await _reply(message, rights, content=_HINT)
            await keep_spoken_of(self._catalog, said, sent.id, None, self._clock())
            return
        scope = Scope(None if message.guild is None else message.guild.id)
        async with _typing(message.channel):
            answer = await converse(self._catalog, said, scope, self._clock())
            if answer is None:
                return
            drawn = await self._drawn(answer, rights)
        sent = await _reply(message, rights, **drawn)
        await keep_spoken_of(self._catalog, said, sent.id, answer, self._clock())

    async def _drawn(self, answer: QuestionAnswer, rights: PostingRights) -> dict[str, Any]:
        """As for everybody in the channel; as plain text where the bot may not embed."""
        drawn = await self._responder.message(answer, public=True)
        if rights.embeds:
            return drawn
        return {"content": plain_text(drawn["embed"]), "view": drawn["view"], "suppress_embeds": True}


@asynccontextmanager
async def _typing(channel: discord.abc.Messageable) -> AsyncIterator[None]:
    """Show that an answer is coming, where it takes long."""
    showing = asyncio.create_task(_show_typing(channel))
    try:
        yield
    finally:
        showing.cancel()
        await asyncio.wait([showing])


async def _show_typing(channel: discord.abc.Messageable) -> None:
    await asyncio.sleep(_SECONDS_BEFORE_TYPING)
    with suppress(discord.HTTPException):
        async with channel.typing():
            await asyncio.Future()


async def _reply(message: discord.Message, rights: PostingRights, **answer: Any) -> discord.Message:
    """The same nonce for the same question. Replies need the right to read what was said before."""
    reference = message if rights.replies else None
    nonce = str(message.id)
    return await message.channel.send(reference=reference, mention_author=False, nonce=nonce, **answer)


async def _report(message: discord.Message, rights: PostingRights, error: Exception) -> None:
    if isinstance(error, discord.HTTPException):
        is_gone = error.code == _INVALID_FORM and "message_reference" in error.text
        reason = "the question was deleted" if is_gone else str(error)
        _log.warning("an answer could not be sent", **_place(message), error=reason)
        return
    text = explain(error) or bug(error, _place(message))
    try:
        await _reply(message, rights, content=text)
    except discord.HTTPException as failure:
        _log.warning("could not tell the user", **_place(message), error=str(failure))


def _place(message: discord.Message) -> dict[str, object]:
    """Where it was, not what was said."""
    guild_id = None if message.guild is None else message.guild.id
    return {"message_id": message.id, "guild_id": guild_id, "channel_id": message.channel.id}
