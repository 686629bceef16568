"""The whole compendium as PDF: ours beside WeasyPrint, in turn, on the same practices.

    python benchmarks/pdf.py [RUNS]

Both start from what is read and checked, ours from the practices in memory, WeasyPrint from a
finished page; the seconds are those from there to the PDF's bytes, with the libraries' loading.

Needs the extra `export`, and WeasyPrint's system library Pango; WeasyPrint itself is installed into
a temporary environment. It gets one HTML page with the same texts, fonts, sizes and margins, page
numbers in contents and indexes, running heads and bookmarks, and is asked for PDF/UA-1 as we are.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
import venv
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import pikepdf
from markupsafe import Markup, escape
from measuring import Cost, median, save, show, watched

from site_gen.catalogue.loading import load
from site_gen.exports import pdf
from site_gen.exports.book import Book, Entry, book
from site_gen.exports.guides import guides
from site_gen.exports.typesetting.preflight import FONTS
from site_gen.pages.facts import facts
from site_gen.pages.settings import Settings
from site_gen.practice import Practice

ROOT = Path(__file__).parent.parent
PEER = "weasyprint==70.*"
BUDGET = 1 / 10  # of WeasyPrint's time

FACES = "".join(
    f"@font-face {{ font-family: '{family}'; src: url('{(FONTS / file).as_uri()}');"
    f" font-weight: {weight}; font-style: {style} }}\n"
    for family, file, weight, style in (
        ("Noto Serif", "NotoSerif-Regular.ttf", 400, "normal"),
        ("Noto Serif", "NotoSerif-Italic.ttf", 400, "italic"),
        ("Noto Serif", "NotoSerif-Bold.ttf", 700, "normal"),
        ("Noto Sans", "NotoSans-Regular.ttf", 400, "normal"),
        ("Noto Sans", "NotoSans-Bold.ttf", 700, "normal"),
    )
)
STYLE = f"""{FACES}
@page {{ size: A4; margin: 30mm 34mm 28mm 38mm;
  @bottom-right {{ content: counter(page) }} @top-left {{ content: string(head) }} }}
