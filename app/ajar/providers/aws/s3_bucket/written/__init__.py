"""A plan for those who make the changes themselves, in the forms that buckets and access points share."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ajar.model.change import Plan
from ajar.providers.aws.s3_bucket.written.aws_cli import commands
from ajar.providers.aws.s3_bucket.written.terraform import configuration

WRITTEN: Mapping[str, Callable[[Plan], str]] = {"aws-cli": commands, "terraform": configuration}
"""By the name of a form: what writes a plan in it."""
