"""The policy of every page, and that nothing on it needs more than that allows."""

from __future__ import annotations

import base64
import hashlib
import re
from urllib.parse import urlsplit

from site_gen.pages import security
from tests.html_tree import Element, parse
from tests.publishing import SITE_URL, Site

_LOADING = {
    "script": ("src",),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "iframe": ("src",),
    "embed": ("src",),
    "object": ("data",),
    "video": ("src", "poster"),
    "audio": ("src",),
    "track": ("src",),
    "input": ("src",),
    "use": ("href", "xlink:href"),
    "image": ("href", "xlink:href"),
    "form": ("action",),
    "button": ("formaction",),
}
_LOADING_RELS = {
    "stylesheet", "icon", "shortcut", "apple-touch-icon", "manifest", "preload", "prefetch",
    "modulepreload", "preconnect", "dns-prefetch",
}  # fmt: skip


def _policy(page: Element) -> dict[str, list[str]]:
    content = page.one("meta", http_equiv="Content-Security-Policy").get("content")
    directives = [part.split() for part in content.split(";")]
    return {name: values for name, *values in directives}


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _is_code(script: Element) -> bool:
    return script.get("type") in ("", "text/javascript", "module")


def test_every_page_has_the_policy_before_its_first_script(site: Site) -> None:
    assert len(site.pages) > 50
    for name, page in site.pages.items():
        policy = page.one("meta", http_equiv="Content-Security-Policy")
        first = [e.position for e in page if e.tag in ("script", "style", "link", "img")]
        assert policy.position < min(first, default=10**9), name
        assert page.one("head") in list(page), name
        assert policy in list(page.one("head")), name


def test_the_policy_lets_nothing_else_in(site: Site) -> None:
    for name, page in site.pages.items():
        policy = _policy(page)
        assert policy["default-src"] == ["'none'"], name
        for directive, sources in policy.items():
            for source in sources:
                fine = source in ("'self'", "'none'") or source.startswith("'sha256-")
                assert fine or (directive, source) == ("img-src", "data:"), (name, source)
        for needed in ("script-src", "style-src", "base-uri", "form-action"):
            assert needed in policy, name


def test_every_inline_script_and_style_is_allowed_by_its_hash(site: Site) -> None:
    inline = 0
    for name, page in site.pages.items():
        policy = _policy(page)
        scripts = [s for s in page.all("script") if not s.get("src") and _is_code(s) and s.raw]
        assert {_hash(s.raw) for s in scripts} == set(policy["script-src"]) - {"'self'"}, name
        styles = {_hash(style.raw) for style in page.all("style")}
        assert styles == set(policy["style-src"]) - {"'self'"}, name
        inline += len(scripts)
    assert inline


def test_no_page_has_handlers_or_styles_in_attributes(site: Site) -> None:
    for name, page in site.pages.items():
        for element in page:
            handlers = [a for a in element.attributes if a.startswith("on")]
            assert not handlers, (name, element.tag, handlers)
        ours = [*page.all(css="compendium")]
        for part in ours:
            assert not [e for e in part if "style" in e.attributes], name


def test_no_page_leads_to_a_program(site: Site) -> None:
    for name, page in site.pages.items():
        for element in page:
            for attribute in ("href", "src", "action", "formaction", "data", "xlink:href"):
                scheme = urlsplit(element.get(attribute).strip()).scheme.lower()
                assert scheme in ("", "http", "https", "mailto"), (name, element.get(attribute))


def test_no_page_asks_another_host_for_anything(site: Site) -> None:
    for name, page in site.pages.items():
        for element in page:
            urls = [element.get(a) for a in _LOADING.get(element.tag, ())]
            if element.tag == "link" and _LOADING_RELS & set(element.get("rel").split()):
                urls.append(element.get("href"))
            for url in filter(None, urls):
                parts = urlsplit(url)
                assert not parts.netloc or url.startswith(SITE_URL), (name, url)
                assert parts.scheme in ("", "https"), (name, url)
        refresh = page.all("meta", http_equiv="refresh")
        assert not refresh, name


def test_no_style_sheet_asks_another_host_for_anything(site: Site) -> None:
    sheets = sorted(site.root.rglob("*.css"))
    assert sheets
    for sheet in sheets:
        text = sheet.read_text(encoding="utf-8")
        for url in re.findall(r"url\(\s*['\"]?([^'\")]*)", text):
            assert not urlsplit(url).netloc, (sheet.name, url)
        assert not re.search(r"@import\s+(url\()?['\"]?(https?:)?//", text), sheet.name


def test_data_blocks_and_files_need_no_permission() -> None:
    page = (
        '<script type="application/ld+json">{}</script><script id="x" type=application/json>1'
        '</script><script src="a.js"></script><script>a()</script><script></script>'
        "<style>b{}</style>"
    )
    policy = _policy(parse(security.meta(page)))
    assert policy["script-src"] == ["'self'", _hash("a()")]
    assert policy["style-src"] == ["'self'", _hash("b{}")]


def test_the_same_script_twice_is_one_hash_and_the_order_is_fixed() -> None:
    one, two = "<script>a()</script>", "<script>b()</script>"
    assert security.meta(one + two + one) == security.meta(two + one)
