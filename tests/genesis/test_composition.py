"""The runtime, and the same with changes."""

from genesis.composition import subtensor_composition
from genesis.rules import MAINNET
from pallets.balances import BalancesConfig, Ledger, balances
from runtime.composition import Module
from runtime.guard import DispatchGuard
from tests.properties.vault import Vault


def test_changed_puts_a_module_in_the_place_of_that_name() -> None:
    base = subtensor_composition(MAINNET)
    config = BalancesConfig(1)
    changed = base.changed(Module("Balances", 5, balances(config)))
    assert changed.configs[Ledger] == config != base.configs[Ledger]
    assert [m.name for m in changed.modules] == [m.name for m in base.modules]
    assert changed.extensions == base.extensions and changed.apis == base.apis


def test_changed_adds_a_module_of_another_name_and_other_parts() -> None:
    base, guard = subtensor_composition(), DispatchGuard()
    changed = base.changed(Module("Vault", 99, [Vault]), guards=[guard])
    assert changed.modules[-1].name == "Vault" and changed.guards == (guard,)
    assert Vault not in base.module_of
