"""The Google Cloud session: the only part of Ajar that knows Google's client libraries."""

from ajar.providers.gcp.session.connection import GcpSession, open_sessions

__all__ = ["GcpSession", "open_sessions"]
