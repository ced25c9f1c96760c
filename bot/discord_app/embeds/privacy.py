from discord import Colour, Embed

from bot.domain.privacy import KeptAbout

_WITHOUT_A_NAME = (
    "Kept without who it was:\n"
    "• searches and questions too long for a button, wherever they were asked: word for word, for half a year at most, "
    "so that the buttons under their answers work\n"
    "• questions in servers that found nothing; of direct messages none\n"
    "• for a day or two what an answer in conversation was about, and imports and forms that wait or could not be "
    "taken\n"
    "Other messages, names, roles and pictures are not kept; nor is the message that *Find talks about this* was asked "
    "of."
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
