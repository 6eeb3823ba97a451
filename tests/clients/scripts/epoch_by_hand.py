"""One epoch, reckoned with plain fractions: what the table in `bittensor_epoch.py` says.

Nothing of the chain's own arithmetic is used. The chain keeps its numbers in units of 2^-32 and
drops what is below one, which `cut` does after each product and quotient.

    neurons  0 the owner's   1, 2, 3 validators   4 to 8 miners
    weights (as the validators set them, the largest 65535)

                   4      5      6      7      8
        1      65535  32767  10922
        2      65535  39321  13107  13107
        3      13107  13107         26214  65535

Validator 1 has the most stake, but less than half of all. What more than half of the stake does not
agree on is clipped: of neuron 4 what validator 1 says above the others, of neuron 6 nothing, of
neuron 8 everything.
"""

from __future__ import annotations

from fractions import Fraction
from math import floor

Row = dict[int, Fraction]

WEIGHTS = {
    1: {4: 65_535, 5: 32_767, 6: 10_922},
    2: {4: 65_535, 5: 39_321, 6: 13_107, 7: 13_107},
    3: {4: 13_107, 5: 13_107, 7: 26_214, 8: 65_535},
}
MINERS = (4, 5, 6, 7, 8)
ALPHA_A_BLOCK = 10**9
"""What a subnet emits in a block, until 10.5 million alpha have been."""

U16 = 65_535


def cut(exact: Fraction) -> Fraction:
    """What is left of a number where 2^-32 is the smallest."""
    return Fraction(floor(exact * 2**32), 2**32)


OWNER_CUT = cut(Fraction(11_796, U16))
TAKE = cut(Fraction(11_796, U16))
KAPPA = cut(Fraction(32_767, U16))
BOND_RATE = 1 - cut(Fraction(900_000, 1_000_000))


def bought(tao: int, pool_tao: int, pool_alpha: int) -> tuple[int, int]:
    """The alpha that TAO buys, and the TAO that goes into the pool for it.

    33/65535 of the TAO is the fee, and goes to who made the block. The rest leaves the product of
    the pool's sides as it is.
    """
    paid = tao - floor(Fraction(tao * 33, U16))
    return floor(Fraction(pool_alpha * paid, pool_tao + paid)), paid


def normalized(row: Row) -> Row:
    total = sum(row.values())
    return {uid: cut(value / total) for uid, value in row.items()}


class Epoch:
    """What one epoch gives, `blocks` blocks after the subnet's start, for validators' stake."""

    def __init__(self, stakes: dict[int, int], blocks: int) -> None:
        # 1. What there is to share. A block's alpha, less the owner's cut, is for miners and
        #    validators in halves, each kept in whole rao.
        owner_cut = cut(ALPHA_A_BLOCK * OWNER_CUT)
        rest = ALPHA_A_BLOCK - owner_cut
        half = cut(rest / 2)
        self.owner_cut = floor(owner_cut) * blocks
        for_miners, for_validators = floor(half) * blocks, floor(rest - half) * blocks
        emission = for_miners + for_validators

        # 2. Stake and weights as parts of one.
        stake = normalized({uid: Fraction(value) for uid, value in stakes.items()})
        stake = normalized(stake)  # of those who are active and have a permit: all of them
        weights = {
            uid: normalized({to: Fraction(value) for to, value in row.items()})
            for uid, row in WEIGHTS.items()
        }

        # 3. Consensus on a miner: the smallest weight, such that who gives it no more than that
        #    has more than 1 - kappa of the stake.
        minority = sum(stake.values()) - KAPPA
        consensus: Row = {}
        for miner in MINERS:
            given = sorted((weights[uid].get(miner, Fraction(0)), uid) for uid in WEIGHTS)
            below = Fraction(0)
            for weight, uid in given:
                below += stake[uid]
                if below > minority:
                    consensus[miner] = weight
                    break

        # 4. Clipped weights, trust, ranks; incentive is rank as a part of all ranks.
        clipped = {
            uid: {to: min(weight, consensus[to]) for to, weight in row.items() if consensus[to]}
            for uid, row in weights.items()
        }
        trust = {uid: sum(row.values(), Fraction(0)) for uid, row in clipped.items()}
        ranks = {
            miner: sum((cut(stake[uid] * clipped[uid].get(miner, 0)) for uid in stake), Fraction(0))
            for miner in MINERS
        }
        incentive = normalized(ranks)

        # 5. Bonds: a tenth of the clipped weights, as there were none before, and each validator's
        #    part of all bonds in a miner. A validator's dividends are its part of the miners'
        #    incentive, times its stake, as a part of all of these.
        bonds = {
            uid: {to: cut(BOND_RATE * value) for to, value in row.items()}
            for uid, row in clipped.items()
        }
        in_miner = {to: sum(bonds[uid].get(to, Fraction(0)) for uid in bonds) for to in MINERS}
        earned = {
            uid: sum(
                (cut(cut(bond / in_miner[to]) * incentive[to]) for to, bond in row.items()),
                Fraction(0),
            )
            for uid, row in bonds.items()
        }
        dividends = normalized({uid: cut(earned[uid] * stake[uid]) for uid in stake})

        # 6. Rao. Of all that was emitted, incentive and dividends get what they are of their sum;
        #    validators share their half by what came out for each.
        both = sum(incentive.values()) + sum(dividends.values())
        self.incentive_rao = {
            uid: floor(cut(value / both) * emission) for uid, value in incentive.items()
        }
        shares = {uid: floor(cut(value / both) * emission) for uid, value in dividends.items()}
        paid = {
            uid: cut(cut(Fraction(share, sum(shares.values()))) * for_validators)
            for uid, share in shares.items()
        }
        # A validator's owner takes 18 %; the rest is for all who staked on it, by their stake.
        takes = {uid: cut(value * TAKE) for uid, value in paid.items()}
        self.take_rao = {uid: floor(take) for uid, take in takes.items()}
        self.dividend_rao = {uid: floor(paid[uid] - takes[uid]) for uid in paid}
        combined = {uid: incentive.get(uid, dividends.get(uid)) for uid in (*stake, *MINERS)}
        self.emission_rao = {
            uid: floor(cut(value / both) * emission) for uid, value in combined.items() if value
        }

        # 7. The scores are stored in 16 bits.
        self.stake_weight = stored(stake)
        self.consensus = stored(consensus)
        self.trust = stored(trust)
        self.incentive = stored(incentive)
        self.dividends = stored(dividends)

    def stakes_after(
        self, before: dict[tuple[str, int], int], owner: str
    ) -> dict[tuple[str, int], int]:
        """Stake on validators that `owner` owns, by coldkey and uid.

        The take is added to the owner's stake first; then all that is on the hotkey grows.
        """
        after = {}
        for uid in self.take_rao:
            stakes = {who: alpha for who, alpha in before.items() if who[1] == uid}
            stakes[owner, uid] += self.take_rao[uid]
            total = sum(stakes.values())
            for who, alpha in stakes.items():
                after[who] = floor(Fraction(alpha * (total + self.dividend_rao[uid]), total))
        return after


def stored(parts: Row) -> dict[int, int]:
    return {uid: floor(value * U16) for uid, value in parts.items()}
