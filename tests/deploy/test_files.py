"""What stands in deploy/ is right by the schemas of those who read it, and names only what the course has."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import kubernetes_validate
import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from app.metrics import Metrics
from app.settings import SETTINGS, Settings

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
MANIFESTS = sorted(path for path in (DEPLOY / "kubernetes").glob("*.yaml") if path.name != "kustomization.yaml")
SECRETS = {"WD_DATABASE_URL", "WD_COOKIE_SECRET", "WD_METRICS_TOKEN"}
OF_PROMETHEUS = {"process_cpu_seconds_total", "process_resident_memory_bytes"}


def objects() -> list[dict]:
    """Return every object of the manifests."""
    return [each for path in MANIFESTS for each in yaml.safe_load_all(path.read_text())]


def named(kind: str, name: str) -> dict:
    """Return one object of the manifests."""
    (found,) = [each for each in objects() if (each["kind"], each["metadata"]["name"]) == (kind, name)]
    return found


@pytest.mark.parametrize("version", ["1.31", kubernetes_validate.latest_version()])
@pytest.mark.parametrize("path", MANIFESTS, ids=lambda path: path.name)
def test_a_manifest_is_what_the_platform_reads(path: Path, version: str) -> None:
    """Each object is right by the platform's own schema, an older and the newest, with no field that it would drop."""
    found = list(yaml.safe_load_all(path.read_text()))
    assert found
    for each in found:
        kubernetes_validate.validate(each, version, strict=True)


def test_a_wrong_manifest_is_noticed() -> None:
    """The schemas say no to a field that is misspelt."""
    service = named("Service", "course")
    service["spec"]["selects"] = {}
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(service, "1.31", strict=True)


def test_every_manifest_is_applied() -> None:
    """`kubectl apply -k` takes all of them."""
    listed = yaml.safe_load((DEPLOY / "kubernetes" / "kustomization.yaml").read_text())["resources"]
    assert sorted(listed) == [path.name for path in MANIFESTS]


def test_names_lead_to_each_other() -> None:
    """Selectors find pods, the ingress finds the service, and ports that are named exist."""
    pods = [each["spec"]["template"] for each in objects() if each["kind"] in {"Deployment", "StatefulSet"}]
    labels = [pod["metadata"]["labels"] for pod in pods]
    for service in (each for each in objects() if each["kind"] == "Service"):
        assert service["spec"]["selector"] in labels
    (budget,) = [each for each in objects() if each["kind"] == "PodDisruptionBudget"]
    assert budget["spec"]["selector"]["matchLabels"] in labels
    (path,) = named("Ingress", "course")["spec"]["rules"][0]["http"]["paths"]
    backend = path["backend"]["service"]
    ports = {port["name"] for port in named("Service", backend["name"])["spec"]["ports"]}
    assert backend["port"]["name"] in ports
    (course,) = named("Deployment", "course")["spec"]["template"]["spec"]["containers"]
    assert {port["name"] for port in course["ports"]} == {"http"}


def test_a_worker_has_time_to_end() -> None:
    """The platform waits longer before it kills than a worker may take to end."""
    from app.drain import HANDSHAKE, LAST_WORDS, PATIENCE  # noqa: PLC0415

    longest = PATIENCE + HANDSHAKE + 2 * LAST_WORDS + 1
    pod = named("Deployment", "course")["spec"]["template"]["spec"]
    pause = int(pod["containers"][0]["lifecycle"]["preStop"]["exec"]["command"][1])
    assert pod["terminationGracePeriodSeconds"] > longest + pause
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    assert int(compose["services"]["course1"]["stop_grace_period"].removesuffix("s")) > longest


