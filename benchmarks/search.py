"""Searching in a real browser: our engine, MiniSearch and Pagefind on the same corpus.

    python benchmarks/search.py [--sizes 100,1000,10000] [--runs 5]

Prints tables and writes results/search.json after each size. Needs Chromium (the one that $CHROMIUM
names, or the system's), Node and npm.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from benchmarks import browsing, projects, queries
from benchmarks.browsing import Engine, Results
from benchmarks.measuring import run, save, show
from benchmarks.queries import Corpus, Query
from benchmarks.serving import serving

ENGINES = Path(__file__).parent / "engines"
QUERIES = 40  # of each kind
TYPED = 6  # queries of two words that are typed letter by letter
CLICKED = 16  # filters
# The first results that each shows, Pagefind five and we six; and 20 with what the filters need.
OURS, WHOLE = "our search page, first 6 results", "our search page, 20 results and counts"
BARE, BARE_WHOLE = (
    "our engine, bare page, 6 results",
    "our engine, bare page, 20 results and counts",
)
MINI = "MiniSearch, bare page, 20 results"
FIVE, TWENTY = "Pagefind, bare page, 5 results", "Pagefind, bare page, 20 results and filters"
KILOBYTE, MEGABYTE = 1e3, 1e6
_FIRST_SHOWN = "document.querySelector('.results')?.dataset.answers === word"
_ALL_SHOWN = """location.search.startsWith('?q=')
    && document.querySelector('practice-search[data-counted]')
    && !document.querySelector('.results').hasAttribute('aria-busy')"""
_BARE_ALL_SHOWN = "document.documentElement.dataset.all === word"


def prepare(folder: Path, count: int) -> list[Engine]:
    """Build the three sites."""
    own = projects.ours(folder / "ours", count)
    run([*projects.OURS, "build"], own)
    _bare(own / "site")

    _minisearch(folder, own / "practices")
    hugo = projects.hugo(folder / "hugo", own / "practices")
    peers = projects.install(folder / "peers", "hugo", "pagefind[extended]")
    run(peers.hugo, hugo)
    run(peers.pagefind, hugo)
    (hugo / "public/search").mkdir()
    shutil.copy(ENGINES / "pagefind.html", hugo / "public/search/index.html")
    return engines(folder)


def engines(folder: Path) -> list[Engine]:
    """What `prepare` has put there."""
    own, mini, found = folder / "ours/site", folder / "minisearch", folder / "hugo/public"
    return [
        Engine(OURS, own, "practices/", ("/assets/",), _FIRST_SHOWN, asked=False),
        Engine(WHOLE, own, "practices/", ("/assets/",), _ALL_SHOWN, asked=False),
        Engine(BARE, own, "bare/", ("/assets/",)),
        Engine(BARE_WHOLE, own, "bare/", ("/assets/",), _BARE_ALL_SHOWN, asked=False),
        Engine(MINI, mini, "", ("/search/",)),
        Engine(FIVE, found, "search/?results=5", ("/pagefind/",)),
        Engine(TWENTY, found, "search/?results=20", ("/pagefind/",), _BARE_ALL_SHOWN, asked=False),
    ]


def _bare(site: Path) -> None:
    """A page that holds our engine alone, with the scripts and data in our search page's head."""
    page = (site / "practices/index.html").read_text(encoding="utf-8")
    scripts = re.findall(r'<script[^>]* src="\.\./assets/[^"]+" defer[^>]*></script>', page)
    folder = re.findall(r'data-index="([^"]+)"', page)[0]
    text = (ENGINES / "ours.html").read_text(encoding="utf-8")
    text = text.replace("SCRIPTS", "\n".join(scripts)).replace("FOLDER", folder)
    (site / "bare").mkdir()
    (site / "bare/index.html").write_text(text, encoding="utf-8")


def _minisearch(folder: Path, practices: Path) -> None:
    site = folder / "minisearch"
    shutil.copytree(ENGINES, site / "search")
    shutil.move(site / "search/minisearch.html", site / "index.html")
    install = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder)]
    subprocess.run([*install, "minisearch@7"], check=True)
    library = folder / "node_modules/minisearch/dist"
    shutil.copy(library / "umd/index.js", site / "search/minisearch.js")
    documents = [
        {"id": slug, "body": body, **{name: facts[name] for name in ("title", "summary", "place")}}
        | {facet: facts[facet] for facet in projects.FACETS}
        for slug, facts, body in projects.parsed(practices)
    ]
    source = folder / "documents.json"
    source.write_text(json.dumps(documents), encoding="utf-8")
    target = site / "search/index.json"
    run(["node", site / "search/index.cjs", library / "cjs/index.cjs", source, target], folder)


