"""What the benchmarks share: a measured command, medians, a table, a file of results."""

from __future__ import annotations

import json
import math
import os
import platform
import re
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

RESULTS = Path(__file__).parent / "results"
PROCESSES = Path("/proc")
ENVIRONMENT = os.environ | {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1796083200"}


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took. `memory` is the most that it and its children held at once, in bytes,
    pages that they share counted once; 0 where nobody looked or the system does not tell."""

    seconds: float
    memory: int


def run(command: Sequence[str | Path], cwd: Path) -> Cost:
    """The time of a command, without its memory: looking for that takes a processor now and then,
    and who works on all of them would wait for it. A RuntimeError with what it said if it fails."""
    return _run(command, cwd, _no_memory)


def watched(command: Sequence[str | Path], cwd: Path) -> Cost:
    """Like `run`, with the command's memory, and a time that is somewhat too long."""
    return _run(command, cwd, _most_memory)


def _run(
    command: Sequence[str | Path], cwd: Path, watch: Callable[[subprocess.Popen[bytes]], int]
) -> Cost:
    with tempfile.TemporaryFile() as said:
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=cwd, env=ENVIRONMENT, stdout=said, stderr=said)
        memory = watch(process)
        seconds = time.perf_counter() - started
        if process.returncode:
            said.seek(0)
            text = said.read().decode(errors="replace")[-2000:]
            raise RuntimeError(f"{' '.join(map(str, command))} failed:\n{text}")
    return Cost(seconds, memory)


def _no_memory(process: subprocess.Popen[bytes]) -> int:
    process.wait()
    return 0


def _most_memory(process: subprocess.Popen[bytes]) -> int:
    started = time.perf_counter()
    most, waiting = 0, 0.01
    while True:
        try:
            process.wait(waiting)
            return most
        except subprocess.TimeoutExpired:
            most = max(most, memory_of(process.pid))
            # Ever more seldom, the longer it runs: looking takes time from the command.
            waiting = max(waiting, (time.perf_counter() - started) / 50)


def memory_of(pid: int) -> int:
    """The bytes that a process and its descendants hold now, shared pages counted once."""
    total = 0
    try:
        rollup = (PROCESSES / f"{pid}/smaps_rollup").read_text(encoding="ascii")
        if held := re.search(r"^Pss: +(\d+) kB", rollup, re.MULTILINE):
            total = int(held[1]) * 1024
        for children in (PROCESSES / f"{pid}/task").glob("*/children"):
            total += sum(memory_of(int(child)) for child in children.read_text("ascii").split())
    except (OSError, ValueError):
        pass  # it has ended meanwhile, or this is not Linux
    return total


def median(costs: Iterable[Cost]) -> Cost:
    """The median of times and that of memory, each by itself."""
    found = list(costs)
    memory = statistics.median(each.memory for each in found)
    return Cost(statistics.median(each.seconds for each in found), int(memory))


def size(folder: Path) -> int:
    """Bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def percentile(values: Sequence[float], part: float) -> float:
    """The smallest of the values that at least `part` of them do not exceed."""
    return sorted(values)[max(0, math.ceil(part * len(values)) - 1)]


def exponent(sizes: tuple[float, float], costs: tuple[float, float]) -> float:
    """How a cost grows with size: 1 is in proportion, 2 with the square."""
    return math.log(costs[1] / costs[0]) / math.log(sizes[1] / sizes[0])


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table in Markdown, numbers rounded to three digits."""
    texts = [list(head), *([_text(cell) for cell in row] for row in rows)]
    widths = [max(len(row[column]) for row in texts) for column in range(len(head))]
    texts.insert(1, ["-" * width for width in widths])
    lines = (
        " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        for row in texts
    )
    return "".join(f"| {line} |\n" for line in lines)


def show(head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table."""
    print(table(head, rows), flush=True)


def _text(cell: object) -> str:
    if isinstance(cell, float):
        return f"{cell:,.0f}" if abs(cell) >= 100 else f"{cell:.3g}"
    if isinstance(cell, int):
        return f"{cell:,}"
    return "" if cell is None else str(cell)


def save(name: str, results: object) -> None:
    """Write results/NAME.json, with what is needed to judge the figures."""
    text = json.dumps({"machine": machine(), "results": results}, indent=2)
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def machine() -> dict[str, object]:
    """What a figure depends on. The load is that of the last minute: high means a busy machine."""
    facts = PROCESSES / "cpuinfo"
    named = re.search(r"^model name\s*: (.+)$", facts.read_text(), re.M) if facts.exists() else None
    return {
        "processor": named[1] if named else platform.machine(),
        "processors": os.cpu_count(),
        "python": platform.python_version(),
        "load": round(os.getloadavg()[0], 1),
    }
