"""Looking at links: against a real server on this machine, never the internet."""

from __future__ import annotations

import json
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from site_gen.practice import Link
from site_gen.review import links
from site_gen.review.links import Answer, Manners
from tests.link_server import QUICK, Server
from tests.publishing import practice

FINE = Answer("fine")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with Server() as made:
        thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield made
        made.release.set()
        made.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("path", "answer", "methods"),
    [
        ("/fine", FINE, "HEAD"),
        ("/fine?a=b&c=%20d#part", FINE, "HEAD"),
        ("/é è", FINE, "HEAD"),
        ("/get-only", FINE, "HEAD GET"),
        ("/elsewhere", FINE, "HEAD GET"),
        ("/404", Answer("failing", "answers 404 Not Found"), "HEAD GET"),
        ("/410", Answer("failing", "answers 410 Gone"), "HEAD GET"),
        ("/500", Answer("failing", "answers 500 Internal Server Error"), "HEAD GET"),
        ("/403", Answer("refused", "answers 403: the server lets no program in"), "HEAD GET"),
        ("/429", Answer("refused", "answers 429: the server lets no program in"), "HEAD GET"),
        ("/slow", Answer("failing", "does not answer within 0.5 seconds"), "HEAD GET"),
        ("/reset", Answer("failing", "breaks the connection off"), "HEAD GET"),
        ("/hang-up", Answer("failing", "breaks the connection off"), "HEAD GET"),
    ],
)
def test_answers(path: str, answer: Answer, methods: str, server: Server) -> None:
    assert links.ask(server.url(path), QUICK) == answer
    assert " ".join(method for method, _ in server.asked) == methods
    assert server.agents == {links.AGENT}


@pytest.mark.parametrize("path", ["/moved", "/twice"])
def test_a_page_that_has_moved_for_good(path: str, server: Server) -> None:
    moved = Answer("moved", f"has moved to {server.url('/fine')}")
    assert links.ask(server.url(path), QUICK) == moved


@pytest.mark.parametrize("path", ["/loop", "/into-a-file", "/nonsense"])
def test_what_leads_nowhere(path: str, server: Server) -> None:
    answer = links.ask(server.url(path), QUICK)
    assert answer.state == "failing"
    assert answer.detail.isprintable()
    if path == "/loop":
        assert answer.detail == "redirects without end"


@pytest.mark.parametrize("url", ["http://[::1/", "http://a..b/", "http:///x", "http://x:y/"])
def test_what_is_no_address(url: str) -> None:
    assert links.ask(url, QUICK) == Answer("failing", "is no address")


