from discord import Colour, Embed

from bot.discord_app.embeds import limits
from bot.discord_app.embeds.markdown import escaped, when
from bot.discord_app.embeds.talks import event_name, page_footer, talk_link
from bot.domain.answers import SpeakerChoice, SpeakerTalks
from bot.domain.catalog import CatalogTalk


def speaker_embed(answer: SpeakerTalks) -> Embed:
    lines = [_talk_line(entry) for entry in answer.talks]
    embed = Embed(
        title=escaped(answer.name, limits.TITLE),
        description="\n\n".join([*_introduction(answer), *lines]),
        colour=Colour.blurple(),
    )
    footer = "Talks of the same name at different events are shown together"
    return embed.set_footer(text=f"{page_footer(answer.page, answer.pages)} · {footer}")


def speaker_choice_embed(answer: SpeakerChoice) -> Embed:
    asked = escaped(answer.asked, 200)
    if not answer.names:
        return Embed(
            title="No such speaker", description=f"I know no speaker called “{asked}”.", colour=Colour.light_grey()
        )
    names = "\n".join(f"• {escaped(name, 120)}" for name in answer.names)
    return Embed(title="Who is meant?", description=f"“{asked}” could be\n{names}", colour=Colour.gold())


def _introduction(answer: SpeakerTalks) -> list[str]:
    count = "1 talk" if answer.total == 1 else f"{answer.total} talks"
    parts = [escaped(", ".join(answer.affiliations), 300)] if answer.affiliations else []
    if answer.also_spelled:
        parts.append(f"also spelled {escaped(', '.join(answer.also_spelled), 200)}")
    return [" · ".join([*parts, count])]


def _talk_line(entry: CatalogTalk) -> str:
    parts = (when(entry.talk), event_name(entry))
    return f"**{talk_link(entry)}**\n{' · '.join(part for part in parts if part)}"
