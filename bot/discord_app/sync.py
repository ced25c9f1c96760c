"""Telling Discord about the commands, only when they changed: it allows few such calls."""

import json
from hashlib import sha256
from typing import Any

import structlog
from discord import app_commands

from bot.services.catalog import Catalog
from bot.services.operating.synced_commands import commands_are_known, remember_commands, syncing_alone

_log = structlog.get_logger()


async def sync_if_changed(tree: app_commands.CommandTree[Any], catalog: Catalog, application_id: int) -> bool:
    """Whether anything was sent. Of processes that start together, one sends it and the others wait for that."""
    digest = _digest(tree)
    if await commands_are_known(catalog, application_id, digest):
        return False
    async with syncing_alone(catalog):
        if await commands_are_known(catalog, application_id, digest):
            return False
        synced = await tree.sync()
        await remember_commands(catalog, application_id, digest)
    _log.info("commands synced", commands=len(synced))
    return True


def _digest(tree: app_commands.CommandTree[Any]) -> str:
    commands = [command.to_dict(tree) for command in tree._get_all_commands()]  # noqa: SLF001  what sync() itself sends
    return sha256(json.dumps(commands, sort_keys=True).encode()).hexdigest()
