"""Access Analyzer's check of a policy's text for public access, by the demo's own evaluator."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ajar.demo.aws.errors import AwsError
from ajar.demo.aws.stranger import is_public

if TYPE_CHECKING:
    from collections.abc import Callable

    from ajar.demo.aws.access import Caller
    from ajar.demo.aws.inputs import Given
    from ajar.demo.aws.state import World

Answer = dict[str, Any]


def check_no_public_access(_: World, __: Caller, given: Given) -> Answer:
    """Tell whether a bucket's policy is free of public access, and by which statements it is not.

    "CheckNoPublicAccess",
    https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_CheckNoPublicAccess.html, read
    2026-11-24. Raises ValidationException for a text that is no policy, and for another resource's.
    """
    if given["resourceType"] != "AWS::S3::Bucket":
        raise AwsError("ValidationException", "the demo checks the policies of buckets alone")
    statements = _statements(given["policyDocument"])
    reasons = [
        {"description": "Public access granted in the following statement", "statementIndex": index}
        for index, statement in enumerate(statements)
        if is_public(json.dumps({"Statement": [statement]}))
    ]
    if reasons:
        message = "The resource policy grants public access for the given resource type."
        return {"result": "FAIL", "message": message, "reasons": reasons}
    message = "The resource policy does not grant public access for the given resource type."
    return {"result": "PASS", "message": message, "reasons": []}


def _statements(text: str) -> list[Any]:
    try:
        loaded = json.loads(text)
    except ValueError as error:
        raise AwsError("ValidationException", "the policy document is no JSON") from error
    found = loaded.get("Statement", []) if isinstance(loaded, dict) else []
    return found if isinstance(found, list) else [found]


OPERATIONS: dict[str, Callable[[World, Caller, Given], Answer]] = {
    "accessanalyzer.CheckNoPublicAccess": check_no_public_access,
}
