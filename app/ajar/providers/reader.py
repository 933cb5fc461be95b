"""A reader that asks the cloud the same question once in a run, however many resources and threads ask it."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future
from typing import Any

from ajar.model.facts import Value
from ajar.providers.kind import CloudError, Reader, Session

REMEMBERED = 2_000
"""Answers kept: enough for what resources share; a bucket's own answers are not asked for twice."""


class OnceReader:
    """A Session's reading half that remembers answers and failures; a repair takes a fresh one."""

    def __init__(self, session: Session) -> None:
        """Remember nothing yet."""
        self._session = session
        self._lock = threading.Lock()
        self._answers: OrderedDict[str, Future[Mapping[str, Any]]] = OrderedDict()

    @property
    def provider(self) -> str:
        """The session's provider."""
        return self._session.provider

    @property
    def account(self) -> str:
        """The session's account."""
        return self._session.account

    def call(
        self, operation: str, /, *, region: str = "", absent: Sequence[str] = (), **arguments: Value
    ) -> Mapping[str, Any]:
        """As Session.call; a second identical call waits for the first one's answer, or its failure."""
        key = repr((operation, region, tuple(absent), sorted(arguments.items())))
        answer, first = self._place(key)
        if not first:
            return _again(answer)
        try:
            answer.set_result(self._session.call(operation, region=region, absent=absent, **arguments))
        except CloudError as error:
            answer.set_exception(_bare(error))
            raise
        finally:
            if not answer.done():
                # Our own fault on its way up: whoever waits must not wait for ever.
                answer.cancel()
        return answer.result()

    def pages(
        self, operation: str, /, *, region: str = "", **arguments: Value
    ) -> Iterator[Mapping[str, Any]]:
        """As Session.pages; pages are large and asked for once, so they are not kept."""
        return self._session.pages(operation, region=region, **arguments)

    def _place(self, key: str) -> tuple[Future[Mapping[str, Any]], bool]:
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key], False
            answer: Future[Mapping[str, Any]] = Future()
            self._answers[key] = answer
            if len(self._answers) > REMEMBERED:
                self._answers.popitem(last=False)
            return answer, True


def _again(answer: Future[Mapping[str, Any]]) -> Mapping[str, Any]:
    """The answer that another thread asked for, or its failure, once it is there."""
    failure = answer.exception()
    if isinstance(failure, CloudError):
        raise _bare(failure)
    return answer.result()


def _bare(error: CloudError) -> CloudError:
    """The same failure without where it was raised: those frames would keep the whole HTTP answer alive."""
    return type(error)(error.message, error.permission)


def reader(session: Session) -> Reader:
    """A reader over this session for one run."""
    return OnceReader(session)
