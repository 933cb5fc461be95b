"""Reads what a call asks for, in each of AWS's protocols, by the operation's input shape."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from ajar.demo.aws.errors import AwsError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ajar.demo.aws.models import Service, Shape, Value, Wire

Given = dict[str, Any]
XSI = "{http://www.w3.org/2001/XMLSchema-instance}"


def given(service: Service, operation: str, wire: Wire, in_path: Mapping[str, str]) -> Given:
    """Return the call's parameters under the names and in the types that boto3's caller used.

    Raises AwsError (MalformedXML, SerializationException) for a body that cannot be read.
    """
    shape = service.operation(operation).input_shape
    if shape is None:
        return {}
    if service.protocol in {"query", "ec2"}:
        return _from_form(shape, wire.form, "", ec2=service.protocol == "ec2") or {}
    if service.protocol == "json":
        return _from_json(wire.body)
    found = {
        name: _typed(member, text)
        for name, member in shape.members.items()
        if (text := _located(member, name, wire, in_path)) is not None
    }
    return found | _from_body(service.protocol, shape, wire.body)


def _from_body(protocol: str, shape: Shape, body: bytes) -> Given:
    """Return what a REST request's body holds: one member, or all that stand nowhere else."""
    payload = shape.serialization.get("payload")
    if payload:
        return _from_payload(payload, shape.members[payload], body)
    if not body:
        return {}
    if protocol == "rest-json":
        return _from_json(body)
    whole: Given = _from_xml(shape, _root(body))
    return whole


def _located(member: Shape, name: str, wire: Wire, in_path: Mapping[str, str]) -> str | None:
    label = member.serialization.get("name", name)
    match member.serialization.get("location"):
        case "uri":
            return in_path.get(label)
        case "querystring":
            return wire.query.get(label)
        case "header":
            return wire.headers.get(label)
        case _:
            return None


def _from_json(body: bytes) -> Given:
    try:
        loaded = json.loads(body or b"{}")
    except ValueError as error:
        raise AwsError("SerializationException", str(error)) from error
    return loaded if isinstance(loaded, dict) else {}


def _from_payload(name: str, member: Shape, body: bytes) -> Given:
    if member.type_name == "blob":
        return {name: body}
    if member.type_name == "string":
        return {name: body.decode("utf-8", "replace")}
    return {name: _from_xml(member, _root(body))} if body else {}


def _root(body: bytes) -> ET.Element:
    try:
        return ET.fromstring(body)  # noqa: S314 - it comes from our own client, over loopback
    except ET.ParseError as error:
        raise AwsError("MalformedXML", "The XML you provided was not well-formed.") from error


def _from_xml(shape: Shape, element: ET.Element) -> Value:
    if shape.type_name == "list":
        return [_from_xml(shape.member, child) for child in element]
    if shape.type_name != "structure":
        return _typed(shape, element.text or "")
    found: Given = {}
    for name, member in shape.members.items():
        label = member.serialization.get("name", name)
        if member.serialization.get("xmlAttribute"):
            if (text := element.get(XSI + label.partition(":")[2])) is not None:
                found[name] = text
            continue
        children = [child for child in element if child.tag.rpartition("}")[2] == label]
        if not children:
            continue
        if member.type_name == "list" and member.serialization.get("flattened"):
            found[name] = [_from_xml(member.member, child) for child in children]
        else:
            found[name] = _from_xml(member, children[0])
    return found


def _from_form(shape: Shape, form: Mapping[str, str], prefix: str, *, ec2: bool) -> Value:
    """Return the value that stands in the form under the prefix; None when nothing does."""
    if shape.type_name == "structure":
        found = {
            name: value
            for name, member in shape.members.items()
            if (
                value := _from_form(member, form, _joined(prefix, _form_name(member, name, ec2=ec2)), ec2=ec2)
            )
            is not None
        }
        return found or None
    if shape.type_name == "list":
        return _list_from_form(shape, form, prefix, ec2=ec2)
    return _typed(shape, form[prefix]) if prefix in form else None


def _list_from_form(shape: Shape, form: Mapping[str, str], prefix: str, *, ec2: bool) -> list[Value] | None:
    # EC2 numbers the values right after the name; the query protocol says "member" first, unless flattened.
    if not (ec2 or shape.serialization.get("flattened")):
        prefix = f"{prefix}.{shape.member.serialization.get('name', 'member')}"
    found: list[Value] = []
    while (value := _from_form(shape.member, form, f"{prefix}.{len(found) + 1}", ec2=ec2)) is not None:
        found.append(value)
    return found or None


def _form_name(member: Shape, name: str, *, ec2: bool) -> str:
    label = str(member.serialization.get("name", name))
    if not ec2:
        return label
    return str(member.serialization.get("queryName") or label[:1].upper() + label[1:])


def _joined(prefix: str, name: str) -> str:
    return f"{prefix}.{name}" if prefix else name


def _typed(shape: Shape, text: str) -> Value:
    if shape.type_name in {"integer", "long"}:
        try:
            return int(text)
        except ValueError as error:
            raise AwsError("InvalidArgument", f"{text!r} is not a number") from error
    if shape.type_name == "boolean":
        return text.strip().lower() == "true"
    return text
