"""A recap is previewed and posted: in every style, in every kind of channel, to those who may."""

import pytest

from bot.sandbox import ChannelKind, Permission
from tests.end_to_end.conftest import Town
from tests.end_to_end.recaps import all_words, own, posts, titles, words

HEADLINE = "KubeCon + CloudNativeCon North America 2022: the recap"


async def test_preview_shows_what_would_be_posted(town: Town) -> None:
    shown = await town.moderator.types("/recap preview kubecon", town.channel)
    previewed = words(shown)
    assert shown.ephemeral
    assert shown.content.splitlines()[0] == "**Preview: message 1 of 1** (full). Pings nobody."
    assert [item["label"] for item in shown.components[1]["components"]] == ["Post", "Schedule", "Edit", "Cancel"]
    posted = await town.moderator.clicks(shown, "Post").until(lambda message: "Posted" in message.content)
    assert posted.content.startswith(f"Posted 1 message in {town.channel.mention}: https://discord.com/channels/")
    (message,) = own(town.channel)
    assert words(message) == previewed
    assert message.files[0].name == "recap.png"
    assert message.embeds[0]["image"]["url"] == message.files[0].payload()["url"]
    assert not message.pings.everyone


async def test_full_recap_in_a_text_channel(town: Town) -> None:
    news = town.guild.add_channel("recaps")
    told = await posts(town, news)
    assert told.content.startswith(f"Posted 1 message in {news.mention}")
    (message,) = own(news)
    assert titles([message]) == [HEADLINE]
    assert "Alex Leong" in words(message)


async def test_threads_recap_in_a_text_channel(town: Town) -> None:
    news = town.guild.add_channel("recaps")
    told = await posts(town, news, "style:threads")
    assert told.content.startswith(f"Posted 10 messages in {news.mention}")
    (first,) = own(news)
    (thread,) = town.guild.threads
    assert (thread.id, thread.name) == (first.id, HEADLINE)
    assert len(own(thread)) == 9
    assert titles(own(thread))[0] == "Building a Scalable, Compliant, Multi-Cloud Bank with a Service Mesh"


async def test_threads_recap_in_a_forum(town: Town) -> None:
    forum = town.guild.add_channel("recaps", kind=ChannelKind.FORUM, tags=("Recap", "Other"))
    told = await posts(town, forum, "style:threads")
    assert told.content.startswith(f"Posted 10 messages in {forum.mention}")
    threads = list(town.guild.threads)
    assert len(threads) == 10
    # A forum shows the newest first.
    assert threads[-1].name == HEADLINE
    assert threads[-2].name == "Building a Scalable, Compliant, Multi-Cloud Bank with a Service Mesh"
    assert {tuple(thread.thread.tags) for thread in threads if thread.thread} == {(forum.tags[0].id,)}
    assert all(len(own(thread)) == 1 for thread in threads)


@pytest.mark.parametrize("style", ["compact", "full"])
async def test_recap_in_a_forum_is_one_post(town: Town, style: str) -> None:
    forum = town.guild.add_channel("recaps", kind=ChannelKind.FORUM)
    await posts(town, forum, f"style:{style}")
    (thread,) = town.guild.threads
    assert thread.name == HEADLINE
    assert "What We Learned From the Gateway API" in all_words(own(thread))


async def test_recap_is_published_on_request(town: Town) -> None:
    news = town.guild.add_channel("news", kind=ChannelKind.ANNOUNCEMENT)
    await posts(town, news)
    assert town.discord.requests.of("POST", "/channels/{channel_id}/messages/{message_id}/crosspost") == []
    await town.moderator.clicks(await posts(town, news, "publish:true"), "Post again").until(
        lambda message: "Posted" in message.content
    )
    published = await news.message(lambda message: bool(message.flags & 1))
    assert titles([published]) == [HEADLINE]


