from dataclasses import dataclass, field

from bot.clock import Clock, system_clock
from bot.discord_app.gateway import Gateway
from bot.domain.fellows import Shards
from bot.fetching.limits import FetchLimits
from bot.measures import UNMEASURED, Measures


@dataclass(frozen=True, slots=True, kw_only=True)
class Wiring:
    """What the client is given beside the catalog: limits, intervals and the time.

    `shards` are those of this process where several share them. `measures` counts what happens. `gateway` is told what
    is connected, for whoever outlives the client.

    Commands in a minute are those of a member, and of all of a server together; 0 for as many as they like.

    `sync_minutes` is how often followed sources are read again, 0 for never. `news_seconds` is how long a change that
    another process wrote waits at most before servers are told of it. `retention_days` is how long history is kept, 0
    for ever.

    Announcements: `poll_seconds` is how soon is seen what another process planned, or that the clock jumped.
    `lease_seconds` is how long others wait before they take up what a process that died had claimed. All routes of
    Discord's together take 50 requests a second, and `sends_per_second` leaves room for others.
    """

    fetch_limits: FetchLimits = field(default_factory=FetchLimits)
    clock: Clock = system_clock
    shards: Shards | None = None
    measures: Measures = UNMEASURED
    gateway: Gateway = field(default_factory=Gateway)
    member_commands_per_minute: int = 0
    server_commands_per_minute: int = 0
    sync_minutes: float = 0
    retention_days: int = 0
    news_seconds: float = 30
    progress_seconds: float = 2
    poll_seconds: float = 2
    lease_seconds: float = 15
    deliveries_at_once: int = 64
    sends_per_second: float = 40
    guild_ready_timeout: float = 2
