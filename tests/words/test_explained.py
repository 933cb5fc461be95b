"""An explanation shows each text once, and a request with all that it takes."""

from __future__ import annotations

from datetime import UTC, datetime

from ajar.model.access import Audience, Capability, State
from ajar.model.exposure import Evidence, Exposure, Reach, Way, Witness
from ajar.model.facts import Fact, Reading
from ajar.model.finding import Finding
from ajar.model.resource import Resource
from ajar.words.explained import explained

BUCKET = "arn:aws:s3:::acme-drafts"
POLICY = '{"Statement": [{"Sid": "Here"}, {"Sid": "There"}]}'
FIRST, SECOND = (15, 30), (32, 48)


def cited(span: tuple[int, int] | None, code: str = "policy_lets_in_anyone", owner: str = BUCKET) -> Evidence:
    return Evidence(setting="policy", owner=owner, span=span, code=code)


def told(*evidence: Evidence, witness: Witness | None = None) -> str:
    exposure = Exposure(
        state=State.OPEN,
        audience=Audience.PUBLIC,
        at_most=Audience.PUBLIC,
        capabilities=(Capability.READ,),
        all=(Reach(audience=Audience.PUBLIC, capabilities=(Capability.READ,), ways=(0,)),),
        ways=(Way(evidence=0, capabilities=(Capability.READ,)),),
        evidence=evidence,
        witness=witness,
    )
    at = datetime(2026, 11, 24, tzinfo=UTC)
    resource = Resource(
        provider="aws", account="111122223333", region="eu-west-1", kind="s3_bucket", id=BUCKET, name="drafts"
    )
    facts: dict[str, dict[str, Reading]] = {"policy": {BUCKET: Fact(value=POLICY)}}
    return explained("", Finding(resource=resource, exposure=exposure, facts=facts, read_at=at))


def request(source: str, **context: str) -> Witness:
    return Witness(
        who="anyone", action="s3:GetObject", target=f"{BUCKET}/any", source=source, context={**context}
    )


def test_a_statement_that_is_cited_twice_is_printed_once_and_both_are_said() -> None:
    text = told(cited(FIRST), cited(FIRST, "statement_denied"))
    assert text.count('"Here"') == 1
    assert text.count("Evidence: policy") == 2


def test_a_whole_policy_is_not_printed_after_a_statement_of_it() -> None:
    text = told(cited(FIRST), cited((0, len(POLICY)), "policy_lets_in_nobody"))
    assert '"There"' not in text
    assert "lets in nobody from outside" in text


def test_another_statement_is_printed_and_so_is_a_statement_after_the_whole() -> None:
    assert '"There"' in told(cited(FIRST), cited(SECOND))
    assert told(cited((0, len(POLICY))), cited(SECOND)).count('"There"') == 2


def test_a_request_is_told_with_what_conditions_ask_of_it() -> None:
    witness = request("93.184.216.34", **{"aws:Referer": "https://acme.example/any\n", "aws:UserAgent": "x"})
    text = told(cited(FIRST), witness=witness)
    assert f"s3:GetObject on {BUCKET}/any from 93.184.216.34" in text
    assert r"with aws:Referer: https://acme.example/any\n, aws:UserAgent: x" in text


def test_a_request_without_an_address_comes_through_a_network_endpoint() -> None:
    text = told(cited(FIRST), witness=request(""))
    assert f"{BUCKET}/any, through a network endpoint of their own" in text
    assert " from \n" not in text
