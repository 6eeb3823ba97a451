"""The stakers of a dissolved subnet get its TAO."""

from __future__ import annotations

import pytest

from pallets.balances.events import Transfer, Withdraw
from pallets.subtensor.events import NetworkRemoved
from pallets.subtensor.money import Tao
from pallets.subtensor.networks import Dissolution
from pallets.subtensor.shares import SafeFloat
from pallets.subtensor.stake import Stake
from pallets.subtensor.state import (
    Emissions,
    Founding,
    Issuance,
    PoolReserves,
    StakeShares,
    Subnets,
)
from pallets.swap import GetAlphaForTao, Swap
from runtime.fixed import U64F64
from tests.pallets.subtensor.world import TAO, World, account, fails

OWNER_HOT, OWNER = 20, 10
NET = 1


@pytest.fixture
def world() -> World:
    world = World()
    world.add_dynamic_network(OWNER_HOT, OWNER)
    world.pallet(PoolReserves).subnet_alpha_in[NET] = 0
    world.pallet(Founding).subnet_locked[NET] = 0
    world.forget_events()
    return world


def stake(world: World, hotkey: int, coldkey: int, alpha: int, netuid: int = NET) -> None:
    """Alpha that is all on the hotkey, in shares of the second form."""
    shares = world.pallet(StakeShares)
    shares.alpha_v2[account(hotkey), account(coldkey), netuid] = SafeFloat.from_u64(alpha)
    shares.total_hotkey_shares_v2[account(hotkey), netuid] = SafeFloat.from_u64(alpha)
    shares.total_hotkey_alpha[account(hotkey), netuid] = alpha


def dissolve(world: World, netuid: int = NET) -> None:
    world.run(Dissolution.root_dissolve_network(netuid))


def pot(world: World, amount: int) -> None:
    world.pallet(PoolReserves).subnet_tao[NET] = amount


def hashed_order(world: World, *hotkeys: int) -> list[int]:
    """The hotkeys as the storage has them."""
    key_of = world.pallet(StakeShares).total_hotkey_alpha.key_of
    return sorted(hotkeys, key=lambda hotkey: key_of((account(hotkey), NET)))


def make_old(world: World) -> None:
    """A subnet of the kind whose lock is given back."""
    registered = world.pallet(Subnets).network_registered_at[NET]
    world.pallet(Founding).network_registration_start_block.set(registered + 1)


def test_a_single_staker_gets_all(world: World) -> None:
    stake(world, 100, 200, 5_000)
    pot(world, 99_999)
    dissolve(world)
    assert world.balance(200) == 99_999
    assert not list(world.pallet(StakeShares).alpha_v2.items())
    assert NET not in world.pallet(PoolReserves).subnet_tao
    assert world.all_events()[-1] == NetworkRemoved(NET)


def test_shares_without_a_pool_count_as_alpha(world: World) -> None:
    """Nothing says how many shares there are together; the reference's own tests are like this."""
    shares = world.pallet(StakeShares)
    for hotkey, coldkey, alpha in ((201, 301, 300), (202, 302, 700)):
        shares.alpha_v2[account(hotkey), account(coldkey), NET] = SafeFloat.from_u64(alpha)
        shares.total_hotkey_alpha[account(hotkey), NET] = alpha
    pot(world, 10_000)
    dissolve(world)
    assert (world.balance(301), world.balance(302)) == (3_000, 7_000)


def test_shares_of_the_first_form_count_too(world: World) -> None:
    shares = world.pallet(StakeShares)
    shares.alpha[account(1), account(2), NET] = U64F64.from_num(40)
    shares.total_hotkey_shares[account(1), NET] = U64F64.from_num(40)
    shares.total_hotkey_alpha[account(1), NET] = 100
    stake(world, 3, 4, 100)
    pot(world, 1_000)
    dissolve(world)
    assert (world.balance(2), world.balance(4)) == (500, 500)
    assert not list(shares.alpha.items())
    assert not list(shares.total_hotkey_shares.items())


def test_two_stakers_share_and_the_owner_of_an_old_subnet_gets_the_lock(world: World) -> None:
    make_old(world)
    stake(world, 201, 301, 300)
    stake(world, 202, 302, 700)
    pot(world, 10_000)
    world.pallet(Founding).subnet_locked[NET] = 5_000
    before = world.balance(OWNER)
    dissolve(world)
    assert (world.balance(301), world.balance(302)) == (3_000, 7_000)
    assert world.balance(OWNER) == before + 5_000


