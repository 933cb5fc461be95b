"""Whether a website stops for its visitors.

"Hosting a static website using Amazon S3" (AmazonS3/latest/userguide/WebsiteHosting.html), "Website
endpoints" (AmazonS3/latest/userguide/WebsiteEndpoints.html) and "Amazon S3 website endpoints"
(general/latest/gr/s3.html), under https://docs.aws.amazon.com/ and read 2026-11-24: a website's endpoint
serves anonymous requests only, so that it serves nothing that is not public.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ajar.model.change import Consequence, Topic
from ajar.model.facts import Unread
from ajar.model.resource import Resource
from ajar.providers.aws.s3_bucket.gates import known
from ajar.providers.aws.s3_bucket.look_ahead.bearing import shuts_out
from ajar.providers.aws.s3_bucket.look_ahead.lookup import Lookup, reassurance, trouble, unknown
from ajar.providers.kind import Ahead, Reader

_WITH_A_DASH = {
    "ap-northeast-1",
    "ap-southeast-1",
    "ap-southeast-2",
    "eu-west-1",
    "sa-east-1",
    "us-east-1",
    "us-gov-west-1",
    "us-west-1",
    "us-west-2",
}
"""The regions in whose website endpoints a dash stands before the region, and in all others a dot."""


def website(_reader: Reader, ahead: Ahead) -> Iterator[Consequence]:
    """Whether the bucket is a website that anyone could read until now."""
    if not shuts_out(ahead):
        return
    resource = ahead.finding.resource
    read = known(ahead.finding.facts, "website", resource.id)
    if isinstance(read, Unread):
        yield unknown(Topic.BREAKS, "ahead_website_not_known", permission=read.permission)
    elif read.value is None:
        yield reassurance(Topic.BREAKS, "ahead_website_off")
    elif isinstance(read.value, Mapping) and "RedirectAllRequestsTo" in read.value:
        yield reassurance(Topic.BREAKS, "ahead_website_redirects")
    else:
        yield trouble(Topic.BREAKS, "ahead_website_stops", address=address(resource))


def address(resource: Resource) -> str:
    """The host name under which the bucket's website answers."""
    mark = "-" if resource.region in _WITH_A_DASH else "."
    suffix = "amazonaws.com.cn" if resource.region.startswith("cn-") else "amazonaws.com"
    return f"{resource.name}.s3-website{mark}{resource.region}.{suffix}"


WEBSITE = Lookup(name="website", look=website)
