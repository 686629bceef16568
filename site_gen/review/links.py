"""Whether links still lead somewhere, asked politely: one request at a time to a host.

The standard library is enough: what matters here is who is asked when, not how fast.
"""

from __future__ import annotations

import http.client
import json
import os
import ssl
import sys
import threading
import time
import urllib.request
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit

from site_gen import __version__, markdown, output
from site_gen.practice import Practice

State = Literal["fine", "moved", "refused", "failing"]
AGENT = f"intercultural-compendium/{__version__} (link check)"
_WEEK, _HOURS = 7 * 86400, 6 * 3600  # how long an answer is believed: a good one, any other
_FORGET = 90 * 86400
_HOSTS = 8  # asked at the same time
# A server that answers so is there, but does not let programs in: somebody has to look.
_CLOSED = frozenset((401, 403, 407, 429, 451, 503, 999))
_FOR_GOOD = frozenset((301, 308))


@dataclass(frozen=True, slots=True)
class Answer:
    """`detail` says what is wrong, or where the page has moved to."""

    state: State
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Broken:
    """A link that is not fine, and the files that hold it."""

    url: str
    answer: Answer
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Manners:
    """How to ask. `pause` is between two requests to a host; all are seconds."""

    timeout: float = 20.0
    pause: float = 1.0
    agent: str = AGENT
    context: ssl.SSLContext = field(default_factory=ssl.create_default_context)


def agent(site_url: str) -> str:
    """How we introduce ourselves: with the address of the site whose links these are."""
    return AGENT.replace(")", f"; {site_url})") if site_url and site_url.isascii() else AGENT


def links(practices: Iterable[Practice]) -> dict[str, tuple[str, ...]]:
    """Every web address that the practices hold, in front matter or text, with their files."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for practice in practices:
        urls = [link.url for link in practice.links]
        urls += [target.url for target in markdown.outline(practice.body).targets]
        for url in urls:
            if url.lower().startswith(("http://", "https://")):
                found[url][practice.path] = None
    return {url: tuple(sorted(paths)) for url, paths in sorted(found.items())}


def broken(held: Mapping[str, Sequence[str]], answers: Mapping[str, Answer]) -> list[Broken]:
    """The links that are not fine, those that fail first."""
    order = ("failing", "moved", "refused")
    found = [
        Broken(url, answers[url], tuple(paths))
        for url, paths in held.items()
        if answers[url].state != "fine"
    ]
    return sorted(found, key=lambda each: (order.index(each.answer.state), each.url))


def answers(
    urls: Iterable[str],
    *,
    cache: Path | None,
    manners: Manners | None = None,
    now: Callable[[], float] = time.time,
    progress: Callable[[int, int], None] = lambda done, all_: None,
) -> dict[str, Answer]:
    """What every address answers, from `cache` where that is fresh.

    What was asked is kept even if the asking is interrupted.
    """
    manners = manners or Manners()
    kept = _read(cache, now()) if cache else {}
    wanted = list(dict.fromkeys(urls))
    found = {url: answer for url in wanted if (answer := _fresh(kept.get(url), now()))}
    by_host: dict[str, list[str]] = defaultdict(list)
    for url in wanted:
        if url not in found:
            by_host[urlsplit(url).netloc.lower()].append(url)
    asked: dict[str, Answer] = {}
    stopped = threading.Event()

    def ask_host(group: Sequence[str]) -> None:
        for number, url in enumerate(group):
            if stopped.wait(manners.pause if number else 0):
                return
            asked[url] = ask(url, manners)
            progress(len(found) + len(asked), len(wanted))

    pool = ThreadPoolExecutor(_HOSTS, thread_name_prefix="links")
    try:
        # The host with the most addresses takes longest.
        list(pool.map(ask_host, sorted(by_host.values(), key=len, reverse=True)))
    finally:
        stopped.set()
        pool.shutdown(cancel_futures=True)
        if cache and asked:
            day = now()
            kept |= {
                url: {"at": day, "state": each.state, "detail": each.detail}
                for url, each in asked.items()
            }
            content = json.dumps(kept, ensure_ascii=False, indent=0, sort_keys=True)
            output.write(cache, content.encode("utf-8", "replace"))
    return found | asked


def ask(url: str, manners: Manners) -> Answer:
    """What an address answers: to HEAD, or to GET where a server does not know what HEAD is."""
    try:
        address = _ascii(url)
    except ValueError:
        return Answer("failing", "is no address")
    answer = _ask("HEAD", address, manners)
    if answer.state in ("fine", "moved"):
        return answer
    time.sleep(manners.pause)
    return _ask("GET", address, manners)


class _Redirects(urllib.request.HTTPRedirectHandler):
    def __init__(self) -> None:
        self.codes: list[int] = []

    def redirect_request(self, *arguments: Any, **named: Any) -> urllib.request.Request | None:
        self.codes.append(arguments[2])
        return super().redirect_request(*arguments, **named)


def _ask(method: str, url: str, manners: Manners) -> Answer:
    redirects = _Redirects()
    opener = urllib.request.OpenerDirector()  # the usual one would also open files
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(context=manners.context),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        urllib.request.UnknownHandler(),
        redirects,
    ):
        opener.add_handler(handler)
    headers = {"User-Agent": manners.agent, "Accept": "*/*"}
    try:
        request = urllib.request.Request(url, method=method, headers=headers)
        with opener.open(request, timeout=manners.timeout) as response:
            target = str(response.geturl())
    except HTTPError as error:
        error.close()
        if error.code in _CLOSED:
            return Answer("refused", f"answers {error.code}: the server lets no program in")
        if 300 <= error.code < 400:
            return Answer("failing", "redirects without end")
        return Answer("failing", f"answers {error.code} {_plain(error.reason)}".strip())
    except (OSError, http.client.HTTPException, ValueError) as error:
        return Answer("failing", _trouble(error, manners))
    if redirects.codes and set(redirects.codes) <= _FOR_GOOD and target != url:
        return Answer("moved", f"has moved to {target}")
    return Answer("fine")


def _trouble(error: BaseException, manners: Manners) -> str:
    reason = error.reason if isinstance(error, URLError) else error
    if isinstance(reason, ssl.SSLCertVerificationError):
        return f"has a certificate that is not valid: {_plain(reason.verify_message)}"
    if isinstance(reason, TimeoutError):
        return f"does not answer within {manners.timeout:g} seconds"
    if isinstance(reason, http.client.RemoteDisconnected | ConnectionResetError):
        return "breaks the connection off"
    if isinstance(reason, ConnectionRefusedError):
        return "refuses the connection"
    if isinstance(reason, OSError) and reason.strerror:
        return f"cannot be reached: {_plain(reason.strerror)}"
    return f"cannot be reached: {_plain(reason)}"


def _plain(text: object) -> str:
    """A server's words in one printable line."""
    return " ".join("".join(c if c.isprintable() else " " for c in str(text)).split())[:120]


