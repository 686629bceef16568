"""Addresses of pages and of their sources, with and without a site and a repository."""

from __future__ import annotations

from dataclasses import replace

from site_gen.pages.templates import base_of
from tests.publishing import SETTINGS


def test_addresses() -> None:
    assert SETTINGS.absolute("practices/a/") == "https://compendium.test/practices/a/"
    assert replace(SETTINGS, site_url="").absolute("practices/a/") == "practices/a/"


def test_edit_links() -> None:
    link = SETTINGS.edit_link("practices/fr/a.md")
    assert link == "https://git.test/compendium/edit/main/practices/fr/a.md"
    assert replace(SETTINGS, repo_url="").edit_link("practices/fr/a.md") == ""


def test_the_way_to_the_root() -> None:
    assert [base_of(path) for path in ("", "a/", "a/b/")] == ["", "../", "../../"]
