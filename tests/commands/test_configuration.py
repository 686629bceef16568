"""The options that commands read from mkdocs.yml without its host, and what the host reads."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from site_gen.commands.configuration import Configuration, docs_folder, read, read_settings
from site_gen.pages.settings import Settings
from site_gen.problems import SiteGenError
from tests.publishing import ROOT


@pytest.mark.parametrize(
    ("plugins", "practices", "months"),
    [
        ("plugins: [compendium]", "practices", 24),
        ("plugins: [search, compendium: ]", "practices", 24),
        ("plugins:\n  - search: {lang: en}\n  - compendium: {practices: texts}", "texts", 24),
        ("plugins:\n  compendium:\n    review_after_months: 6", "practices", 6),
        ("plugins:\n  search: {}\n  compendium: {review_after_months: 0}", "practices", 0),
        (
            "site_url: !ENV [SITE_URL, x]\nplugins: [compendium]\nemoji: !!python/name:a.b",
            "practices",
            24,
        ),
    ],
)
def test_read(plugins: str, practices: str, months: int, tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(f"site_name: Ours\n{plugins}\n", encoding="utf-8")
    found = read(str(tmp_path / "mkdocs.yml"))
    assert found == Configuration(tmp_path / practices, practices, months)


@pytest.mark.parametrize(
    ("written", "variable", "address"),
    [
        ("https://a.test", None, "https://a.test/"),
        ("!ENV [SITE_URL, https://b.test/]", None, "https://b.test/"),
        ("!ENV [SITE_URL, https://b.test/]", "https://c.test/x", "https://c.test/x/"),
        ("!ENV [NONE_SUCH, SITE_URL, '']", "https://c.test/", "https://c.test/"),
        ("!ENV SITE_URL", None, ""),
        ("''", None, ""),
    ],
)
def test_settings_are_those_of_a_build(
    written: str,
    variable: str | None,
    address: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("SITE_URL", raising=False)
    if variable is not None:
        monkeypatch.setenv("SITE_URL", variable)
    (tmp_path / "mkdocs.yml").write_text(
        f"site_name: Ours\nsite_url: {written}\nsite_author: We\ndocs_dir: texts\n"
        "plugins: [{compendium: {licence_name: CC0, licence_url: x, review_after_months: 6}}]\n",
        encoding="utf-8",
    )
    config = str(tmp_path / "mkdocs.yml")
    assert read_settings(config, built=date(2026, 12, 1)) == Settings(
        site_name="Ours",
        built=date(2026, 12, 1),
        site_url=address,
        publisher="We",
        licence_name="CC0",
        licence_url="x",
        review_after_months=6,
    )
    assert docs_folder(config) == tmp_path / "texts"


def test_our_own_configuration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert read("mkdocs.yml") == Configuration(Path("practices"), "practices", 24)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"plugins: [search]", "does not name the plugin 'compendium'"),
        (b"", "does not name the plugin 'compendium'"),
        (b"- compendium", "does not name the plugin 'compendium'"),
        (b"plugins: [", "cannot be used: line 1: expected the node content"),
        (b"a: \x00", "cannot be used: it is not YAML"),
        (b"a: \xff", "cannot be used: it is not UTF-8"),
        (
            b"plugins: [{compendium: {review_after_months: two}}]",
            "cannot be used: review_after_months is 'two', not a whole number",
        ),
        (
            b"plugins: [{compendium: {practices: !folder x}}]",
            "cannot be used: practices is no plain value",
        ),
        (b"plugins: [{compendium: {practices: [a]}}]", "practices is no plain value"),
    ],
)
def test_what_cannot_be_used(content: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / "mkdocs.yml"
    path.write_bytes(content)
    with pytest.raises(SiteGenError) as caught:
        read(str(path))
    assert message in str(caught.value)
    assert str(caught.value).startswith(str(path))
    assert "\n" not in str(caught.value)
