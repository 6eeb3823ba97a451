"""Stake as clients read it."""

from __future__ import annotations

import pytest

from pallets.subtensor.apis.stakes import StakeAvailability, StakeInfo
from pallets.subtensor.locks import Locks
from pallets.subtensor.stake import Stake
from pallets.subtensor.state import Emissions, Subnets
from pallets.subtensor.types import ROOT, LockState
from pallets.swap import Swap
from runtime.fixed import U64F64
from tests.pallets.subtensor.apis.asking import answer, ask
from tests.pallets.subtensor.world import TAO, World, account

NETUID, FAR = 1, 256
HOTKEY, SECOND_HOTKEY, COLDKEY, OTHER = (account(number) for number in (10, 11, 20, 21))


@pytest.fixture
def world() -> World:
    """Root, subnet 1 with a neuron, and subnet 256; a coldkey with stake in all of them."""
    made = World()
    for netuid in (ROOT, NETUID, FAR):
        made.add_network(netuid)
    made.register_ok_neuron(NETUID, HOTKEY, COLDKEY)
    for hotkey, netuid, alpha in (
        (SECOND_HOTKEY, NETUID, 7),
        (HOTKEY, NETUID, 300),
        (HOTKEY, ROOT, 1_000),
        (SECOND_HOTKEY, FAR, 64),
    ):
        made.pallet(Stake).increase(hotkey, COLDKEY, netuid, alpha)
    made.pallet(Stake).increase(HOTKEY, OTHER, NETUID, 99)
    made.pallet(Emissions).alpha_dividends_per_subnet[NETUID, HOTKEY] = 2**40
    return made


def info(hotkey: bytes, netuid: int, stake: int, **more: int) -> StakeInfo:
    values = {"emission": 0, "is_registered": False, **more}
    return StakeInfo(
        hotkey=hotkey,
        coldkey=COLDKEY,
        netuid=netuid,
        stake=stake,
        locked=0,
        emission=values["emission"],
        tao_emission=0,
        drain=0,
        is_registered=bool(values["is_registered"]),
    )


IN_SUBNET = info(HOTKEY, NETUID, 300, emission=2**40, is_registered=True)


def test_all_stake_of_a_coldkey_by_subnet_and_hotkey(world: World) -> None:
    """Subnets are in the order of the storage, hotkeys as the coldkey came to them."""
    expected = [
        info(HOTKEY, ROOT, 1_000),
        info(SECOND_HOTKEY, FAR, 64),
        IN_SUBNET,
        info(SECOND_HOTKEY, NETUID, 7),
    ]
    assert ask(world, "get_stake_info_for_coldkey", COLDKEY) == expected
    found = ask(world, "get_stake_info_for_coldkeys", [OTHER, COLDKEY, account(5), COLDKEY])
    assert [coldkey for coldkey, _ in found] == [OTHER, COLDKEY, account(5), COLDKEY]
    assert [stake for _, stake in found[1:]] == [expected, [], expected]
    assert [each.stake for each in found[0][1]] == [99]
    assert ask(world, "get_stake_info_for_coldkeys", []) == []


def test_the_stake_at_one_place_is_told_even_if_there_is_none(world: World) -> None:
    def asked(netuid: int, hotkey: bytes = HOTKEY) -> StakeInfo:
        found = ask(world, "get_stake_info_for_hotkey_coldkey_netuid", hotkey, COLDKEY, netuid)
        assert isinstance(found, StakeInfo)
        return found

    assert asked(NETUID) == IN_SUBNET
    assert asked(FAR) == info(HOTKEY, FAR, 0)
    assert asked(404, account(5)) == info(account(5), 404, 0)


