"""The fake AWS itself: takes a request, finds out what is asked and by whom, and answers as AWS would."""

from __future__ import annotations

import threading
from collections import deque
from typing import TYPE_CHECKING

from ajar.demo.aws import (
    access_analyzer,
    access_points,
    accounts,
    authorizations,
    cloudtrail,
    content_network,
    keys_and_networks,
    request_metrics,
    s3_bucket,
    s3_object,
    s3_settings,
)
from ajar.demo.aws.access import caller_of, check
from ajar.demo.aws.answers import failure, success
from ajar.demo.aws.errors import AwsError, RawAnswer
from ajar.demo.aws.inputs import given
from ajar.demo.aws.models import service as service_named
from ajar.demo.aws.wire import Asked, read
from ajar.demo.call import Call

if TYPE_CHECKING:
    from collections.abc import Callable

    from ajar.demo.aws.models import Service
    from ajar.demo.aws.state import World
    from ajar.demo.http_server import Request, Response

OPERATIONS = (
    access_analyzer.OPERATIONS
    | access_points.OPERATIONS
    | accounts.OPERATIONS
    | authorizations.OPERATIONS
    | cloudtrail.OPERATIONS
    | content_network.OPERATIONS
    | keys_and_networks.OPERATIONS
    | request_metrics.OPERATIONS
    | s3_bucket.OPERATIONS
    | s3_object.OPERATIONS
    | s3_settings.OPERATIONS
)
REMEMBERED = 200_000


class AwsCloud:
    """A fake AWS over one world; may be asked from many threads at once.

    `before` are hooks that run before each call, outside any lock: they may sleep, or raise AwsError,
    RawAnswer or the server's Drop. `calls` are the latest calls, strangers' included. `unserved` are the
    operations that were asked and are not written here; each was answered with 501.
    """

    def __init__(self, world: World) -> None:
        """Serve this world; what is changed in it shows at once."""
        self.world = world
        self.before: list[Callable[[Call], None]] = []
        self.calls: deque[Call] = deque(maxlen=REMEMBERED)
        self.unserved: set[str] = set()
        self._lock = threading.RLock()

    def handle(self, request: Request) -> Response:
        """Answer one request."""
        distribution = content_network.named(self.world, request.host)
        if distribution is not None:
            self.calls.append(Call("viewer", request.method, "", None, distribution.bucket))
            with self._lock:
                return content_network.view(self.world, distribution, request)
        asked = read(request)
        service = service_named(asked.service)
        operation, in_path = service.find(asked.wire) if service else ("?", {})
        key = self.world.keys.get(asked.key or "")
        resource = in_path.get("Bucket", "")
        call = Call(asked.service, operation, asked.region, key.identity.account if key else None, resource)
        self.calls.append(call)
        try:
            for hook in tuple(self.before):
                hook(call)
            return self._answer(service, operation, asked, in_path)
        except RawAnswer as raw:
            return raw.response
        except AwsError as error:
            return self._refusal(service, error, resource)

    def _answer(
        self, service: Service | None, operation: str, asked: Asked, in_path: dict[str, str]
    ) -> Response:
        name = f"{asked.service}.{operation}"
        if service is None or name not in OPERATIONS:
            self.unserved.add(name)
            raise AwsError("NotImplemented", f"the demo does not serve {name}")
        with self._lock:
            caller = caller_of(self.world, asked, service)
            wanted = given(service, operation, asked.wire, in_path)
            caller, wanted = access_points.through(self.world, caller, wanted)
            error = ""
            try:
                check(self.world, caller, service, operation, wanted)
                answer = OPERATIONS[name](self.world, caller, wanted)
            except AwsError as refusal:
                error = refusal.code
                raise
            finally:
                if cloudtrail.is_change(name):
                    address = asked.forwarded_for or ""
                    cloudtrail.write_down(self.world, caller, name, wanted, address=address, error=error)
        return success(service, operation, answer)

    def _refusal(self, service: Service | None, error: AwsError, resource: str) -> Response:
        bucket = self.world.buckets.get(resource)
        details = {"BucketName": resource} if resource else {}
        if bucket is None:
            return failure(service, error, details)
        if error.code == "PermanentRedirect":
            details["Endpoint"] = f"{bucket.name}.s3.{bucket.region}.amazonaws.com"
        response = failure(service, error, details)
        # S3 tells the region with every refusal, which is how clients find their way.
        headers = {**response.headers, "x-amz-bucket-region": bucket.region}
        return type(response)(response.status, headers, response.body)
