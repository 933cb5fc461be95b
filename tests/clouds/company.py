"""The company's clouds as a person's own tools would reach them: addresses and keys in the environment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from ajar.demo.aws.cloud import AwsCloud
from ajar.demo.aws.company.callers import PROD_KEY, secret_of
from ajar.demo.aws.world import world as aws_world
from ajar.demo.gcp.cloud import GoogleCloud
from ajar.demo.gcp.world import world as google_world
from ajar.demo.http_server import Headers, Request, Response, serve


@contextmanager
def aws(environment: pytest.MonkeyPatch, key: str = PROD_KEY) -> Iterator[AwsCloud]:
    """AWS at a loopback address, with a key of the company's as the ambient credentials."""
    cloud = AwsCloud(aws_world(42))
    with serve(cloud.handle) as server:
        environment.setenv("AWS_ENDPOINT_URL", server.url)
        environment.setenv("AWS_ACCESS_KEY_ID", key)
        environment.setenv("AWS_SECRET_ACCESS_KEY", secret_of(key))
        environment.setenv("AWS_REGION", "eu-west-1")
        yield cloud


@contextmanager
def google(environment: pytest.MonkeyPatch) -> Iterator[GoogleCloud]:
    """Google Cloud at a loopback address, where no credentials are sent; whoever asks there is Ana."""
    cloud = GoogleCloud(google_world(42))

    def as_ana(request: Request) -> Response:
        assert "Authorization" not in request.headers, "credentials were sent to an emulator"
        signed = Headers([*request.headers.items(), ("Authorization", "Bearer demo")])
        return cloud.handle(
            Request(request.method, request.path, request.query, signed, request.body, request.host)
        )

    with serve(as_ana) as server:
        environment.setenv("AJAR_GCP_ENDPOINT", server.url)
        yield cloud
