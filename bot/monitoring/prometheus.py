"""What is counted, as Prometheus wants it: each process has a registry of its own, and nothing is global."""

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, disable_created_metrics

from bot.measures import Access, GatewayEvent, Kind, Outcome

# Discord waits 3 seconds for a first answer, and 15 minutes for the last.
_ANSWER_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 30)
_LATE_SECONDS = (0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3600)
_STATEMENT_SECONDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5)


class PrometheusMeasures:
    """Fits `Measures`."""

    def __init__(self) -> None:
        # A second series for each, with the time of its first count, which nobody looks at.
        disable_created_metrics()
        self.registry = own = CollectorRegistry()
        ProcessCollector(registry=own)
        what = ("kind", "name")
        self._handled = Counter("talkbot_handled", "What people asked for", (*what, "outcome"), registry=own)
        self._first_response = Histogram(
            "talkbot_first_response_seconds",
            "From when it was asked, by Discord's clock, to the first answer that Discord took",
            what,
            buckets=_ANSWER_SECONDS,
            registry=own,
        )
        self._whole = Histogram(
            "talkbot_handling_seconds",
            "From when it was asked, by Discord's clock, to the end",
            what,
            buckets=_ANSWER_SECONDS,
            registry=own,
        )
        self._nothing_found = Counter(
            "talkbot_nothing_found", "Searches and questions without a result", ("asked", "why"), registry=own
        )
        self._deliveries = Counter("talkbot_deliveries", "Tries to send announcements", ("outcome",), registry=own)
        self._late = Counter("talkbot_deliveries_late", "Announcements sent a minute late or more", registry=own)
        self._troubles = Counter("talkbot_delivery_troubles", "The bot's own troubles with announcements", registry=own)
        self._lateness = Histogram(
            "talkbot_delivery_lateness_seconds",
            "From when an announcement was due to when it was sent",
            buckets=_LATE_SECONDS,
            registry=own,
        )
        self._gateway = Counter("talkbot_gateway_events", "Connections to Discord", ("shard", "event"), registry=own)
        self._rest = Counter(
            "talkbot_rest_requests", "Requests to Discord", ("method", "route", "status"), registry=own
        )
        self._statements = Histogram(
            "talkbot_database_statement_seconds",
            "Statements, by what their transaction is for",
            ("access",),
            buckets=_STATEMENT_SECONDS,
            registry=own,
        )
        self._database_errors = Counter("talkbot_database_errors", "Statements and connections in error", registry=own)
        for outcome in ("sent", "retried", "missed"):
            self._deliveries.labels(outcome)

    def handled(self, kind: Kind, name: str, outcome: Outcome, first_response: float | None, whole: float) -> None:
        self._handled.labels(kind.value, name, outcome.value).inc()
        self._whole.labels(kind.value, name).observe(whole)
        if first_response is not None:
            self._first_response.labels(kind.value, name).observe(first_response)

    def nothing_found(self, asked: str, why: str) -> None:
        self._nothing_found.labels(asked, why).inc()

    def delivered(self, late_seconds: float, *, late: bool) -> None:
        self._deliveries.labels("sent").inc()
        self._lateness.observe(max(late_seconds, 0.0))
        if late:
            self._late.inc()

    def delivery_retried(self) -> None:
        self._deliveries.labels("retried").inc()

    def deliveries_missed(self, count: int) -> None:
        self._deliveries.labels("missed").inc(count)

    def delivery_failed(self) -> None:
        self._troubles.inc()

    def gateway(self, shard_id: int, event: GatewayEvent) -> None:
        self._gateway.labels(str(shard_id), event.value).inc()

    def requested(self, method: str, route: str, status: str) -> None:
        self._rest.labels(method, route, status).inc()

    def database(self, access: Access, seconds: float) -> None:
        self._statements.labels(access.value).observe(seconds)

    def database_failed(self) -> None:
        self._database_errors.inc()
