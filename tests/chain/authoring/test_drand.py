"""Pulses that a node fetches from relays of the beacon, here on this machine."""

from __future__ import annotations

import asyncio
import contextlib
import logging

import pytest

from chain.authoring import drand as feeding
from chain.authoring.drand import Beacon, BeaconUnreachable, PulseFeed
from chain.authoring.sealing import Interval
from chain.node import Node, NodeOptions
from runtime.extrinsic import decode_extrinsic
from tests.chain.authoring.beacon import ONE, Chain, Relay, as_json, with_relays
from tests.pallets.drand.world import COMPOSITION
from tests.quicknet import PULSES

INVALID_JSON = '{"round":1000,"randomness":"not base64??","signature":}'


async def make_blocks(chain: Chain, count: int = 1) -> None:
    for _ in range(count):
        await chain.producer.make_block()


# Relays


def test_a_relay_gives_rounds_by_number_and_the_latest() -> None:
    relay = Relay(latest=1002)

    async def work(beacon: Beacon) -> None:
        assert await beacon.pulse(1000) == PULSES[1000]
        assert await beacon.latest() == PULSES[1002]

    with_relays([relay], work)
    assert relay.asked == ["1000", "latest"]


@pytest.mark.parametrize("bad", [0, 1, 4])
def test_the_first_good_answer_counts(bad: int) -> None:
    """All relays are asked, whatever the others answer."""
    relays = [Relay(answer=INVALID_JSON) for _ in range(bad)] + [Relay(delay=0.05)]

    async def work(beacon: Beacon) -> None:
        assert await beacon.pulse(1000) == PULSES[1000]

    with_relays(relays, work)
    assert all(relay.asked == ["1000"] for relay in relays)


@pytest.mark.parametrize(
    "relay",
    [
        Relay(answer=INVALID_JSON),
        Relay(answer=""),
        Relay(answer="[" * 4000),
        Relay(answer="[]"),
        Relay(answer="null"),
        Relay(answer='{"round": 1000}'),
        Relay(answer='{"round": -1, "randomness": "", "signature": ""}'),
        Relay(answer=f'{{"round": {2**64}, "randomness": "", "signature": ""}}'),
        Relay(answer='{"round": 1, "randomness": "0x00", "signature": ""}'),
        Relay(answer=f'{{"round": 1, "randomness": "{"00" * 33}", "signature": ""}}'),
        Relay(answer=f'{{"round": 1, "randomness": "", "signature": "{"00" * 145}"}}'),
        Relay(answer=as_json(PULSES[1000]) + " " * 10_000),
        Relay(status=404, answer=as_json(PULSES[1000])),
        Relay(status=500),
        Relay(delay=5),
        Relay(latest=999),
    ],
    ids=lambda relay: f"{relay.status} {relay.answer!r:.40} {relay.delay}",
)
def test_relays_that_give_no_pulse(relay: Relay) -> None:
    async def work(beacon: Beacon) -> None:
        with pytest.raises(BeaconUnreachable, match="http:"):
            await beacon.pulse(1000)

    with_relays([relay, Relay(answer=INVALID_JSON)], work)


def test_a_relay_that_is_not_there() -> None:
    async def work(beacon: Beacon) -> None:
        gone = Beacon(beacon._session, ["http://127.0.0.1:1"])
        with pytest.raises(BeaconUnreachable):
            await gone.latest()

    with_relays([Relay()], work)


# Bringing them


def test_a_new_chain_begins_with_the_latest_round() -> None:
    chain, relay = Chain(), Relay(latest=1001)

    async def work(beacon: Beacon) -> None:
        assert await chain.feed(relay).bring(beacon) == [1001]
        await make_blocks(chain)
        assert chain.rounds == [1001]

    with_relays([relay], work)


def test_rounds_that_are_missing_follow_in_one_block() -> None:
    chain, relay = Chain(), Relay(latest=1000)

    async def work(beacon: Beacon) -> None:
        feed = chain.feed(relay)
        await feed.bring(beacon)
        await make_blocks(chain)
        relay.latest = 1005
        assert await feed.bring(beacon) == [1001, 1002, 1003, 1004, 1005]
        await make_blocks(chain)
        assert chain.rounds == [*range(1000, 1006)]
        assert await feed.bring(beacon) == []

    with_relays([relay], work)
    assert relay.asked[-1] == "latest"


