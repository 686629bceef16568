"""A real server on this machine that answers as servers do, for looking at links."""

from __future__ import annotations

import socket
import ssl
import struct
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from site_gen.review.links import Manners

QUICK = Manners(timeout=0.5, pause=0.0, context=ssl.create_default_context())


class Server(ThreadingHTTPServer):
    """Answers by path, and remembers what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[tuple[str, str]] = []
        self.agents: set[str | None] = set()
        self.busy = self.most = 0
        self.lock = threading.Lock()
        self.release = threading.Event()

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}{path}"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        with self.server.lock:
            self.server.asked.append((self.command, self.path))
            self.server.agents.add(self.headers["User-Agent"])
            self.server.busy += 1
            self.server.most = max(self.server.most, self.server.busy)
        try:
            self.answer(self.path.partition("?")[0])
        finally:
            with self.server.lock:
                self.server.busy -= 1

    do_HEAD = do_GET  # noqa: N815 – http.server calls it so

    def answer(self, path: str) -> None:
        if path == "/slow":
            self.server.release.wait(10)
        elif path == "/reset":
            linger = struct.pack("ii", 1, 0)
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            self.connection.close()
        elif path == "/hang-up":
            self.connection.shutdown(socket.SHUT_RDWR)
        elif path == "/nonsense":
            self.wfile.write(b"good morning\r\n\r\n")
        elif path == "/get-only" and self.command == "HEAD":
            self.say(405)
        elif path in ("/moved", "/elsewhere", "/loop", "/into-a-file", "/twice"):
            target = {"/loop": "/loop", "/into-a-file": "file:///etc/hostname", "/twice": "/moved"}
            self.say(302 if path == "/elsewhere" else 301, Location=target.get(path, "/fine"))
        elif path.strip("/").isdecimal():
            self.say(int(path.strip("/")))
        else:
            self.say(200)

    def say(self, status: int, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass
