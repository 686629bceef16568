"""The figures that the benchmarks print."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import measuring
from benchmarks.build import growth


@pytest.mark.parametrize(
    ("part", "value"), [(0.0, 1.0), (0.5, 2.0), (0.75, 3.0), (0.76, 4.0), (1.0, 4.0)]
)
def test_a_percentile_is_a_value_that_so_many_do_not_exceed(part: float, value: float) -> None:
    assert measuring.percentile([3.0, 1.0, 4.0, 2.0], part) == value


def test_the_exponent_says_how_a_cost_grows() -> None:
    assert measuring.exponent((100, 1000), (2.0, 20.0)) == pytest.approx(1)
    assert measuring.exponent((100, 1000), (2.0, 200.0)) == pytest.approx(2)


def test_growth_compares_two_sizes() -> None:
    small = {"practices": 100, "seconds": {"build": 2.0}}
    large = {"practices": 1000, "seconds": {"build": 20.0}}
    assert growth(small, large) == [("build", 100, 1000, 10.0, 10.0, pytest.approx(1))]


def test_a_table_is_markdown_with_rounded_numbers() -> None:
    rows = [("a", 0.12345), ("b", 1234.5), ("c", None), ("d", 1234)]
    assert measuring.table(("what", "n"), rows) == (
        "| what | n     |\n"
        "| ---- | ----- |\n"
        "| a    | 0.123 |\n"
        "| b    | 1,234 |\n"
        "| c    |       |\n"
        "| d    | 1,234 |\n"
    )


def test_the_median_takes_times_and_memory_each_by_itself() -> None:
    costs = [measuring.Cost(1.0, 30), measuring.Cost(2.0, 10), measuring.Cost(9.0, 20)]
    assert measuring.median(costs) == measuring.Cost(2.0, 20)


def test_a_command_that_fails_says_why(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="no such corpus"):
        measuring.run([sys.executable, "-c", "raise SystemExit('no such corpus')"], tmp_path)


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="Linux tells memory")
def test_the_memory_of_children_counts() -> None:
    held = "held = bytearray(b'1' * 50_000_000)"
    child = f"import sys; {held}; print(flush=True); sys.stdin.read()"
    parent = f"import subprocess, sys; {held}; subprocess.run([sys.executable, '-c', {child!r}])"
    process = subprocess.Popen(
        [sys.executable, "-c", parent], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        assert process.stdout
        process.stdout.readline()
        assert measuring.memory_of(process.pid) > 100_000_000
    finally:
        process.communicate()
