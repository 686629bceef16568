"""What tests of the publishing half share: practices, small projects, commands run on them."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from hypothesis import settings

from site_gen import document, vocabulary
from site_gen import practice as practices
from site_gen.catalogue import Catalogue
from site_gen.markdown import outline
from site_gen.pages import data
from site_gen.pages.settings import Settings
from site_gen.practice import Practice, Source
from tests.html_tree import Element, parse

# How long an example takes says more about the machine than about the code.
settings.register_profile("tests", deadline=None)
settings.load_profile("tests")

ROOT = Path(__file__).parent.parent
PRACTICES = ROOT / "practices"
TERMS = vocabulary.load(PRACTICES / vocabulary.FILE_NAME)
EPOCH = "1796083200"  # 1 December 2026: the day of builds in tests
SITE_URL = "https://compendium.test/"
SETTINGS = Settings(
    site_name="Good Practices",
    built=date(2026, 12, 1),
    site_url=SITE_URL,
    repo_url="https://git.test/compendium/",
    edit_uri="edit/main/",
    publisher="The Committee",
    licence_name="CC BY 4.0",
    licence_url="https://creativecommons.org/licenses/by/4.0/",
)
BODY = "## Purpose\n\nTo open city hall to all.\n\n## Process\n\nA round table meets every month.\n"
FACTS: Mapping[str, object] = {
    "title": "Open City Hall",
    "summary": "Residents of all origins meet the mayor once a month.",
    "principle": ["equality"],
    "country": ["FR"],
    "level": ["local"],
    "type": ["project"],
    "area": ["education"],
    "source": [{"document": "CDADI(2024)39", "page": 14}],
    "status": "published",
    "reviewed": "2026-11-20",
}


def practice(slug: str = "open-city-hall", **facts: object) -> Practice:
    """A practice with these facts, given as the dataclass holds them."""
    given: dict[str, object] = {
        "path": f"practices/fr/{slug}.md",
        "body": BODY,
        "places": (),
        "title": slug.replace("-", " ").capitalize(),
        "summary": "Residents meet the mayor.",
        "principle": ("equality",),
        "country": ("FR",),
        "level": ("local",),
        "type": ("project",),
        "area": ("education",),
        "source": (Source("CDADI(2024)39", "14"),),
        "status": "published",
        "reviewed": date(2026, 11, 20),
    }
    return Practice(id=slug, **(given | facts))  # type: ignore[arg-type]


def sectioned(body: str) -> dict[str, object]:
    """The facts of a practice with this body, which are its sections too."""
    return {"body": body, "places": practices.places(body, outline(body), TERMS)}


def practice_file(*, body: str = BODY, without: tuple[str, ...] = (), **facts: object) -> str:
    """The text of a practice file."""
    given = {name: value for name, value in {**FACTS, **facts}.items() if name not in without}
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in given.items()]
    return "\n".join(["---", *lines, "---", "", body])


def translation_file(original: str, lang: str, title: str, **facts: object) -> str:
    """The text of a translation's file: it repeats no facts."""
    shared = ("principle", "country", "level", "type", "area", "source")
    given = {"title": title, "lang": lang, "translation_of": original, **facts}
    return practice_file(without=shared, **given)  # type: ignore[arg-type]


def data_files(catalogue: Catalogue, settings: Settings = SETTINGS) -> dict[str, bytes]:
    """What is below /data/."""
    records = data.records(catalogue.practices, catalogue, settings)
    files = data.Files()
    files.add(data.json_lines(records), data.rows(records))
    return files.contents(catalogue.vocabulary, settings)


def unchecked(text: str, slug: str = "open-city-hall", folder: str = "fr") -> Practice:
    """The practice of a file that no rule has judged."""
    path = f"practices/{folder}/{slug}.md"
    read = document.parse(text.encode(), path=path, folder=folder, slug=slug)
    return practices.build(read, TERMS)


def project(
    folder: Path, files: Mapping[str, str], *, guide: bool = False, sheets: bool = False
) -> Path:
    """A project with these practice files (`fr/open-city-hall.md` -> text) in `folder`.

    With our guide pages, less what they say of single practices, or with a home page alone; and
    with a PDF of each practice, which takes longer than all the rest, or without.
    """
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    if not sheets:
        config = (folder / "mkdocs.yml").read_text(encoding="utf-8")
        assert "sheets: true" in config
        write(folder / "mkdocs.yml", config.replace("sheets: true", "sheets: false"))
    if guide:
        shutil.copytree(ROOT / "docs", folder / "docs")
        for path in (folder / "docs").rglob("*.md"):
            text = path.read_text(encoding="utf-8")
            write(path, re.sub(r"(?<=\./practices/)[a-z0-9-]+/|ids=\S+", "", text))
    else:
        home = "# Home\n\n<!-- compendium:practices limit=6 -->\n"
        config = (folder / "mkdocs.yml").read_text(encoding="utf-8")
        (folder / "mkdocs.yml").write_text(config.partition("\nnav:")[0] + "\n", encoding="utf-8")
        write(folder / "docs/index.md", home)
    write(folder / "practices/vocabulary.yml", (PRACTICES / "vocabulary.yml").read_text("utf-8"))
    for name, text in files.items():
        write(folder / "practices" / name, text)
    return folder


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def environment(**variables: str) -> dict[str, str]:
    """The environment of commands: this package, the day of the build, no settings from outside."""
    kept = {k: v for k, v in os.environ.items() if k not in ("SITE_URL", "REPO_URL")}
    fixed = {"PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": EPOCH, "NO_MKDOCS_2_WARNING": "1"}
    return kept | fixed | variables


def run(
    module: str, *arguments: str, cwd: Path, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run `python -m module` and wait for it."""
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.run(
        command, cwd=cwd, env=environment(**variables), capture_output=True, text=True, check=False
    )


def compendium(*arguments: str, cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run `compendium` and wait for it."""
    return run("site_gen", *arguments, cwd=cwd, **variables)


def contents(folder: Path) -> dict[str, str]:
    """Every file below `folder` with the digest of its bytes."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def leftovers(folder: Path) -> list[str]:
    """What a build left beside its site."""
    return sorted(path.name for path in folder.iterdir() if "staging" in path.name)


@dataclass(frozen=True)
class Site:
    """A built site."""

    root: Path

    @cached_property
    def pages(self) -> dict[str, Element]:
        """Every HTML file by its path below the root."""
        return {
            path.relative_to(self.root).as_posix(): parse(path.read_text(encoding="utf-8"))
            for path in sorted(self.root.rglob("*.html"))
        }

    @cached_property
    def text(self) -> dict[str, str]:
        """The source of every HTML file by its path below the root."""
        return {name: (self.root / name).read_text(encoding="utf-8") for name in self.pages}

    def page(self, address: str) -> Element:
        """The page at an address below the root: `practices/` or `404.html`."""
        return self.pages[address if address.endswith(".html") else f"{address}index.html"]
