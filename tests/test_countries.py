"""Countries and languages: codes and names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.countries import country_names, language_code, language_name, language_names


def test_countries_are_those_of_iso_3166() -> None:
    names = country_names()
    assert len(names) == 249
    assert list(names) == sorted(names)
    assert (names["NO"], names["TR"], names["GB"]) == ("Norway", "Türkiye", "United Kingdom")
    assert not {"EU", "UK", "UN", "XK", "ZZ", "AC", "001"} & set(names)
    assert country_names("fr")["NO"] == "Norvège"


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("en", "English"),
        ("fr", "French"),
        ("pt-BR", "Portuguese (Brazil)"),
        ("sr-Latn", "Serbian (Latin)"),
        ("zh-Hant-TW", "Chinese (Traditional, Taiwan)"),
        ("es-419", "Spanish (Latin America)"),
        ("rom", "Romany"),
        ("se", "Northern Sami"),
    ],
)
def test_languages(tag: str, name: str) -> None:
    assert language_name(tag) == name


@pytest.mark.parametrize(
    "tag",
    ["", "FR", "en_GB", "pt-br", "French", "zz", "und", "mul", "root", "fr-", "fr-ZZZ", "fr-XQ",
     "xx-FR", "x" * 300, "e\n"],
)  # fmt: skip
def test_no_languages(tag: str) -> None:
    assert language_name(tag) is None


def test_a_language_names_itself() -> None:
    assert language_name("fr", "fr") == "français"
    assert language_name("rom", "rom") == "Romany"  # of which there is no data but its name


@pytest.mark.parametrize(
    ("given", "meant"),
    [("FR", "fr"), ("en_gb", "en-GB"), ("PT-br", "pt-BR"), ("sr_latn", "sr-Latn"), ("zz", None),
     ("French", None), ("", None)],
)  # fmt: skip
def test_what_was_meant(given: str, meant: str | None) -> None:
    assert language_code(given) == meant


def test_languages_by_name() -> None:
    names = language_names()
    assert names["French"] == "fr"
    assert names["Romany"] == "rom"


@given(st.text())
def test_no_text_makes_them_raise(text: str) -> None:
    assert language_name(text) != ""
    language_code(text)
