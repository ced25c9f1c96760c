"""Messages between people and the bot: nonces, mentions, pings, files, direct messages."""

import asyncio
import io

import aiohttp
import discord
import pytest

from bot.sandbox import ActionError, ChannelKind, NothingHappened, Permission
from bot.sandbox.world.messages import MessageFlag, MessageKind
from tests.sandbox.conftest import Bare, Town


async def test_repeated_nonce_gives_the_first_message(town: Town) -> None:
    channel = town.bot.text_channel(town.general)
    first = await channel.send("hello", nonce="once")
    again = await channel.send("hello", nonce="once")
    assert again.id == first.id
    assert len(town.general.messages) == 1


async def test_nonce_is_forgotten_after_minutes(town: Town) -> None:
    channel = town.bot.text_channel(town.general)
    await channel.send("hello", nonce="once")
    town.clock.ahead = 6 * 60
    await channel.send("hello", nonce="once")
    assert len(town.general.messages) == 2


async def test_nonce_counts_only_when_enforced_and_in_its_channel(bare: Bare) -> None:
    other = bare.maya.guild.add_channel("other")
    body = {"content": "hello", "nonce": "once"}
    for path in (bare.messages, bare.messages, f"/channels/{other.id}/messages"):
        await bare.send("POST", path, body | {"enforce_nonce": path != bare.messages})
    assert (len(bare.general.messages), len(other.messages)) == (2, 1)


async def test_mention_carries_its_content_without_the_privileged_intent(town: Town) -> None:
    town.maya.says(town.general, "just talking")
    town.maya.says(town.general, "@Talkbot what about CNI?")
    silent, asked = await town.bot.heard.get(), await town.bot.heard.get()
    assert silent.content == ""
    assert asked.content == f"<@{town.bot.application_id}> what about CNI?"
    assert asked.author.display_name == "Maya"


async def test_answer_to_the_bot_pings_it_unless_switched_off(town: Town) -> None:
    sent = await town.bot.text_channel(town.general).send("answer")
    await town.bot.heard.get()
    message = town.general.messages[sent.id]
    town.maya.says(town.general, "and his other talks?", reply_to=message)
    town.maya.says(town.general, "not for the bot", reply_to=message, ping=False)
    pinged, quiet = await town.bot.heard.get(), await town.bot.heard.get()
    assert (pinged.content, quiet.content) == ("and his other talks?", "")
    assert pinged.reference is not None
    assert isinstance(pinged.reference.resolved, discord.Message)
    assert pinged.reference.resolved.content == "answer"


async def test_content_is_hidden_over_rest_too(town: Town) -> None:
    said = town.maya.says(town.general, "just talking")
    fetched = await town.bot.text_channel(town.general).fetch_message(said.id)
    assert fetched.content == ""


async def test_direct_message_and_the_answer_to_it(town: Town) -> None:
    asked = town.maya.direct_message("what about CNI?")
    heard = await town.bot.heard.get()
    assert (heard.content, heard.guild) == ("what about CNI?", None)
    await heard.reply("nothing known")
    answer = await asked.answer()
    assert answer.content == "nothing known"
    with pytest.raises(ActionError, match="cannot see"):
        town.omar.reads(town.maya.dm)


async def test_bot_writes_first(town: Town) -> None:
    user = await town.bot.fetch_user(town.maya.id)
    await user.send("reminder")
    assert (await town.maya.finds(town.maya.dm, "reminder")).channel is town.maya.dm


async def test_edits_and_deletions_of_people_are_heard(town: Town) -> None:
    edited: asyncio.Queue[discord.RawMessageUpdateEvent] = asyncio.Queue()
    deleted: asyncio.Queue[discord.RawMessageDeleteEvent] = asyncio.Queue()
    town.bot.on_raw_message_edit = edited.put  # type: ignore[attr-defined]
    town.bot.on_raw_message_delete = deleted.put  # type: ignore[attr-defined]
    said = town.maya.says(town.general, "@Talkbot helo")
    town.maya.edits(said, "@Talkbot hello")
    assert (await edited.get()).message.content.endswith(" hello")
    town.maya.deletes(said)
    assert (await deleted.get()).message_id == said.id


