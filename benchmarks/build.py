"""Times and sizes of building, beside Material, Hugo and Pagefind on the same corpus.

    python benchmarks/build.py [--sizes 100,1000,10000] [--runs 3]

All contenders take turns, so that a busy minute of the machine falls on all of them. Prints tables
and writes results/build.json.
"""

from __future__ import annotations

import argparse
import itertools
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks import projects, watching
from benchmarks.measuring import Cost, exponent, median, run, save, show, size, watched
from benchmarks.projects import Peers

COLD, AGAIN = "build", "build after one edit"
SERVED, MEANWHILE = "one edit under serve", "another one during the rebuild"
VALIDATE, READING = "validate", "read and parse"
MATERIAL, HUGO, PAGEFIND = "Material", "Hugo", "Pagefind on Hugo's pages"
SLOW, SLOW_RUNS = (
    5000,
    2,
)  # from so many practices on Material, which takes minutes, runs less often
MEGABYTE = 1e6

Runner = Callable[[Sequence[str | Path], Path], Cost]
Step = Callable[[Runner], Cost]
Result = dict[str, Any]


def measure(folder: Path, peers: Peers, count: int, runs: int) -> Result:
    """All figures for a corpus of `count` practices but those for edits."""
    own = projects.ours(folder / "ours", count)
    practices = own / "practices"
    material = projects.material(folder / "material", practices)
    hugo = projects.hugo(folder / "hugo", practices)
    reader: list[str | Path] = [sys.executable, Path(__file__).with_name("reading.py"), practices]

    steps: dict[str, Step] = {
        COLD: _cold(own, "site", [*projects.OURS, "build"]),
        VALIDATE: _warm(own, [*projects.OURS, "validate"]),
        READING: _warm(own, reader),
        MATERIAL: _cold(material, "site", peers.material),
        HUGO: _cold(hugo, "public", peers.hugo),
        PAGEFIND: _cold(hugo, "public/pagefind", peers.pagefind),
    }
    costs: dict[str, list[Cost]] = {name: [] for name in steps}
    for turn, (name, step) in itertools.product(range(runs), steps.items()):
        if name == MATERIAL and count >= SLOW and turn >= SLOW_RUNS:
            continue
        print(f"{count:,} practices, run {turn + 1} of {runs}: {name}", file=sys.stderr)
        costs[name].append(step(run))
    memory = {}
    for name, step in steps.items():
        print(f"{count:,} practices, memory: {name}", file=sys.stderr)
        memory[name] = step(watched).memory
    pagefind = size(hugo / "public/pagefind")
    return {
        "practices": count,
        "runs": {name: len(each) for name, each in costs.items()},
        "seconds": {name: round(median(each).seconds, 3) for name, each in costs.items()},
        "memory": memory,
        "written": {
            COLD: size(own / "site"),
            MATERIAL: size(material / "site"),
            HUGO: size(hugo / "public") - pagefind,
            PAGEFIND: pagefind,
        },
        "practice page": _page_bytes(own / "site"),
        "search index": size(own / "site/assets/search"),
    }


def measure_edits(folder: Path, result: Result, runs: int) -> None:
    """Add the figures for edits to those of `measure`.

    After all cold builds of all sizes, because each edit removes the site of before: for minutes
    after that, ext4 takes several times as long to make files, and the next build would pay for it.
    """
    own = folder / "ours"
    print(f"{result['practices']:,} practices: {AGAIN}, {SERVED}", file=sys.stderr)
    costs = {AGAIN: [_again(own) for _ in range(runs)]}
    costs[SERVED], costs[MEANWHILE] = watching.edits(own, lambda: edit(own), runs)
    for name, each in costs.items():
        result["runs"][name] = len(each)
        result["seconds"][name] = round(median(each).seconds, 3)
    result["memory"] |= {name: median(costs[name]).memory for name in (SERVED, MEANWHILE)}


def _cold(project: Path, target: str, command: Sequence[str | Path]) -> Step:
    def step(runner: Runner) -> Cost:
        if (project / target).exists():  # moved, not removed, for the reason above
            (project / target).rename(Path(tempfile.mkdtemp(dir=project.parent), "old"))
        return _warm(project, command)(runner)

    return step


