"""What --sealing says."""

import pytest

from chain.authoring.sealing import Instant, Interval, InvalidSealing, Manual, parse_sealing


@pytest.mark.parametrize(
    ("text", "sealing"),
    [
        ("interval", Interval(250)),
        ("interval=1000", Interval(1000)),
        ("instant", Instant()),
        ("manual", Manual()),
    ],
)
def test_ways_of_sealing(text: str, sealing: object) -> None:
    assert parse_sealing(text) == sealing


@pytest.mark.parametrize(
    "text", ["", "often", "interval=", "interval=0", "interval=-5", "interval=1.5", "instant=1"]
)
def test_what_names_none_is_refused(text: str) -> None:
    with pytest.raises(InvalidSealing):
        parse_sealing(text)