async def test_only_own_messages_are_edited_and_deleted(town: Town) -> None:
    said = town.omar.says(town.general, "mine")
    with pytest.raises(ActionError):
        town.maya.edits(said, "yours")
    with pytest.raises(ActionError):
        town.maya.deletes(said)
    with pytest.raises(discord.Forbidden):
        await town.bot.text_channel(town.general).get_partial_message(said.id).edit(content="x")


async def test_bot_edits_and_deletes_its_message(town: Town) -> None:
    sent = await town.bot.text_channel(town.general).send("first")
    message = town.general.messages[sent.id]
    await sent.edit(content="second")
    assert (message.content, message.revision) == ("second", 1)
    await sent.delete()
    assert message.deleted
    with pytest.raises(discord.NotFound) as refused:
        await sent.delete()
    assert refused.value.code == 10008


async def test_edit_leaves_what_it_does_not_name(town: Town) -> None:
    channel = town.bot.text_channel(town.general)
    sent = await channel.send("text", embed=discord.Embed(title="Title"), file=discord.File(io.BytesIO(b"a"), "a.txt"))
    await sent.edit(content="new")
    message = town.general.messages[sent.id]
    assert (message.content, message.embeds[0]["title"], message.files[0].name) == ("new", "Title", "a.txt")
    await sent.edit(attachments=[], embed=None)
    assert (message.files, message.embeds) == ([], [])


async def test_picture_of_an_embed_is_served(town: Town) -> None:
    embed = discord.Embed(title="Picture").set_image(url="attachment://a.png")
    sent = await town.bot.text_channel(town.general).send(embed=embed, file=discord.File(io.BytesIO(b"png"), "a.png"))
    url = sent.embeds[0].image.url
    assert url is not None
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        assert (await answer.read(), answer.content_type) == (b"png", "image/png")


async def test_pings_need_to_be_allowed_and_permitted(town: Town) -> None:
    channel = town.bot.text_channel(town.general)
    open_role = town.guild.add_role("Open", mentionable=True)
    closed_role = town.guild.add_role("Closed")
    text = f"@everyone {open_role.mention} {closed_role.mention} {town.maya.mention}"
    quiet = town.general.messages[(await channel.send(text)).id]
    loud = town.general.messages[(await channel.send(text, allowed_mentions=discord.AllowedMentions.all())).id]
    assert (quiet.pings.users, quiet.pings.role_ids, quiet.pings.everyone) == ([], [], False)
    assert (loud.pings.users, loud.pings.role_ids, loud.pings.everyone) == ([town.maya.user], [open_role.id], False)
    town.general.allow(town.guild.bot, Permission.MENTION_EVERYONE)
    allowed = town.general.messages[(await channel.send(text, allowed_mentions=discord.AllowedMentions.all())).id]
    assert allowed.pings.role_ids == [open_role.id, closed_role.id]
    assert allowed.pings_member(town.omar)
    assert not quiet.pings_member(town.maya)


async def test_single_role_can_be_allowed(town: Town) -> None:
    roles = [town.guild.add_role(name, mentionable=True) for name in ("One", "Two")]
    allowed = discord.AllowedMentions(everyone=False, users=False, roles=[discord.Object(roles[1].id)])
    text = f"{roles[0].mention} {roles[1].mention}"
    sent = await town.bot.text_channel(town.general).send(text, allowed_mentions=allowed)
    assert town.general.messages[sent.id].pings.role_ids == [roles[1].id]


