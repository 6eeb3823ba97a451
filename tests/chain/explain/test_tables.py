"""Tables: their figures are the rules' own, and they survive JSON."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import orjson
import pytest

from chain.explain import EpochExplanation, account_of, as_plain, as_text
from chain.explain.errors import UnknownUid
from chain.explain.explanation import Table
from chain.explain.text import fraction
from chain.explain.witness import Payment
from tests.chain.explain.told import ALL, explained, inputs

RAO = [500, 300, 200, 0, 0]
WEIGHTS = {0: {3: 3, 4: 1, 0: 1}, 1: {3: 1, 4: 1}, 2: {4: 1, 9: 1}, 3: {4: 1}}


@pytest.fixture(params=["Yuma 2", "Yuma 3", "liquid alpha"])
def it(request: pytest.FixtureRequest) -> EpochExplanation:
    bonds = [[(3, 9_000)], [], [(4, 800)], [(3, 5)], []]
    given = inputs(
        RAO,
        WEIGHTS,
        bonds=bonds,
        yuma3=request.param != "Yuma 2",
        liquid_alpha=request.param == "liquid alpha",
        bonds_penalty=30_000,
    )
    return explained(given, payments={1: Payment(1, False, None, 2, 3)})


def bits(cells: object) -> list[int]:
    """Exactly the parts of 2^32, or it fails."""
    scaled = [cell * 2**32 for cell in cells]
    assert all(each == int(each) for each in scaled)
    return [int(each) for each in scaled]


def test_vectors_are_the_rules_own(it: EpochExplanation) -> None:
    trace, tables = it.outputs.trace, it.tables
    for column, table, numbers in (
        ("share", "stake", trace.stake),
        ("active_share", "stake", trace.active_stake),
        ("consensus", "miners", trace.consensus),
        ("incentive", "miners", trace.incentive),
        ("trust", "validators", trace.validator_trust[trace.validators]),
        ("dividends", "validators", trace.dividends[trace.validators]),
        ("incentive", "emission", trace.incentive),
        ("dividends", "emission", trace.dividends),
        ("share", "emission", trace.emission),
    ):
        assert bits(tables[table][column]) == numbers.tolist(), (table, column)
    assert tables["validators"]["uid"] == [0, 1, 2, 3]  # uid 3 has a bond, and no permit


def matrix(it: EpochExplanation, table: str, column: str) -> np.ndarray:
    """A column of pairs in the form of the trace."""
    trace = it.outputs.trace
    rows = {uid: row for row, uid in enumerate(trace.validators.tolist())}
    cells = np.zeros_like(trace.weights)
    values = bits(it.tables[table][column])
    pairs = zip(it.tables[table]["validator"], it.tables[table]["miner"], values, strict=True)
    for validator, miner, value in pairs:
        if validator in rows and miner < cells.shape[1]:
            cells[rows[validator], miner] = value
    return cells


def test_matrices_are_the_rules_own(it: EpochExplanation) -> None:
    trace = it.outputs.trace
    for column, table, numbers in (
        ("weight", "weights", trace.weights),
        ("clipped", "weights", trace.clipped_weights),
        ("weight", "bonds", trace.weights_for_bonds),
        ("old", "bonds", trace.old_bonds),
        ("bond", "bonds", trace.bonds),
    ):
        assert (matrix(it, table, column) == numbers).all(), (table, column)
    if trace.alphas is None:
        assert "speed" not in it.tables["bonds"].columns
    else:
        there = matrix(it, "bonds", "weight") > 0
        assert (matrix(it, "bonds", "speed")[there] == trace.alphas[there]).all()
    stored = {(row["validator"], row["miner"]): row["stored"] for row in it.tables["bonds"].rows()}
    assert {pair: bond for pair, bond in stored.items() if bond} == {
        (0, 3): 9_000,
        (2, 4): 800,
        (3, 3): 5,
    }


def test_every_weight_is_there_with_its_mask(it: EpochExplanation) -> None:
    table = it.tables["weights"]
    rows = [
        tuple(table[name][i] for name in ("validator", "miner", "set", "mask"))
        for i in range(len(table))
    ]
    assert rows == [
        (0, 3, 3, ""),
        (0, 4, 1, ""),
        (0, 0, 1, "self"),
        (1, 3, 1, ""),
        (1, 4, 1, ""),
        (2, 4, 1, ""),
        (2, 9, 1, "absent"),
        (3, 4, 1, "permit"),
    ]


def test_what_validators_and_miners_have_in_all(it: EpochExplanation) -> None:
    trace = it.outputs.trace
    assert it.tables["miners"]["weighed_by"] == [0, 0, 0, 2, 3]
    assert it.tables["miners"]["supported_by"] == pytest.approx([0, 0, 0, 0.8, 1.0])
    assert it.tables["miners"]["weight_by_stake"] == pytest.approx([0, 0, 0, 0.525, 0.475])
    clipped = it.tables["miners"]["clipped_by_stake"]
    assert [each / sum(clipped) for each in clipped] == pytest.approx(
        it.tables["miners"]["incentive"]
    )
    assert it.tables["validators"]["weights"] == pytest.approx([1, 1, 1, 0])
    assert (
        bits(it.tables["validators"]["for_bonds"]) == trace.weights_for_bonds.sum(axis=1).tolist()
    )


def test_votes_are_those_of_active_validators() -> None:
    given = inputs(RAO, {0: {3: ALL}}, last_update=[990, 400, 990, 1, 1], activity_cutoff=500)
    it = explained(given)
    assert it.tables["validators"]["active_share"] == pytest.approx([5 / 7, 0, 2 / 7])
    assert it.tables["stake"]["active_share"] == pytest.approx([5 / 7, 0, 2 / 7, 0, 0])
    assert it.tables["stake"]["share"] == pytest.approx([0.5, 0.3, 0.2, 0, 0])
    assert it.tables["miners"]["supported_by"] == pytest.approx([0, 0, 0, 5 / 7, 0])


def test_of_several_masks_the_first_is_named() -> None:
    given = inputs(RAO, {0: {0: 1, 3: 1}}, registered_at=[995, 1, 1, 995, 1])
    assert explained(given).tables["weights"]["mask"] == ["self", "outdated"]
    given = inputs(RAO, {0: {3: 1}}, registered_at=[1, 1, 1, 995, 1], commit_blocks=[9] * 5)
    assert explained(given).tables["weights"]["mask"] == ["outdated"]


def test_parameters_are_those_that_the_rules_were_given(it: EpochExplanation) -> None:
    given = it.parameters
    assert given["kappa"] == 32_767 and given["block"] == 1_000 and given["emission"] == 1_000_000
    assert given["tao_weight"] == 0.5 and given["commit_reveal"] is False
    assert "stake" not in given and "weights" not in given
    assert explained(inputs(RAO, {}, commit_blocks=[9] * 5)).parameters["commit_reveal"] is True


def test_json_has_all_of_it(it: EpochExplanation) -> None:
    again = EpochExplanation.from_plain(orjson.loads(orjson.dumps(as_plain(it))))
    assert again == it and again.inputs is None and again.outputs is None
    assert [account_of(again, uid) for uid in range(5)] == [account_of(it, uid) for uid in range(5)]
    assert as_text(again) == as_text(it)


def test_json_of_one_neuron(it: EpochExplanation) -> None:
    plain = as_plain(it, 2)
    assert plain["account"] == account_of(it, 2)
    weights = plain["tables"]["weights"]["columns"]
    assert weights["validator"] == [2, 2] and weights["miner"] == [4, 9]
    assert plain["tables"]["stake"]["columns"]["uid"] == [2]
    assert as_plain(it, 0)["tables"]["stake"]["columns"]["uid"] == [0]
    assert as_plain(it, 4)["tables"]["weights"]["columns"]["validator"] == [0, 1, 2, 3]
    assert "account" not in as_plain(it)
    with pytest.raises(UnknownUid):
        as_plain(it, 5)


def test_the_inputs_can_be_given_to_other_rules(it: EpochExplanation) -> None:
    again = explained(it.inputs)
    assert again.tables["stored"] == it.tables["stored"]


# Text


def test_text() -> None:
    it = explained(inputs([5, 0], {0: {1: ALL}}))
    lines = as_text(it).splitlines()
    assert lines[0] == "The epoch of subnet 7 in block 1000, by Yuma 2: 1,000,000 rao of alpha"
    start = next(i for i, line in enumerate(lines) if line.startswith("weights: Each weight"))
    assert lines[start + 2 : start + 4] == [
        "  validator  miner     set  mask  weight  clipped",
        "          0      1  65,535     -       1        1",
    ]
    assert "  uid    hotkey  alpha  tao  " in as_text(it) and " 5C4hrfjw " in as_text(it)
    assert "(none)" in as_text(it)  # nobody was paid
    assert max(map(len, lines)) <= 100


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_tables_are_as_wide_as_asked(it: EpochExplanation, width: int) -> None:
    lines = as_text(it, None, width, account_of(it, 0)).splitlines()
    assert max(map(len, lines)) <= width
    shown = {name for line in lines for name in line.split()}
    assert shown >= {name for table in it.tables.values() for name in table.columns}


def test_columns_that_do_not_fit_go_below() -> None:
    many = {"uid": [1, 2], **{f"column{i}": [i, 10 * i] for i in range(1, 4)}, "hotkey": ["", ""]}
    it = explained(inputs([5, 0], {}))
    it = EpochExplanation(**{**vars(it), "tables": {"numbers": Table("Numbers.", many)}})
    parts = as_text(it, 1, 24).split("\n\n")
    assert parts[1].splitlines() == [
        "numbers: Numbers.",
        "  uid  column1  column2",
        "    1        1        2",
    ]
    assert parts[2].splitlines() == [
        "  uid  column3  hotkey",
        "    1        3       -",
        "  ... and 1 more rows: --all, or --uid for one neuron",
    ]
    assert "  uid  column1  column2  column3\n" in as_text(it, 1, 32)
    assert "  uid  column1  column2\n" in as_text(it, 1, 31)
    # What is wider than all there is stands alone.
    assert as_text(it, 1, 3).count("  uid  ") == 4


def test_an_account_is_wrapped() -> None:
    it = explained(inputs([5, 0], {}))
    head = as_text(it, 20, 30, ["one two three four five six seven", "eight"]).split("\n\n")[0]
    assert head == "one two three four five six\n  seven\neight"


def test_long_tables_are_cut() -> None:
    table = Table("Numbers.", {"uid": list(range(25))})
    it = explained(inputs([5, 0], {}))
    cut = as_text(EpochExplanation(**{**vars(it), "tables": {"numbers": table}}), 20)
    assert cut.endswith("\n   19\n  ... and 5 more rows: --all, or --uid for one neuron")
    whole = as_text(EpochExplanation(**{**vars(it), "tables": {"numbers": table}}))
    assert whole.endswith("\n   24")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (1.0, "1"),
        (0.5, "0.500000"),
        (1e-9, "<1e-6"),
        (1e-6, "0.000001"),
        (2**-32, "<1e-6"),
    ],
)
def test_fractions(value: float, text: str) -> None:
    assert fraction(value) == text


def test_numpy_comes_with_the_first_explanation_only() -> None:
    script = (
        "import sys, chain.cli.main, chain.kit, chain.api, chain.node, chain.explain; "
        "sys.exit('numpy' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
