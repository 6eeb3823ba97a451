from __future__ import annotations

from typing import Any

from chain.blockchain import Blockchain
from tests.chain.api.client import Client, failure
from tests.chain.api.light import grow

UNKNOWN = "0x" + "ab" * 32
ONE, TWO = "0x" + b"one".hex(), "0x" + b"two".hex()


def hexed(data: bytes) -> str:
    return "0x" + data.hex()


def test_values_at_a_block_in_the_order_asked_for(light: Blockchain, client: Client) -> None:
    block = grow(light, {b"two": b"2"})
    genesis = hexed(light.genesis_hash)

    def ask(*params: Any) -> Any:
        return client.call("state_queryStorageAt", *params)

    now = [{"block": hexed(block.hash), "changes": [[TWO, "0x32"], [ONE, "0x31"]]}]
    assert ask([TWO, ONE]) == now
    assert ask([TWO, ONE], None) == now
    assert ask([TWO, ONE, TWO], hexed(block.hash)) == now
    then = [{"block": genesis, "changes": [[TWO, None], [ONE, "0x31"]]}]
    assert ask([TWO, ONE], genesis) == then
    assert ask([]) == []


def test_changes_over_a_range(light: Blockchain, client: Client) -> None:
    grow(light, {b"two": b"2"})
    grow(light, {b"zoo": b"unrelated"})
    third = grow(light, {b"one": None, b"two": b"3"})
    grow(light, {b"two": b"2"})
    genesis, first = light.genesis_hash, light.database.hash_of(1)
    groups = client.call("state_queryStorage", [ONE, TWO], hexed(genesis), hexed(third.hash))
    assert groups == [
        {"block": hexed(genesis), "changes": [[ONE, "0x31"], [TWO, None]]},
        {"block": hexed(first or b""), "changes": [[TWO, "0x32"]]},
        {"block": hexed(third.hash), "changes": [[ONE, None], [TWO, "0x33"]]},
    ]
    to_head = client.call("state_queryStorage", [ONE, TWO], hexed(genesis))
    assert to_head[:3] == groups
    assert to_head[3] == {"block": hexed(light.head_hash), "changes": [[TWO, "0x32"]]}
    assert client.call("state_queryStorage", [], hexed(genesis)) == []


def test_ranges_that_are_none(light: Blockchain, client: Client) -> None:
    genesis, block = hexed(light.genesis_hash), hexed(grow(light).hash)
    gone = f"UnknownBlock: Header was not found in the database: {UNKNOWN}"
    for method, params, message in [
        ("state_queryStorageAt", [[ONE], UNKNOWN],
         f"""Cannot resolve a block range ['"{UNKNOWN}"' ... '"Some({UNKNOWN})"]. {gone}"""),
        ("state_queryStorage", [[ONE], UNKNOWN],
         f"""Cannot resolve a block range ['"{UNKNOWN}"' ... '"None"]. {gone}"""),
        ("state_queryStorage", [[ONE], block, genesis],
         f"""Cannot resolve a block range ['"{block}"' ... '"Some({genesis})"]. """
         "from number > to number"),
    ]:  # fmt: skip
        failed = failure(client, method, *params)
        assert failed.error == {"code": 4001, "message": message}
