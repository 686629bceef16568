"""The search box finds its place in the theme's header, whatever stands there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from site_gen.pages.header import add_search
from tests.html_tree import parse
from tests.publishing import SETTINGS

SOURCE = '<div class="md-header__source"><a href="https://git.test/">Source</a></div>'
BAR = '<header class="md-header" data-md-component="header"><nav>{}</nav></header><nav>Tabs</nav>'


@pytest.mark.parametrize("source", [SOURCE, ""], ids=["repository", "no repository"])
def test_the_box_is_put_into_the_header_once(source: str) -> None:
    page = add_search(BAR.format(source), "../../", "assets/search/01/")
    assert page.count("<header-search") == 1
    assert page.startswith(BAR.partition("{}")[0] + "<header-search")
    assert page.endswith("</header-search>" + source + BAR.partition("{}")[2])
    form = parse(page).one("form")
    assert form.attributes["action"] == "../../practices/"
    assert form.attributes["method"] == "get"
    assert 'data-index="../../assets/search/01/" data-base="../../"' in page


def test_a_page_without_a_header_stays_as_it_is() -> None:
    assert add_search("<nav></nav>", "", "assets/search/01/") == "<nav></nav>"


@pytest.mark.parametrize(
    ("address", "root"),
    [("", "/"), ("https://a.test/", "/"), ("https://a.test/b/c/", "/b/c/")],
)
def test_the_root_of_a_site(address: str, root: str) -> None:

    assert replace(SETTINGS, site_url=address).root == root
