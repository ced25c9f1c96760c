"""The commands of the small bot: one for each way of answering."""

import io
from typing import Any

import discord
from discord import Interaction, app_commands, ui

PROGRAMME = {"talk-1": "Gateway API: the future", "talk-2": "CNI in depth", "talk-3": "Linkerd at scale"}


class ShareButton(ui.View):
    def __init__(self, text: str) -> None:
        super().__init__(timeout=None)
        self._text = text

    @ui.button(label="Share", custom_id="share", style=discord.ButtonStyle.primary)
    async def share(self, interaction: Interaction, _button: "ui.Button[ShareButton]") -> None:
        await interaction.response.edit_message(content="Shared.", view=None)
        assert isinstance(interaction.channel, discord.TextChannel)
        await interaction.channel.send(self._text)


class Menus(ui.View):
    def __init__(self) -> None:
        super().__init__(timeout=None)
        self.add_item(ui.Button(label="Watch", url="https://example.org/talk"))
        self.add_item(ui.Button(label="Later", custom_id="later", disabled=True))

    @ui.select(
        custom_id="talks",
        max_values=2,
        options=[discord.SelectOption(label=title, value=key) for key, title in PROGRAMME.items()],
    )
    async def choose(self, interaction: Interaction, select: "ui.Select[Menus]") -> None:
        await interaction.response.edit_message(content=f"chosen: {', '.join(select.values)}")

    @ui.select(cls=ui.ChannelSelect, custom_id="channel", channel_types=[discord.ChannelType.text])
    async def choose_channel(self, interaction: Interaction, select: "ui.ChannelSelect[Menus]") -> None:
        await interaction.response.send_message(f"channel: {select.values[0].name}", ephemeral=True)

    @ui.select(cls=ui.RoleSelect, custom_id="role")
    async def choose_role(self, interaction: Interaction, select: "ui.RoleSelect[Menus]") -> None:
        await interaction.response.defer()
        await interaction.followup.send(f"role: {select.values[0].name}")


class Form(ui.Modal, title="Edit talk"):
    name: ui.Label["Form"] = ui.Label(
        text="Title",
        component=ui.TextInput(custom_id="title", default="Old", max_length=20),
    )
    note = ui.TextInput[ui.Modal](label="Note", custom_id="note", required=False)

    async def on_submit(self, interaction: Interaction) -> None:
        assert isinstance(self.name.component, ui.TextInput)
        await interaction.response.send_message(f"{self.name.component.value}|{self.note.value}")


class Choice(ui.Modal, title="Choose"):
    style: ui.Label["Choice"] = ui.Label(
        text="Style",
        description="How long it gets",
        component=ui.Select(
            custom_id="style",
            options=[discord.SelectOption(label="Short", value="s"), discord.SelectOption(label="Long", value="l")],
        ),
    )

    async def on_submit(self, interaction: Interaction) -> None:
        assert isinstance(self.style.component, ui.Select)
        await interaction.response.send_message(f"style {self.style.component.values}")


class FormButton(ui.View):
    def __init__(self) -> None:
        super().__init__(timeout=None)

    @ui.button(label="Edit", custom_id="edit")
    async def edit(self, interaction: Interaction, _button: "ui.Button[FormButton]") -> None:
        await interaction.response.send_modal(Form())


talk = app_commands.Group(name="talk", description="Talks")


@talk.command()
async def search(
    interaction: Interaction, query: str, event: str = "", year: app_commands.Range[int, 2000, 2030] = 0
) -> None:
    """Find talks."""
    await interaction.response.defer(ephemeral=True)
    await interaction.followup.send(f"found {query} {event} {year}", view=ShareButton(f"shared {query}"))


@talk.command()
async def show(interaction: Interaction, talk: str) -> None:
    """Show one talk."""
    await interaction.response.send_message(f"talk {talk}")


@show.autocomplete("talk")
async def complete_talk(_interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
    fitting = {key: title for key, title in PROGRAMME.items() if current.lower() in title.lower()}
    return [app_commands.Choice(name=title, value=key) for key, title in fitting.items()]


@app_commands.command()
@app_commands.choices(size=[app_commands.Choice(name="Small", value=1), app_commands.Choice(name="Large", value=2)])
async def echo(
    interaction: Interaction,
    text: str,
    loud: bool = False,  # noqa: FBT001, FBT002 - an option of a command
    number: float = 0.0,
    who: discord.Member | None = None,
    where: discord.TextChannel | None = None,
    role: discord.Role | None = None,
    size: app_commands.Choice[int] | None = None,
) -> None:
    """Say what was understood."""
    names = [who.display_name] if who else []
    names += [thing.name for thing in (where, role, size) if thing is not None]
    await interaction.response.send_message(" ".join([text.upper() if loud else text, f"{number:g}", *names]))


@app_commands.command()
async def menus(interaction: Interaction) -> None:
    """Answer with menus."""
    await interaction.response.send_message("choose", view=Menus())


@app_commands.command()
async def form(interaction: Interaction) -> None:
    """Answer with a form."""
    await interaction.response.send_modal(Form())


@app_commands.command()
async def choice(interaction: Interaction) -> None:
    """Answer with a form that holds a menu."""
    await interaction.response.send_modal(Choice())


@app_commands.command()
async def anyone(interaction: Interaction, whom: discord.Member | discord.Role) -> None:
    """Say who or which role was meant."""
    await interaction.response.send_message(f"{type(whom).__name__} {whom.id}")


@app_commands.command()
async def formbutton(interaction: Interaction) -> None:
    """Answer with a button that opens a form."""
    await interaction.response.send_message("press", view=FormButton())


@app_commands.command()
async def upload(interaction: Interaction, file: discord.Attachment) -> None:
    """Read a file and send it back."""
    content = await file.read()
    returned = discord.File(io.BytesIO(content[::-1]), "back.txt", description="turned around")
    await interaction.response.send_message(content.decode(), file=returned)


@app_commands.command()
async def progress(interaction: Interaction) -> None:
    """Answer in several steps."""
    await interaction.response.defer(thinking=True)
    await interaction.edit_original_response(content="half")
    await interaction.edit_original_response(content="done")
    note = await interaction.followup.send("and a note", ephemeral=True, wait=True)
    await interaction.followup.send("gone soon", wait=True)
    await note.edit(content="and an edited note")


@app_commands.command()
async def silent(_interaction: Interaction) -> None:
    """Never answer."""


@app_commands.command()
@app_commands.default_permissions(manage_guild=True)
async def moderate(interaction: Interaction) -> None:
    """For moderators."""
    await interaction.response.send_message("moderated", ephemeral=True)


@app_commands.context_menu(name="Find talks about this")
async def find_talks(interaction: Interaction, message: discord.Message) -> None:
    await interaction.response.send_message(f"about {message.content}", ephemeral=True)


COMMANDS: tuple[Any, ...] = (
    talk,
    echo,
    menus,
    form,
    choice,
    anyone,
    formbutton,
    upload,
    progress,
    silent,
    moderate,
    find_talks,
)


def add_commands(tree: app_commands.CommandTree[Any]) -> None:
    for command in COMMANDS:
        tree.add_command(command)
