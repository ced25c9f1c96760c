"""What follows the first answer to an interaction: further messages, edits, deletions."""

from bot.sandbox.routes.calls import NO_CONTENT, Answer, Call, Route
from bot.sandbox.routes.interactions import DEFERRED_MESSAGE, publish_answer
from bot.sandbox.routes.writing import change_message, new_message
from bot.sandbox.rules.refusals import Refusal, unknown
from bot.sandbox.world.interactions import TOKEN_SECONDS, Interaction
from bot.sandbox.world.messages import Message, MessageFlag
from bot.sandbox.world.posting import changed, delete

ORIGINAL = "@original"


async def follow_up(call: Call) -> Answer:
    interaction = _interaction(call)
    if not interaction.acknowledged:
        raise unknown("Webhook")
    original = interaction.original
    promised = interaction.answer_type == DEFERRED_MESSAGE and original is not None and original.loading
    if promised and original is not None and not original.deleted:
        # The first message after "is thinking" takes its place, and stays as private or public as it was.
        return _changed(interaction, original, call)
    message = new_message(call, interaction.channel, call.fields())
    interaction.followups.append(publish_answer(interaction, message, call.fields()))
    interaction.changes.notify()
    return Answer(message.payload())


async def get_answer(call: Call) -> Answer:
    return Answer(_message(call, _interaction(call)).payload())


async def edit_answer(call: Call) -> Answer:
    interaction = _interaction(call)
    return _changed(interaction, _message(call, interaction), call)


async def delete_answer(call: Call) -> Answer:
    interaction = _interaction(call)
    delete(_message(call, interaction))
    interaction.changes.notify()
    return NO_CONTENT


def _changed(interaction: Interaction, message: Message, call: Call) -> Answer:
    change_message(message, call, call.fields())
    message.flags &= ~MessageFlag.LOADING
    changed(message)
    interaction.changes.notify()
    return Answer(message.payload())


def _interaction(call: Call) -> Interaction:
    interaction = call.world.interactions.find(call.names["webhook_token"])
    if interaction is None or call.id("webhook_id") != call.world.application.id:
        raise unknown("Webhook")
    if call.world.clock() - interaction.opened_at > TOKEN_SECONDS:
        raise Refusal(401, 50027, "Invalid Webhook Token")
    return interaction


def _message(call: Call, interaction: Interaction) -> Message:
    wanted = call.names.get("message_id", ORIGINAL)
    own = [message for message in (interaction.original, interaction.source) if message is not None]
    if wanted == ORIGINAL:
        found = interaction.original
    else:
        candidates = [*own, *interaction.followups]
        found = next((message for message in candidates if str(message.id) == wanted), None)
    if found is None or found.deleted:
        raise unknown("Message")
    return found


_HOOK = "/webhooks/{webhook_id}/{webhook_token}"

ROUTES = [
    Route("POST", _HOOK, follow_up, needs_token=False),
    *(
        Route(method, f"{_HOOK}/messages/{which}", handler, needs_token=False)
        for which in (ORIGINAL, "{message_id}")
        for method, handler in (("GET", get_answer), ("PATCH", edit_answer), ("DELETE", delete_answer))
    ),
]
