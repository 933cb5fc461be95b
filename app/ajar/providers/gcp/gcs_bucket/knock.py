"""One request to a bucket as a stranger makes it: without credentials, from outside."""

from __future__ import annotations

from ajar.model.facts import Value
from ajar.model.resource import Resource
from ajar.providers.gcp.gcs_bucket.listing import bucket_name
from ajar.providers.kind import Denied, Knock, Malformed, Session

_LIST, _GET = "storage.objects.list", "storage.objects.get"
_NAME = "items(name)"


def knock(session: Session, resource: Resource) -> Knock:
    """Ask for the bucket's list; where that is refused, for what is known of its first object.

    The object is named by the credentials, and its contents are not asked for. Raises CloudErrors.
    """
    bucket = bucket_name(resource.id)
    if _let_in(session, _LIST, bucket=bucket, maxResults=1, fields=_NAME):
        return Knock(f"{_LIST} gs://{bucket}", let_in=True)
    # To read is another right than to list: a bucket may give either alone.
    items = session.call(_LIST, bucket=bucket, maxResults=1, fields=_NAME).get("items")
    if not items:
        return Knock(f"{_LIST} gs://{bucket}", let_in=False)
    try:
        name = items[0]["name"]
    except (KeyError, TypeError) as error:
        raise Malformed(f"{_LIST}: an object without a name") from error
    let_in = _let_in(session, _GET, bucket=bucket, object=name, fields="name")
    return Knock(f"{_GET} gs://{bucket}/{name}", let_in=let_in)


def _let_in(session: Session, operation: str, **arguments: Value) -> bool:
    try:
        session.from_outside(operation, **arguments)
    except Denied:
        return False
    return True
