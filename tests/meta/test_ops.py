"""What operators are given to run and watch the bot fits the bot."""

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
import yaml
from prometheus_client import CollectorRegistry

from bot.domain.stock import Stock
from bot.monitoring.prometheus import PrometheusMeasures
from bot.monitoring.standing import Standing, StandingCollector

PROJECT = Path(__file__).parents[2]
OPS = PROJECT / "ops"
ENDINGS = {"counter": ("_total",), "histogram": ("_bucket", "_sum", "_count")}
NAMED = re.compile(r"\b(?:talkbot|process)_[a-z_]+")


def exported(*, endings: bool) -> set[str]:
    """As they are asked for, or else as the README names them: a histogram once."""
    registry: CollectorRegistry = PrometheusMeasures().registry
    standing = StandingCollector()
    standing.standing = Standing(stock=Stock(events=1, talks=1, speakers=1, waiting=1, overdue=1))
    registry.register(standing)
    names: set[str] = set()
    for family in registry.collect():
        known = ENDINGS if endings else {"counter": ("_total",)}
        names |= {family.name + ending for ending in known.get(family.type, ("",))}
    return names


def queries() -> list[str]:
    dashboard = json.loads((OPS / "grafana" / "dashboards" / "talkbot.json").read_text())
    alerts = yaml.safe_load((OPS / "prometheus" / "alerts.yml").read_text())
    shown = [target["expr"] for panel in dashboard["panels"] for target in panel.get("targets", ())]
    return shown + [rule["expr"] for group in alerts["groups"] for rule in group["rules"]]


def compose() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((PROJECT / "compose.yaml").read_text())
    return content


def test_dashboard_and_alerts_ask_for_metrics_that_there_are() -> None:
    asked = {name for query in queries() for name in NAMED.findall(query)}
    assert asked - exported(endings=True) == set()
    assert len(queries()) > 30


def test_dashboard_shows_every_metric_of_the_bots_own() -> None:
    shown = {re.sub(r"_(?:bucket|sum|count)$", "", name) for query in queries() for name in NAMED.findall(query)}
    assert {name for name in exported(endings=False) if name.startswith("talkbot_")} - shown == set()


def test_readme_explains_every_metric_of_the_bots_own_and_no_other() -> None:
    readme = (PROJECT / "README.md").read_text()
    rows = [row.split("|")[1] for row in readme.splitlines() if row.startswith("| `talkbot_")]
    own = {name for name in exported(endings=False) if name.startswith("talkbot_")}
    assert sorted(NAMED.findall(" ".join(rows))) == sorted(own)
    assert set(NAMED.findall(readme)) - exported(endings=False) == set()


def test_every_service_is_hardened_and_checked() -> None:
    services = compose()["services"]
    assert set(services) == {"bot", "postgres", "prometheus", "grafana"}
    for name, service in services.items():
        parts = (service["read_only"], service["cap_drop"], service["security_opt"])
        assert parts == (True, ["ALL"], ["no-new-privileges:true"]), name
        assert name == "bot" or "healthcheck" in service
        assert "profiles" in service or name == "bot"
        assert "image" not in service or re.fullmatch(r"[\w/-]+:v?\d[\w.-]*", service["image"])
    published = [port for service in services.values() for port in service.get("ports", ())]
    assert published == ["127.0.0.1:3000:3000"]


def test_what_is_mounted_from_the_project_is_there() -> None:
    mounts = [mount.split(":")[0] for service in compose()["services"].values() for mount in service["volumes"]]
    of_project = [mount for mount in mounts if mount.startswith("./")]
    assert of_project
    assert [mount for mount in of_project if not (PROJECT / mount).exists()] == []
    assert {mount for mount in mounts if mount not in of_project} == set(compose()["volumes"])


