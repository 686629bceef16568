"""The judged queries through our engine and through MiniSearch, side by side.

    python benchmarks/relevance.py

needs Chromium (or $CHROMIUM) and npm, which installs MiniSearch into a temporary folder.
MiniSearch gets the same words of the same fields, those of the vocabulary's synonyms too, with
boosts of the kind that its users set, prefix search on and typing errors forgiven.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from site_gen.catalogue.loading import load  # noqa: E402
from site_gen.pages import thesaurus  # noqa: E402
from site_gen.pages.guides import guides  # noqa: E402
from site_gen.search import index  # noqa: E402
from site_gen.search.index import document_texts  # noqa: E402
from tests.search.judgements import ENGINE, RANKED, figures, judgements, table  # noqa: E402

PEER = "minisearch@7"
BOOSTS = {"title": 4, "aliases": 3, "place": 3, "country": 3, "summary": 2, "terms": 1.5, "body": 1,
          "synonyms": 0.5}  # fmt: skip
OPTIONS = {"fuzzy": 0.2, "prefix": True, "boost": BOOSTS}

THEIRS = """([fields, documents, queries, options]) => {
    const folded = (word) => word.normalize('NFKD').replace(/\\p{M}/gu, '').toLowerCase();
    const engine = new MiniSearch({ fields, processTerm: folded, searchOptions: options });
    engine.addAll(documents);
    return queries.map((text) => engine.search(text).map(({ id }) => id));
}"""


def prepare(folder: Path, files: Sequence[tuple[str, bytes]]) -> Path:
    """A page with both engines, and our index beside it."""
    npm = ["npm", "install", "--no-save", "--no-audit", "--no-fund", "--prefix", str(folder), PEER]
    subprocess.run(npm, check=True, stdout=subprocess.DEVNULL)
    for path, content in files:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    assets = ROOT / "site_gen/assets"
    peer = folder / "node_modules/minisearch/dist/umd/index.js"
    scripts = [*(assets / f"{name}.js" for name in ENGINE), peer]
    tags = "".join(f'<script src="{script.as_uri()}"></script>' for script in scripts)
    page = folder / "index.html"
    page.write_text(f'<!doctype html><meta charset="utf-8">{tags}', encoding="utf-8")
    return page


def compare(page: Page) -> dict[str, Any]:
    """The figures of both engines by name; `page` needs nothing yet."""
    catalogue = load(ROOT / "practices").catalogue
    made = index(catalogue, [*guides(ROOT / "docs"), *thesaurus.guides(catalogue)])
    texts, _ = document_texts(catalogue, ())
    slugs = [practice.id for practice in catalogue.practices]
    documents = [
        {"id": number, **{name: " ".join(text.get(name, ())) for name in BOOSTS}}
        for number, text in enumerate(texts)
    ]
    judged = judgements()
    queries = [each.query for each in judged]
    with tempfile.TemporaryDirectory() as folder:
        page.goto(prepare(Path(folder), list(made.files())).as_uri())
        ours = page.evaluate(RANKED, [made.folder, queries])
        fields = list(BOOSTS)
        theirs = {
            "MiniSearch": page.evaluate(THEIRS, [fields, documents, queries, OPTIONS]),
            "MiniSearch, AND": page.evaluate(
                THEIRS, [fields, documents, queries, {**OPTIONS, "combineWith": "AND"}]
            ),
        }
    return {
        name: figures(judged, [[slugs[number] for number in found] for found in answers])
        for name, answers in {"compendium": ours, **theirs}.items()
    }


def main() -> None:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        found = compare(browser.new_page())
        browser.close()
    print(*table(found), sep="\n")
    print(json.dumps({name: vars_of(each["all"]) for name, each in found.items()}))


def vars_of(totals: Any) -> dict[str, float]:
    """MRR and recall at 3, rounded."""
    return {"mrr": round(totals.reciprocal_rank, 3), "recall_at_3": round(totals.recall, 3)}


if __name__ == "__main__":
    main()
