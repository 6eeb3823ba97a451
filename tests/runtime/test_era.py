"""Eras: bytes, birth and death."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.era import Era, EraField
from runtime.scale import DecodeError, decode, encode
from runtime.validity import U64_MAX

periods = st.integers(2, 16).map(lambda exponent: 1 << exponent)
blocks = st.integers(0, 2**32 - 1)


# The vectors of sp-runtime's own tests, and those in the recording of a real chain.
@pytest.mark.parametrize(
    ("era", "encoded"),
    [
        (Era(), "00"),
        (Era.mortal(64, 42), "a502"),
        (Era.mortal(32768, 20000), "4e9c"),
        (Era.mortal(64, 66), "2500"),
        (Era(4, 0), "0100"),
        (Era(65536, 65520), "ffff"),
    ],
)
def test_bytes(era: Era, encoded: str) -> None:
    assert encode(EraField, era).hex() == encoded
    assert decode(EraField, bytes.fromhex(encoded)) == era


def test_long_eras_keep_their_phase_in_steps() -> None:
    assert Era.mortal(32768, 20001) == Era(32768, 20000)
    assert Era.mortal(65536, 17) == Era(65536, 16)
    assert Era.mortal(4096, 17) == Era(4096, 17)


@pytest.mark.parametrize(
    ("asked", "period"),
    [(0, 4), (1, 4), (4, 4), (5, 8), (64, 64), (65, 128), (65536, 65536), (10**9, 65536)],
)
def test_periods_are_powers_of_two(asked: int, period: int) -> None:
    assert Era.mortal(asked, 0).period == period


def test_immortality() -> None:
    assert Era().immortal
    assert Era().birth(9) == 0
    assert Era().death(9) == U64_MAX


def test_the_blocks_of_an_era() -> None:
    era = Era.mortal(64, 42)
    for current in (42, 43, 105):
        assert (era.birth(current), era.death(current)) == (42, 106)
    assert era.birth(106) == 106
    # Before its phase an era has not begun; it is taken to begin there.
    assert era.birth(41) == 42


@pytest.mark.parametrize("encoded", ["0000", "01", "1000", "4100", "f102"])
def test_what_is_no_era(encoded: str) -> None:
    with pytest.raises(DecodeError):
        decode(EraField, bytes.fromhex(encoded))


@given(periods, blocks)
def test_an_era_holds_the_block_it_was_made_for(period: int, current: int) -> None:
    era = Era.mortal(period, current)
    birth = era.birth(current)
    assert birth <= current < era.death(current) == birth + period
    assert birth % period == era.phase
    assert current - birth < max(period >> 12, 1)


@given(periods, blocks, st.integers(0, 2**32 - 1))
def test_birth_is_the_same_within_an_era(period: int, start: int, offset: int) -> None:
    era = Era.mortal(period, start)
    birth = era.birth(start)
    assert era.birth(birth + offset % period) == birth
    assert era.birth(birth + period) == birth + period


@given(periods, blocks)
def test_round_trip(period: int, current: int) -> None:
    era = Era.mortal(period, current)
    assert decode(EraField, encode(EraField, era)) == era


@given(st.binary(min_size=2, max_size=2))
def test_two_bytes_are_one_era_or_none(data: bytes) -> None:
    try:
        era = decode(EraField, data)
    except DecodeError:
        return
    assert encode(EraField, era) == data
