"""Whether each benchmark still runs, with tiny sizes; what it measures then means nothing."""

import pytest

from tests.benchmarks.__main__ import BENCHMARKS, main


@pytest.mark.parametrize("name", BENCHMARKS)
def test_prints_figures(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--quick", name])
    lines = capsys.readouterr().out.splitlines()
    figures = [line for line in lines if "target" not in line and line.startswith("  ")]
    assert len(figures) > 1


def test_help_names_all(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    told = capsys.readouterr().out
    assert all(f"  {name} " in told for name in BENCHMARKS)


def test_refuses_unknown(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--quick", "nothing"])
    assert "nothing" in capsys.readouterr().err
