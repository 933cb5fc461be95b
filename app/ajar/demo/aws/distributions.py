"""What the fake AWS holds of its content network: distributions, each with one bucket as its origin."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

READS = ("GET", "HEAD")


@dataclass(frozen=True, slots=True)
class Behavior:
    """What a distribution does with the paths of one pattern; `elsewhere`: they are not of the bucket."""

    pattern: str = "*"
    signed: bool = False
    methods: tuple[str, ...] = READS
    elsewhere: bool = False


@dataclass(slots=True)
class Distribution:
    """One distribution. `behaviors` stand in their precedence, the last of them for all that is left.

    `control` is the id of its origin access control and `identity` that of its origin access identity; with
    neither it asks as a stranger does. `signing` is the control's behavior.
    """

    id: str
    account: str
    bucket: str
    region: str = "us-east-1"
    control: str = ""
    signing: str = "always"
    identity: str = ""
    enabled: bool = True
    root: str = ""
    path: str = ""
    aliases: tuple[str, ...] = ()
    behaviors: tuple[Behavior, ...] = field(default_factory=lambda: (Behavior(),))
    web_acl: str = ""
    countries: tuple[str, ...] = ()

    @property
    def arn(self) -> str:
        """Its ARN."""
        return f"arn:aws:cloudfront::{self.account}:distribution/{self.id}"

    @property
    def domain(self) -> str:
        """The host name that CloudFront gave it."""
        return f"d{hashlib.sha256(self.id.encode()).hexdigest()[:13]}.cloudfront.net"

    @property
    def origin(self) -> str:
        """The host name of the bucket, as the distribution has it for its origin."""
        return f"{self.bucket}.s3.{self.region}.amazonaws.com"
