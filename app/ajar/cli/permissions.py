"""`ajar permissions`: the least that reading takes, ready to paste."""

from __future__ import annotations

from typing import Annotated

import typer

from ajar.cli.options import Cloud
from ajar.jobs.sign_in import provider


def permissions(cloud: Annotated[Cloud, typer.Argument(help="aws prints a policy, gcp a role.")]) -> None:
    """Print the least-privilege policy or role that a scan needs. It lets nothing be changed."""
    chosen = provider(cloud.value)
    typer.echo(chosen.permissions(chosen.kinds).rstrip("\n"))
