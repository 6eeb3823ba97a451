"""The documentation is true: its examples run as shown, and its tables are those of the code."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import pytest
import typer

from chain.api import NodeInfo, build_registry
from chain.api.engine import Engine
from chain.cli.main import app
from chain.database.leveldb import FORMAT_VERSION
from chain.kit import DevChain
from chain.node import Node, NodeOptions
from chain.pool import PoolError, PoolLimits
from chain.rpc import MethodRegistry, RpcError, RpcLimits, errors
from chain.rpc.methods import MethodEntry, SubscribeEntry, UnsubscribeEntry
from chain.rpc.signature import Signature
from genesis.composition import subtensor_composition
from genesis.keys import Keypair
from genesis.presets import ENDOWED, ENDOWED_ADDRESSES, TAO
from genesis.rules import RULES
from genesis.version import APIS
from runtime.scale import Struct
from runtime.validity import InvalidReason
from tests.doc_pages import DOCS, PAGES, REPOSITORY, codes, page, rows, section

NOT_RUN, WITH_NODE, OUTPUT = "not run", "with a node", "output"
SEPARATOR = "---- end of an example ----"


# Examples


@dataclass(frozen=True)
class Example:
    """A fenced block; `mark` is what the comment before it says, `output` what it shall print."""

    line: int
    language: str
    mark: str
    text: str
    output: str | None = None

    @property
    def by_itself(self) -> bool:
        return self.mark == WITH_NODE

    @property
    def runs(self) -> bool:
        return not self.mark.startswith(NOT_RUN)


_FENCE = re.compile(
    r"^(?:<!-- example: (?P<mark>[^\n]*?) -->\n)?```(?P<language>\w+)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


def examples(path: Path) -> list[Example]:
    """The blocks of a page, each with its output."""
    text = path.read_text("utf-8")
    found: list[Example] = []
    for match in _FENCE.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        mark = match["mark"] or ""
        if mark == OUTPUT:
            last = found.pop()
            found.append(Example(last.line, last.language, last.mark, last.text, match["text"]))
        else:
            found.append(Example(line, match["language"], mark, match["text"]))
    return found


def of_page(path: Path, *languages: str) -> list[Example]:
    return [each for each in examples(path) if each.language in languages and each.runs]


@pytest.fixture(scope="module", params=PAGES, ids=lambda path: path.name)
def example_page(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A home of its own, with the command `pysubtensor` on the path."""
    home = tmp_path_factory.mktemp("home")
    command = home / "bin" / "pysubtensor"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m chain.cli "$@"\n')
    command.chmod(0o755)
    inherited = {
        name: value
        for name, value in os.environ.items()
        if name not in ("XDG_DATA_HOME", "BT_DEFAULT_TOKEN_WALLET", "COLUMNS")
    }
    path = os.pathsep.join([str(command.parent), os.environ.get("PATH", "")])
    return inherited | {"HOME": str(home), "PATH": path, "PYTHONPATH": str(REPOSITORY)}


