"""Where there is no answer, or none yet: it is said plainly, with what helps."""

from discord import Colour, Embed

from bot.discord_app.embeds.lists import fitted
from bot.discord_app.embeds.markdown import escaped
from bot.discord_app.embeds.question_facts import titles
from bot.domain.question_answers import Ignorance, Meaning, NotKnown, WhichOne
from bot.domain.question_wording import reason

_LISTED = 3000
_REASON = 600
_INSTEAD = (
    "“Who spoke about service meshes?” · “When is the talk by Alex Leong?” · “What is on on Friday afternoon?” · "
    "“How do I debug a network?”"
)


def not_known_embed(answer: NotKnown) -> Embed:
    title = "Ask me" if answer.why is Ignorance.ABOUT_THE_BOT else "I don’t know"
    embed = Embed(title=title, description=escaped(reason(answer), _REASON), colour=Colour.light_grey())
    if answer.nearest:
        name = "The nearest talks"
        embed.add_field(name=name, value=titles(answer.nearest, len(answer.nearest)), inline=False)
    return embed.add_field(name="What I can be asked", value=_INSTEAD, inline=False)


def which_one_embed(answer: WhichOne) -> Embed:
    lines = fitted([_meaning(meaning) for meaning in answer.meanings], _LISTED).text
    description = f"“{escaped(answer.words, 150)}” could be\n{lines}"
    return Embed(title="Which one do you mean?", description=description, colour=Colour.gold())


def _meaning(meaning: Meaning) -> str:
    detail = f" · {escaped(meaning.detail, 150)}" if meaning.detail else ""
    return f"• **{escaped(meaning.label, 150)}**{detail}"
