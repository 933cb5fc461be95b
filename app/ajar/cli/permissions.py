"""`ajar permissions`: the least that reading takes, ready to paste."""

from __future__ import annotations

import dataclasses
from typing import Annotated

import typer

from ajar.cli.options import Cloud
from ajar.jobs.sign_in import provider
from ajar.providers.kind import Kind


def permissions(
    cloud: Annotated[Cloud, typer.Argument(help="aws prints a policy, gcp a role.")],
    *,
    second_opinion: Annotated[
        bool, typer.Option("--second-opinion", help="With what `scan --second-opinion` asks for.")
    ] = False,
) -> None:
    """Print the least-privilege policy or role that a scan needs. It lets nothing be changed."""
    chosen = provider(cloud.value)
    kinds = [_with_opinions(kind) if second_opinion else kind for kind in chosen.kinds]
    typer.echo(chosen.permissions(kinds).rstrip("\n"))


def _with_opinions(kind: Kind) -> Kind:
    more = (name for opinion in kind.opinions for name in opinion.permissions)
    return dataclasses.replace(kind, permissions=(*kind.permissions, *more))