def test_nobody_there() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/"
        assert links.ask(url, QUICK) == Answer("failing", "refuses the connection")


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate with its key, for another host than that of the server."""
    openssl = shutil.which("openssl")
    if not openssl:
        pytest.skip("no openssl to make a certificate with")
    path = tmp_path / "certificate.pem"
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
         "/CN=other.test", "-addext", "subjectAltName=DNS:other.test", "-keyout",
         str(tmp_path / "key.pem"), "-out", str(path)],
        check=True, capture_output=True,
    )  # fmt: skip
    return path


@pytest.mark.parametrize("trusted", [True, False])
def test_certificates(trusted: bool, certificate: Path, server: Server) -> None:
    theirs = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    theirs.load_cert_chain(certificate, certificate.parent / "key.pem")
    server.socket = theirs.wrap_socket(server.socket, server_side=True)
    ours = ssl.create_default_context(cafile=certificate if trusted else None)
    url = server.url("/fine").replace("http:", "https:")
    answer = links.ask(url, Manners(timeout=5, pause=0, context=ours))
    assert answer.state == "failing"
    assert answer.detail.startswith("has a certificate that is not valid: ")
    assert ("127.0.0.1" in answer.detail) == trusted


def test_one_request_at_a_time_to_a_host(server: Server, tmp_path: Path) -> None:
    other = Server()
    threading.Thread(target=other.serve_forever, args=(0.02,), daemon=True).start()
    urls = [each.url(f"/{n}/page") for n in range(4) for each in (server, other)]
    told: list[tuple[int, int]] = []
    manners = Manners(timeout=5, pause=0.05)
    begun = time.monotonic()
    found = links.answers(
        urls, cache=None, manners=manners, progress=lambda done, of: told.append((done, of))
    )
    taken = time.monotonic() - begun
    other.shutdown()
    other.server_close()
    assert found == dict.fromkeys(urls, FINE)
    assert (server.most, other.most) == (1, 1)
    assert taken >= 3 * 0.05
    assert sorted(told) == [(n, 8) for n in range(1, 9)]


def test_answers_are_kept_for_a_while(server: Server, tmp_path: Path) -> None:
    cache = tmp_path / "cache/links.json"
    good, bad = server.url("/fine"), server.url("/404")

    def asked_at(now: float) -> list[str]:
        server.asked.clear()
        found = links.answers([good, bad, good], cache=cache, manners=QUICK, now=lambda: now)
        assert {url: answer.state for url, answer in found.items()} == {
            good: "fine", bad: "failing",
        }  # fmt: skip
        return sorted({path for _, path in server.asked})

    start = 1_000_000.0
    assert asked_at(start) == ["/404", "/fine"]
    assert asked_at(start + 3600) == []
    assert asked_at(start + 86400) == ["/404"]
    assert asked_at(start + 8 * 86400) == ["/404", "/fine"]
    assert asked_at(start) == ["/404", "/fine"]  # what comes from the future is not believed
    kept = json.loads(cache.read_text("utf-8"))
    assert set(kept) == {good, bad}


@pytest.mark.parametrize(
    "content",
    ["", "[]", "null", '{"x": 1}', '{"U": {"at": "no", "state": "fine", "detail": ""}}',
     '{"U": {"at": 999999, "state": "well", "detail": ""}}', "\udc80"],
)  # fmt: skip
def test_a_broken_cache_is_no_cache(content: str, server: Server, tmp_path: Path) -> None:
    cache = tmp_path / "links.json"
    url = server.url("/fine")
    cache.write_bytes(content.replace("U", url).encode("utf-8", "surrogateescape"))
    assert links.answers([url], cache=cache, manners=QUICK, now=lambda: 1e6) == {url: FINE}
    assert server.asked


def test_what_was_asked_is_kept_when_the_asking_is_stopped(server: Server, tmp_path: Path) -> None:
    cache = tmp_path / "links.json"

    def stop(done: int, _: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    urls = [server.url(f"/{n}/page") for n in range(5)]
    with pytest.raises(KeyboardInterrupt):
        links.answers(urls, cache=cache, manners=QUICK, progress=stop)
    assert set(json.loads(cache.read_text("utf-8"))) == set(urls[:2])


def test_every_web_address_of_a_practice() -> None:
    one = practice(
        "one",
        links=(Link("Page", "https://a.test/"), Link("Mail", "mailto:x@a.test")),
        body="See [this](HTTP://b.test/x) and [that](../fr/two.md), <https://a.test/>.",
    )
    two = practice("two", path="practices/fr/two.md", body="[This](https://a.test/)")
    assert links.links([two, one]) == {
        "HTTP://b.test/x": ("practices/fr/one.md",),
        "https://a.test/": ("practices/fr/one.md", "practices/fr/two.md"),
    }


def test_what_fails_comes_first() -> None:
    found = {"u1": FINE, "u2": Answer("refused"), "u3": Answer("moved"), "u4": Answer("failing")}
    listed = links.broken(dict.fromkeys(found, ("a.md",)), found)
    assert [each.url for each in listed] == ["u4", "u3", "u2"]


def test_the_cache_is_the_user_s(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert links.cache_file() == tmp_path / "intercultural-compendium/links.json"
