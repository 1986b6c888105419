"""What deploy/ says of the dashboard holds: its files, ports, addresses, limits, and the user it runs as."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from dyad.server import asgi, guard, settings

LOCAL = {"name": "Host", "value": "localhost"}


@pytest.fixture
def containerfile(root: Path) -> str:
    """Return the Containerfile, one instruction a line."""
    return (root / "deploy" / "Containerfile").read_text(encoding="utf-8").replace("\\\n", "")


@pytest.fixture
def kinds(root: Path) -> dict[str, Any]:
    """Return what kubernetes.yaml describes, by kind."""
    text = (root / "deploy" / "kubernetes.yaml").read_text(encoding="utf-8")
    return {one["kind"]: one for one in yaml.safe_load_all(text)}


@pytest.fixture
def container(kinds: dict[str, Any]) -> dict[str, Any]:
    """Return the one container of a pod."""
    (container,) = kinds["Deployment"]["spec"]["template"]["spec"]["containers"]
    return dict(container)


def test_the_container_has_all_that_runs(containerfile: str, root: Path) -> None:
    """What is copied exists, and is all that the package is built of; the packages are those of the lock."""
    copied = {word for line in re.findall(r"^COPY (?!--from)(.+)$", containerfile, re.M) for word in line.split()[:-1]}
    assert all((root / name).exists() for name in copied)
    building = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]
    wheel = building["targets"]["wheel"]
    beside = {
        name for name in wheel["force-include"] if not copied & {parent.as_posix() for parent in Path(name).parents}
    }
    assert {*wheel["packages"], *beside, "pyproject.toml", "requirements.txt", "requirements.lock"} <= copied
    assert "--constraint requirements.lock" in containerfile
    assert re.search(r"^# .*Python 3\.11", (root / "requirements.lock").read_text(encoding="utf-8"), re.M)
    assert set(re.findall(r"^FROM \S+/python:(\S+)", containerfile, re.M)) == {"3.11-slim"}


def test_the_container_runs_the_server(containerfile: str) -> None:
    """It starts the server on every address, as nobody in particular, and asks /health whether it is well."""
    command = re.search(r"^CMD \[(.+)\]$", containerfile, re.M)
    assert command
    words = shlex.split(command[1].replace(",", " "))
    assert words == ["dyad", "serve", "--host", "0.0.0.0", "--port", "8501"]  # noqa: S104
    assert re.search(r"^HEALTHCHECK .*http://127\.0\.0\.1:8501/health", containerfile, re.M)
    assert re.search(r"^USER [1-9]\d+:[1-9]\d+$", containerfile, re.M)


def test_probes_are_answered(container: dict[str, Any]) -> None:
    """Kubernetes asks addresses that are there, under a name that the server answers to."""
    asked = {name: container[f"{name}Probe"]["httpGet"] for name in ("startup", "readiness", "liveness")}
    assert {name: get["path"] for name, get in asked.items()} == {
        "startup": "/_stcore/health", "readiness": "/health", "liveness": "/_stcore/health",
    }  # fmt: skip
    env = {one["name"]: one["value"] for one in container["env"]}
    names = settings.read_settings(env, host="0.0.0.0", port=8501).names  # noqa: S104
    for get in asked.values():
        assert get["httpHeaders"] == [LOCAL]
        assert get["port"] == "http"
    assert guard.is_named(LOCAL["value"], names)
    assert not guard.is_named("10.0.0.1:8501", names), "or the header would not be needed"


def test_a_pod_runs_as_the_container_was_made(
    kinds: dict[str, Any], container: dict[str, Any], containerfile: str
) -> None:
    """User, port, name and time to end agree between the manifest, the container and the server."""
    pod = kinds["Deployment"]["spec"]["template"]["spec"]
    user = re.search(r"^USER (\d+):(\d+)$", containerfile, re.M)
    assert user
    assert [pod["securityContext"][name] for name in ("runAsUser", "runAsGroup")] == [int(user[1]), int(user[2])]
    assert container["securityContext"]["readOnlyRootFilesystem"]
    assert container["ports"] == [{"name": "http", "containerPort": 8501}]
    waits = container["lifecycle"]["preStop"]["sleep"]["seconds"]
    assert waits + asgi.GRACE_SECONDS < pod["terminationGracePeriodSeconds"]
    (rule,) = kinds["Ingress"]["spec"]["rules"]
    assert {"name": "DYAD_HOSTS", "value": rule["host"]} in container["env"]
    labels = kinds["Deployment"]["spec"]["template"]["metadata"]["labels"]
    assert kinds["Service"]["spec"]["selector"] == labels
    for kind in ("Deployment", "PodDisruptionBudget"):
        assert kinds[kind]["spec"]["selector"]["matchLabels"] == labels


def test_uploads_reach_the_limit_of_the_dashboard(root: Path, kinds: dict[str, Any]) -> None:
    """A proxy lets through what the dashboard takes, and no more than one megabyte over it."""
    config = tomllib.loads((root / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    limit = f"{config['server']['maxUploadSize'] + 1}m"
    nginx = (root / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    assert re.findall(r"client_max_body_size (\w+);", nginx) == [limit]
    assert kinds["Ingress"]["metadata"]["annotations"]["nginx.ingress.kubernetes.io/proxy-body-size"] == limit


def test_each_instruction_is_told(root: Path) -> None:
    """deploy/README.md tells of every file beside it."""
    told = (root / "deploy" / "README.md").read_text(encoding="utf-8")
    for file in (root / "deploy").iterdir():
        assert file.name == "README.md" or f"`{file.name}`" in told, file.name