def test_the_bytes_of_a_stake(world: World) -> None:
    """Field by field, so that no two that are alike can be exchanged."""
    expected = [
        "01",  # there is one
        HOTKEY.hex(),
        COLDKEY.hex(),
        "04",  # netuid
        "b104",  # stake: 300
        "00",  # locked
        "0b000000000001",  # emission: 2^40
        "00",  # emission in TAO
        "00",  # drain
        "01",  # registered
    ]
    place = (HOTKEY, COLDKEY, NETUID)
    found = answer(world, "get_stake_info_for_hotkey_coldkey_netuid", *place)
    assert found.hex() == "".join(expected)


def test_what_coldkeys_can_unstake(world: World) -> None:
    world.pallet(Locks).lock_more(COLDKEY, NETUID, HOTKEY, 107)
    in_subnet, far = StakeAvailability(307, 107, 200), StakeAvailability(64, 0, 64)
    root = StakeAvailability(1_000, 0, 1_000)
    method = "get_stake_availability_for_coldkeys"
    everything = {COLDKEY: {ROOT: root, NETUID: in_subnet, FAR: far}}
    assert ask(world, method, [COLDKEY, COLDKEY], None) == everything
    asked = ask(world, method, [COLDKEY, OTHER, account(5)], [FAR, NETUID, 404])
    assert asked == {
        COLDKEY: {NETUID: in_subnet, FAR: far},
        OTHER: {NETUID: StakeAvailability(99, 0, 99)},
        account(5): {},
    }
    assert ask(world, method, [COLDKEY], []) == {COLDKEY: {}}
    assert ask(world, method, [COLDKEY], [ROOT, NETUID, FAR, 404]) == {COLDKEY: {}}
    assert ask(world, method, [], None) == {}


def test_the_fee_is_that_of_the_subnet_that_stake_comes_to(world: World) -> None:
    """It is asked of the swap, and the keys do not matter, except that both places may be one."""
    world.pallet(Subnets).subnet_mechanism[NETUID] = 1
    swap, amount = world.pallet(Swap), 100 * TAO
    swap.fee_rate[NETUID] = 65_535 // 5
    fee = amount // 5
    here, beside = (HOTKEY, NETUID), (SECOND_HOTKEY, NETUID)
    root, far = (HOTKEY, ROOT), (HOTKEY, FAR)

    def asked(
        origin: tuple[bytes, int] | None, destination: tuple[bytes, int] | None, to: bytes = COLDKEY
    ) -> int:
        found = ask(world, "get_stake_fee", origin, COLDKEY, destination, to, amount)
        assert isinstance(found, int)
        return found

    assert swap.approx_fee_amount(NETUID, amount) == fee - 1  # a fifth of 64 binary places, floored
    for origin, destination in ((None, here), (here, None), (root, here), (far, here)):
        assert asked(origin, destination) == fee - 1
    assert asked(here, beside) == asked(beside, here) == fee - 1
    for origin, destination in ((here, root), (here, far), (root, None), (None, far), (root, far)):
        assert asked(origin, destination) == 0
    for origin in (None, here, root):
        assert asked(origin, origin) == asked(origin, origin, OTHER) == 0


def test_locks_and_conviction(world: World) -> None:
    locks = world.pallet(Locks)
    locks.set_perpetual(COLDKEY, NETUID, True)
    locks.lock_more(COLDKEY, NETUID, HOTKEY, 107)
    nothing = U64F64.from_num(0)
    assert ask(world, "get_coldkey_lock", COLDKEY, NETUID) == LockState(107, nothing, 1)
    assert ask(world, "get_coldkey_lock", OTHER, NETUID) is None
    assert ask(world, "get_hotkey_conviction", HOTKEY, NETUID) == nothing
    assert ask(world, "get_most_convicted_hotkey_on_subnet", FAR) is None
    world.set_block(100_000)
    grown = ask(world, "get_hotkey_conviction", HOTKEY, NETUID)
    assert grown > nothing
    assert ask(world, "get_coldkey_lock", COLDKEY, NETUID) == LockState(107, grown, 100_000)
    assert ask(world, "get_most_convicted_hotkey_on_subnet", NETUID) == HOTKEY
