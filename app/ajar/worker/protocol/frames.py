"""How messages are framed on the pipe: four bytes of length, big-endian, and that many of MessagePack."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from ajar.worker.protocol.message import Message

LARGEST = 64 * 1024 * 1024
"""No message comes near this; a longer frame means that something else wrote into the pipe."""

_encoder = msgspec.msgpack.Encoder()


class Broken(Exception):
    """The pipe carries something that is not a message of this protocol."""


def frame(message: Message) -> bytes:
    """The message as bytes for the pipe."""
    body = _encoder.encode(message)
    return len(body).to_bytes(4, "big") + body


class Frames:
    """Cuts a stream of bytes into the bodies of its frames, however the bytes arrive."""

    def __init__(self) -> None:
        """Start with nothing received."""
        self._buffer = bytearray()

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Take bytes in and yield each body that is complete. Raises Broken on a frame that is too long."""
        self._buffer += data
        while len(self._buffer) >= 4:  # noqa: PLR2004 - the length of a length
            length = int.from_bytes(self._buffer[:4], "big")
            if length > LARGEST:
                message = f"a frame of {length} bytes"
                raise Broken(message)
            if len(self._buffer) < 4 + length:
                return
            body = bytes(self._buffer[4 : 4 + length])
            del self._buffer[: 4 + length]
            yield body
