"""Who else loses by a change: accounts that are named, and services of AWS that write or read here.

"Server access logging: permissions for log delivery",
https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html, and "Configure
standard logging (legacy)",
https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging-legacy-s3.html, both read
2026-11-24: logs are delivered by a bucket policy for logging.s3.amazonaws.com, or by the access list, which
stops where lists are switched off. RestrictPublicBuckets lets services pass
("PublicAccessBlockConfiguration",
https://docs.aws.amazon.com/AmazonS3/latest/API/API_PublicAccessBlockConfiguration.html, read 2026-11-24).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ajar.model.access import Audience
from ajar.model.change import Consequence, Topic
from ajar.model.exposure import Exposure, Reach
from ajar.model.facts import Fact, Facts, Unread, Value, reading
from ajar.policy.aws.language import Effect, Policy
from ajar.policy.aws.principals import Form
from ajar.policy.aws.s3_acl import CLOUDFRONT_LOGS, LOG_DELIVERY
from ajar.policy.aws.services import CONTENT_NETWORK, service
from ajar.providers.aws.s3_bucket.gates import POLICY
from ajar.providers.aws.s3_bucket.look_ahead.bearing import changes, policy_of, turned_on
from ajar.providers.aws.s3_bucket.look_ahead.lookup import Lookup, reassurance, trouble, unknown
from ajar.providers.kind import Ahead, Reader

_LOGS = "logging.s3.amazonaws.com"
_WRITERS = {LOG_DELIVERY: "ahead_logs_stop", CLOUDFRONT_LOGS: "ahead_cloudfront_logs_stop"}
_NAMED = {Audience.EXTERNAL: "ahead_outsiders", Audience.ORGANIZATION: "ahead_ours"}


def named(_reader: Reader, ahead: Ahead) -> Iterator[Consequence]:
    """The accounts, people and addresses that are named: who loses all, a part, or nothing."""
    for audience, code in _NAMED.items():
        before = _reach(audience, ahead.finding.exposure)
        after = _reach(audience, ahead.after.exposure)
        gone = [who for who in before.who if who not in after.who]
        stay = [who for who in before.who if who in after.who]
        less = set(before.capabilities) - set(after.capabilities)
        if gone:
            yield trouble(Topic.BREAKS, f"{code}_out", who=", ".join(gone))
        if stay and less:
            yield trouble(Topic.BREAKS, f"{code}_less", who=", ".join(stay))
        if stay and not less:
            yield reassurance(Topic.BREAKS, f"{code}_keep", who=", ".join(stay))


def services(_reader: Reader, ahead: Ahead, setting: str = "policy") -> Iterator[Consequence]:
    """The services that the policy names: whose statement goes, and who goes on."""
    if not changes(ahead, setting) and not turned_on(ahead, POLICY):
        return
    before, after = (_services(one.facts, ahead, setting) for one in (ahead.finding, ahead.after))
    for name in sorted(before - after):
        if name == _LOGS:
            yield trouble(Topic.BREAKS, _WRITERS[LOG_DELIVERY])
        else:
            yield trouble(Topic.BREAKS, "ahead_service_stops", service=_title(name))
    if before & after:
        titles = ", ".join(sorted(map(_title, before & after)))
        yield reassurance(Topic.BREAKS, "ahead_services_keep", services=titles)


def log_delivery(_reader: Reader, ahead: Ahead) -> Iterator[Consequence]:
    """Whether the access list lets somebody write logs here whom it no longer will."""
    if not changes(ahead, "acl", "ownership"):
        return
    resource = ahead.finding.resource
    read = reading(ahead.finding.facts, "acl", resource.id)
    if isinstance(read, Unread):
        yield unknown(Topic.BREAKS, "ahead_logs_not_known", permission=read.permission)
        return
    # Where lists are switched off there is none in play, and nothing of one lets anybody in.
    kept = _grantees(reading(ahead.after.facts, "acl", resource.id))
    for name in sorted(_grantees(read) & _WRITERS.keys() - kept):
        yield trouble(Topic.BREAKS, _WRITERS[name])


def _reach(audience: Audience, exposure: Exposure) -> Reach:
    return next((reach for reach in exposure.all if reach.audience is audience), Reach(audience=audience))


def _services(facts: Facts, ahead: Ahead, setting: str) -> set[str]:
    """The services that Allows name; CloudFront is looked at by its distributions."""
    policy = policy_of(facts, ahead.finding.resource, setting)
    if not isinstance(policy, Policy):
        return set()
    allows = (one for one in policy.statements if one.effect is Effect.ALLOW)
    names = {one.name for allow in allows for one in allow.principals.listed if one.form is Form.SERVICE}
    return names - {CONTENT_NETWORK}


def _title(name: str) -> str:
    known = service(name)
    return known.title if known else name


def _grantees(read: Value) -> set[str]:
    """The groups and canonical ids that a list names."""
    grants = read.value.get("Grants") if isinstance(read, Fact) and isinstance(read.value, Mapping) else None
    found = set()
    for grant in grants if isinstance(grants, list) else []:
        grantee = grant.get("Grantee") if isinstance(grant, Mapping) else None
        if isinstance(grantee, Mapping):
            found.add(str(grantee.get("URI") or grantee.get("ID") or ""))
    return found


NAMED = Lookup(name="named", look=named)
SERVICES = Lookup(name="services", look=services)
LOG_DELIVERIES = Lookup(name="logs", look=log_delivery)
