"""Where the real clients are installed; each has an environment of its own."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.clients.node import REPOSITORY

HERE = Path(__file__).resolve().parent


def missing(reason: str) -> None:
    """Skip the test, or fail it when `PYSUBTENSOR_REQUIRE_CLIENTS=1`."""
    if os.environ.get("PYSUBTENSOR_REQUIRE_CLIENTS") == "1":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def python_client(environment: str, script: str) -> list[str]:
    """The command that runs `scripts/<script>` in `.venvs/<environment>`."""
    interpreter = REPOSITORY / ".venvs" / environment / "bin" / "python"
    if not interpreter.exists():
        missing(f"the client environment .venvs/{environment} is missing: run `make clients`")
    return [str(interpreter), str(HERE / "scripts" / script)]


def javascript_client(package: str, script: str) -> list[str]:
    """The command that runs `javascript/<script>`, which needs the npm `package`."""
    node = shutil.which("node")
    if node is None:
        missing("Node is missing: the JavaScript clients need Node 20 or later")
    if not (HERE / "javascript" / "node_modules" / package).exists():
        missing(f"the npm package {package} is missing: run `make clients-js`")
    return [str(node), str(HERE / "javascript" / script)]
