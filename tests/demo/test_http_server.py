"""The demo's HTTP server: loopback only, proxy requests understood, tunnels refused."""

from __future__ import annotations

import http.client
import socket
import threading
import time
from urllib.parse import urlsplit

import pytest

from ajar.demo.http_server import Drop, Request, Response, serve


def _echo(request: Request) -> Response:
    return Response(
        200,
        {"X-Host": request.host},
        f"{request.method} {request.path}?{request.query}".encode() + request.body,
    )


def _ask(url: str, method: str, target: str, body: bytes | None = None) -> tuple[int, bytes, str]:
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=5)
    try:
        connection.request(method, target, body=body)
        answer = connection.getresponse()
        return answer.status, answer.read(), answer.getheader("X-Host", "")
    finally:
        connection.close()


def test_it_listens_on_loopback_only() -> None:
    with serve(_echo) as server:
        assert server.url.startswith("http://127.0.0.1:")


def test_path_query_and_body_arrive_as_they_were_sent() -> None:
    with serve(_echo) as server:
        assert _ask(server.url, "POST", "/a%2Fb?x=1&y", b"!")[1] == b"POST /a%2Fb?x=1&y!"


def test_a_proxy_request_is_understood_and_names_its_real_host() -> None:
    with serve(_echo) as server:
        status, body, host = _ask(server.url, "GET", "http://bucket.s3.eu-west-1.amazonaws.com/key?acl")
    assert (status, body, host) == (
        200,
        b"GET /key?acl",
        "bucket.s3.eu-west-1.amazonaws.com",
    )


def test_a_tunnel_is_refused() -> None:
    with serve(_echo) as server:
        assert _ask(server.url, "CONNECT", "s3.amazonaws.com:443")[0] == http.HTTPStatus.NOT_IMPLEMENTED


def test_a_head_answer_may_state_the_length_of_what_it_does_not_send() -> None:
    with serve(lambda _: Response(200, {"Content-Length": "42"})) as server:
        connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=5)
        connection.request("HEAD", "/")
        answer = connection.getresponse()
        assert (answer.getheader("Content-Length"), answer.read()) == ("42", b"")
        connection.close()


def test_drop_cuts_the_connection_without_an_answer() -> None:
    def drop(_: Request) -> Response:
        raise Drop

    with (
        serve(drop) as server,
        pytest.raises((http.client.RemoteDisconnected, ConnectionResetError)),
    ):
        _ask(server.url, "GET", "/")


def test_a_connection_serves_many_requests() -> None:
    with serve(_echo) as server:
        connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=5)
        answers = []
        for number in range(3):
            connection.request("GET", f"/{number}")
            answers.append(connection.getresponse().read())
        connection.close()
    assert answers == [b"GET /0?", b"GET /1?", b"GET /2?"]


def test_a_body_in_chunks_is_put_together() -> None:
    with serve(_echo) as server:
        connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=5)
        connection.request("PUT", "/", body=iter([b"one ", b"two"]), encode_chunked=True)
        assert connection.getresponse().read() == b"PUT /?one two"
        connection.close()


def test_a_client_that_waits_to_be_told_to_send_is_told() -> None:
    with serve(_echo) as server:
        address = urlsplit(server.url)
        with socket.create_connection((address.hostname or "", address.port or 0), timeout=5) as connection:
            connection.sendall(
                b"PUT / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n"
            )
            assert connection.recv(100).startswith(b"HTTP/1.1 100 ")
            connection.sendall(b"x")
            assert connection.recv(100).startswith(b"HTTP/1.1 200 ")


def test_sleeping_handlers_do_not_wait_for_each_other() -> None:
    def slow(request: Request) -> Response:
        time.sleep(0.3)
        return _echo(request)

    with serve(slow) as server:
        askers = [threading.Thread(target=_ask, args=(server.url, "GET", "/")) for _ in range(20)]
        started = time.monotonic()
        for asker in askers:
            asker.start()
        for asker in askers:
            asker.join()
        assert time.monotonic() - started < 3  # one after the other it would be six


def test_a_closed_server_cuts_the_connections_that_are_open() -> None:
    server = serve(_echo)
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=5)
    connection.request("GET", "/")
    connection.getresponse().read()
    server.close()
    with pytest.raises(OSError):  # noqa: PT011 - which of the socket's errors comes is the platform's choice
        connection.sock.recv(1) or (_ for _ in ()).throw(ConnectionResetError)
    connection.close()