def test_the_largest_remainder_gets_the_rao_that_is_left(world: World) -> None:
    stake(world, 63, 64, 3)
    stake(world, 65, 66, 2)
    pot(world, 1)
    dissolve(world)
    assert (world.balance(64), world.balance(66)) == (1, 0)


def test_payments_go_by_hashed_hotkeys_and_then_by_coldkeys(world: World) -> None:
    """Without a remainder; what is paid to a coldkey on two hotkeys is two payments."""
    for hotkey in (1, 2, 3, 4):
        for coldkey in (51, 50):
            world.give_stake(hotkey, coldkey, NET, 100 * hotkey)
    pot(world, 2_000)
    world.forget_events()
    dissolve(world)
    expected = [coldkey for _ in range(4) for coldkey in (50, 51)]
    payments = world.events(Transfer)
    assert [payment.to for payment in payments] == [account(number) for number in expected]
    by_hotkey = [payment.amount // 100 for payment in payments[::2]]
    assert by_hotkey == hashed_order(world, 1, 2, 3, 4) != [1, 2, 3, 4]
    assert world.balance(50) == 1_000


def test_of_equal_remainders_the_first_hashed_hotkeys_have_more(world: World) -> None:
    for hotkey in (1, 2, 3, 4):
        stake(world, hotkey, 10 + hotkey, 1)
    pot(world, 2)
    order = hashed_order(world, 1, 2, 3, 4)
    dissolve(world)
    paid = [world.balance(10 + hotkey) for hotkey in order]
    assert order != [1, 2, 3, 4]
    assert paid == [1, 1, 0, 0]


def test_without_tao_nobody_gets_any(world: World) -> None:
    stake(world, 23, 24, 1_000)
    pot(world, 0)
    dissolve(world)
    assert world.balance(24) == 0
    assert not list(world.pallet(StakeShares).alpha_v2.items())


def test_without_stakers_all_is_recycled(world: World) -> None:
    account_of_subnet = world.pallet(Tao).existing_subnet_account(NET)
    issued = world.pallet(Issuance).total_issuance.get()
    before = world.balance(OWNER)
    dissolve(world)
    assert world.balance(OWNER) == before
    assert world.balance(account_of_subnet) == 1  # the existential deposit
    assert world.pallet(Issuance).total_issuance.get() == issued - 100 * TAO + 1
    assert world.all_events() == [
        Withdraw(account_of_subnet, 100 * TAO - 1),
        NetworkRemoved(NET),
    ]
    assert not world.pallet(Subnets).exists(NET)


def test_the_pot_is_no_stake_any_more(world: World) -> None:
    pot(world, 30 * TAO)
    total = world.pallet(Issuance).total_stake
    total.set(100 * TAO)
    dissolve(world)
    assert total.get() == 70 * TAO


@pytest.mark.parametrize(
    ("deployed_at", "registered_at", "paid"),
    [
        (100, 100, 100),  # an older subnet: what the chain bought is the protocol's, 50 of 100
        (100, 101, 50),  # a younger one: the pool's 100 are too
        (0, 0, 100),
        (0, 1, 50),
    ],
)
def test_the_protocols_alpha_takes_its_part_and_nobody_gets_it(
    world: World, deployed_at: int, registered_at: int, paid: int
) -> None:
    world.pallet(Emissions).tao_in_refund_deployment_block.set(deployed_at)
    world.pallet(Subnets).network_registered_at[NET] = registered_at
    reserves = world.pallet(PoolReserves)
    reserves.subnet_alpha_in[NET] = 100
    reserves.subnet_protocol_alpha[NET] = 50
    stake(world, 630, 640, 50)
    pot(world, 200)
    before = world.balance(OWNER)
    dissolve(world)
    assert world.balance(640) == paid
    assert world.balance(OWNER) == before
    assert NET not in reserves.subnet_protocol_alpha
    assert NET not in reserves.subnet_alpha_in


def test_the_protocols_tao_is_not_for_the_refund(world: World) -> None:
    make_old(world)
    account_of_subnet = world.pallet(Tao).existing_subnet_account(NET)
    world.pallet(Tao).transfer(account_of_subnet, account(77), 100 * TAO - 1_000)
    world.pallet(PoolReserves).subnet_protocol_alpha[NET] = 50
    stake(world, 630, 640, 50)
    pot(world, 400)
    world.pallet(Founding).subnet_locked[NET] = 5_000
    before = world.balance(OWNER)
    dissolve(world)
    assert world.balance(640) == 200
    assert world.balance(OWNER) == before + 1_000 - 200 - 200
    assert world.balance(account_of_subnet) == 1


def test_what_the_chain_bought_is_recycled(world: World) -> None:
    world.pallet(Emissions).tao_in_refund_deployment_block.set(1)
    reserves = world.pallet(PoolReserves)
    reserves.subnet_alpha_in[NET] = 123
    reserves.subnet_protocol_alpha[NET] = 100
    pot(world, 100)
    issued = world.pallet(Issuance).total_issuance.get()
    before = world.balance(OWNER)
    dissolve(world)
    assert world.balance(OWNER) == before
    assert world.pallet(Issuance).total_issuance.get() < issued


def test_the_owner_of_an_old_subnet_gets_the_lock_back(world: World) -> None:
    make_old(world)
    pot(world, 0)
    world.pallet(Founding).subnet_locked[NET] = 1_000_000
    before = world.balance(OWNER)
    dissolve(world)
    assert world.balance(OWNER) == before + 1_000_000


@pytest.mark.parametrize(
    ("lock", "cut", "alpha", "refund"),
    [
        (2_000, 11_796, 800, 2_000 - 143),
        (50_000, 32_768, 30, 50_000 - 15),
        (100, 65_535, 800, 0),  # the cut was worth more
        (0, 32_768, 10_000, 0),
        (2_000, 65_535, 0, 2_000),
    ],
)
def test_from_the_lock_goes_what_the_owners_cut_is_worth(
    world: World, lock: int, cut: int, alpha: int, refund: int
) -> None:
    make_old(world)
    reserves = world.pallet(PoolReserves)
    reserves.subnet_alpha_in[NET] = 1_000
    reserves.subnet_alpha_out[NET] = 0
    pot(world, 1_000)  # so that the price is 1
    if alpha >= 1_000:
        reserves.subnet_alpha_out[NET] = alpha - 1_000
    else:
        reserves.subnet_alpha_in[NET] = alpha
        pot(world, alpha)
    world.pallet(Founding).subnet_locked[NET] = lock
    world.pallet(Emissions).subnet_owner_cut.set(cut)
    before = world.balance(OWNER)
    dissolve(world)
    assert world.balance(OWNER) == before + refund


@pytest.mark.parametrize("start", [0, 5])
def test_the_owner_of_a_new_subnet_gets_nothing_back(world: World, start: int) -> None:
    world.pallet(Subnets).network_registered_at[NET] = 5
    world.pallet(Founding).network_registration_start_block.set(start)
    world.pallet(Founding).subnet_locked[NET] = 42_000
    world.pallet(Emissions).subnet_owner_cut.set(32_768)
    world.pallet(PoolReserves).subnet_alpha_out[NET] = 300
    before = world.balance(OWNER)
    dissolve(world)
    assert world.balance(OWNER) == before
    assert NET not in world.pallet(Founding).subnet_locked


def test_a_cut_of_all_gives_no_refund_beyond_the_lock(world: World) -> None:
    world.pallet(Founding).subnet_locked[NET] = 1_000
    world.pallet(Emissions).subnet_owner_cut.set(65_535)
    before = world.balance(OWNER)
    dissolve(world)
    assert world.balance(OWNER) == before


def test_what_can_not_be_paid_hinders_nothing() -> None:
    """A part below the existential deposit opens no account: it is recycled."""
    world = World(ed=500)
    world.add_dynamic_network(OWNER_HOT, OWNER)
    world.pallet(PoolReserves).subnet_alpha_in[NET] = 0
    world.endow(4, 500)
    stake(world, 1, 2, 1)
    stake(world, 3, 4, 1)
    pot(world, 200)
    dissolve(world)
    assert (world.balance(2), world.balance(4)) == (0, 600)
    assert world.balance(world.pallet(Tao).subnet_account(0) or b"") == 0


def test_a_pot_that_the_account_does_not_have_is_paid_as_far_as_it_goes(world: World) -> None:
    pot(world, 200 * TAO)
    stake(world, 1, 2, 1)
    stake(world, 3, 4, 3)
    dissolve(world)
    assert (world.balance(2), world.balance(4)) == (50 * TAO, 0)


def test_many_stakers_get_what_they_have_a_right_to(world: World) -> None:
    make_old(world)
    account_of_subnet = world.pallet(Tao).existing_subnet_account(NET)
    world.setup_reserves(NET, 1_000 * TAO, 1_000 * TAO)
    stakes = {}
    for number in range(20):
        cold, hot = 10_000 + 2 * number, 10_001 + 2 * number
        world.register_ok_neuron(NET, hot, cold)
        world.increase_stake(hot, cold, NET, (number + 1) * 2_001_000)
        stakes[cold] = world.pallet(Stake).of(account(hot), account(cold), NET)
    reserves = world.pallet(PoolReserves)
    reserves.subnet_alpha_in[NET] = 0
    pot(world, 123_456)
    world.pallet(Founding).subnet_locked[NET] = 30_000
    before = {cold: world.balance(cold) for cold in stakes}
    owner = world.balance(OWNER)
    total = sum(stakes.values())
    shares = {cold: 123_456 * alpha // total for cold, alpha in stakes.items()}
    by_remainder = sorted(stakes, key=lambda cold: -(123_456 * stakes[cold] % total))
    for cold in by_remainder[: 123_456 - sum(shares.values())]:
        shares[cold] += 1
    dissolve(world)
    assert {cold: world.balance(cold) - before[cold] for cold in stakes} == shares
    assert world.balance(OWNER) == owner + 30_000
    assert world.balance(account_of_subnet) == 1
    assert not list(world.pallet(StakeShares).total_hotkey_alpha.items())


def test_subnets_come_and_go_without_a_rao_lost() -> None:
    """Several subnets with the same stakers on several hotkeys; then a new one, and stake anew."""
    world = World(block=0)
    nets = [world.add_dynamic_network(10_000 + n, 20_000 + n) for n in range(4)]
    colds = [3001, 3002, 3003, 3004, 3005, 3006]
    members = [colds[0:4], colds[2:6], colds, colds[1:5]]
    pots = [12_345, 23_456, 34_567, 45_678]
    reserves, shares = world.pallet(PoolReserves), world.pallet(StakeShares)
    for net, staking in zip(nets, members, strict=True):
        for cold in staking:
            base = 5_000_000 + net * 1_000_000 + cold % 10 * 250_000
            world.increase_stake(cold + 100_000, cold, net, base * 3 // 5)
            world.increase_stake(cold + 200_000, cold, net, base - base * 3 // 5)
        world.pallet(Founding).subnet_locked[net] = 0
        reserves.subnet_alpha_in[net] = 0
    before = {cold: world.balance(cold) for cold in colds}
    least = dict.fromkeys(colds, 0)
    places = dict.fromkeys(colds, 0)
    for net, amount in zip(nets, pots, strict=True):
        reserves.subnet_tao[net] = amount
        held = {
            (hot, cold): world.pallet(Stake).of(hot, cold, net)
            for hot, cold, at in list(shares.alpha_v2.keys())
            if at == net
        }
        for (_, coldkey), alpha in held.items():
            number = int.from_bytes(coldkey, "little")
            least[number] += amount * alpha // sum(held.values())
            places[number] += 1
    for net in nets:
        dissolve(world, net)
    got = {cold: world.balance(cold) - before[cold] for cold in colds}
    assert sum(got.values()) == sum(pots)
    assert all(least[cold] <= got[cold] <= least[cold] + places[cold] for cold in colds)
    assert not list(shares.alpha_v2.items())
    for net in nets:
        assert not world.pallet(Subnets).exists(net)
        assert not world.pallet(Swap).pal_swap_initialized[net]
    fresh = world.add_dynamic_network(99_000, 99_001)
    assert fresh == 1
    expected = world.pallet(Swap).sim_swap(fresh, GetAlphaForTao(2_001_000)).amount_paid_out
    left = world.balance(3001)
    alpha = world.increase_stake(103_001, 3001, fresh, 2_001_000)
    assert world.pallet(Stake).of(account(103_001), account(3001), fresh) == alpha == expected
    assert world.balance(3001) == left + world.ed


def test_only_root_dissolves_and_only_what_is_there(world: World) -> None:
    before = world.stored()
    for call in (
        Dissolution.dissolve_network(account(OWNER), NET),
        Dissolution.root_dissolve_network(NET),
    ):
        with fails("BadOrigin"):
            world.run(call, by=OWNER)
    for netuid in (0, 9_999):
        with fails("SubnetNotExists"):
            world.run(Dissolution.dissolve_network(account(OWNER), netuid))
        with fails("SubnetNotExists"):
            world.run(Dissolution.root_dissolve_network(netuid))
    assert world.stored() == before
    world.run(Dissolution.dissolve_network(account(99), NET))
    assert not world.pallet(Subnets).exists(NET)


def test_root_is_never_dissolved(world: World) -> None:
    world.add_network(0)
    with fails("SubnetNotExists"):
        dissolve(world, 0)
