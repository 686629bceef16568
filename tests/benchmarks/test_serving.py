"""The server that counts bytes."""

from __future__ import annotations

import gzip
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from benchmarks.serving import serving


def test_answers_are_packed_and_counted(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/index.html").write_text("word " * 1000, encoding="utf-8")
    with serving(tmp_path) as served:
        connection = HTTPConnection(urlsplit(served.address).netloc)
        connection.request("GET", "/a/?q=1")
        answer = connection.getresponse()
        body = answer.read()
        assert answer.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(body) == b"word " * 1000
        connection.request("GET", "/b/")
        missing = connection.getresponse()
        missing.read()
        assert missing.status == 404
        connection.close()
    assert [(sent.path, sent.size) for sent in served.sent] == [("/a/", len(body))]


@pytest.mark.parametrize("name", ["/../secret.txt", "/%2e%2e/secret.txt", "//etc/hostname"])
def test_nothing_beside_the_folder_is_served(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (tmp_path / "site").mkdir()
    with serving(tmp_path / "site") as served:
        connection = HTTPConnection(urlsplit(served.address).netloc)
        connection.request("GET", name)
        assert connection.getresponse().status == 404
        connection.close()