body {{ font: 9.8pt/1.7 "Noto Serif"; text-align: justify; hyphens: auto }}
h1, h2, h3, h4, h5, dl, table, .list {{ font-family: "Noto Sans"; text-align: left }}
h1 {{ break-before: page; bookmark-level: 1 }} h2 {{ bookmark-level: 2 }}
h3 {{ bookmark-level: 3; string-set: head content() }} h4, h5, h6 {{ bookmark-level: none }}
h2, h3, h4, h5 {{ break-after: avoid }}
dl {{ display: grid; grid-template-columns: 32mm 1fr; font-size: 8.2pt; background: #eef }}
.index {{ columns: 2; font-size: 8.6pt }}
.page::after {{ content: target-counter(attr(href), page) }}
"""


def real_book() -> Book:
    """The compendium as it is in this repository."""
    catalogue = load(ROOT / "practices").catalogue
    settings = Settings(
        "Intercultural Good Practices",
        date(2026, 12, 1),
        site_url="https://compendium.example/",
        publisher="The Committee",
        licence_name="CC BY 4.0",
    )
    introductions = guides(ROOT / "docs", tuple(catalogue.vocabulary["principle"]))
    return book(catalogue, settings, catalogue.practices, chosen="All", guides=introductions)


def as_html(found: Book) -> str:
    """The book as one page."""
    parts = [Markup("<h1>Contents</h1><div class=list>")]
    for practice in found.practices:
        link = Markup('<p>{0} <a class=page href="#{1}"></a></p>')
        parts.append(link.format(practice.title, practice.id))
    parts.append(Markup("</div>"))
    for section in found.sections:
        parts.append(Markup("<h1>{}</h1>").format(section.title))
        for guide in found.guides:
            if section.principle and guide.principle == section.principle.id:
                parts.append(Markup(found.html(guide.markdown, guide.path)))
        for group in section.groups:
            parts.append(Markup("<h2>{}</h2>").format(group.title))
            parts += [practice_html(practice, found) for practice in group.practices]
    indexes = found.indexes
    for entries in (indexes.country, indexes.area, indexes.organisation, indexes.source):
        parts += [Markup("<h1>Index</h1><div class='index list'>"), index_html(entries)]
        parts.append(Markup("</div>"))
    parts.append(Markup("<h1>Glossary</h1>"))
    for term in found.glossary:
        parts.append(Markup("<p><b>{}</b> {}</p>").format(term.label, term.definition))
    head = Markup("<!doctype html><html lang=en><meta charset=utf-8><title>{}</title><style>{}")
    opened = head.format(found.title, Markup(STYLE))
    return opened + Markup("</style><body>") + Markup("\n").join(parts)


def practice_html(practice: Practice, found: Book) -> Markup:
    """One practice, its sections a level below its title."""
    body = found.html(practice.body, practice.url)
    for level in (4, 3, 2):
        body = body.replace(f"<h{level}>", f"<h{level + 2}>")
        body = body.replace(f"</h{level}>", f"</h{level + 2}>")
    rows = Markup("").join(
        Markup("<dt>{}</dt><dd>{}</dd>").format(fact.label, "; ".join(v.text for v in fact.values))
        for fact in facts(practice, found.catalogue)
    )
    links = Markup("").join(
        Markup('<p><a href="{0}">{1}</a>: {0}</p>').format(link.url, link.title)
        for link in practice.links
    )
    head = Markup('<h3 id="{}">{}</h3><p><em>{}</em></p><dl>{}</dl>')
    return head.format(practice.id, practice.title, practice.summary, rows) + Markup(body) + links


def index_html(entries: tuple[Entry, ...]) -> Markup:
    """An index's entries with the pages of their practices."""
    link = Markup('<a class=page href="#{}"></a>')
    return Markup("").join(
        Markup("<p>{}, {}</p>").format(
            escape(entry.label), Markup(", ").join(link.format(each.id) for each in entry.practices)
        )
        for entry in entries
    )


def pages(path: Path) -> int:
    """How many pages a PDF has."""
    with pikepdf.open(path) as document:
        return len(document.pages)


def make(output: Path) -> None:
    """Our PDF, and beside it the seconds that it took."""
    found = real_book()
    started = time.perf_counter()
    made = pdf.export(found, progress=lambda step: None)
    output.with_suffix(".seconds").write_text(str(time.perf_counter() - started))
    output.write_bytes(made)


THEIRS = """
import sys, time
from pathlib import Path
page, output = map(Path, sys.argv[1:])
started = time.perf_counter()
import weasyprint
made = weasyprint.HTML(page).write_pdf(pdf_variant="pdf/ua-1")
output.with_suffix(".seconds").write_text(str(time.perf_counter() - started))
output.write_bytes(made)
"""


def main(runs: int) -> None:
    """Measure both in turn and save the figures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        venv.create(folder / "peer", with_pip=True)
        python = folder / "peer/bin/python"
        subprocess.run([python, "-m", "pip", "install", "--quiet", PEER], check=True)
        page = folder / "book.html"
        page.write_text(as_html(real_book()), encoding="utf-8")
        outputs = {"ours": folder / "ours.pdf", "WeasyPrint": folder / "theirs.pdf"}
        commands: dict[str, list[str | Path]] = {
            "ours": [sys.executable, __file__, "--make", outputs["ours"]],
            "WeasyPrint": [python, "-c", THEIRS, page, outputs["WeasyPrint"]],
        }
        costs: dict[str, list[Cost]] = {name: [] for name in commands}
        for _ in range(runs):
            for name, command in commands.items():
                process = watched(command, ROOT)
                seconds = float(outputs[name].with_suffix(".seconds").read_text())
                costs[name].append(Cost(seconds, process.memory))
        found = {name: median(each) for name, each in costs.items()}
        rows = []
        for name, cost in found.items():
            size = outputs[name].stat().st_size / 1e6
            rows.append([name, cost.seconds, cost.memory / 1e6, size, pages(outputs[name])])
    head = ["the whole compendium as PDF", "seconds", "MB of memory", "MB of file", "pages"]
    show(head, rows)
    ratio = found["ours"].seconds / found["WeasyPrint"].seconds
    print(f"{ratio:.3f} of WeasyPrint's time; the budget is {BUDGET:.3f}")
    save("pdf", {"runs": runs, "head": head, "rows": rows, "ratio": ratio, "budget": BUDGET})


if __name__ == "__main__":
    if sys.argv[1:2] == ["--make"]:
        make(Path(sys.argv[2]))
    else:
        main(int(sys.argv[1]) if sys.argv[1:] else 3)
