"""What is told of XML without a library that would act on it."""

from __future__ import annotations

import pytest

from site_gen.importing import scanning
from site_gen.problems import SiteGenError

_XML = (
    b'<w:a xmlns:w="x"><w:b k="1"><w:p>One</w:p><w:p>two</w:p></w:b><w:b k="2"/><w:b> </w:b></w:a>'
)


def test_counts_and_values() -> None:
    assert scanning.count(_XML, name="f", part="p")["b"] == 3
    assert scanning.values(_XML, "k", name="f", part="p") == ["1", "2"]


def test_texts_within_elements() -> None:
    assert scanning.texts(_XML, "b", name="f", part="p") == ["One two"]
    twice = b"<r><box>A <box>b</box></box><box>A b</box><c>no</c></r>"
    assert scanning.texts(twice, "box", name="f", part="p") == ["A b"]


@pytest.mark.parametrize(
    "data", [b"", b"<a>", b"no", b"\xff\xfe\x00", b'<?xml version="1.0" encoding="x"?><a/>']
)
def test_no_xml(data: bytes) -> None:
    with pytest.raises(SiteGenError, match="'f' is damaged: 'p' is not XML"):
        scanning.check(data, name="f", part="p")


def test_depth() -> None:
    deep = b"<a>" * scanning.MAX_DEPTH + b"</a>" * scanning.MAX_DEPTH
    scanning.check(deep, name="f", part="p")
    with pytest.raises(SiteGenError, match="nests more than"):
        scanning.check(b"<b>" + deep + b"</b>", name="f", part="p")
