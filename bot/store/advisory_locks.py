"""Every advisory lock of PostgreSQL's that the bot takes, so that no two are one.

Any numbers will do, as long as every process takes the same ones. They belong to a database: one is for one bot.
"""

from enum import IntEnum, unique


@unique
class AdvisoryLock(IntEnum):
    """UPGRADE: tables are made or brought up to date. SPEAKERS: new names are added. COMMANDS: Discord is told which
    commands there are.
    """

    UPGRADE = 7_260_841
    SPEAKERS = 7_260_842
    COMMANDS = 7_260_843


# The upper half of the numbers of duties, of which each process holds its own.
DUTIES = 7_260_841
