"""The same corpus as a project of ours, of Material and of Hugo, and the peers' installation.

The peers come from their registries into a temporary folder when a benchmark runs.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from benchmarks import corpus

ROOT = corpus.ROOT
FACETS = ("principle", "country", "level", "type", "area", "group")
OURS = (sys.executable, "-m", "site_gen")
_LINK = re.compile(r"(?<=\./practices/)[a-z0-9-]+/")  # to the page of a practice of ours
_CHOSEN = re.compile(r"\bids=\S+")  # practices of ours that a guide lists


@dataclass(frozen=True, slots=True)
class Peers:
    """The folder of executables into which the peers were installed."""

    programs: Path

    @property
    def material(self) -> list[str | Path]:
        return [self.programs / "mkdocs", "build", "--quiet"]

    @property
    def hugo(self) -> list[str | Path]:
        return [self.programs / "hugo", "--quiet"]

    @property
    def pagefind(self) -> list[str | Path]:
        return [self.programs / "python", "-m", "pagefind", "--site", "public", "--quiet"]


def install(folder: Path, *names: str) -> Peers:
    """Install packages from PyPI into a new virtual environment."""
    uv = [sys.executable, "-m", "uv"]
    subprocess.run([*uv, "venv", "--quiet", folder], check=True)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    target = ["--python", str(programs / "python")]
    subprocess.run([*uv, "pip", "install", "--quiet", *target, *names], check=True)
    return Peers(programs)


def ours(folder: Path, count: int) -> Path:
    """Our project with a corpus of `count` practices, and with our guide pages, whose links to our
    own practices lead to the search page and whose lists of them hold the newest of the corpus.

    Without PDF sheets, which the peers do not make; benchmarks/pdf.py measures them.
    """
    corpus.write(_new(folder) / "practices", count)
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    _write(folder / "mkdocs.yml", config.replace("sheets: true", "sheets: false"))
    shutil.copytree(ROOT / "docs", folder / "docs")
    for path in (folder / "docs").rglob("*.md"):
        text = _LINK.sub("", path.read_text(encoding="utf-8"))
        _write(path, _CHOSEN.sub("limit=4", text))
    return folder


def material(folder: Path, practices: Path) -> Path:
    """Material at its best: search and tags, practices out of the navigation, no web fonts."""
    _write(folder / "mkdocs.yml", _MATERIAL)
    _write(folder / "docs/index.md", "# Practices\n")
    _write(folder / "docs/tags.md", "# Tags\n\n<!-- material/tags -->\n")
    for slug, facts, body in parsed(practices):
        tags = sorted({value for facet in FACETS for value in facts[facet]})
        head = {"title": facts["title"], "description": facts["summary"], "tags": tags}
        _write(folder / f"docs/practices/{slug}.md", _page(head, body))
    return folder


def hugo(folder: Path, practices: Path) -> Path:
    """Hugo with a minimal theme: a page per practice, a list per facet value, Pagefind's marks."""
    for name, text in _HUGO.items():
        _write(folder / name, text)
    for slug, facts, body in parsed(practices):
        head = {name: facts[name] for name in ("title", "summary", *FACETS)}
        head["form"] = head.pop("type")  # a word with a meaning of its own to Hugo
        _write(folder / f"content/practices/{slug}.md", _page(head, body))
    return folder


def parsed(practices: Path) -> Iterator[tuple[str, dict[str, Any], str]]:
    """(slug, facts as written, body) of each practice, by path."""
    for path in sorted(practices.rglob("*.md")):
        _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
        yield path.stem, yaml.load(head, yaml.BaseLoader), body


def _page(head: Mapping[str, object], body: str) -> str:
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in head.items()]
    return "\n".join(["---", *lines, "---", "", body])


def _new(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


_MATERIAL = """\
site_name: Practices
site_url: https://practices.example/
theme: {name: material, font: false}
plugins: [search, tags]
nav: [index.md, tags.md]
not_in_nav: /practices/
"""

# What a list page of Hugo's shows is a title and a link: less than ours.
_HUGO = {
    "hugo.yaml": """\
baseURL: https://practices.example/
title: Practices
disableKinds: [RSS]
taxonomies:
  {principle: principle, country: country, level: level, form: form, area: area, group: group}
""",
    "layouts/_default/baseof.html": """\
<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title>
<meta name="description" content="{{ .Params.summary }}"></head>
<body><nav><a href="/">Home</a> <a href="/practices/">Practices</a></nav>
{{ block "main" . }}{{ end }}</body></html>
""",
    "layouts/_default/single.html": """\
{{ define "main" }}<main data-pagefind-body><h1>{{ .Title }}</h1><p>{{ .Params.summary }}</p>
<ul>{{ range $facet := slice "principle" "country" "level" "form" "area" "group" }}
{{ range $.Param $facet }}<li data-pagefind-filter="{{ $facet }}">{{ . }}</li>{{ end }}
{{ end }}</ul>
{{ .Content }}</main>{{ end }}
""",
    "layouts/_default/list.html": """\
{{ define "main" }}<main><h1>{{ .Title }}</h1>
<ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>
</main>{{ end }}
""",
    "content/_index.md": "---\ntitle: Home\n---\n",
}
