"""A tiny mail server and a tiny web server in threads, for notices: they take what comes, refuse it, or never answer."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class MailServer:
    """Speaks enough SMTP. `taken` are whole letters; `refuses` answers 550 to those recipients; `deaf` never answers."""

    def __init__(self, *, refuses: tuple[str, ...] = (), deaf: bool = False) -> None:
        self.taken: list[tuple[str, str]] = []
        self.connections = 0
        self._refuses, self._deaf = refuses, deaf
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._lock, self._open = threading.Lock(), list[socket.socket]()
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def port(self) -> int:
        return int(self._listener.getsockname()[1])

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)  # else the thread that accepts keeps the port open
        self._listener.close()
        for one in self._open:
            one.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            self._open.append(client)
            if not self._deaf:
                threading.Thread(target=self._speak, args=(client,), daemon=True).start()

    def _speak(self, client: socket.socket) -> None:
        lines = client.makefile("rb")
        client.sendall(b"220 made up\r\n")
        to = ""
        while line := lines.readline():
            word = line[:4].upper()
            if word == b"RCPT":
                to = line.decode().partition("<")[2].partition(">")[0]
                client.sendall(b"550 no such mailbox\r\n" if to in self._refuses else b"250 ok\r\n")
            elif word == b"DATA":
                client.sendall(b"354 go on\r\n")
                letter = b"".join(iter(lines.readline, b".\r\n")).decode()
                with self._lock:
                    self.taken.append((to, letter))
                client.sendall(b"250 taken\r\n")
            elif word == b"QUIT":
                client.sendall(b"221 bye\r\n")
                client.close()
                return
            else:
                client.sendall(b"250 ok\r\n")


@contextmanager
def mail_server(**how: Any) -> Iterator[MailServer]:
    """One that listens, and stops."""
    server = MailServer(**how)
    try:
        yield server
    finally:
        server.close()


class WebServer(ThreadingHTTPServer):
    """Keeps what was posted to it; answers with `status`, and with `location` where it is given."""

    status, location = 204, ""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.posted: list[tuple[str, dict[str, str], bytes]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    """One request."""

    server: WebServer

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.posted.append((self.path, dict(self.headers), body))
        self.send_response(self.server.status)
        if self.server.location:
            self.send_header("Location", self.server.location)
        self.end_headers()

    def do_GET(self) -> None:
        self.server.posted.append((self.path, dict(self.headers), b"GET"))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Quietly."""


@contextmanager
def web_server() -> Iterator[WebServer]:
    """One that listens, and stops."""
    server = WebServer()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
