"""From a name or a file to a chain: specification, composition and database together."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from chain.blockchain import Blockchain
from chain.database import ChainDatabase
from genesis.composition import subtensor_composition
from genesis.consensus import check_name, consensus_named
from genesis.presets import ALIASES, AUTHORITIES, preset, wallet_from_environment
from genesis.rules import FAST, Rules, rules_named
from genesis.spec import ChainSpec, load
from runtime.composition import Composition


class RulesMismatch(ValueError):
    """Other rules were asked for than the chain has."""


@dataclass(frozen=True)
class StoredChain:
    """A chain, and the directory that its blocks are in or will be.

    `consensus` is the name of the rules that it has in place of production's, if any.
    """

    spec: ChainSpec
    directory: Path
    consensus: str | None = None

    def open(self, *, create: bool = True) -> Blockchain:
        """The chain itself. Raises InvalidConsensus besides what `open_chain` does."""
        composition = composition_for(self.spec.rules, self.consensus)
        return open_chain(self.spec, self.directory, create=create, composition=composition)


def stored_chain(
    chain: str, rules: str | None, base_path: Path | None, consensus: str | None = None
) -> StoredChain:
    """What a command line names: by `find_spec`, in the base path or the default one.

    Chains of other rules and names do not meet. Raises UnknownRules and InvalidConsensus besides
    what `find_spec` does.
    """
    spec = find_spec(chain, None if rules is None else rules_named(rules))
    name = f"{ALIASES.get(chain, Path(chain).stem)}-{spec.rules.name}"
    if consensus is not None:
        name += f"-{'.'.join(check_name(consensus).groups())}"
    directory = (base_path or default_base_path()) / "chains" / name / "db"
    return StoredChain(spec, directory, consensus)


def find_spec(chain: str, rules: Rules | None = None) -> ChainSpec:
    """The specification of a built-in chain, or in a file.

    Raises UnknownPreset, InvalidChainSpec, InvalidWallet; and RulesMismatch when a file says other
    rules.
    """
    if chain in AUTHORITIES or chain in ALIASES:
        return preset(chain, rules or FAST, wallet_from_environment())
    path = Path(chain)
    if not path.exists() and path.suffix != ".json":
        return preset(chain)  # raises, and says which names there are
    spec = load(path)
    if rules is not None and rules != spec.rules:
        raise RulesMismatch(
            f"{chain} is a chain of {spec.rules.name} rules, which cannot be {rules.name}"
        )
    return spec


@lru_cache(maxsize=4)
def composition_for(rules: Rules, consensus: str | None = None) -> Composition:
    """The runtime of these rules, made once. Raises InvalidConsensus."""
    return subtensor_composition(rules, None if consensus is None else consensus_named(consensus))


def open_chain(
    spec: ChainSpec,
    directory: Path | None,
    *,
    create: bool = True,
    composition: Composition | None = None,
) -> Blockchain:
    """The chain in a directory, or one in memory; by default with the runtime of its rules.

    Raises DatabaseError, InvalidChainSpec.
    """
    composition = composition or composition_for(spec.rules)
    if directory is None:
        return Blockchain.start(composition, spec, ChainDatabase.in_memory())
    database = ChainDatabase.open(directory, create=create)
    try:
        return Blockchain.start(composition, spec, database)
    except BaseException:
        database.close()
        raise


def default_base_path() -> Path:
    """Where chains are kept unless a directory is given."""
    data = os.environ.get("XDG_DATA_HOME")
    return (Path(data) if data else Path.home() / ".local" / "share") / "pysubtensor"
