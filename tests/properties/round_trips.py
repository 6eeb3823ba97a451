"""There and back again: nobody has more TAO or alpha after it than before, if nothing else happens.

Trips are made on a block that is never finished, and without the fees of extrinsics, which would
hide a gain.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from fractions import Fraction
from functools import partial
from typing import NamedTuple

from pallets.balances import Ledger
from pallets.subtensor.claims import RootClaiming
from pallets.subtensor.keys.coldkey_moving import ColdkeyMoving
from pallets.subtensor.stake import Prices, Stake
from pallets.subtensor.staking import AddStake, MoveStake, Position, PriceLimit, RemoveStake
from pallets.subtensor.state import Subnets
from pallets.subtensor.types import ROOT
from runtime.dispatch_error import DispatchFailure
from runtime.runtime import Runtime
from tests.properties.share_pools import precision, worth

ANY_BUYING = PriceLimit(2**64 - 1, is_partial=True)
ANY_SELLING = PriceLimit(0, is_partial=True)

Place = tuple[bytes, int]
"""A hotkey and a netuid."""


class Wealth(NamedTuple):
    """What somebody has, in rao."""

    tao: int
    alpha: dict[Place, Fraction]
    """By the share of what is on a hotkey: not floored, so that nothing is gained by flooring."""
    precision: dict[Place, Fraction]
    price: dict[int, Fraction]
    """Of the alpha of each subnet, in TAO."""


class Traveller:
    """A coldkey on a block in the making, and where its trips begin and lead."""

    def __init__(self, runtime: Runtime, start: Position, aim: Position, tao: int) -> None:
        """The trips go from one position to another one; `tao` is what is bought for."""
        self.runtime, self.start, self.aim, self.tao = runtime, start, aim, tao

    def wealth(self) -> Wealth:
        """Of the coldkeys of both positions together."""
        stake, ledger = self.runtime.pallet(Stake), self.runtime.pallet(Ledger)
        coldkeys = {self.start.coldkey, self.aim.coldkey}
        tao = sum(ledger.free_balance(coldkey) for coldkey in coldkeys)
        wealth = Wealth(tao, defaultdict(Fraction), {}, self.prices())
        for hotkey, coldkey, netuid, _ in stake.positions():
            if coldkey in coldkeys:
                place = (hotkey, netuid)
                wealth.alpha[place] += worth(stake, hotkey, coldkey, netuid)
                wealth.precision[place] = precision(stake, hotkey, netuid)
        return wealth

    def prices(self) -> dict[int, Fraction]:
        netuids, prices = self.runtime.pallet(Subnets).netuids(), self.runtime.pallet(Prices)
        return {at: Fraction(prices.alpha_price(at).bits, 1 << 64) for at in netuids}

    def alpha(self, place: Position) -> int:
        return self.runtime.pallet(Stake).of(place.hotkey, place.coldkey, place.netuid)

    def buy_and_sell(self) -> None:
        held = self.alpha(self.start)
        self.runtime.pallet(AddStake).add(self.start, self.tao)
        self.runtime.pallet(RemoveStake).remove(self.start, self.alpha(self.start) - held)

    def buy_and_sell_up_to_a_price(self) -> None:
        held = self.alpha(self.start)
        self.runtime.pallet(AddStake).add_up_to(self.start, self.tao, ANY_BUYING)
        gained = self.alpha(self.start) - held
        self.runtime.pallet(RemoveStake).remove_down_to(self.start, gained, ANY_SELLING)

    def sell_and_buy(self) -> None:
        ledger, coldkey = self.runtime.pallet(Ledger), self.start.coldkey
        held = ledger.free_balance(coldkey)
        self.runtime.pallet(RemoveStake).remove(self.start, self.alpha(self.start) // 2)
        brought = ledger.free_balance(coldkey) - held
        self.runtime.pallet(AddStake).add(self.start, brought)

    def move_and_return(self) -> None:
        """To whatever hotkey, subnet or coldkey."""
        held, moving = self.alpha(self.aim), self.runtime.pallet(MoveStake)
        moving.move(self.start, self.aim, self.alpha(self.start) // 2)
        moving.move(self.aim, self.start, self.alpha(self.aim) - held)

    def claim_what_was_never_earned(self) -> None:
        """Who comes to root for a claim gets nothing by that."""
        place = self.start._replace(netuid=ROOT)
        held = self.alpha(place)
        self.runtime.pallet(AddStake).add(place, self.tao)
        self.runtime.pallet(RootClaiming).claim(place.coldkey)
        self.runtime.pallet(RemoveStake).remove(place, self.alpha(place) - held)

    def claim_again(self) -> None:
        self.runtime.pallet(RootClaiming).claim(self.start.coldkey)

    def change_coldkeys(self) -> None:
        """The stake goes to another coldkey and back."""
        moving, other = self.runtime.pallet(ColdkeyMoving), b"nobody yet".ljust(32)
        moving.move(self.start.coldkey, other)
        moving.move(other, self.start.coldkey)


Trip = Callable[[Traveller], None]

TRIPS: tuple[Trip, ...] = (
    Traveller.buy_and_sell,
    Traveller.buy_and_sell_up_to_a_price,
    Traveller.sell_and_buy,
    Traveller.move_and_return,
    Traveller.claim_what_was_never_earned,
    Traveller.claim_again,
    Traveller.change_coldkeys,
)


def check_round_trips(traveller: Traveller) -> int:
    """Make all the trips, each from where the chain is. The result is how many succeeded."""
    state, done = traveller.runtime.state, 0
    state.begin()
    _claim_all(traveller)
    before = traveller.wealth()
    for trip in TRIPS:
        state.begin()
        try:
            trip(traveller)
        except DispatchFailure:
            continue
        else:
            done += 1
            _check_no_gain(before, traveller.wealth(), trip)
        finally:
            state.rollback()
    state.rollback()
    return done


def _check_no_gain(before: Wealth, after: Wealth, trip: Trip) -> None:
    """A rao of alpha may be left over on the way, if it was paid for.

    And what is left of a small nomination may be sold without being asked for.
    """
    changes = {place: alpha - before.alpha[place] for place, alpha in after.alpha.items()}
    changes |= {place: -alpha for place, alpha in before.alpha.items() if place not in changes}
    gained = Fraction(after.tao - before.tao)
    assert gained <= 0 or min(changes.values()) < -1, (trip.__name__, gained)
    for place, more in changes.items():
        precision = after.precision.get(place, Fraction(0))
        assert more <= 1 + precision, (trip.__name__, place[1], float(more))
        gained += before.price[place[1]] * (more - precision)
    assert gained <= 0, (trip.__name__, float(gained))


def _claim_all(traveller: Traveller) -> None:
    """What is owed already would look like a gain later."""
    claiming = traveller.runtime.pallet(RootClaiming)
    for coldkey in (traveller.start.coldkey, traveller.aim.coldkey):
        traveller.runtime.in_layer(partial(claiming.claim, coldkey))