def _warm(project: Path, command: Sequence[str | Path]) -> Step:
    """A command whose files lie in memory, however long the others took since they were read."""

    def step(runner: Runner) -> Cost:
        for path in project.rglob("*.md"):
            path.read_bytes()
        return runner(command, project)

    return step


def edit(project: Path) -> tuple[str, str]:
    """Add a word to one practice's text; the page's path in the site, and the word."""
    path = min((project / "practices").rglob("*.md"))
    text = path.read_text(encoding="utf-8")
    word = next(w for n in itertools.count(1) if (w := f"edited{n}times") not in text)
    path.write_text(f"{text}\nThis text was {word}.\n", encoding="utf-8")
    return f"practices/{path.stem}/index.html", word


def _again(project: Path) -> Cost:
    page, word = edit(project)
    cost = run([*projects.OURS, "build"], project)
    if word not in (project / "site" / page).read_text(encoding="utf-8"):
        raise RuntimeError("the edit did not reach the page")
    return cost


def _page_bytes(site: Path) -> int:
    """The mean size of the pages of the corpus' first hundred practices, the same in every size."""
    pages = sorted(site.glob("practices/practice-000*/index.html"))
    return sum(page.stat().st_size for page in pages) // len(pages)


def report(results: list[Result]) -> None:
    """Print each figure, its ratio to what a budget compares it with, and how it grows."""
    show(
        ("practices", "what", "seconds", "of our build", "peak MB", "MB written"),
        [
            (result["practices"], name, seconds, seconds / result["seconds"][COLD],
             result["memory"][name] / MEGABYTE if name in result["memory"] else None,
             result["written"][name] / MEGABYTE if name in result["written"] else None)
            for result in results
            for name, seconds in result["seconds"].items()
        ],
    )  # fmt: skip
    show(
        ("practices", "ratio", "measured", "budget"),
        [
            (result["practices"], *row)
            for result in results
            for row in ratios(result["seconds"])
        ],
    )  # fmt: skip
    show(
        ("practices", "bytes of a practice page", "bytes of our search index and its exports"),
        [(r["practices"], r["practice page"], r["search index"]) for r in results],
    )
    show(
        ("what", "from", "to", "times the practices", "times the seconds", "exponent"),
        [row for pair in itertools.pairwise(results) for row in growth(*pair)],
    )


def ratios(seconds: dict[str, float]) -> list[tuple[str, float, float]]:
    """(what to what, measured, budget) for each of the budgets."""
    cold, pair = seconds[COLD], seconds[HUGO] + seconds[PAGEFIND]
    return [
        ("build : Material", cold / seconds[MATERIAL], 1 / 5),
        ("build : Hugo + Pagefind", cold / pair, 1 / 2),
        ("one edit under serve : build", seconds[SERVED] / cold, 1 / 10),
        ("build after one edit : build", seconds[AGAIN] / cold, 1 / 10),
        ("validate : read and parse", seconds[VALIDATE] / seconds[READING], 2.0),
    ]


def growth(small: Result, large: Result) -> list[tuple[object, ...]]:
    """How the time of each contender grows from one size to the next."""
    sizes = small["practices"], large["practices"]
    rows: list[tuple[object, ...]] = []
    for name, seconds in large["seconds"].items():
        costs = small["seconds"][name], seconds
        times = costs[1] / costs[0]
        rows.append((name, *sizes, sizes[1] / sizes[0], times, exponent(sizes, costs)))
    return rows


def main() -> None:
    """Measure as the command line says."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--sizes", default="100,1000,10000", help="numbers of practices")
    parser.add_argument("--runs", type=int, default=3, help="turns of each contender")
    arguments = parser.parse_args()
    results = []
    with tempfile.TemporaryDirectory() as name:
        peers = projects.install(
            Path(name, "peers"), "mkdocs>=1.6,<2", "mkdocs-material", "hugo", "pagefind[extended]"
        )
        for count in map(int, arguments.sizes.split(",")):
            results.append(measure(Path(name, str(count)), peers, count, arguments.runs))
        for result in results:
            measure_edits(Path(name, str(result["practices"])), result, arguments.runs)
        save("build", results)
    report(results)


if __name__ == "__main__":
    main()
