"""The first answer to an interaction."""

from bot.sandbox.routes.calls import Answer, Call, Route
from bot.sandbox.routes.writing import change_message, new_message
from bot.sandbox.rules.choices import check_choices
from bot.sandbox.rules.modals import check_modal
from bot.sandbox.rules.refusals import Refusal, refuse_field, unknown
from bot.sandbox.world.interactions import FIRST_ANSWER_SECONDS, Interaction, InteractionKind
from bot.sandbox.world.messages import Message, MessageFlag, MessageKind
from bot.sandbox.world.posting import changed, post
from bot.sandbox.world.snowflakes import Json

MESSAGE = 4
DEFERRED_MESSAGE = 5
DEFERRED_UPDATE = 6
UPDATE = 7
CHOICES = 8
MODAL = 9

PATH = ("data",)


async def respond(call: Call) -> Answer:
    interaction = _open_interaction(call)
    body = call.fields()
    kind = body.get("type")
    if kind not in _allowed(interaction):
        expected = tuple(sorted(_allowed(interaction)))
        refuse_field(("type",), "BASE_TYPE_CHOICES", f"Value must be one of {expected}.")
    _ANSWERS[kind](interaction, call, body.get("data") or {})
    interaction.answer_type = kind
    interaction.answered_at = call.world.clock()
    interaction.changes.notify()
    if call.query.get("with_response") in {"1", "true", "True"}:
        return Answer(_receipt(interaction))
    return Answer(None, 204)


def _open_interaction(call: Call) -> Interaction:
    interaction = call.world.interactions.find(call.names["interaction_token"])
    if interaction is None or interaction.id != call.id("interaction_id"):
        raise unknown("Interaction")
    if interaction.acknowledged:
        raise Refusal(400, 40060, "Interaction has already been acknowledged.")
    if call.world.clock() - interaction.opened_at > FIRST_ANSWER_SECONDS:
        raise unknown("Interaction")
    return interaction


def _allowed(interaction: Interaction) -> set[int]:
    if interaction.kind is InteractionKind.AUTOCOMPLETE:
        return {CHOICES}
    allowed = {MESSAGE, DEFERRED_MESSAGE}
    if interaction.source is not None:
        allowed |= {DEFERRED_UPDATE, UPDATE}
    if interaction.kind is not InteractionKind.MODAL_SUBMIT:
        allowed.add(MODAL)
    return allowed


def _answer_with_message(interaction: Interaction, call: Call, data: Json) -> None:
    message = new_message(call, interaction.channel, data, path=PATH)
    interaction.original = publish_answer(interaction, message, data)


def publish_answer(interaction: Interaction, message: Message, data: Json) -> Message:
    """Post a message that answers an interaction, for all or for who asked alone."""
    message.interaction = interaction.metadata()
    message.kind = MessageKind.COMMAND
    if int(data.get("flags") or 0) & MessageFlag.EPHEMERAL:
        message.flags |= MessageFlag.EPHEMERAL
        message.visible_to = interaction.member.user.id
    return post(message)


def _defer_message(interaction: Interaction, call: Call, data: Json) -> None:
    world = call.world
    message = Message(world.snowflakes.next(), interaction.channel, world.application.user, world.clock())
    message.flags = MessageFlag.LOADING
    interaction.original = publish_answer(interaction, message, data)


def _defer_update(interaction: Interaction, _call: Call, _data: Json) -> None:
    interaction.original = interaction.source


def _update(interaction: Interaction, call: Call, data: Json) -> None:
    message = interaction.source
    if message is None or message.deleted:
        raise unknown("Message")
    change_message(message, call, data, path=PATH)
    interaction.original = message
    changed(message)


def _offer_choices(interaction: Interaction, _call: Call, data: Json) -> None:
    interaction.choices = check_choices(data.get("choices"))


def _open_modal(interaction: Interaction, _call: Call, data: Json) -> None:
    check_modal(data)
    interaction.modal = data


_ANSWERS = {
    MESSAGE: _answer_with_message,
    DEFERRED_MESSAGE: _defer_message,
    DEFERRED_UPDATE: _defer_update,
    UPDATE: _update,
    CHOICES: _offer_choices,
    MODAL: _open_modal,
}


def _receipt(interaction: Interaction) -> Json:
    receipt: Json = {"id": str(interaction.id), "type": int(interaction.kind)}
    resource: Json = {"type": interaction.answer_type}
    if interaction.original is not None and interaction.answer_type in {MESSAGE, DEFERRED_MESSAGE, UPDATE}:
        message = interaction.original
        receipt |= {
            "response_message_id": str(message.id),
            "response_message_loading": message.loading,
            "response_message_ephemeral": message.ephemeral,
        }
        resource["message"] = message.payload()
    return {"interaction": receipt, "resource": resource}


ROUTES = [
    Route("POST", "/interactions/{interaction_id}/{interaction_token}/callback", respond, needs_token=False),
]
