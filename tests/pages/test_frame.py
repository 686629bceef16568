"""The frame: cut once, filled for every page, whatever stands in the texts."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.pages.frame import NEEDED, Frame, add_head, cut, marker
from site_gen.problems import SiteGenError

URL = "https://compendium.test/practices/frame/"
PAGE = f"""<!doctype html>
<html><head><meta charset="utf-8"><title>{marker("title")} - Site</title>
<meta name="description" content="{marker("description")}"><link rel="canonical" href="{URL}">
</head><body><h1>{marker("title")}</h1>{marker("article")}<a href="..">{marker("title")}</a></body>
"""


def _fill(**values: str) -> str:
    slots = dict.fromkeys((*NEEDED, "canonical"), "") | values
    return _filled(cut(add_head(PAGE, marker("head")), canonical=URL), slots)


def _filled(frame: Frame, slots: Mapping[str, str]) -> str:
    return frame.fill({name: content.encode() for name, content in slots.items()}).decode()


def test_every_slot_is_filled_wherever_it_stands() -> None:
    page = _fill(title="T", description="D", canonical="C", article="<p>A</p>", head="<meta>")
    assert "slot-" not in page
    assert "<title>T - Site</title>" in page
    assert '<a href="..">T</a>' in page
    assert '<link rel="canonical" href="C">' in page
    assert '<meta charset="utf-8"><meta><title>' in page


def test_the_theme_adds_no_heading_of_its_own() -> None:
    assert "<h1>" not in _fill(title="T")


@given(st.text(), st.sampled_from([marker(slot) for slot in (*NEEDED, "canonical")]))
def test_what_is_filled_in_is_never_taken_for_a_slot(text: str, slot: str) -> None:
    page = _fill(title=f"{slot}{text}{slot}", article=slot)
    assert page.count(slot) == 2 * 2 + 1
    assert page.count(f"{slot}{text}{slot}") == 2


@pytest.mark.parametrize("slot", NEEDED)
def test_a_theme_without_a_place_for_a_slot_is_refused(slot: str) -> None:
    page = add_head(PAGE, marker("head")).replace(marker(slot), "")
    with pytest.raises(SiteGenError, match=f"no place for {slot}"):
        cut(page, canonical=URL)


def test_a_site_without_an_address_has_no_canonical_slot() -> None:
    frame = cut(add_head(PAGE, marker("head")), canonical="")
    assert "canonical" not in frame.slots


def test_indentation_goes_but_for_scripts_and_what_is_shown_as_written() -> None:
    kept = "<script>a()\n\n  b()</script>", "<pre>a\n\n  b</pre>"
    page = add_head(PAGE, marker("head")).replace("</body>", f"<p>a  b\n\n   c {''.join(kept)}\n ")
    filled = _filled(cut(page, canonical=URL), dict.fromkeys((*NEEDED, "canonical"), "  \n  "))
    assert "<p>a  b\nc <script>" in filled
    assert all(piece in filled for piece in kept)
    assert "  \n  " in filled  # a slot's value is left alone


def test_heads_go_before_scripts_and_the_last_one_comes_first() -> None:
    page = '<head><meta charset="utf-8"><script>a()</script></head>'
    assert add_head(add_head(page, "<one>"), "<two>") == (
        '<head><meta charset="utf-8"><two><one><script>a()</script></head>'
    )
    assert add_head(page, r"\1 \g<0>").count(r"\1 \g<0>") == 1
