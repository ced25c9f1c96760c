from discord import Colour, Embed

from bot.domain.privacy import KeptAbout

_WITHOUT_A_NAME = (
    "Kept without who it was: questions that found nothing, the searches behind long-lived buttons, and for a day what "
    "was typed into a form that could not be taken. Messages, names, roles and pictures are not kept."
)


def kept_embed(kept: KeptAbout) -> Embed:
    lines = [f"**{count}** · {one.what}" for one, count in kept.counts]
    described = "\n".join(lines) if lines else "Nothing tells of you."
    embed = Embed(title="What I keep about you", description=described, colour=Colour.blurple())
    embed.add_field(name="About everybody", value=_WITHOUT_A_NAME, inline=False)
    return embed.set_footer(text="/privacy delete removes it.") if lines else embed


def forget_question(kept: KeptAbout) -> Embed:
    lines = [f"**{count}** · {one.what}: {one.forgotten}" for one, count in kept.counts]
    embed = Embed(title="Forget you?", description="\n".join(lines), colour=Colour.gold())
    return embed.set_footer(text="In all servers. It cannot be undone.")