async def test_history_is_read_in_pages(town: Town) -> None:
    channel = town.bot.text_channel(town.general)
    sent = [(await channel.send(str(number))).id for number in range(6)]
    assert [message.id async for message in channel.history(limit=3)] == sent[:-4:-1]
    after = discord.Object(sent[1])
    assert [message.id async for message in channel.history(after=after)] == sent[2:]
    assert [message.id async for message in channel.history(before=after)] == sent[:1]


async def test_publishing_works_once_and_in_announcement_channels_only(town: Town) -> None:
    news = town.guild.add_channel("news", ChannelKind.ANNOUNCEMENT)
    await town.discord.world.changes.calm(0.02, 1)
    sent = await town.bot.text_channel(news).send("news")
    await sent.publish()
    assert news.messages[sent.id].flags & MessageFlag.CROSSPOSTED
    with pytest.raises(discord.HTTPException) as again:
        await sent.publish()
    elsewhere = await town.bot.text_channel(town.general).send("x")
    with pytest.raises(discord.HTTPException) as refused:
        await elsewhere.publish()
    assert (again.value.code, refused.value.code) == (40033, 50024)


async def test_eleventh_publication_in_an_hour_is_limited(bare: Bare) -> None:
    news = bare.maya.guild.add_channel("news", ChannelKind.ANNOUNCEMENT)
    statuses = []
    for number in range(11):
        _, sent = await bare.send("POST", f"/channels/{news.id}/messages", {"content": str(number)})
        status, _ = await bare.send("POST", f"/channels/{news.id}/messages/{sent['id']}/crosspost")
        statuses.append(status)
    assert statuses == [200] * 10 + [429]


async def test_file_of_a_person_can_be_read_by_the_bot(town: Town) -> None:
    town.maya.says(town.general, "@Talkbot see", files={"a.txt": b"abc"})
    heard = await town.bot.heard.get()
    assert (heard.attachments[0].filename, await heard.attachments[0].read()) == ("a.txt", b"abc")


async def test_answer_to_a_message_that_is_gone(town: Town) -> None:
    channel = town.bot.text_channel(town.general)
    gone = discord.MessageReference(message_id=1, channel_id=channel.id)
    with pytest.raises(discord.HTTPException) as refused:
        await channel.send("x", reference=gone)
    assert refused.value.code == 50035
    gone.fail_if_not_exists = False
    await channel.send("y", reference=gone)
    assert [message.content for message in town.maya.reads(town.general)] == ["y"]


async def test_waiting_in_vain_says_for_what(town: Town) -> None:
    with pytest.raises(NothingHappened, match="'nonsense' in #general"):
        await town.maya.finds(town.general, "nonsense", within=0.01)


async def test_message_replied_to_is_hidden_as_well(town: Town) -> None:
    said = town.omar.says(town.general, "just talking")
    town.maya.says(town.general, "@Talkbot who is that?", reply_to=said)
    silent, asked = await town.bot.heard.get(), await town.bot.heard.get()
    assert silent.content == ""
    assert asked.reference is not None
    assert isinstance(asked.reference.resolved, discord.Message)
    assert asked.reference.resolved.content == ""


async def test_other_bots_webhooks_and_discord_itself_write_too(town: Town) -> None:
    radio = town.guild.add_bot("Radio")
    radio.says(town.general, "@Talkbot hello")
    town.maya.posts_by_webhook(town.general, "@Talkbot hello")
    town.maya.is_announced(town.general, MessageKind.JOINED)
    by_bot, by_hook, joined = [await town.bot.heard.get() for _ in range(3)]
    assert (by_bot.author.bot, by_bot.webhook_id) == (True, None)
    assert by_hook.webhook_id == by_hook.author.id
    assert joined.type is discord.MessageType.new_member
    assert joined.author.id == town.maya.id


async def test_message_can_be_told_twice(town: Town) -> None:
    said = town.maya.direct_message("once")
    town.discord.gateway.repeat("MESSAGE_CREATE")
    assert [(await town.bot.heard.get()).id for _ in range(2)] == [said.id] * 2