def run(command: list[str], directory: Path, environment: dict[str, str]) -> str:
    """What a command prints. Fails the test if it does not end well."""
    done = subprocess.run(
        command,
        check=False,
        cwd=directory,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def python_program(blocks: list[Example]) -> str:
    """The blocks one after the other, with a line printed after each, and then their tests."""
    parts = [f"{block.text}\nprint({SEPARATOR!r})\n" for block in blocks]
    tests = (
        "for _name, _test in list(globals().items()):\n    _name.startswith('test_') and _test()"
    )
    return "".join([*parts, tests, "\n"])


def check_outputs(path: Path, blocks: list[Example], printed: list[str]) -> None:
    for block, text in zip(blocks, printed, strict=True):
        if block.output is not None:
            assert text == block.output, f"{path.name}:{block.line}"


def test_examples_run(example_page: Path, tmp_path: Path, environment: dict[str, str]) -> None:
    """Python first, as one program, and then the shell, in the same directory."""
    blocks = [each for each in of_page(example_page, "python") if not each.by_itself]
    if blocks:
        program = tmp_path / "example.py"
        program.write_text(python_program(blocks), "utf-8")
        printed = run([sys.executable, str(program)], tmp_path, environment)
        check_outputs(example_page, blocks, printed.split(SEPARATOR + "\n")[:-1])
    for block in of_page(example_page, "sh"):
        if not block.by_itself:
            printed = run(["bash", "-euo", "pipefail", "-c", block.text], tmp_path, environment)
            check_outputs(example_page, [block], [printed])


@pytest.fixture(scope="module")
def node_port(environment: dict[str, str]) -> Iterator[int]:
    """The port of a node that was started as users start it."""
    command = [sys.executable, "-u", "-m", "chain.cli", "dev", "--tmp", "--rpc-port", "0"]
    process = subprocess.Popen(
        command,
        env=environment,
        cwd=REPOSITORY,
        text=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    assert process.stderr is not None
    try:
        yield _port_in(process.stderr)
    finally:
        process.kill()
        process.stderr.close()
        process.wait()


def _port_in(log: Iterator[str]) -> int:
    for line in log:
        match = re.search(r"addr=127\.0\.0\.1:(\d+)", line)
        if match:
            return int(match[1])
    raise AssertionError("the node did not start")


@pytest.mark.parametrize(
    ("path", "block"),
    [
        pytest.param(path, block, id=f"{path.name}:{block.line}")
        for path in PAGES
        for block in examples(path)
        if block.by_itself
    ],
)
def test_examples_with_a_node(
    path: Path, block: Example, node_port: int, tmp_path: Path, environment: dict[str, str]
) -> None:
    text = block.text.replace("9944", str(node_port))
    command = (
        ["bash", "-euo", "pipefail", "-c"] if block.language == "sh" else [sys.executable, "-c"]
    )
    printed = run([*command, text], tmp_path, environment)
    if block.output is not None:
        assert printed.strip() == block.output.strip()


def test_health_has_an_address_of_its_own(node_port: int) -> None:
    with urllib.request.urlopen(f"http://127.0.0.1:{node_port}/health", timeout=10) as answer:
        assert b'"isSyncing":false' in answer.read()


def test_other_hosts_are_refused(node_port: int) -> None:
    request = urllib.request.Request(
        f"http://127.0.0.1:{node_port}/health", headers={"Host": "example.com"}
    )
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=10)
    assert refused.value.code == 403


def test_marks_are_known() -> None:
    for path in PAGES:
        for block in examples(path):
            known = block.mark in ("", WITH_NODE) or block.mark.startswith(NOT_RUN + ", ")
            assert known, f"{path.name}:{block.line}: {block.mark}"


def test_specification_in_json(tmp_path: Path) -> None:
    """The example of a specification makes a chain."""
    from genesis.spec import from_json

    (block,) = [each for each in examples(DOCS / "genesis.md") if each.language == "json"]
    assert DevChain(spec=from_json(block.text)).balance("//Alice") == 5 * TAO


# Pages and links

_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def _anchors(path: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    text = _FENCE.sub("", path.read_text("utf-8"))
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    for target in _LINK.findall(re.sub(r"\n", " ", _FENCE.sub("", path.read_text("utf-8")))):
        if "://" in target:
            continue
        file, _, anchor = target.partition("#")
        found = (path.parent / file).resolve() if file else path
        assert found.exists(), target
        if anchor:
            assert anchor in _anchors(found), target


def test_the_index_lists_every_page() -> None:
    listed = {target.partition("#")[0] for target in _LINK.findall(page("index.md"))}
    assert listed >= {path.name for path in DOCS.glob("*.md")} - {"index.md"}


# Command line


def _commands() -> dict[str, Any]:
    return dict(typer.main.get_command(app).commands)  # type: ignore[attr-defined]


def test_every_command_has_its_section() -> None:
    headings = re.findall(r"^## ([a-z-]+)$", page("command-line.md"), re.MULTILINE)
    assert headings == list(_commands())


@pytest.mark.parametrize("name", list(_commands()))
def test_every_option_is_there(name: str) -> None:
    documented = {}
    for cells in rows(section(page("command-line.md"), f"## {name}")):
        names = [text.split(" ")[0] for text in codes(cells[0])]
        if names and names[0].startswith("-"):
            documented[names[-1]] = cells[1]
    options = {
        max(option.opts, key=len): option
        for option in _commands()[name].params
        if option.param_type_name == "option"
    }
    assert documented.keys() == options.keys()
    for option, default in documented.items():
        known = options[option]
        if known.required:
            assert default == "required", option
        elif known.is_flag:
            assert default == "off", option
        elif known.default is not None:
            assert default == f"`{known.default}`", option


# JSON-RPC


@pytest.fixture(scope="module")
def registry() -> MethodRegistry:
    """All methods of a node."""
    chain = DevChain().blockchain
    node = Node(chain, NodeOptions())
    found = build_registry(chain, node.pool, NodeInfo.of(chain))
    found.add(Engine(chain, node.producer))
    return found


def _parameters(signature: Signature) -> str:
    return ", ".join(each.name + ("?" if each.optional else "") for each in signature.arguments)


def _by_handler(registry: MethodRegistry, kind: type) -> list[tuple[Any, list[str]]]:
    """Entries of a kind with all their names, in the order of their declaration."""
    groups: dict[int, tuple[Any, list[str]]] = {}
    for name, entry in registry._entries.items():
        if isinstance(entry, kind):
            groups.setdefault(id(entry), (entry, []))[1].append(name)
    return list(groups.values())


def test_methods_are_those_of_the_registry(registry: MethodRegistry) -> None:
    documented = {}
    for cells in rows(section(page("json-rpc.md"), "## Methods")):
        name, *aliases = codes(cells[0])
        documented[name] = (aliases, "**unsafe**" in cells[0], cells[1])
    assert documented == {
        names[0]: (names[1:], entry.unsafe, _parameters(entry._signature))
        for entry, names in _by_handler(registry, MethodEntry)
    }


def test_subscriptions_are_those_of_the_registry(registry: MethodRegistry) -> None:
    documented = {}
    for cells in rows(section(page("json-rpc.md"), "## Subscriptions")):
        _, _, parameters = cells[0].partition(": ")
        documented[tuple(codes(cells[0]))] = (codes(cells[1]), codes(cells[2]), parameters)
    ends = {entry._kind: names for entry, names in _by_handler(registry, UnsubscribeEntry)}
    assert documented == {
        tuple(names): (
            ends[entry._kind],
            [entry._method.decode()],
            _parameters(entry._signature),
        )
        for entry, names in _by_handler(registry, SubscribeEntry)
    }


def test_a_node_has_the_methods(node_port: int) -> None:
    text = page("json-rpc.md")
    methods = rows(section(text, "## Methods"))
    subscriptions = rows(section(text, "## Subscriptions"))
    documented = [name for cells in methods for name in codes(cells[0])]
    documented += [name for cells in subscriptions for name in codes(cells[0]) + codes(cells[1])]
    request = urllib.request.Request(
        f"http://127.0.0.1:{node_port}",
        b'{"jsonrpc": "2.0", "id": 1, "method": "rpc_methods"}',
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        assert json.load(answer)["result"]["methods"] == sorted(documented)


def test_error_codes_are_there() -> None:
    documented = {
        int(code): cells
        for cells in rows(section(page("json-rpc.md"), "## Errors"))
        for code in re.findall(r"^-?\d+|(?<=, )\d+", cells[0])
    }
    known = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    for kind in known:
        if kind is not RpcError and issubclass(kind, RpcError):
            takes_limit = "limit" in kind.__init__.__code__.co_varnames  # type: ignore[misc]
            error = kind(1) if takes_limit else kind()  # type: ignore[call-arg, arg-type]
            assert error.code in documented
            if error.code != -32601:
                assert documented[error.code][1] == f"`{error.message}`"
    for refusal in PoolError.__subclasses__():
        assert refusal.__dict__.get("code", 1010) in documented


def test_texts_of_invalid_extrinsics_are_those_of_the_runtime() -> None:
    texts = {kind.text for kind in InvalidReason.scale_variants.values()}
    table = section(page("json-rpc.md"), "## Errors").split("The data of 1010")[1]
    for cells in rows(table):
        assert codes(cells[0])[0] in texts


def test_limits_are_those_of_the_server_and_the_pool() -> None:
    limits, text = RpcLimits(), section(page("json-rpc.md"), "## Limits")
    stated = dict(cells[:2] for cells in rows(text))
    mebibyte = 1 << 20
    assert stated["request, answer, and all answers of a batch"] == "15 MiB each"
    assert limits.max_request_bytes == limits.max_response_bytes == 15 * mebibyte
    assert stated["JSON values in one request"] == f"{limits.max_json_values:,}"
    assert stated["requests in a batch"] == f"{limits.max_batch_length:,}"
    assert stated["connections"].startswith(f"{limits.max_connections};")
    assert stated["subscriptions on a connection"] == f"{limits.max_subscriptions:,}"
    waiting = f"{limits.max_queued_messages:,} or {limits.max_queued_bytes // mebibyte} MiB;"
    assert stated["messages waiting for one client"].startswith(waiting)
    assert stated["time to send or to take a message"] == f"{limits.transfer_timeout:.0f} s"
    pool = PoolLimits()
    ready = f"{pool.ready:,} extrinsics ({pool.ready_bytes // mebibyte} MiB)"
    assert ready in page("extrinsics.md")
    assert f"{pool.future} ({pool.future_bytes // mebibyte} MiB)" in page("extrinsics.md")


# The runtime


def test_extensions_are_those_of_the_composition() -> None:
    documented = [
        (codes(cells[1])[0], bool(cells[2]), bool(cells[3]))
        for cells in rows(section(page("extrinsics.md"), "## The thirteen extensions"))
    ]
    extensions = subtensor_composition().extensions
    assert documented == [
        (kind.identifier, bool(_stored_fields(kind)), kind.implicit is not None)
        for kind in extensions
    ]


def _stored_fields(kind: type[Struct]) -> list[str]:
    return [field.name for field in fields(kind)]


def test_runtime_apis_are_those_of_the_composition() -> None:
    here = sorted(subtensor_composition().apis)
    text = section(page("json-rpc.md"), "## Runtime APIs")
    assert sorted(codes(text.split("here:")[1].split(".\n")[0])) == here
    differences = page("differences.md").split("**Runtime APIs.**")[1].split("\n\n")[0]
    present, absent = differences.split("Absent are")
    assert sorted(codes(present)) == here
    assert sorted(codes(absent)) == sorted(APIS.keys() - set(here))


def test_pallets_are_those_of_the_composition() -> None:
    text = page("differences.md").split("**Pallets.**")[1].split("\n\n")[0]
    here, absent = text.split("Absent are")
    listed = {name: int(index) for name, index in re.findall(r"(\w+)\s+\((\d+)\)", here)}
    assert listed == {module.name: module.index for module in subtensor_composition().modules}
    assert not {int(index) for index in re.findall(r"\((\d+)\)", absent)} & set(listed.values())


def test_rules_are_those_of_the_code() -> None:
    table = section(page("blocks.md"), "## Rules").split("\n\n")[0]
    for cells in rows(table):
        rules = RULES[codes(cells[0])[0]]
        assert cells[1:] == [f"{rules.slot_duration:,} ms", f"{rules.slot_duration // 2:,} ms"]


def test_endowed_accounts_are_those_of_the_presets() -> None:
    table = section(page("genesis.md"), "## Built-in chains").split("eleven accounts")[1]
    documented = {codes(cells[1])[0]: cells[2] for cells in rows(table)}
    endowed = {Keypair.from_uri(uri).address: amount for uri, amount in ENDOWED.items()}
    assert documented == {
        address: f"{amount // TAO:,}" for address, amount in (endowed | ENDOWED_ADDRESSES).items()
    }


def test_the_format_in_the_database_page() -> None:
    assert f"this version knows {FORMAT_VERSION}`" in page("database.md")
