"""The pages in docs/ as readers find them."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_gen.pages.guides import guides
from site_gen.problems import SiteGenError
from site_gen.search import Guide
from tests.publishing import ROOT, Site, write


def _page(title: str = "A page", body: str = "Text.") -> str:
    return f"---\ntitle: {title}\ndescription: What it says.\n---\n\n{body}\n"


def test_a_guide_is_title_address_summary_and_plain_text(tmp_path: Path) -> None:
    body = "# How to\n\nWrite *one* [file](https://elsewhere.test/) or\n\n- a\n- b\n"
    write(tmp_path / "how-to.md", _page("How to", body))
    assert guides(tmp_path) == [
        Guide("How to", "how-to/", "What it says.", "How to Write one file or a b")
    ]


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("about.md", "about/"),
        ("data/index.md", "data/"),
        ("data/more/fields.md", "data/more/fields/"),
        ("reindex.md", "reindex/"),
        ("a/card-index.md", "a/card-index/"),
        ("index/about.md", "index/about/"),
        ("version-1.2.md", "version-1.2/"),
    ],
)
def test_addresses_are_those_of_the_host(tmp_path: Path, name: str, address: str) -> None:
    write(tmp_path / name, _page())
    assert [guide.path for guide in guides(tmp_path)] == [address]


def test_the_home_page_is_no_guide(tmp_path: Path) -> None:
    write(tmp_path / "index.md", _page("Home"))
    assert guides(tmp_path) == []


@pytest.mark.parametrize(
    "text", ["", "# Only a heading\n", "---\ndescription: x\n---\n", "---\ntitle: ''\n---\nText.\n"]
)
def test_a_page_without_a_title_is_no_guide(tmp_path: Path, text: str) -> None:
    write(tmp_path / "page.md", text)
    assert guides(tmp_path) == []


def test_other_files_are_no_guides(tmp_path: Path) -> None:
    write(tmp_path / "notes.txt", _page())
    write(tmp_path / "picture.svg", "<svg/>")
    assert guides(tmp_path) == []
    assert guides(tmp_path / "missing") == []


def test_a_summary_may_be_missing(tmp_path: Path) -> None:
    write(tmp_path / "page.md", "---\ntitle: 2024\n---\nText.\n")
    assert guides(tmp_path) == [Guide("2024", "page/", "", "Text.")]


def test_guides_come_by_address(tmp_path: Path) -> None:
    for name in ("b.md", "a/z.md", "a.md", "a-b.md", "a/index.md"):
        write(tmp_path / name, _page())
    addresses = [guide.path for guide in guides(tmp_path)]
    assert addresses == ["a-b/", "a/", "a/", "a/z/", "b/"]


def test_directives_are_no_text(tmp_path: Path) -> None:
    body = "Before.\n\n<!-- compendium:practices principle=equality limit=6 -->\n\nAfter.\n"
    write(tmp_path / "page.md", _page(body=body))
    assert guides(tmp_path)[0].text == "Before. After."


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    write(tmp_path / "page.md", "\ufeff" + _page("Marked"))
    assert [guide.title for guide in guides(tmp_path)] == ["Marked"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"---\ntitle: [open\n---\n", "the front matter of 'docs/more/page.md' is not YAML"),
        (b"---\ntitle: caf\xe9\n---\n", "the page 'docs/more/page.md' is not UTF-8"),
    ],
)
def test_a_page_that_cannot_be_read_is_named(tmp_path: Path, content: bytes, message: str) -> None:
    page = tmp_path / "docs/more/page.md"
    page.parent.mkdir(parents=True)
    page.write_bytes(content)
    with pytest.raises(SiteGenError) as raised:
        guides(tmp_path / "docs")
    assert str(raised.value) == message


def test_every_guide_of_ours_is_a_page_of_the_site(site: Site) -> None:
    found = guides(ROOT / "docs")
    assert found
    for guide in found:
        assert f"{guide.path}index.html" in site.pages
        assert guide.summary
        assert "<!--" not in guide.text
