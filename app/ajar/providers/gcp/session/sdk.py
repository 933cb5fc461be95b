"""What the session uses of Google's libraries; half of them carry no types, and are Any here, once."""

from __future__ import annotations

from typing import Any

import google.api_core.client_info
import google.api_core.exceptions
import google.api_core.iam
import google.auth
import google.auth.credentials
import google.auth.exceptions
import google.auth.impersonated_credentials
import google.auth.transport.requests
import google.oauth2.credentials
import google.oauth2.service_account
from google.cloud import storage

default_credentials: Any = google.auth.default
Anonymous: Any = google.auth.credentials.AnonymousCredentials
Impersonated: Any = google.auth.impersonated_credentials.Credentials
Token: Any = google.oauth2.credentials.Credentials
service_account_key: Any = google.oauth2.service_account.Credentials.from_service_account_info
AuthorizedSession: Any = google.auth.transport.requests.AuthorizedSession
StorageClient: Any = storage.Client
ClientInfo: Any = google.api_core.client_info.ClientInfo
Policy: Any = google.api_core.iam.Policy

ApiError = google.api_core.exceptions.GoogleAPICallError
AuthError = google.auth.exceptions.GoogleAuthError
DefaultCredentialsError = google.auth.exceptions.DefaultCredentialsError
InvalidOperation = google.auth.exceptions.InvalidOperation
RefreshError = google.auth.exceptions.RefreshError
TransportError = google.auth.exceptions.TransportError
