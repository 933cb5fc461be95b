"""`ajar permissions`: the least that reading takes, and fixing, ready to paste."""

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
    who: Annotated[
        bool, typer.Option("--who", help="With what `who` takes: logs say much, so a scan does without.")
    ] = False,
    fix: Annotated[
        bool, typer.Option("--fix", help="With what closing takes: a second identity, for fixes only.")
    ] = False,
) -> None:
    """Print the least-privilege policy or role that a scan needs; without --fix it changes nothing."""
    chosen = provider(cloud.value)
    kinds = [_with_opinions(kind) if second_opinion else kind for kind in chosen.kinds]
    typer.echo(chosen.permissions(kinds, fix=fix, who=who).rstrip("\n"))


def _with_opinions(kind: Kind) -> Kind:
    more = (name for opinion in kind.opinions for name in opinion.permissions)
    return dataclasses.replace(kind, permissions=(*kind.permissions, *more))
