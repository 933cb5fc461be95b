"""The demo cloud's own process: `python -m ajar.demo.cloud` serves both fakes until its parent is gone."""

from __future__ import annotations

import argparse
import json
import sys

from ajar.demo.aws.cloud import AwsCloud
from ajar.demo.aws.models import service
from ajar.demo.aws.world import world as aws_world
from ajar.demo.gcp.cloud import GoogleCloud
from ajar.demo.gcp.world import world as google_world
from ajar.demo.http_server import serve

DEFAULT_SEED = 42
# What a scan asks first; botocore's larger models take a moment to load.
ASKED_SOON = ("sts", "iam", "s3", "s3control", "organizations", "ec2", "cloudfront")


def main(arguments: list[str] | None = None) -> None:
    """Print one line of JSON with both addresses as soon as they answer, and end when stdin is closed."""
    parser = argparse.ArgumentParser(prog="ajar.demo.cloud")
    parser.add_argument("--seed", type=int, default=DEFAULT_SEED)
    seed = parser.parse_args(arguments).seed
    with (
        serve(AwsCloud(aws_world(seed)).handle) as aws,
        serve(GoogleCloud(google_world(seed)).handle) as google,
    ):
        sys.stdout.write(json.dumps({"aws": aws.url, "gcp": google.url}) + "\n")
        sys.stdout.flush()
        for name in ASKED_SOON:
            service(name)
        # The parent holds the other end; whatever ends it ends us.
        sys.stdin.buffer.read()


if __name__ == "__main__":
    main()
