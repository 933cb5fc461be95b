"""`ajar --self-test`: whether all parts are there; for packagers, and after an installation."""

from __future__ import annotations

import typer

from ajar.cli.exits import fail
from ajar.cli.faces import Faces, NoWindow
from ajar.demo.launch import DemoCloud, DemoFailed
from ajar.jobs.sign_in import provider
from ajar.model.credentials import Credentials
from ajar.providers.kind import CloudError


def self_test(faces: Faces) -> None:
    """Sign in to the demo with each provider's client, then open a window and close it."""
    try:
        with DemoCloud() as cloud:
            for account in cloud.accounts:
                for session in provider(account.provider).open(Credentials(account.login)):
                    typer.echo(f"{provider(account.provider).title}: {session.identity().name}")
                    session.close()
        faces.self_test()
    except (CloudError, DemoFailed, NoWindow) as error:
        fail(str(error))
    typer.echo("window: opened and closed")