def promtool(*arguments: str) -> None:
    program = shutil.which("promtool")
    if program is None:
        pytest.skip("no promtool here")
    run = subprocess.run([program, *arguments], cwd=OPS / "prometheus", capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_prometheus_takes_its_configuration() -> None:
    promtool("check", "config", "prometheus.yml")


def test_alerts_fire_when_they_should() -> None:
    promtool("test", "rules", "alerts.test.yml")


def test_prometheus_takes_the_queries_of_the_dashboard(tmp_path: Path) -> None:
    rules = [{"record": f"query_{number}", "expr": query} for number, query in enumerate(queries())]
    file = tmp_path / "queries.yml"
    file.write_text(yaml.safe_dump({"groups": [{"name": "dashboard", "rules": rules}]}))
    promtool("check", "rules", str(file))


def test_every_alert_is_tried() -> None:
    rules = yaml.safe_load((OPS / "prometheus" / "alerts.yml").read_text())["groups"][0]["rules"]
    tests = yaml.safe_load((OPS / "prometheus" / "alerts.test.yml").read_text())["tests"]
    fired = {case["alertname"] for test in tests for case in test["alert_rule_test"] if case.get("exp_alerts")}
    assert fired == {rule["alert"] for rule in rules}


def test_prometheus_asks_the_port_that_the_bot_is_given() -> None:
    (job,) = yaml.safe_load((OPS / "prometheus" / "prometheus.yml").read_text())["scrape_configs"]
    (target,) = job["dns_sd_configs"]
    assert (target["names"], str(target["port"])) == (["bot"], compose()["services"]["bot"]["environment"]["HTTP_PORT"])


def test_grafana_finds_the_source_that_the_dashboard_names() -> None:
    provisioned = OPS / "grafana" / "provisioning"
    (source,) = yaml.safe_load((provisioned / "datasources" / "prometheus.yaml").read_text())["datasources"]
    dashboard = json.loads((OPS / "grafana" / "dashboards" / "talkbot.json").read_text())
    asked = {panel["datasource"]["uid"] for panel in dashboard["panels"] if "datasource" in panel}
    assert asked == {source["uid"]}


def test_image_keeps_the_database_of_the_example_in_its_volume() -> None:
    dockerfile = (PROJECT / "Dockerfile").read_text()
    (volume,) = re.findall("^VOLUME (.+)$", dockerfile, re.MULTILINE)
    *_, folder = re.findall("^WORKDIR (.+)$", dockerfile, re.MULTILINE)
    (file,) = re.findall("^DATABASE_URL=sqlite.+:///(.+)$", (PROJECT / ".env.example").read_text(), re.MULTILINE)
    assert (PurePosixPath(folder) / file).parent == PurePosixPath(volume)
    assert f"- data:{volume}" in (PROJECT / "compose.yaml").read_text()


def health_check(port: str) -> int:
    """As Docker runs it."""
    (command,) = re.findall(r"^    CMD (\[.*\])$", (PROJECT / "Dockerfile").read_text(), re.MULTILINE)
    program, *arguments = json.loads(command)
    assert program == "python"
    environment = {**os.environ, "HTTP_PORT": port} if port else {"PATH": os.environ["PATH"]}
    run = subprocess.run([sys.executable, *arguments], env=environment, capture_output=True, timeout=20, check=False)
    return run.returncode


class Healthy(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/healthz" else 404)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


def test_health_check_of_the_image_asks_the_port_of_the_settings() -> None:
    with HTTPServer(("127.0.0.1", 0), Healthy) as server:
        threading.Thread(target=server.handle_request).start()
        assert health_check(str(server.server_port)) == 0


def test_health_check_of_the_image_without_a_port_is_content() -> None:
    assert health_check("") == 0


def test_health_check_of_the_image_fails_where_nothing_answers() -> None:
    assert health_check("1") == 1


def test_unit_of_systemd_is_sound_and_little_exposed(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd-analyze here")
    unit = (OPS / "talkbot.service").read_text()
    assert unit.count("ExecStart=/opt/talkbot/.venv/bin/talkbot run\n") == 1
    file = tmp_path / "talkbot.service"
    file.write_text(unit.replace("ExecStart=/opt/talkbot/.venv/bin/talkbot", f"ExecStart={shutil.which('true')}"))
    verified = subprocess.run(["systemd-analyze", "verify", file], capture_output=True, text=True, check=False)
    assert (verified.returncode, verified.stderr) == (0, "")
    exposure = ["systemd-analyze", "security", "--offline=yes", "--threshold=20", str(file)]
    assert subprocess.run(exposure, capture_output=True, check=False).returncode == 0
