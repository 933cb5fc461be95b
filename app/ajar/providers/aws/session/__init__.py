"""A connection to one AWS account: the only place of Ajar that knows boto3."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from botocore import xform_name

from ajar.model.account import Demo
from ajar.model.credentials import Credentials
from ajar.model.facts import Value
from ajar.model.ours import Ours
from ajar.providers.aws.session.clients import Client, Clients, settings
from ajar.providers.aws.session.failures import FAILURES, Asked, failure
from ajar.providers.aws.session.patience import Patience, Retries
from ajar.providers.aws.session.signing_in import SignedIn, signed_in
from ajar.providers.kind import Absent, CloudError, Denied, Expired, Identity, Malformed, Meter, NoCredentials

READS = ("BatchGet", "Check", "Describe", "Get", "Head", "List", "Lookup")
"""How the names of the operations begin that change nothing; any other is a write, and is sent once."""

PROVIDER = "aws"


def open_account(credentials: Credentials, patience: Patience | None = None) -> tuple[AwsSession, ...]:
    """Sign in, and find out whose account it is: one session.

    Raises NoCredentials, Expired, Denied, Busy, Unreachable or Malformed.
    """
    patience = patience or Patience()
    sign_in = "sign in again"
    try:
        entered = signed_in(credentials)
        sign_in = entered.sign_in
        entered.fetch(settings(patience, tries=patience.tries))
    except FAILURES as error:
        raise failure(error, Asked(operation="sts:GetCallerIdentity", region="", sign_in=sign_in)) from error
    session = AwsSession(entered, patience, demo=isinstance(credentials.login, Demo))
    try:
        session.find_account()
    except CloudError:
        session.close()
        raise
    return (session,)


class AwsSession:
    """`ajar.providers.kind.Session` for one AWS account; its threads share its clients."""

    provider = PROVIDER

    def __init__(self, entered: SignedIn, patience: Patience, *, demo: bool) -> None:
        """Open nothing yet; `demo` comes from the login that the credentials were made from."""
        self.demo = demo
        self.meter: Meter | None = None
        self.account = ""
        self._entered = entered
        self._clients = Clients(entered, patience)
        self._retries = Retries(patience)
        self._name = ""

    def find_account(self) -> None:
        """Ask AWS who these credentials are; raises as `call` does."""
        answer = self.call("sts:GetCallerIdentity")
        if not answer.get("Account"):
            raise Malformed("The answer to sts:GetCallerIdentity names no account: is this address AWS?")
        self.account, self._name = str(answer["Account"]), str(answer.get("Arn", ""))

    def call(
        self, operation: str, /, *, region: str = "", absent: Sequence[str] = (), **arguments: Value
    ) -> Mapping[str, Any]:
        """Make one call; see `ajar.providers.kind.Reader`. Without a region it goes to the session's own."""
        asked = self._asked(operation, region, absent)

        def send() -> Mapping[str, Any]:
            return self._send(asked, arguments)

        try:
            if not asked.read:
                return send()
            return self._retries.read(send, lambda: self._throttled(asked), asked.region)
        except NoCredentials as error:
            if not self.account or asked.region == self._entered.region:
                raise
            raise self._unknown_there(asked) from error

    def from_outside(self, operation: str, /, *, region: str = "", **arguments: Value) -> Mapping[str, Any]:
        """Make one reading call without any credentials; see `ajar.providers.kind.Session`."""
        return self._send(self._asked(operation, region, ()), arguments, signed=False)

    def pages(
        self, operation: str, /, *, region: str = "", **arguments: Value
    ) -> Iterator[Mapping[str, Any]]:
        """Every page, one call each, by the token that botocore's model of the operation names."""
        into, out = self._tokens(operation)
        token: Value = None
        while True:
            more = {into: token} if token is not None else {}
            answer = self.call(operation, region=region, **arguments, **more)
            yield answer
            last, token = token, _within(answer, out) or None
            if token is None:
                return
            if token == last:
                raise Malformed(f"{operation} gave the same page twice.")

    def identity(self) -> Identity:
        """Who the credentials are; two calls, for the account's organization and its canonical user id.

        Neither has to be readable: without them `ours` is smaller, and a verdict only wider.
        """
        organization, alone = self._organization()
        owner = str(self._or_nothing("s3:ListBuckets", "Owner", MaxBuckets=1).get("ID", ""))
        return Identity(
            name=self._name,
            root=self._name.endswith(":root"),
            organization=organization or None,
            ours=Ours(
                accounts=frozenset({self.account}),
                organizations=frozenset({organization} - {""}),
                canonical_ids=frozenset({owner} - {""}),
                alone=frozenset({self.account} if alone else ()),
            ),
        )

    def close(self) -> None:
        """End what waits, and give back the connections."""
        self._retries.close()
        self._clients.close()

    def _organization(self) -> tuple[str, bool]:
        """The id of the account's organization, empty where it is not known, and whether there is none.

        "DescribeOrganization", read 2026-11-24,
        https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribeOrganization.html.
        """
        none = ("AWSOrganizationsNotInUseException",)
        try:
            found = self._or_nothing("organizations:DescribeOrganization", "Organization", absent=none)
        except Absent:
            return "", True
        return str(found.get("Id", "")), False

    def _or_nothing(
        self, operation: str, member: str, absent: Sequence[str] = (), **arguments: Value
    ) -> Mapping[str, Any]:
        """A part of an answer; empty when it is not there or may not be asked for. Raises Absent."""
        try:
            return self.call(operation, absent=absent, **arguments).get(member) or {}
        except (Absent, Expired, NoCredentials):
            raise
        except CloudError:
            return {}

    def _asked(self, operation: str, region: str, absent: Sequence[str]) -> Asked:
        return Asked(
            operation=operation,
            region=region or self._entered.region,
            sign_in=self._entered.sign_in,
            read=operation.partition(":")[2].startswith(READS),
            absent=tuple(absent),
        )

    def _unknown_there(self, asked: Asked) -> Denied:
        """What it means that one region does not know the credentials: at home they are asked for once more.

        A region that is switched off knows nobody. What is in it lives on, so that nothing is proven of it
        ("Enable or disable AWS Regions in your account",
        https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html, read 2026-11-24).
        Raises NoCredentials where they are not known at home either.
        """
        self.call("sts:GetCallerIdentity")
        return Denied(
            f"AWS does not know these credentials in {asked.region}: the account has switched the region off."
        )

    def _send(
        self, asked: Asked, arguments: Mapping[str, Value], *, signed: bool = True
    ) -> Mapping[str, Any]:
        """Send the call once, and tell the meter."""
        service, _, name = asked.operation.partition(":")
        try:
            client = self._clients.client(service, asked.region, signed=signed)
            method = getattr(client, xform_name(name))
            given = self._guarded(client, name, arguments) if signed else arguments
            if self.meter is not None:
                self.meter.called(asked.operation, asked.region)
            answer: dict[str, Any] = method(**given)
        except FAILURES as error:
            raise failure(error, asked) from error
        answer.pop("ResponseMetadata", None)
        return answer

    def _guarded(self, client: Client, name: str, arguments: Mapping[str, Value]) -> Mapping[str, Value]:
        """The arguments, with the account that a bucket must still belong to.

        A bucket that was deleted and made anew by somebody else refuses such a call ("Verifying bucket
        ownership with bucket owner condition",
        https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html, read 2026-11-24).
        """
        if "Bucket" not in arguments or not self.account:
            return arguments
        shape = client.meta.service_model.operation_model(name).input_shape
        if "ExpectedBucketOwner" not in shape.members:
            return arguments
        return {"ExpectedBucketOwner": self.account, **arguments}

    def _tokens(self, operation: str) -> tuple[str, str]:
        """The names of the token that a list takes and gives; empty for a list that comes as one page."""
        service, _, name = operation.partition(":")
        try:
            model = self._entered.core.get_paginator_model(service).get_paginator(name)
        except FAILURES:
            return "", ""
        return str(model["input_token"]), str(model["output_token"])

    def _throttled(self, asked: Asked) -> None:
        if self.meter is not None:
            self.meter.throttled(asked.operation, asked.region)


def _within(answer: Mapping[str, Any], path: str) -> Value:
    """What stands at a path of names with dots between; None where nothing does."""
    found: Value = answer
    for name in path.split("."):
        found = found.get(name) if isinstance(found, Mapping) else None
    return found
