"""What the Utility pallet's own part of each call weighs: without the calls that it makes."""

from __future__ import annotations

from runtime.weights import Weight, weigh

AS_DERIVATIVE = weigh(15_378_000, 3983, reads=3, writes=1)  # one each for the pseudonym's account
DISPATCH_AS = weigh(6_893_000)
DISPATCH_AS_FALLIBLE = weigh(7_113_000)
IF_ELSE = weigh(21_831_000, 3983, reads=2)


def batch(items: int) -> Weight:
    return weigh(19_446_696 + 5_450_264 * items, 3983, reads=2)


def batch_all(items: int) -> Weight:
    return weigh(13_428_230 + 5_663_250 * items, 3983, reads=2)


def force_batch(items: int) -> Weight:
    return weigh(12_134_867 + 5_477_293 * items, 3983, reads=2)
