"""Writes answers in each of AWS's protocols, after checking them against the operation's output shape."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from ajar.demo.aws.errors import AwsError, FakeBug
from ajar.demo.http_server import Response

if TYPE_CHECKING:
    from ajar.demo.aws.models import Service, Shape, Value

XSI = "http://www.w3.org/2001/XMLSchema-instance"
TYPES: dict[str, type | tuple[type, ...]] = {
    "blob": bytes,
    "boolean": bool,
    "double": (int, float),
    "integer": int,
    "list": list,
    "long": int,
    "map": dict,
    "string": str,
    "structure": dict,
    "timestamp": datetime,
}
# S3's answers are known by their root element, which the models do not carry.
ROOTS = {
    "GetBucketAcl": "AccessControlPolicy",
    "GetBucketTagging": "Tagging",
    "GetBucketWebsite": "WebsiteConfiguration",
    "GetBucketRequestPayment": "RequestPaymentConfiguration",
    "GetObjectAcl": "AccessControlPolicy",
    "ListBuckets": "ListAllMyBucketsResult",
    "ListObjects": "ListBucketResult",
    "ListObjectsV2": "ListBucketResult",
}


def success(service: Service, operation: str, answer: dict[str, Any]) -> Response:
    """Return the answer on the wire.

    Raises FakeBug when a member, a type or an enumerated word is not one that the model has.
    """
    model = service.operation(operation)
    shape, status = model.output_shape, int(model.http.get("responseCode", 200))
    if shape is None:
        return Response(status)
    _check(shape, answer, operation)
    if service.protocol in {"json", "rest-json"}:
        version = service.model.metadata.get("jsonVersion", "1.1")
        return Response(status, {"Content-Type": f"application/x-amz-json-{version}"}, _json(answer))
    if service.protocol == "rest-xml":
        return _rest_xml(service, operation, answer, status)
    if service.protocol == "ec2":
        body = _xml(shape, answer, f"{operation}Response", service.namespace)
        return Response(status, {"Content-Type": "text/xml;charset=UTF-8"}, body.encode())
    result = _xml(shape, answer, shape.serialization.get("resultWrapper", f"{operation}Result"))
    body = (
        f'<{operation}Response xmlns="{service.namespace}">{result}'
        f"<ResponseMetadata><RequestId>demo</RequestId></ResponseMetadata></{operation}Response>"
    )
    return Response(status, {"Content-Type": "text/xml"}, body.encode())


def failure(service: Service | None, error: AwsError, details: dict[str, str]) -> Response:
    """Return the error as the service's protocol words it; S3's carries the details too."""
    protocol = service.protocol if service else "rest-xml"
    if protocol in {"json", "rest-json"}:
        body = json.dumps({"__type": error.code, "message": error.message, "Message": error.message})
        headers = {"Content-Type": "application/x-amz-json-1.1", "x-amzn-ErrorType": error.code}
        return Response(error.status, headers, body.encode())
    inner = f"<Code>{escape(error.code)}</Code><Message>{escape(error.message)}</Message>"
    if protocol == "ec2":
        body = f"<Response><Errors><Error>{inner}</Error></Errors><RequestID>demo</RequestID></Response>"
    elif protocol == "query":
        inner = f"<Error><Type>Sender</Type>{inner}</Error>"
        body = f"<ErrorResponse>{inner}<RequestId>demo</RequestId></ErrorResponse>"
    else:
        more = "".join(f"<{name}>{escape(text)}</{name}>" for name, text in details.items())
        body = (
            f'<?xml version="1.0" encoding="UTF-8"?>\n<Error>{inner}{more}<RequestId>demo</RequestId></Error>'
        )
    return Response(error.status, {"Content-Type": "application/xml"}, body.encode())


def _rest_xml(service: Service, operation: str, answer: dict[str, Any], status: int) -> Response:
    shape = service.operation(operation).output_shape
    headers = {
        member.serialization["name"]: _text(answer[name], http=True)
        for name, member in shape.members.items()
        if name in answer and member.serialization.get("location") == "header"
    }
    payload = shape.serialization.get("payload")
    if payload and shape.members[payload].type_name in {"string", "blob"}:
        content = answer.get(payload, b"")
        return Response(status, headers, content if isinstance(content, bytes) else content.encode())
    if operation == "GetBucketLocation":
        # The one answer whose root element is the value itself; botocore reads it by a rule of its own.
        body = f"<LocationConstraint>{escape(answer.get('LocationConstraint', ''))}</LocationConstraint>"
    elif payload:
        root = shape.members[payload].serialization.get("name", payload)
        body = _xml(shape.members[payload], answer.get(payload, {}), root, service.namespace)
    else:
        body = _xml(shape, answer, ROOTS.get(operation, shape.name), service.namespace)
    return Response(
        status, headers | {"Content-Type": headers.get("Content-Type", "application/xml")}, body.encode()
    )


def _check(shape: Shape, value: Value, place: str) -> None:
    kind = shape.type_name
    fits = isinstance(value, TYPES[kind]) and (kind == "boolean" or not isinstance(value, bool))
    if not fits:
        message = f"{place}: {value!r} is no {kind}"
        raise FakeBug(message)
    if kind == "structure":
        for name, inner in value.items():
            if name not in shape.members:
                message = f"{place}: {shape.name} has no member {name}"
                raise FakeBug(message)
            _check(shape.members[name], inner, f"{place}.{name}")
    elif kind == "list":
        for inner in value:
            _check(shape.member, inner, f"{place}[]")
    elif kind == "map":
        for inner in value.values():
            _check(shape.value, inner, f"{place}{{}}")
    elif kind == "string" and shape.enum and value not in shape.enum:
        message = f"{place}: {value!r} is none of {shape.enum}"
        raise FakeBug(message)


def _xml(shape: Shape, value: Value, tag: str, namespace: str = "") -> str:
    mark = f" xmlns={quoteattr(namespace)}" if namespace else ""
    kind = shape.type_name
    if kind == "structure":
        return _structure(shape, value, tag, mark)
    if kind == "list":
        if shape.serialization.get("flattened"):
            return "".join(_xml(shape.member, inner, tag) for inner in value)
        item = shape.member.serialization.get("name", "member")
        return f"<{tag}>{''.join(_xml(shape.member, inner, item) for inner in value)}</{tag}>"
    if kind == "map":
        entries = "".join(
            f"<entry><key>{escape(key)}</key>{_xml(shape.value, inner, 'value')}</entry>"
            for key, inner in value.items()
        )
        return f"<{tag}>{entries}</{tag}>"
    return f"<{tag}{mark}>{escape(_text(value))}</{tag}>"


def _structure(shape: Shape, value: dict[str, Any], tag: str, mark: str) -> str:
    inner = []
    for name, member in shape.members.items():
        label = member.serialization.get("name", name)
        if name not in value or member.serialization.get("location"):
            continue
        if member.serialization.get("xmlAttribute"):
            mark += f" xmlns:xsi={quoteattr(XSI)} {label}={quoteattr(value[name])}"
        else:
            inner.append(_xml(member, value[name], label))
    return f"<{tag}{mark}>{''.join(inner)}</{tag}>"


def _text(value: Value, *, http: bool = False) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        moment = value.astimezone(UTC)
        return format_datetime(moment, usegmt=True) if http else moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")
    return str(value)


def _json(answer: dict[str, Any]) -> bytes:
    return json.dumps(answer, default=datetime.timestamp).encode()
