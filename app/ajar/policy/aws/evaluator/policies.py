"""What a whole policy says to one request, and by which statement.

"How AWS enforcement code logic evaluates requests to allow or deny access", read 2026-11-24,
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html:
what nothing allows is denied, and "an explicit deny overrides an explicit allow".
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from ajar.policy.aws.evaluator.logic import some
from ajar.policy.aws.evaluator.statements import applies
from ajar.policy.aws.language import VERSIONS, Effect, Policy
from ajar.policy.aws.request import Request


class Word(Enum):
    """What a policy says."""

    ALLOW = "allow"
    DENY = "deny"
    NEITHER = "neither"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True)
class Said:
    """Whether a policy denies and whether it allows, each None where that is not known, and the word of both.

    `pointer` is the statement that decided, or the first that leaves it open; empty where none did.
    """

    denies: bool | None = False
    allows: bool | None = False
    pointer: str = ""

    @property
    def word(self) -> Word:
        """An explicit Deny wins over whatever else; what may be one leaves all open."""
        if self.denies:
            return Word.DENY
        if self.denies is None or self.allows is None:
            return Word.NOT_KNOWN
        return Word.ALLOW if self.allows else Word.NEITHER


def evaluate(policy: Policy, request: Request) -> Said:
    """What the policy says to the request."""
    variables = policy.version == VERSIONS[1]
    found = [(statement, applies(statement, request, variables=variables)) for statement in policy.statements]
    about = [(statement, answer) for statement, answer in found if answer is not False]
    denies = [(statement, answer) for statement, answer in about if statement.effect is Effect.DENY]
    allows = [(statement, answer) for statement, answer in about if statement.effect is Effect.ALLOW]
    for deciding in (denies, allows):
        # A known answer settles the effect; of Denies even one that is not known comes before any Allow.
        best = next((one for one in deciding if one[1]), deciding[0] if deciding else None)
        if best is not None:
            return Said(
                some(answer for _, answer in denies), some(answer for _, answer in allows), best[0].pointer
            )
    return Said()
