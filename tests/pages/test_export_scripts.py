"""What the browser exports is what the data files hold, line by line."""

from __future__ import annotations

import json
from typing import Any

from site_gen.catalogue import Catalogue, catalogue
from site_gen.pages import export_scripts
from tests.publishing import SETTINGS, TERMS, data_files, practice

FOLDER = "assets/search/0123/"


def _read(found: Catalogue) -> dict[str, Any]:
    scripts = {}
    for path, content in export_scripts.files(found, SETTINGS, FOLDER):
        if not path.startswith(FOLDER):
            continue
        text = content.decode("ascii").removeprefix("compendiumRegister(").removesuffix(");\n")
        name, registered = json.loads(f"[{text}]")
        assert path == f"{FOLDER}{name}.js"
        scripts[name] = registered
    return scripts


def _joined(scripts: dict[str, Any], name: str, total: int) -> list[Any]:
    share = scripts["rows"]["share"]
    return [scripts[f"{name}-{number // share}"][number % share] for number in range(total)]


def _check(found: Catalogue) -> None:
    scripts = _read(found)
    total = len(found.practices)
    files = data_files(found)
    rows = scripts["rows"]["header"] + "".join(_joined(scripts, "rows", total))
    assert rows.encode() == files["data/practices.csv"]
    assert _joined(scripts, "records", total) == json.loads(files["data/practices.json"])
    shares = -(-total // scripts["rows"]["share"])
    assert len(scripts) == 1 + 2 * shares


def test_lines_of_the_real_practices_make_up_the_data_files(real: Catalogue) -> None:
    assert len(real.practices) > export_scripts.SHARE
    _check(real)


def test_hostile_texts_stay_as_they_are_in_the_data_files() -> None:
    texts = ["=1+1", "@sum", '"quoted", and\r\nbroken', "=1;=2", "</script>", "\u2028 ＝full", "😀"]
    practices = [practice(f"p-{n}", title=text, lead=(text, text)) for n, text in enumerate(texts)]
    _check(catalogue(practices, TERMS))


def test_a_compendium_without_practices_has_the_header_alone() -> None:
    assert set(_read(catalogue([], TERMS))) == {"rows"}
