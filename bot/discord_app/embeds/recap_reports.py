"""What a moderator is told of a recap: what would be posted, what was, what changed, what broke off."""

from collections.abc import Sequence

from discord import Colour, Embed
from discord.utils import format_dt

from bot.discord_app.embeds.banner import has_banner
from bot.discord_app.embeds.lists import fitted
from bot.discord_app.embeds.markdown import escaped
from bot.domain.event_recaps import Recap, RecapStyle, counted, in_numbers
from bot.domain.recap_posts import RecapPart, RecapPost

_NAME = 120


def preview_text(recap: Recap, style: RecapStyle, page: int, pages: int, *, pings: str) -> str:
    """`pings` says who would be pinged."""
    lines = [
        f"**Preview: message {page + 1} of {pages}** ({style}). Pings {pings}.",
        "**Post** puts it here; `/recap post` names another channel.",
    ]
    if recap.picture and not has_banner(recap):
        lines.append("It goes without a picture: my font lacks letters of the event's name.")
    return "\n".join(lines)


def editor_embed(recap: Recap) -> Embed:
    """What it says now, and what is edited where."""
    facts = {
        "Words": f"**{escaped(recap.headline, _NAME)}**\n{escaped(recap.introduction, 400)}",
        "Beside the talks": _beside(recap),
        "Talks": f"{in_numbers(recap)}, {len(recap.left_out):,} left out",
        "Groups": _groups(recap),
        "Closing line": escaped(recap.closing, 300) or "–",
        "Picture": "a banner" if recap.picture else "none",
    }
    embed = Embed(title=f"Edit: {escaped(recap.event.event.name, 200)}", colour=Colour.blurple())
    for name, value in facts.items():
        embed.add_field(name=name, value=value, inline=False)
    return embed.set_footer(text="What you do not touch goes on following the catalog.")


def _beside(recap: Recap) -> str:
    themes, highlights = counted(len(recap.themes), "theme"), counted(len(recap.highlights), "highlight")
    return f"{themes} · {highlights} · {counted(len(recap.what_next), 'line')} on what comes next"


def _groups(recap: Recap) -> str:
    """Days have commas of their own."""
    names = [escaped(group.name or "All together", 60) for group in recap.groups[:8]]
    more = [f"{len(recap.groups) - 8:,} more"] if recap.groups[8:] else []
    return " · ".join([*names, *more]) or "–"


def posted_before_text(posts: Sequence[RecapPost]) -> str:
    """Newest last. `posts` is never empty."""
    lines = [_standing(post) for post in posts[-5:]]
    return "\n".join(["This recap was posted before.", *lines, "What shall I do?"])


def posted_text(post: RecapPost) -> str:
    first = next((part for part in post.parts if part.message_id is not None), None)
    link = "" if first is None else f": {jump(post, _first(post) or first)}"
    return f"Posted {counted(len(post.parts), 'message')} in <#{post.order.channel_id}>{link}"


def broken_off_text(post: RecapPost, reason: str, *, by_itself: bool) -> str:
    done = f"{post.sent} of {counted(len(post.parts), 'message')} are out in <#{post.order.channel_id}>"
    what_next = (
        "I go on by myself as soon as it works; nothing is sent twice."
        if by_itself
        else "Put that right; then **Go on** sends the rest, and nothing twice."
    )
    return f"{done}. Then it broke off: {escaped(reason, 300)}. {what_next}"


def changed_text(post: RecapPost, lines: Sequence[str]) -> str:
    head = f"<#{post.order.channel_id}>"
    if not lines:
        return f"{head}: nothing has changed."
    return f"{head}:\n{fitted(lines, 1500).text}"


def part_name(part: RecapPart) -> str:
    if part.key.startswith("message:"):
        return f"message {part.key.removeprefix('message:')}"
    return f"“{escaped(part.content['name'], _NAME)}”"


def jump(post: RecapPost, part: RecapPart) -> str:
    return f"https://discord.com/channels/{post.order.guild_id}/{part.place_id}/{part.message_id}"


def _first(post: RecapPost) -> RecapPart | None:
    return next((part for part in post.parts if part.message_id is not None and part.key == "message:1"), None)


def _standing(post: RecapPost) -> str:
    when = format_dt(post.created_at, "R")
    place = f"<#{post.order.channel_id}>"
    if post.finished_at is not None:
        return f"- {place}: {counted(len(post.parts), 'message')}, {when}"
    why = "" if post.halted_because is None else f": {escaped(post.halted_because, 200)}"
    return f"- {place}: {post.sent} of {counted(len(post.parts), 'message')}, {when}; not finished{why}"
