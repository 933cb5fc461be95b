"""A bucket's policy: whom it lets in, and to do what, after its own denials."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ajar.model.access import Audience
from ajar.model.exposure import Evidence, Unknown
from ajar.model.facts import Reason, Value
from ajar.model.grant import Grant
from ajar.model.ours import Ours


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyReading:
    """What a policy gives: grants without gates, and what explains that it gives nobody outside anything.

    `aws_calls_public` is AWS's own word for it, which decides when RestrictPublicBuckets acts; None where it
    is not decided.
    """

    grants: tuple[Grant, ...] = ()
    absences: tuple[Evidence, ...] = ()
    aws_calls_public: bool | None = False


def read_policy(  # noqa: PLR0913 - the policy, its place, and whose bucket it is on; all by name
    text: Value, *, setting: str, owner: str, bucket_arn: str, account: str, ours: Ours, at: datetime
) -> PolicyReading:
    """The reading of a bucket policy's exact text; None is "no policy".

    `account` is the bucket's own: what its policy gives to that account opens nothing and is no grant;
    accounts and canonical ids of `ours` are the organization. `at` is the time of the verdict. Total: what is
    no policy becomes one grant in doubt, for everyone.
    """
    if text is None:
        absence = Evidence(setting=setting, owner=owner, code="policy_not_set")
        return PolicyReading(absences=(absence,))
    doubt = Unknown(setting=setting, owner=owner, reason=Reason.UNSUPPORTED, code="policy_not_decided")
    evidence = Evidence(setting=setting, owner=owner, code="policy_not_decided")
    grant = Grant(audience=Audience.PUBLIC, capabilities=frozenset(), evidence=evidence, doubts=(doubt,))
    return PolicyReading(grants=(grant,), aws_calls_public=None)
