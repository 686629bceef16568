"""The archive of the site: which links are led to pages, and that it is always the same."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest

from site_gen.exports.site import archive, for_folders
from tests.publishing import write


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ('<a href="../">', '<a href="../index.html">'),
        ('<a href="..">', '<a href="../index.html">'),
        ('<a href=".">', '<a href="./index.html">'),
        ('<a href="../..">', '<a href="../../index.html">'),
        ('<a class="x" href="practices/">', '<a class="x" href="practices/index.html">'),
        ('<a title="a > b" href="x/">', '<a title="a > b" href="x/index.html">'),
        ('<a\n href="x/?q=a/#top">', '<a\n href="x/index.html?q=a/#top">'),
        ('<a href="x/#top">', '<a href="x/index.html#top">'),
        ('<form action="../practices/">', '<form action="../practices/index.html">'),
        ('<meta http-equiv="refresh" content="0; url=../x/">',
         '<meta http-equiv="refresh" content="0; url=../x/index.html">'),
        ('<link rel="next" href="x/">', '<link rel="next" href="x/index.html">'),
        ('<a href="">', None),
        ('<a href="#top">', None),
        ('<a href="?q=a/">', None),
        ('<a href="data/practices.csv">', None),
        ('<a href="https://example.org/">', None),
        ('<a href="mailto:a@example.org/">', None),
        ('<a href="/x/">', None),
        ('<link href="x.css">', None),
        ('<abbr title="href=&quot;x/&quot;">', None),
        ('<p>see href="x/"</p>', None),
    ],
)  # fmt: skip
def test_links(given: str, expected: str | None) -> None:
    assert for_folders(given) == (expected or given)
    assert for_folders(for_folders(given)) == (expected or given)


def a_site(folder: Path) -> Path:
    write(folder / "index.html", '<a href="b/">B</a>')
    write(folder / "b/index.html", '<a href="..">A</a>')
    write(folder / "404.html", "gone")
    write(folder / "sitemap.xml", "<urlset/>")
    write(folder / "assets/a.js", 'open("b/")')
    return folder


def test_archive(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(archive(a_site(tmp_path)))) as found:
        assert found.namelist() == ["assets/a.js", "b/index.html", "index.html"]
        assert found.read("index.html") == b'<a href="b/index.html">B</a>'
        assert found.read("assets/a.js") == b'open("b/")'
        assert {each.date_time for each in found.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {each.external_attr >> 16 for each in found.infolist()} == {0o100644}


def test_the_same_site_makes_the_same_bytes(tmp_path: Path) -> None:
    first = archive(a_site(tmp_path / "one"))
    other = a_site(tmp_path / "other")
    (other / "index.html").chmod(0o600)
    os.utime(other / "b/index.html", (0, 0))
    assert archive(other) == first
