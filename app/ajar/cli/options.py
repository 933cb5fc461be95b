"""The options that commands share, each described once."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from ajar.model.access import State


class Cloud(Enum):
    """The clouds whose ambient credentials can be used."""

    AWS = "aws"
    GCP = "gcp"


class Format(Enum):
    """How a scan is written."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"


class On(Enum):
    """What of a scan counts for the exit code."""

    ANY = "any"
    NEW = "new"


class Text(Enum):
    """How one thing is written."""

    TEXT = "text"
    JSON = "json"


Profile = Annotated[str | None, typer.Option("--profile", help="A named AWS profile.", show_default=False)]
Regions = Annotated[list[str] | None, typer.Option("--region", help="Only these regions.")]
Projects = Annotated[list[str] | None, typer.Option("--project", help="These Google Cloud projects.")]
AllProjects = Annotated[
    bool, typer.Option("--all", help="All projects that the credentials can see, however many.")
]
Accounts = Annotated[list[str] | None, typer.Option("--account", help="Accounts that were added.")]
AccountName = Annotated[str | None, typer.Option("--account", help="An account that was added.")]
AllAccounts = Annotated[bool, typer.Option("--all-accounts", help="Every account that was added.")]
FromFile = Annotated[
    Path | None, typer.Option("--from", help="Judge a scan file with facts again; no network.")
]
AsOfNow = Annotated[bool, typer.Option("--now", help="With --from: as of now instead of then.")]
Kinds = Annotated[list[str] | None, typer.Option("--kind", help="Read only these kinds of resources.")]
Only = Annotated[list[State] | None, typer.Option("--only", help="Show only these states.")]
ScanFormat = Annotated[Format, typer.Option("--format", help="How to write it.")]
Output = Annotated[Path | None, typer.Option("--output", help="Write it here, whole or not at all.")]
WithFacts = Annotated[bool, typer.Option("--facts", help="With what was read, to judge it again.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="No progress, and no table where nothing is open.")]
Baseline = Annotated[
    str | None,
    typer.Option(
        "--baseline",
        metavar="FILE|last",
        help="Tell what is new since this scan file, or since the last check of added accounts. The exit "
        "code counts only that.",
    ),
]
FailOn = Annotated[
    On | None,
    typer.Option("--fail-on", help="What the exit code counts: any, or what is new since the baseline."),
]
Notify = Annotated[
    bool,
    typer.Option("--notify", help="Show on the desktop what is new since the baseline, and nothing else."),
]
SecondOpinion = Annotated[
    bool,
    typer.Option(
        "--second-opinion",
        help="Ask AWS, too, whether each bucket's policy is public. Access Analyzer charges for its check.",
    ),
]
AnyCloud = Annotated[
    Cloud | None, typer.Argument(help="Use the credentials that this cloud's own tools find.")
]
OneFormat = Annotated[Text, typer.Option("--format", help="How to write it.")]
Seed = Annotated[int, typer.Option("--seed", help="The same number gives the same made-up company.")]
ResourceName = Annotated[
    str,
    typer.Argument(
        metavar="RESOURCE", help="An id (ARN or full resource name), s3://NAME, gs://NAME, or a name."
    ),
]
ResourceNames = Annotated[
    list[str], typer.Argument(metavar="RESOURCE...", help="Ids, s3://NAME, gs://NAME, or names.")
]
JournalIds = Annotated[list[str], typer.Argument(metavar="ID...", help="As `ajar journal` lists them.")]
FixName = Annotated[
    str | None, typer.Option("--fix", metavar="NAME", help="Which fix; else the least invasive that closes.")
]
Chosen = Annotated[
    list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="What the fix leaves to choose.")
]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]
Confirm = Annotated[
    str | None,
    typer.Option("--confirm", metavar="NAME", help="The name of what others use as well."),
]
Prove = Annotated[
    bool,
    typer.Option("--prove", help="Ask once without a login afterwards whether it is shut: one LIST or HEAD."),
]
