"""The site as a whole: every link resolves, the sitemap is true, nothing of the making is left."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import pytest

from site_gen.build import SCRIPT, SCRIPTS, STYLE, STYLES
from site_gen.catalogue import Catalogue
from site_gen.pages.scripts import without_comments
from site_gen.pages.site import Stub
from site_gen.pages.templates import ASSETS
from tests.html_tree import Element
from tests.publishing import SITE_URL, Site

ODD_URL = f"{SITE_URL}below/"
_LINKS = ("href", "src", "action")


@pytest.fixture(params=["real", "odd"])
def any_site(request: pytest.FixtureRequest, site: Site, odd_site: Site) -> tuple[Site, str]:
    """The real site and the odd one, with their addresses."""
    return (site, SITE_URL) if request.param == "real" else (odd_site, ODD_URL)


def _targets(page: Element) -> Iterator[tuple[Element, str]]:
    for element in page:
        for attribute in _LINKS:
            if attribute in element.attributes:
                yield element, element.get(attribute)
        if element.get("http-equiv").lower() == "refresh":
            yield element, element.get("content").partition("url=")[2]


def dead_links(site: Site, url: str) -> list[str]:
    """Every link inside the site that leads to no file or to no place in its page."""
    ids = {name: {e.get("id") for e in page} for name, page in site.pages.items()}
    dead = []
    for name, page in site.pages.items():
        for element, target in _targets(page):
            said = f"{name}: <{element.tag}> {target}"
            # The page for missing pages stands at any address: its links begin at the root.
            below = urlsplit(url).path if name == "404.html" else None
            full = target[len(url) :] if target.startswith(url) else None
            parts = urlsplit(target if full is None else full)
            if parts.scheme or parts.netloc:
                continue
            if full is not None:
                path = parts.path
            elif parts.path.startswith("/"):
                if below is None or not parts.path.startswith(below):
                    dead.append(f"{said} is not relative")
                    continue
                path = parts.path[len(below) :]
            elif below is not None and parts.path:
                dead.append(f"{said} does not begin at the root")
                continue
            else:
                path = posixpath.join(posixpath.dirname(name), unquote(parts.path))
            path = posixpath.normpath(path or ".") if parts.path or full is not None else name
            if path.startswith(".."):
                dead.append(f"{said} leads out of the site")
                continue
            if (site.root / path).is_dir():
                if parts.path and not parts.path.endswith(("/", ".")):
                    dead.append(f"{said} lacks its slash")
                path = posixpath.normpath(f"{path}/index.html")
            if not (site.root / path).is_file():
                dead.append(f"{said} leads to no file")
            elif parts.fragment and parts.fragment not in ids.get(path, set()):
                dead.append(f"{said} leads to no place in {path}")
    return dead


def test_every_link_inside_the_site_resolves(any_site: tuple[Site, str]) -> None:
    site, url = any_site
    assert sum(1 for page in site.pages.values() for _ in _targets(page)) > 1000
    assert dead_links(site, url) == []


def test_the_sitemap_lists_exactly_the_pages_that_are_to_be_found(
    any_site: tuple[Site, str],
) -> None:
    site, url = any_site
    root = ElementTree.fromstring((site.root / "sitemap.xml").read_bytes())
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    assert root.tag == f"{space}urlset"
    listed = [entry.text or "" for entry in root.iter(f"{space}loc")]
    expected = [
        page.one("link", rel="canonical").get("href")
        for name, page in site.pages.items()
        if name != "404.html" and not page.all("meta", name="robots")
    ]
    assert sorted(listed) == sorted(expected)
    assert len(set(listed)) == len(listed)
    assert all(address.startswith(url) for address in listed)
    assert not [address for address in listed if re.search(r"draft|archive|old-hall|404", address)]


def test_the_sitemap_says_when_practices_were_reviewed(site: Site, real: Catalogue) -> None:
    text = (site.root / "sitemap.xml").read_text(encoding="utf-8")
    for one in real.practices:
        entry = f"<loc>{SITE_URL}{one.url}</loc><lastmod>{one.reviewed.isoformat()}</lastmod>"
        assert entry in text
    assert text.count("<lastmod>") == len(real.practices)


def test_nothing_of_the_making_is_left(any_site: tuple[Site, str]) -> None:
    site, _ = any_site
    # What a title says is shown; everything else of that kind is ours.
    said = ("slot-article-end slot-head-end", "&lt;!-- compendium:search --&gt;", "{{ 7*7 }}")
    for name, page in site.text.items():
        for text in said:
            page = page.replace(text, "")
        assert not re.search(r"slot-\w+-end", page), name
        assert not re.search(r"<!--\s*compendium:", page), name
        assert "{{" not in page, name
        assert "{%" not in page, name
    assert not [p for p in site.root.rglob("*") if p.name.startswith(".")]
    assert not list(site.root.rglob("*.md"))
    assert not (site.root / "sitemap.xml.gz").exists()


def test_the_search_page_names_the_folder_of_its_index(any_site: tuple[Site, str]) -> None:
    site, _ = any_site
    (folder,) = (site.root / "assets/search").iterdir()
    names = {path.name for path in folder.iterdir()}
    assert {"table.js", "terms-0.js", "places-0.js", "dictionary.js", "cards-0.js"} <= names
    assert f"assets/search/{folder.name}/" in site.text["practices/index.html"]


def test_the_frame_is_not_a_page(site: Site) -> None:
    assert not (site.root / "practices/frame").exists()


def test_ids_are_unique_on_every_page(any_site: tuple[Site, str]) -> None:
    for name, page in any_site[0].pages.items():
        ids = [e.get("id") for e in page if e.get("id")]
        assert len(ids) == len(set(ids)), (name, {i for i in ids if ids.count(i) > 1})


def test_every_page_has_one_first_level_heading_and_skips_no_level(
    any_site: tuple[Site, str],
) -> None:
    for name, page in any_site[0].pages.items():
        main = page.all("main") or [page]
        levels = [int(e.tag[1]) for e in main[0] if re.fullmatch("h[1-6]", e.tag)]
        if not page.all("main"):
            continue  # a page that only leads on to another
        assert levels.count(1) == 1, name
        assert levels[0] == 1, name
        assert all(after <= before + 1 for before, after in pairwise(levels)), (name, levels)


def test_every_page_knows_scripts_and_styles_of_ours(any_site: tuple[Site, str]) -> None:
    for name, page in any_site[0].pages.items():
        if not page.all("main"):
            continue
        (script,) = (s for s in page.all("script") if s.get("src").endswith(f"assets/{SCRIPT}"))
        assert "defer" in script.attributes, name
        sheets = [link.get("href") for link in page.one("head").all("link", rel="stylesheet")]
        assert any(sheet.endswith(f"assets/{STYLE}") for sheet in sheets), name


def test_scripts_and_styles_are_joined_in_order(site: Site) -> None:
    for joined, names in ((SCRIPT, SCRIPTS), (STYLE, STYLES)):
        text = (site.root / "assets" / joined).read_bytes()
        sources = [(ASSETS / name).read_bytes() for name in names]
        places = [text.index(_delivered(source, joined)) for source in sources]
        assert places == sorted(places)


def _delivered(source: bytes, joined: str) -> bytes:
    return without_comments(source) if joined == SCRIPT else source


def test_no_script_of_the_theme_runs_before_ours(site: Site) -> None:
    for name, page in site.pages.items():
        ours, *others = [script for script in page.all("script") if script.get("src")]
        assert ours.get("src").endswith(f"assets/{SCRIPT}"), name
        assert all(_waits(script) for script in others), name


def _waits(script: Element) -> bool:
    return "defer" in script.attributes or script.get("type") == "text/kept"


def test_a_page_for_missing_pages(any_site: tuple[Site, str]) -> None:
    site, url = any_site
    page = site.page("404.html")
    assert page.one("h1").text == "This page does not exist"
    assert page.one("main").one("form").get("action") == f"{urlsplit(url).path}practices/"


def test_the_navigation_does_not_grow_with_the_practices(site: Site) -> None:
    for name in ("index.html", "practices/espace-egalite/index.html"):
        page = site.pages[name]
        for nav in page.all("nav", "md-nav--primary"):
            assert not [a for a in nav.all("a") if "espace-egalite" in a.get("href")]


# What the odd site has


@pytest.mark.parametrize(
    ("former", "slug"),
    [
        ("town-hall", "open-city-hall"),
        ("old-hall", "open-city-hall"),
        ("ancien-hotel", "hotel-de-ville"),
        ("long-ago", "archived"),
    ],
)
def test_former_addresses_lead_on(odd_site: Site, former: str, slug: str) -> None:
    page = odd_site.page(f"practices/{former}/")
    target = f"../../practices/{slug}/"
    assert page.one("meta", http_equiv="refresh").get("content") == f"0; url={target}"
    assert page.one("p").one("a").get("href") == target
    assert page.one("link", rel="canonical").get("href") == f"{ODD_URL}practices/{slug}/"
    assert page.one("meta", name="robots").get("content") == "noindex"
    assert page.all("meta", http_equiv="Content-Security-Policy")


def test_what_is_not_published_has_no_page(odd_site: Site) -> None:
    for slug in ("draft", "early-draft", "rathaus"):
        assert not (odd_site.root / "practices" / slug).exists()


def test_archived_practices_keep_their_pages_and_are_listed_nowhere(odd_site: Site) -> None:
    for slug in ("archived", "archive"):
        page = odd_site.page(f"practices/{slug}/")
        assert "archived" in page.one(css="notice").text
        assert page.one("meta", name="robots").get("content") == "noindex"
        assert "Iceland" in page.one(css="facts").text
        listing = [
            name
            for name, other in odd_site.pages.items()
            if name.count("/") != 2 or not name.startswith("practices/")
            if other.all("a", href=f"../../practices/{slug}/")
            or other.all("a", href=f"../practices/{slug}/")
        ]
        assert not listing


def test_what_only_an_archived_practice_has_is_a_listing_of_none(odd_site: Site) -> None:
    page = odd_site.page("country/is/")
    assert page.one(css="listing-count").text == "0 practices"
    assert not page.one("main").all("ol", "cards")
    assert page.one("meta", name="robots").get("content") == "noindex"
    assert not odd_site.page("country/").all("a", href="../country/is/")


def test_a_translation_is_a_page_of_its_own(odd_site: Site) -> None:
    page = odd_site.page("practices/hotel-de-ville/")
    assert page.one("article", "practice").get("lang") == "fr"
    assert page.one("meta", name="DC.language").get("content") == "fr"
    assert page.one(css="edition").one("a").get("href") == "../../practices/open-city-hall/"
    back = odd_site.page("practices/open-city-hall/").one(css="edition").one("a")
    assert back.get("href") == "../../practices/hotel-de-ville/"
    assert "hotel-de-ville" not in odd_site.text["practices/index.html"]


def test_texts_that_look_like_our_own_marks_break_nothing(odd_site: Site) -> None:
    titles = {
        "frame": "slot-article-end slot-head-end",
        "index": '<b title="x">"Bold" & \'bald\'</b> {{ 7*7 }}',
        "archived": "</script><script>alert(1)</script>",
        "shared": "<!-- compendium:search -->",
    }
    for slug, title in titles.items():
        page = odd_site.page(f"practices/{slug}/")
        assert page.one("h1").text == title
        assert page.one("head").one("title").text.startswith(title)
        assert page.one("meta", property="og:title").get("content") == title
        assert page.one("article", "practice").one(css="practice-body").text
        plain = odd_site.page("practices/open-city-hall/")
        assert len(page.all("script")) == len(plain.all("script"))
        assert len(page.all("main")) == 1
    assert titles["shared"] in odd_site.page("practices/").text


def test_stubs_quote_what_the_vocabulary_says() -> None:
    stub = Stub("type/", 'Types: "a" #b', "Line: 'x'", "facet type")
    assert stub.markdown.startswith('---\ntitle: "Types: \\"a\\" #b"\ndescription: "Line: \'x\'"\n')