def test_so_many_at_once_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    assert feeding.MAX_PULSES_TO_FETCH == 50
    monkeypatch.setattr(feeding, "MAX_PULSES_TO_FETCH", 3)
    chain, relay = Chain(), Relay(latest=1000)

    async def work(beacon: Beacon) -> None:
        feed = chain.feed(relay)
        for brought in ([1000], [1001, 1002, 1003], [1004, 1005, 1006]):
            assert await feed.bring(beacon) == brought
            await make_blocks(chain)
            relay.latest = 1008
        assert chain.rounds == [*range(1000, 1007)]

    with_relays([relay], work)


def test_a_relay_that_lacks_a_round_brings_nothing() -> None:
    chain, relay = Chain(), Relay(latest=1008)

    async def work(beacon: Beacon) -> None:
        feed = chain.feed(relay)
        await feed.bring(beacon)
        await make_blocks(chain)
        relay.latest = 2000  # 1009 and more are not recorded
        with pytest.raises(BeaconUnreachable):
            await feed.bring(beacon)
        assert len(chain.pool) == 0

    with_relays([relay], work)


def test_nothing_is_asked_until_the_next_block() -> None:
    chain, relay = Chain(), Relay()

    async def work(beacon: Beacon) -> None:
        feed = chain.feed(relay)
        await feed.bring(beacon)
        asked = len(relay.asked)
        assert await feed.bring(beacon) == []
        assert len(relay.asked) == asked
        await make_blocks(chain)
        assert await feed.bring(beacon) == []
        assert len(relay.asked) == asked + 1

    with_relays([relay], work)


def test_too_early_for_unsigned_extrinsics() -> None:
    chain, relay = Chain(), Relay()
    chain.drand.next_unsigned_at.set(1)  # in the runtime that all share who read the head

    async def work(beacon: Beacon) -> None:
        assert await chain.feed(relay).bring(beacon) == []

    with_relays([relay], work)
    assert relay.asked == []


def test_what_the_pool_refuses_is_passed_over(caplog: pytest.LogCaptureFixture) -> None:
    """Two nodes' feeds: the pool has the round already."""
    chain, relay = Chain(), Relay()

    async def work(beacon: Beacon) -> None:
        assert await chain.feed(relay).bring(beacon) == [1001]
        with caplog.at_level(logging.DEBUG, logger=feeding.__name__):
            assert await chain.feed(relay).bring(beacon) == []

    with_relays([relay], work)
    assert "The pulse of round 1001 is not taken" in caplog.text


def test_extrinsics_are_made_at_the_head_with_the_nodes_key() -> None:
    chain, relay = Chain(), Relay()

    async def work(beacon: Beacon) -> None:
        await make_blocks(chain, 2)
        await chain.feed(relay).bring(beacon)

    with_relays([relay], work)
    (encoded,) = [each.encoded for each in chain.pool.ready()]
    extrinsic, _ = decode_extrinsic(COMPOSITION, encoded)
    payload, _ = extrinsic.call.args
    assert extrinsic.is_bare
    assert (payload.block_number, payload.public.public) == (2, ONE.public)


def test_a_feed_goes_on_when_its_relays_come_back(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(PulseFeed, "PAUSE", 0.01)
    chain, relay = Chain(), Relay(answer=INVALID_JSON)

    async def work(beacon: Beacon) -> None:
        task = asyncio.create_task(chain.feed(relay).run())
        while len(relay.asked) < 3:
            await asyncio.sleep(0.01)
        relay.answer = None
        while not len(chain.pool):
            await asyncio.sleep(0.01)
        await make_blocks(chain)
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task

    with caplog.at_level(logging.INFO, logger=feeding.__name__):
        with_relays([relay], work)
    assert chain.rounds == [1001]
    told = [(record.levelname, record.message[:22]) for record in caplog.records
            if record.name == feeding.__name__]  # fmt: skip
    assert told == [("WARNING", "No pulses from drand: "), ("INFO", "Pulses come from drand")]


@pytest.mark.parametrize("told", [True, False])
def test_a_node_asks_the_relays_that_it_is_told(told: bool) -> None:
    chain, relay = Chain(), Relay()

    async def work(_: Beacon) -> None:
        urls = [relay.url] if told else []
        options = NodeOptions(rpc_port=0, sealing=Interval(1), drand_urls=urls)
        node = asyncio.create_task(Node(chain.chain, options).run(lambda port: None))
        while not chain.rounds if told else chain.chain.head_number < 20:
            await asyncio.sleep(0.01)
        node.cancel()
        await asyncio.wait([node])

    with_relays([relay], work)
    assert chain.rounds == ([1001] if told else [])
    assert bool(relay.asked) is told
