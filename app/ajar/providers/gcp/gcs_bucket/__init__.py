"""Cloud Storage buckets: what can open one is its IAM policy, and, where uniform access is off, its lists.

Public access prevention, the bucket's own or from above, stops strangers and nobody else. Not looked at yet,
and said so in each verdict: bindings inherited from the project and above, managed folders, single objects'
lists.

Sources: "Overview of access control", https://cloud.google.com/storage/docs/access-control, and the pages
that `ajar.policy.gcp` names, read 2026-11-24.
"""

from __future__ import annotations

from ajar.providers.gcp.gcs_bucket import deeds, fixes, gcloud, look_ahead, settings, terraform
from ajar.providers.gcp.gcs_bucket.judge import judge
from ajar.providers.gcp.gcs_bucket.knock import knock
from ajar.providers.gcp.gcs_bucket.listing import buckets
from ajar.providers.kind import Kind

KIND = Kind(
    name="gcs_bucket",
    provider="gcp",
    list=buckets,
    settings=settings.SETTINGS,
    judge=judge,
    fixes=fixes.FIXES,
    permissions=("storage.buckets.list", "resourcemanager.projects.get"),
    look_ahead=look_ahead.look_ahead,
    ahead_permissions=look_ahead.PERMISSIONS,
    written={"gcloud": gcloud.written, "terraform": terraform.written},
    knock=knock,
    trail=deeds.TRAIL,
)
