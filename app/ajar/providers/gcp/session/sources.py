"""The ways into Google Cloud that this computer already has: a login for application default credentials."""

from __future__ import annotations

import json
import os
from pathlib import Path

from google.auth import environment_vars

from ajar.model.account import GcpAdc, Source


def sources() -> tuple[Source, ...]:
    """The application default credentials, where their file is there and can be read; it is not used."""
    named = os.environ.get(environment_vars.CREDENTIALS)
    path = Path(named) if named else _folder() / "application_default_credentials.json"
    try:
        kind = json.loads(path.read_text(encoding="utf-8")).get("type", "")
    except (OSError, ValueError, AttributeError):
        return ()
    note = {"authorized_user": "your own login", "service_account": "a service account's key"}.get(kind, kind)
    return (Source(provider="gcp", name="gcloud login", login=GcpAdc(), note=str(note)),)


def _folder() -> Path:
    """Where the Google tools keep their configuration.

    "How Application Default Credentials works",
    https://cloud.google.com/docs/authentication/application-default-credentials, read 2026-11-24.
    """
    named = os.environ.get(environment_vars.CLOUD_SDK_CONFIG_DIR)
    if named:
        return Path(named)
    if os.name == "nt":
        return Path(os.environ.get("APPDATA", "")) / "gcloud"
    return Path.home() / ".config" / "gcloud"