def _ascii(url: str) -> str:
    """The address as it travels: other letters and spaces escaped, the host's in Punycode."""
    parts = urlsplit(url)
    host = (parts.hostname or "").encode("idna").decode("ascii")
    if not host:
        raise ValueError
    port = f":{parts.port}" if parts.port else ""
    path, query = (quote(part, safe="/:@!$&'()*+,;=%~?") for part in (parts.path, parts.query))
    return f"{parts.scheme.lower()}://{host}{port}{path or '/'}{f'?{query}' if query else ''}"


def cache_file() -> Path:
    """Where answers are kept: the user's cache folder."""
    home = Path.home()
    if sys.platform == "win32":
        folder = Path(os.environ.get("LOCALAPPDATA") or home / "AppData/Local")
    elif sys.platform == "darwin":
        folder = home / "Library/Caches"
    else:
        folder = Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache")
    return folder / "intercultural-compendium" / "links.json"


def _read(cache: Path, now: float) -> dict[str, dict[str, Any]]:
    """What the cache holds that is worth keeping; nothing, if it cannot be read."""
    try:
        kept = json.loads(cache.read_text(encoding="utf-8"))
        return {
            url: {"at": float(each["at"]), "state": each["state"], "detail": str(each["detail"])}
            for url, each in kept.items()
            if now - _FORGET < float(each["at"]) <= now
            and each["state"] in ("fine", "moved", "refused", "failing")
        }
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}


def _fresh(kept: Mapping[str, Any] | None, now: float) -> Answer | None:
    if kept is None or now - kept["at"] > (_WEEK if kept["state"] == "fine" else _HOURS):
        return None
    return Answer(kept["state"], kept["detail"])
