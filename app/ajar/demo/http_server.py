"""The one small HTTP server that both fake clouds answer through; it knows HTTP and nothing of any cloud."""

from __future__ import annotations

import contextlib
import socket
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from types import TracebackType

    # How socketserver types what it hands on as a connection.
    Connection = socket.socket | tuple[bytes, socket.socket]


class Drop(Exception):
    """Raised by a handler to cut the connection without any answer."""


class Headers(Mapping[str, str]):
    """Header fields by name, whatever the case; of a repeated field the last one counts."""

    def __init__(self, fields: Iterable[tuple[str, str]] = ()) -> None:
        """Take the fields in the order in which they came."""
        self._fields = {name.lower(): value for name, value in fields}

    def __getitem__(self, name: str) -> str:
        """Return the field's text; KeyError when it was not sent."""
        return self._fields[name.lower()]

    def __iter__(self) -> Iterator[str]:
        """Iterate over the names, in lower case."""
        return iter(self._fields)

    def __len__(self) -> int:
        """Return the number of different fields."""
        return len(self._fields)


@dataclass(frozen=True, slots=True)
class Request:
    """One request: path and query still percent-encoded, the host as the client named it (port included)."""

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=Headers)
    body: bytes = b""
    host: str = ""


@dataclass(frozen=True, slots=True)
class Response:
    """One answer. Content-Length is added unless the headers have it (as an answer to HEAD may)."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


Handler = Callable[[Request], Response]


class Server:
    """A running server on loopback; a context manager that closes itself."""

    def __init__(self, handle: Handler, port: int) -> None:
        """Listen at once; `port` 0 takes any free one."""
        self._listener = _Listener(handle, port)
        self._thread = threading.Thread(
            target=self._listener.serve_forever,
            kwargs={"poll_interval": 0.05},
            daemon=True,
        )
        self._thread.start()

    @property
    def url(self) -> str:
        """The address as `http://127.0.0.1:port`, without a slash at the end."""
        return f"http://127.0.0.1:{self._listener.server_port}"

    def close(self) -> None:
        """Stop listening and cut every connection that is still open."""
        self._listener.shutdown()
        self._listener.server_close()
        self._listener.cut_connections()
        self._thread.join()

    def __enter__(self) -> Self:
        """Return the running server."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the server."""
        self.close()


def serve(handle: Handler, port: int = 0) -> Server:
    """Start a server on 127.0.0.1 that answers each request with `handle`, a thread each connection.

    A handler may sleep; it may raise Drop. Any other exception is a bug of the fake: its traceback goes to
    stderr and the connection is cut.
    """
    return Server(handle, port)


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256

    def __init__(self, handle: Handler, port: int) -> None:
        self.handler = handle
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        super().__init__(("127.0.0.1", port), _Exchange)

    def server_bind(self) -> None:
        # HTTPServer's own would ask the name service for this machine's name, which may take seconds.
        TCPServer.server_bind(self)
        self.server_name, self.server_port = "127.0.0.1", int(self.server_address[1])

    def process_request(self, request: Connection, client_address: object) -> None:
        if isinstance(request, socket.socket):
            with self._lock:
                self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Connection) -> None:
        if isinstance(request, socket.socket):
            with self._lock:
                self._open.discard(request)
        super().shutdown_request(request)

    def cut_connections(self) -> None:
        with self._lock:
            for connection in self._open:
                _cut(connection)

    def handle_error(self, request: Connection, client_address: object) -> None:
        # A client that goes away in the middle is no news; anything else is a bug that must be seen.
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class _Exchange(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    server: _Listener

    def answer(self) -> None:
        path, query, host = self._target()
        headers = Headers(self.headers.items())
        request = Request(self.command, path, query, headers, self._body(), host)
        try:
            response = self.server.handler(request)
        except Drop:
            self.close_connection = True
            _cut(self.connection)
            return
        self._send(response)

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = answer

    def handle_expect_100(self) -> bool:
        # The client waits for this line before it sends the body, so it must not stay in our buffer.
        super().handle_expect_100()
        self.wfile.flush()
        return True

    def refuse_tunnel(self) -> None:
        # A client that wants https through us would leave this machine: it must not.
        self.close_connection = True
        self._send(Response(501, {"Connection": "close"}, b"no tunnels here"))

    do_CONNECT = refuse_tunnel

    def _target(self) -> tuple[str, str, str]:
        # A client that takes us for its proxy sends the whole URL.
        if self.path.startswith(("http://", "https://")):
            url = urlsplit(self.path)
            return url.path or "/", url.query, url.netloc
        path, _, query = self.path.partition("?")
        return path, query, self.headers.get("Host", "")

    def _body(self) -> bytes:
        if "chunked" in self.headers.get("Transfer-Encoding", "").lower():
            return b"".join(iter(self._chunk, b""))
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def _chunk(self) -> bytes:
        size = int(self.rfile.readline().split(b";")[0], 16)
        data = self.rfile.read(size)
        self.rfile.readline()
        return data

    def _send(self, response: Response) -> None:
        self.send_response(response.status)
        for name, value in response.headers.items():
            self.send_header(name, value)
        if "Content-Length" not in response.headers:
            self.send_header("Content-Length", str(len(response.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(response.body)
        self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the overridden method's name
        pass


def _cut(connection: socket.socket) -> None:
    # It may be closed already; that is what was wanted.
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
