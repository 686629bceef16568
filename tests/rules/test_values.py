"""Rules about values: what they let pass. What they report stands in test_bad_inputs.py."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.rules.values import url_trouble
from tests.checking import changed, check


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("place: Strasbourg", "place: NO"),
        ("place: Strasbourg", "place: yes"),
        ("place: Strasbourg", "place: 012"),
        ("place: Strasbourg", "place: 1.10"),
        ("place: Strasbourg", "place: 12:30"),
        ("place: Strasbourg", "place: 2024-01-01"),
        ("place: Strasbourg", "place: C#"),
        ("place: Strasbourg", "place: |\n  Stras\n  bourg"),
        ("page: 14", 'page: "14"'),
        ("page: 14", "page: 99999"),
        ("page: 14", "page: "),
        ("start: 2019-09-30", "start: 2019"),
        ("start: 2019-09-30", "start: 2020-02-29"),
        ("start: 2019-09-30, end: ongoing", "start: 2019-09-30, end: 2019"),
        ("start: 2019-09-30, end: ongoing", "start: 2019-09-30, end: 2019-09-30"),
        ("language: fr", "language: pt-BR"),
        ("language: fr", "language: sr-Latn"),
        ("language: fr", "language: es-419"),
        ("language: fr", "language: rom"),
        ("discrimination.", "discrimination, with St. Mary and Prof. Ito in the U.N."),
        ("discrimination.", "discrimination; it began on 1. May 2019, approx. 3 years ago."),
        ("discrimination.", "discrimination … And more"),
        ("A permanent", f"A {'very ' * 34}permanent"),
    ],
)
def test_as_written(old: str, new: str) -> None:
    assert check(changed(old, new)) == []


@pytest.mark.parametrize(
    "url",
    [
        "https://www.example.org",
        "HTTP://WWW.EXAMPLE.ORG:8080/",
        "https://www.example.org/a/b.html?c=d&e[]=f#g",
        "https://sub-domain.example.co.uk/%20(x),'y'!~*",
        "https://bücher.example/straße",
        "https://пример.рф/",
        "https://xn--bcher-kva.example/",
        "https://192.0.2.1/",
        "mailto:someone@example.org",
        "mailto:someone@example.org?subject=Hello",
        "mailto:o'neill+x@bücher.example",
    ],
)
def test_addresses(url: str) -> None:
    assert url_trouble(url) is None


@given(st.text())
def test_no_address_makes_it_raise(url: str) -> None:
    for text in (url, f"https://{url}", f"mailto:{url}", f"https://example.org:{url}"):
        url_trouble(text)


@given(st.text(), st.sampled_from(["javascript", "data", "vbscript", "file", "java\nscript"]))
def test_no_address_that_runs_passes(rest: str, scheme: str) -> None:
    assert url_trouble(f"{scheme}:{rest}") is not None
    assert url_trouble(f"{scheme.title()}:{rest}") is not None
