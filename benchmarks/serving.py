"""A local web server that compresses, as hosts of static sites do, and remembers what it sent."""

from __future__ import annotations

import gzip
import mimetypes
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit


@dataclass(frozen=True, slots=True)
class Sent:
    """One answer: when it was asked for (seconds since 1970), its path, its bytes on the wire."""

    at: float
    path: str
    size: int


@dataclass(frozen=True, slots=True)
class Served:
    """A running server's address, with a slash at the end, and the answers it gave."""

    address: str
    sent: list[Sent] = field(default_factory=list)


@contextmanager
def serving(folder: Path) -> Iterator[Served]:
    """Serve `folder` on this machine. A file is compressed once, at its first request."""
    sent: list[Sent] = []

    @cache
    def content(path: Path) -> tuple[bytes, bool]:
        plain = path.read_bytes()
        packed = gzip.compress(plain, 6, mtime=0)
        return (packed, True) if len(packed) < 0.95 * len(plain) else (plain, False)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Head and body at once, as servers send them; else the second waits 40 ms for an answer to
        # the first, and that depends on how much of them is left in a buffer.
        wbufsize = -1
        disable_nagle_algorithm = True

        def handle(self) -> None:
            # A browser that closes a page drops what it has asked for.
            with suppress(ConnectionError):
                super().handle()

        def finish(self) -> None:
            with suppress(ConnectionError):
                super().finish()

        def log_message(self, format: str, *args: Any) -> None:
            pass

        def do_GET(self) -> None:
            at = time.time()
            name = unquote(urlsplit(self.path).path)
            path = folder / name.lstrip("/")
            path = path / "index.html" if name.endswith("/") else path
            if ".." in path.parts or not path.is_file():
                self.send_response(404)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            body, packed = content(path)
            sent.append(Sent(at, name, len(body)))
            self.send_response(200)
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            # For an exact clock, and to be allowed to measure memory.
            self.send_header("Cross-Origin-Opener-Policy", "same-origin")
            self.send_header("Cross-Origin-Embedder-Policy", "require-corp")
            if packed:
                self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield Served(f"http://127.0.0.1:{server.server_port}/", sent)
    finally:
        server.shutdown()
