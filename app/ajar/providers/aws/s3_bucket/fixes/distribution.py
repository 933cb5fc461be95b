"""A plan that leaves a bucket to one distribution of the content network, which serves it to its viewers.

"Restrict access to an Amazon S3 origin", read 2026-11-24,
https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html:
the policy names CloudFront's service and the one distribution, whose origin is the bucket itself (no website
endpoint) with an origin access control that signs its requests.
"""

from __future__ import annotations

from ajar.model.change import Change, Choice, Option
from ajar.model.exposure import Evidence
from ajar.model.facts import Fact, reading
from ajar.policy.aws.language import Statement
from ajar.policy.aws.principals import Form
from ajar.policy.compared import widened
from ajar.providers.aws.s3_bucket.distribution import CONTROL, Distribution, Origin
from ajar.providers.aws.s3_bucket.fixes.case import Case, opens
from ajar.providers.aws.s3_bucket.fixes.narrowing import Only
from ajar.providers.aws.s3_bucket.fixes.statements import in_policy, rewritten, statements
from ajar.providers.aws.s3_bucket.fixes.taken import check
from ajar.providers.aws.s3_bucket.origin_access import SIGNING, known_distributions
from ajar.providers.kind import CannotPlan, Chosen

NAME = "distribution"
"""The name of the choice."""

_SERVICE = "cloudfront.amazonaws.com"
_KEY = "AWS:SourceArn"
_OPERATORS = ("StringEquals", "ArnEquals", "StringLike", "ArnLike")
"""Of an ARN without wildcards all say the same."""

_SIGNS = ("always", "no-override")


def distribution_choice(case: Case) -> tuple[Choice, ...]:
    """The distributions that ask for the bucket with a signature, so far as they were read."""
    found = _signing(case)
    if not found:
        return ()
    options = tuple(Option(value=one.id, name=_name(one)) for one in found)
    alone = found[0].id if len(found) == 1 else ""
    return (Choice(name=NAME, options=options, value=alone, sample=found[0].id),)


def only_distribution(case: Case, chosen: Chosen) -> tuple[Change, ...]:
    """Make the chosen distribution the principal of what opens the bucket to others.

    The files are served to anyone who asks it, as before, unless it wants signed URLs: it does not close by
    itself, and takes the direct way only. Raises CannotPlan where none is chosen, and where AWS would refuse
    the policy.
    """
    found = {one.id: one for one in _signing(case)}
    opening = tuple(one for one in opens(case.exposure) if not _is_for_service(case, one))
    if not found or not any(in_policy(case, opening)):
        return ()
    name = chosen.get(NAME, "").strip()
    if not name:
        raise CannotPlan("fix_nothing_chosen", choice=NAME)
    if name not in found:
        raise CannotPlan("fix_no_such_distribution", value=name)
    only = Only(_OPERATORS, _KEY, (found[name].arn,))
    after = rewritten(case, opening, only, _names_somebody, {"Service": _SERVICE})
    if after is case or widened(case.exposure, after.exposure):
        return ()
    check(case.text() or "", after.text())
    return after.changes


def _signing(case: Case) -> list[Distribution]:
    """The bucket's distributions that sign what they ask of it as of a store of objects."""
    known = known_distributions(case.resource, case.facts)
    return [one for one in known if any(_signs(case, origin) for origin in one.origins)]


def _signs(case: Case, origin: Origin) -> bool:
    if origin.website or origin.access != CONTROL:
        return False
    signing = reading(case.facts, SIGNING, origin.access_id)
    return isinstance(signing, Fact) and signing.value in _SIGNS


def _is_for_service(case: Case, evidence: Evidence) -> bool:
    """Whether it is a statement for services with a condition on whom they ask for: one that is done."""
    statement = statements(case).get(evidence.pointer)
    if statement is None or evidence.setting != case.terrain.policy:
        return False
    services = all(one.form is Form.SERVICE for one in statement.principals.listed)
    fixed = any(one.key.lower() == _KEY.lower() for one in statement.conditions)
    return services and fixed and not statement.principals.negated


def _names_somebody(statement: Statement) -> bool:
    """Whether it has a principal that another can be put in the place of: all but some have none."""
    return not statement.principals.negated


def _name(distribution: Distribution) -> str:
    return next(iter(distribution.aliases), distribution.domain)