async def test_chosen_mention_alone_is_pinged(town: Town) -> None:
    role = town.guild.add_role("Readers", mentionable=True)
    news = town.guild.add_channel("recaps")
    await posts(town, news, "mention:Readers")
    (message,) = own(news)
    assert message.content == f"<@&{role.id}>"
    assert message.pings.role_ids == [role.id]
    assert not message.pings.everyone


async def test_mention_that_may_not_be_used_is_said_before_anything_is_sent(town: Town) -> None:
    news = town.guild.add_channel("recaps")
    refused = await posts(town, news, "mention:everyone")
    assert "I lack the permission Mention Everyone in #recaps." in refused.content
    assert own(news) == []


async def test_what_is_missing_is_said_before_anything_is_sent(town: Town) -> None:
    news = town.guild.add_channel("recaps")
    news.deny(town.guild.everyone, Permission.EMBED_LINKS | Permission.CREATE_PUBLIC_THREADS)
    refused = await posts(town, news, "style:threads")
    assert refused.content.splitlines() == [
        "I lack the permission Create Public Threads, Embed Links in #recaps.",
        "You lack the permission Create Public Threads, Embed Links in #recaps.",
        "Nothing was posted.",
    ]
    assert own(news) == []


async def test_what_the_moderator_alone_lacks_is_said_too(town: Town) -> None:
    news = town.guild.add_channel("recaps")
    news.deny(town.guild.moderator_role(), Permission.SEND_MESSAGES)
    refused = await posts(town, news)
    assert refused.content == "You lack the permission Send Messages, Embed Links in #recaps.\nNothing was posted."
    assert own(news) == []


async def test_picture_needs_the_right_to_attach_files(town: Town) -> None:
    news = town.guild.add_channel("recaps")
    news.deny(town.guild.everyone, Permission.ATTACH_FILES)
    assert "I lack the permission Attach Files in #recaps." in (await posts(town, news)).content
    panel = await town.moderator.types("/recap edit kubecon", town.channel)
    looks = await town.moderator.clicks(panel, "Closing, groups, picture").modal()
    await town.moderator.submits(looks, {"Picture": "Without"})
    assert (await posts(town, news)).content.startswith("Posted 1 message")
    assert own(news)[0].files == []


async def test_forum_that_wants_a_tag_gets_one_or_says_so(town: Town) -> None:
    tagged = town.guild.add_channel("tagged", kind=ChannelKind.FORUM, tags=("News",), requires_tag=True)
    bare = town.guild.add_channel("bare", kind=ChannelKind.FORUM, requires_tag=True)
    assert "Posts in #bare need a tag" in (await posts(town, bare)).content
    assert (await posts(town, tagged)).content.startswith("Posted 1 message")
    (thread,) = town.guild.threads
    assert thread.thread is not None
    assert thread.thread.tags == [tagged.tags[0].id]


async def test_forum_that_is_closed_is_said_before_anything_is_sent(town: Town) -> None:
    forum = town.guild.add_channel("recaps", kind=ChannelKind.FORUM)
    forum.deny(town.guild.everyone, Permission.SEND_MESSAGES)
    refused = await posts(town, forum)
    assert "I lack the permission Create Posts, Embed Links, Attach Files in #recaps." in refused.content
    assert list(town.guild.threads) == []


async def test_recap_in_a_thread_has_all_its_messages_there(town: Town) -> None:
    news = town.guild.add_channel("recaps")
    await posts(town, news, "style:threads")
    (thread,) = town.guild.threads
    asked = await posts(town, thread, "style:threads")
    await town.moderator.clicks(asked, "Post again").until(lambda one: "Posted 10 messages" in one.content)
    assert len(own(thread)) == 9 + 10
    assert len(town.guild.threads) == 1


async def test_preview_from_before_a_restart_still_posts(town: Town) -> None:
    shown = await town.moderator.types("/recap preview kubecon", town.channel)
    await town.restart_bot()
    await town.moderator.clicks(shown, "Post").until(lambda message: "Posted" in message.content)
    assert len(own(town.channel)) == 1