def measure(
    contenders: Sequence[Engine], corpus: Corpus, asked: dict[str, list[Query]], runs: int
) -> dict[str, Results]:
    """All figures. The engines take turns; the first turn warms the servers and is not counted."""
    words = [query.text for query in asked[queries.ONE]]
    results: dict[str, Results] = {engine.name: {} for engine in contenders}
    with ExitStack() as stack:
        browser = stack.enter_context(browsing.chromium())
        servers = [stack.enter_context(serving(engine.folder)) for engine in contenders]
        pairs = list(zip(contenders, servers, strict=True))
        for key, home in (("first", False), ("first at home", True)):
            taken: dict[str, list[dict[str, float]]] = {engine.name: [] for engine in contenders}
            for turn, word in enumerate(words[: runs + 1]):
                for engine, served in pairs:
                    print(f"{key}, turn {turn}: {engine.name}", file=sys.stderr)
                    found = browsing.first_results(browser, engine, served, word, home=home)
                    if turn:
                        taken[engine.name].append(found)
            for name, each in taken.items():
                results[name][key] = {
                    part: statistics.median(one[part] for one in each) for part in each[0]
                }
        texts = [query.text for query in asked[queries.TWO][:TYPED]]
        for engine, served in pairs:
            print(f"queries: {engine.name}", file=sys.stderr)
            if engine.asked:
                found = browsing.questions(browser, engine, served, asked, corpus)
                results[engine.name]["warm"] = found
            results[engine.name]["typing"] = browsing.typing(browser, engine, served, texts)
        results[OURS]["clicks"] = browsing.clicks(browser, *pairs[0], words[0], CLICKED)
    return results


def report(practices: int, results: dict[str, Results]) -> None:
    """Print what each engine took, and the ratios to Pagefind."""
    show(
        (f"{practices:,}: first results", "kB", "requests", "ms", "ms at home", "kB at rest",
         "requests at rest", "kB of the page"),
        [
            (name, (first := each["first"])["bytes"] / KILOBYTE, int(first["requests"]),
             first["milliseconds"], each["first at home"]["milliseconds"],
             first["bytes at rest"] / KILOBYTE, int(first["requests at rest"]),
             first["bytes of the page"] / KILOBYTE)
            for name, each in results.items()
        ],
    )  # fmt: skip
    show(
        (f"{practices:,}: ratio to Pagefind with 5 / 20 results", "bytes", "requests", "time",
         "time at home"),
        [
            (name, *(_ratios(results, name, key, part) for key, part in (
                ("first", "bytes"), ("first", "requests"), ("first", "milliseconds"),
                ("first at home", "milliseconds"),
            )))
            for name in results
        ],
    )  # fmt: skip
    warm: dict[str, Any] = {name: each["warm"] for name, each in results.items() if "warm" in each}
    show(
        (f"{practices:,}: query, p50 / p95 in ms", *queries.KINDS, "typos that find their word"),
        [
            (name, *(f"{t['p50']:.2f} / {t['p95']:.1f}" for t in each["query"].values()),
             f"{each['typos found']:.0%}")
            for name, each in warm.items()
        ],
    )  # fmt: skip
    show(
        (f"{practices:,}: while typing", "letters", f"tasks over {browsing.LONG} ms",
         "longest, ms", "MB after typing", "MB after all queries"),
        [
            (name, typed["letters"], typed["long tasks"], float(typed["longest"]),
             typed["memory"] / MEGABYTE,
             warm[name]["memory"] / MEGABYTE if name in warm else None)
            for name, typed in ((name, each["typing"]) for name, each in results.items())
        ],
    )  # fmt: skip
    show(
        (f"{practices:,}: a filter is ticked, until", "p50, ms", "p95, ms"),
        [(f"{name} stand", t["p50"], t["p95"]) for name, t in results[OURS]["clicks"].items()],
    )


def _ratios(results: dict[str, Results], name: str, key: str, part: str) -> str:
    ours = results[name][key][part]
    return " / ".join(f"{ours / results[peer][key][part]:.2f}" for peer in (FIVE, TWENTY))


def main() -> None:
    """Measure as the command line says."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--sizes", default="100,1000,10000", help="numbers of practices")
    parser.add_argument("--runs", type=int, default=5, help="cold pages of each engine")
    arguments = parser.parse_args()
    results = []
    for count in map(int, arguments.sizes.split(",")):
        with tempfile.TemporaryDirectory() as name:
            contenders = prepare(Path(name), count)
            corpus = queries.read(Path(name, "ours/practices"))
            asked = queries.make(corpus, QUERIES)
            results.append(
                {"practices": count, "engines": measure(contenders, corpus, asked, arguments.runs)}
            )
        save("search", results)
    for each in results:
        report(each["practices"], each["engines"])


if __name__ == "__main__":
    main()