def test_the_compose_file_is_what_compose_reads() -> None:
    """It is right by the schema of Compose."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"]
    done = subprocess.run([*command, DEPLOY / "compose.yaml"], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_the_image_underneath_is_named_once() -> None:
    """Every stage stands on what `PYTHON` names, which who builds may fix by its digest, with Compose as without."""
    dockerfile = (DEPLOY.parent / "Dockerfile").read_text()
    assert set(re.findall(r"^FROM (\S+)", dockerfile, re.MULTILINE)) == {"${PYTHON}"}
    (default,) = re.findall(r"^ARG PYTHON=(\S+)", dockerfile, re.MULTILINE)
    build = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["x-course"]["build"]
    assert build["args"]["PYTHON"] == f"${{PYTHON:-{default}}}"


def test_the_database_notices_a_damaged_page() -> None:
    """Its cluster is made with checksums, with Compose as on Kubernetes."""
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]["database"]["environment"]
    (container,) = named("StatefulSet", "database")["spec"]["template"]["spec"]["containers"]
    kubernetes = {each["name"]: each.get("value") for each in container["env"]}
    assert compose["POSTGRES_INITDB_ARGS"] == kubernetes["POSTGRES_INITDB_ARGS"] == "--data-checksums"


def test_the_proxy_knows_every_worker() -> None:
    """The upstream of nginx, and what Prometheus reads, are the workers of the compose file."""
    workers = [name for name in yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"] if "course" in name]
    assert re.findall(r"server (\w+):5006 resolve", (DEPLOY / "nginx" / "site.conf").read_text()) == workers
    (job,) = yaml.safe_load((DEPLOY / "prometheus.yml").read_text())["scrape_configs"]
    assert job["static_configs"][0]["targets"] == [f"{worker}:5006" for worker in workers]


def test_settings_are_the_course_s() -> None:
    """Whatever is set exists, and an environment made of it is one that a worker starts with."""
    known = {setting.name for setting in SETTINGS}
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]["course1"]["environment"]
    (course,) = named("Deployment", "course")["spec"]["template"]["spec"]["containers"]
    secret = {each["name"] for each in course["env"]}
    settings = named("ConfigMap", "course")["data"]
    assert secret == SECRETS
    assert compose.keys() | secret | settings.keys() <= known
    filled = {
        "WD_DATABASE_URL": "postgresql://course:0123abcd@database/course",
        "WD_COOKIE_SECRET": "x" * 40,
        "WD_METRICS_TOKEN": "x" * 40,
    }
    assert Settings.from_environ({**settings, **filled}).log_format == "json"
    example = dict(
        line.lstrip("# ").split("=", 1)
        for line in (DEPLOY / "course.env.example").read_text().splitlines()
        if re.match(r"(# )?[A-Z_]+=", line)
    )
    asked = set(re.findall(r"\$\{(\w+)", (DEPLOY / "compose.yaml").read_text()))
    assert example.keys() <= asked
    assert {name for name in asked if f"${{{name}:?" in (DEPLOY / "compose.yaml").read_text()} <= example.keys()


def exposed() -> set[str]:
    """Return the names under which a server shows its counts, those of a histogram's parts too."""
    metrics = Metrics()
    metrics.ask(lambda: [*_standing()])
    families = text_string_to_metric_families(metrics.text().decode())
    suffixes = {"histogram": ("_bucket", "_count", "_sum"), "counter": ("_total",)}
    return {
        family.name + suffix if not family.name.endswith(suffix) or not suffix else family.name
        for family in families
        for suffix in suffixes.get(family.type, ("",))
    }


def _standing() -> list[tuple[str, str, float]]:
    from inspect import getsource  # noqa: PLC0415

    from app.server import Server  # noqa: PLC0415

    return [(name, "", 0.0) for name in re.findall(r'yield "(wd_\w+)"', getsource(Server.standing))]


def test_the_dashboard_asks_for_what_is_counted() -> None:
    """Every name in a panel's question is one that `/metrics` shows, and every name of ours is on the board."""
    board = json.loads((DEPLOY / "grafana" / "dashboard.json").read_text())
    asked = {
        name
        for panel in board["panels"]
        for target in panel["targets"]
        for name in re.findall(r"\b(?:wd|process)_\w+", target["expr"])
    }
    shown = exposed()
    assert "wd_commit_seconds_bucket" in shown
    assert asked - OF_PROMETHEUS <= shown
    ours = {name for name in shown if name.startswith("wd_") and not name.endswith(("_count", "_sum"))}
    assert ours == {name for name in asked if name.startswith("wd_")}


def test_the_dashboard_is_one_that_grafana_opens() -> None:
    """Panels have numbers of their own, places that do not overlap, and the source that is chosen."""
    board = json.loads((DEPLOY / "grafana" / "dashboard.json").read_text())
    assert len({panel["id"] for panel in board["panels"]}) == len(board["panels"])
    taken = [
        (x, y)
        for place in (panel["gridPos"] for panel in board["panels"])
        for x in range(place["x"], place["x"] + place["w"])
        for y in range(place["y"], place["y"] + place["h"])
    ]
    assert len(taken) == len(set(taken))
    assert max(x for x, _ in taken) < 24
    assert {panel["datasource"]["uid"] for panel in board["panels"]} == {"${source}"}
    assert [each["name"] for each in board["templating"]["list"]] == ["source"]
