"""Pages with a search box in headless Chromium: what they load, how fast they answer."""

from __future__ import annotations

import json
import os
import shutil
import statistics
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.measuring import percentile
from benchmarks.queries import FILTERS, TYPO, Corpus, Query
from benchmarks.serving import Sent, Served

FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run"
    " --disable-background-networking --disable-component-update --disable-sync"
    " --enable-blink-features=ForceEagerMeasureMemory"
).split()
# A connection at home or on the move: 40 ms there and back, 10 Mbit/s down, 2 up.
HOME = {"offline": False, "latency": 40, "downloadThroughput": 1.25e6, "uploadThroughput": 2.5e5}
PAUSE = 120  # milliseconds between two letters: longer than our page waits for the next one
LONG = 50  # milliseconds from which a browser calls a task long

Results = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Engine:
    """A page with a search box, and how to see in it that results are shown.

    `shown` may use `word`, what was typed. `data` are the beginnings of the addresses of the
    search's own files; all else is the page around it. `asked` says that the page answers our
    questions: it has a global `benchmark`.
    """

    name: str
    folder: Path
    page: str
    data: tuple[str, ...]
    shown: str = "document.documentElement.dataset.shown === word"
    asked: bool = True

    def own(self, sent: Sent) -> bool:
        """Whether an answer is the search's own."""
        theme = sent.path.startswith("/assets/javascripts/")
        script = not sent.path.endswith(("/", ".css", ".html"))
        return script and not theme and sent.path.startswith(self.data)


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser that $CHROMIUM names, or the system's."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not path:
        raise SystemExit("no Chromium here: name one in $CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


# Types a word as soon as there is a box, and notes the frame in which its results stand.
_TYPE = """(() => {
    const word = %s;
    let typed = false;
    const look = () => {
        const box = document.querySelector('#search-q');
        if (box && !typed) {
            typed = true;
            box.value = word;
            box.dispatchEvent(new Event('input', {bubbles: true}));
        }
        if (typed && %s) globalThis.shownAt = performance.now();
        else requestAnimationFrame(look);
    };
    look();
})()"""
_SHOWN = """() => new Promise((resolve) => {
    const look = () => globalThis.shownAt === undefined
        ? setTimeout(look, 20)
        : resolve([performance.timeOrigin, globalThis.shownAt]);
    look();
})"""


def first_results(
    browser: Browser, engine: Engine, served: Served, word: str, *, home: bool
) -> dict[str, float]:
    """From a cold page to the results of one typed word; `home` slows the network down."""
    context = browser.new_context()
    page = context.new_page()
    if home:
        context.new_cdp_session(page).send("Network.emulateNetworkConditions", HOME)
    page.add_init_script(_TYPE % (json.dumps(word), engine.shown))
    served.sent.clear()
    page.goto(served.address + engine.page, wait_until="commit")
    origin, shown = page.evaluate(_SHOWN)
    page.wait_for_load_state("networkidle")
    context.close()
    search = [each for each in served.sent if engine.own(each)]
    before = [each for each in search if each.at * 1000 <= origin + shown]
    around = [each for each in served.sent if not engine.own(each)]
    return {
        "milliseconds": shown,
        "bytes": sum(each.size for each in before),
        "requests": len(before),
        "bytes at rest": sum(each.size for each in search),
        "requests at rest": len(search),
        "bytes of the page": sum(each.size for each in around),
    }


_TIMES = """async ([kind, queries]) => {
    const times = [];
    for (const [text, filters] of queries) {
        const start = performance.now();
        const results = await benchmark[kind](text, filters);
        times.push([performance.now() - start, results]);
    }
    return times;
}"""
_FIRST = """async (texts) => {
    const all = [];
    for (const text of texts) all.push(await benchmark.first(text));
    return all;
}"""
_MEMORY = "async () => (await performance.measureUserAgentSpecificMemory()).bytes"


def questions(
    browser: Browser,
    engine: Engine,
    served: Served,
    asked: Mapping[str, Sequence[Query]],
    corpus: Corpus,
) -> Results:
    """Milliseconds of queries with all data loaded, each asked once; memory after them; and the
    part of typing errors that have the word that was meant among the first ten results."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(served.address + engine.page, wait_until="networkidle")
    page.evaluate(
        "texts => benchmark.warm(texts)",
        [query.text for each in asked.values() for query in each],
    )
    times = {}
    for kind, each in asked.items():
        method = "filtered" if kind == FILTERS else "words"
        found = page.evaluate(_TIMES, [method, [[q.text, dict(q.filters)] for q in each]])
        taken = [milliseconds for milliseconds, _ in found]
        times[kind] = {
            "p50": statistics.median(taken),
            "p95": percentile(taken, 0.95),
            "answered": sum(results > 0 for _, results in found) / len(found),
        }
    memory = page.evaluate(_MEMORY)
    firsts = page.evaluate(_FIRST, [query.text for query in asked[TYPO]])
    context.close()
    right = [
        any(query.meant in corpus.words.get(slug, ()) for slug in slugs)
        for query, slugs in zip(asked[TYPO], firsts, strict=True)
    ]
    return {"query": times, "memory": memory, "typos found": sum(right) / len(right)}


_WATCH = """() => {
    globalThis.longTasks = [];
    new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) globalThis.longTasks.push(duration);
    }).observe({ type: 'longtask' });
}"""


def typing(
    browser: Browser, engine: Engine, served: Served, texts: Sequence[str]
) -> dict[str, float]:
    """Long tasks while queries are typed letter by letter into a page at rest, whose index was
    not used before; and the memory of the page after them."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(served.address + engine.page, wait_until="networkidle")
    page.evaluate(_WATCH)
    for text in texts:
        page.fill("#search-q", "")
        page.locator("#search-q").press_sequentially(text, delay=PAUSE)
        page.wait_for_timeout(2 * PAUSE)
    page.wait_for_load_state("networkidle")
    tasks = page.evaluate("() => globalThis.longTasks")
    memory = page.evaluate(_MEMORY)
    context.close()
    return {
        "letters": sum(map(len, texts)),
        "long tasks": len(tasks),
        "longest": max(tasks, default=0),
        "memory": memory,
    }


_CLICKS = """async (most) => {
    const root = document.querySelector('practice-search');
    const boxes = [...root.querySelectorAll('.filters input')].slice(0, most);
    const times = [];
    for (const box of boxes) {
        const start = performance.now();
        box.click();
        const counted = await new Promise((done) => requestAnimationFrame(() => setTimeout(
            () => done(performance.now() - start))));
        while (root.querySelector('.results').hasAttribute('aria-busy')) {
            await new Promise(requestAnimationFrame);
        }
        times.push([counted, performance.now() - start]);
        await new Promise((done) => setTimeout(done, 100));
    }
    return times;
}"""


def clicks(browser: Browser, engine: Engine, served: Served, word: str, most: int) -> Results:
    """Milliseconds from ticking a filter on our page to the new counts, and to the results."""
    context = browser.new_context()
    page: Page = context.new_page()
    page.goto(f"{served.address}{engine.page}?q={word}", wait_until="networkidle")
    taken = page.evaluate(_CLICKS, most)
    context.close()
    found: Results = {}
    for name, values in zip(("counts", "results"), zip(*taken, strict=True), strict=True):
        found[name] = {"p50": statistics.median(values), "p95": percentile(values, 0.95)}
    return found
