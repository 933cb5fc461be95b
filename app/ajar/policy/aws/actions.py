"""S3's actions: what each lets somebody do, and whether it is asked for a bucket or for an object in one.

Names and resources: "Actions, resources, and condition keys for Amazon S3",
https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html, read 2026-11-24.
The capability is ours: reading an object's list, tags, locks or parts is `settings`: its content stays shut;
changing how a bucket works is `admin`, since replication, lifecycle and tags move data, lose it, and let
people in. An annotation is content: up to 1 MiB of any text beside an object ("PutObjectAnnotation",
https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectAnnotation.html, read 2026-11-24).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from ajar.model.access import Capability
from ajar.policy.aws.patterns import matches


class Place(Enum):
    """What an action is asked for."""

    BUCKET = "bucket"
    OBJECT = "object"


@dataclass(frozen=True, slots=True)
class Action:
    """One action. `capability` is None for one that no table knows.

    `owner_only`: S3 answers 405 to everybody who is not of the bucket's own account, whatever the policy says
    ("PutBucketPolicy", https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html, and the two
    beside it, read 2026-11-24).
    """

    name: str
    place: Place
    capability: Capability | None
    owner_only: bool = False


# The first of each capability is the one that a witness shows.
_TABLE: dict[tuple[Capability, Place], str] = {
    (Capability.LIST, Place.BUCKET): "ListBucket ListBucketVersions ListBucketMultipartUploads",
    (Capability.READ, Place.OBJECT): (
        "GetObject GetObjectVersion GetObjectTorrent GetObjectVersionTorrent GetObjectVersionForReplication "
        "GetObjectAnnotation GetObjectVersionAnnotation GetObjectVersionAnnotationForReplication"
    ),
    (Capability.WRITE, Place.OBJECT): (
        "PutObject PutObjectTagging PutObjectVersionTagging DeleteObjectTagging "
        "DeleteObjectVersionTagging PutObjectLegalHold PutObjectRetention RestoreObject "
        "UpdateObjectEncryption ReplicateObject ReplicateTags InitiateReplication "
        "ObjectOwnerOverrideToBucketOwner PutObjectAnnotation PutObjectVersionAnnotation "
        "ReplicateObjectAnnotation"
    ),
    (Capability.DELETE, Place.OBJECT): (
        "DeleteObject DeleteObjectVersion AbortMultipartUpload ReplicateDelete BypassGovernanceRetention "
        "DeleteObjectAnnotation DeleteObjectVersionAnnotation"
    ),
    (Capability.DELETE, Place.BUCKET): "DeleteBucket",
    (Capability.ADMIN, Place.BUCKET): (
        "PutBucketAcl PutBucketPublicAccessBlock PutBucketOwnershipControls PutBucketPolicy "
        "DeleteBucketPolicy CreateBucketMetadataTableConfiguration "
        "DeleteBucketMetadataTableConfiguration DeleteBucketWebsite PauseReplication "
        "PutAccelerateConfiguration PutAnalyticsConfiguration PutBucketAbac PutBucketCORS "
        "PutBucketLogging PutBucketNotification PutBucketObjectLockConfiguration "
        "PutBucketRequestPayment PutBucketTagging PutBucketVersioning PutBucketWebsite "
        "PutEncryptionConfiguration PutIntelligentTieringConfiguration PutInventoryConfiguration "
        "PutLifecycleConfiguration PutMetricsConfiguration PutReplicationConfiguration "
        "TagResource UntagResource UpdateBucketMetadataInventoryTableConfiguration "
        "UpdateBucketMetadataJournalTableConfiguration UpdateBucketMetadataAnnotationTableConfiguration "
        "AllowVendedLogDeliveryForResource"
    ),
    (Capability.ADMIN, Place.OBJECT): "PutObjectAcl PutObjectVersionAcl",
    (Capability.SETTINGS, Place.BUCKET): (
        "GetBucketAcl GetBucketLocation GetBucketPolicyStatus GetBucketPublicAccessBlock "
        "GetBucketOwnershipControls GetBucketPolicy GetAccelerateConfiguration "
        "GetAnalyticsConfiguration GetBucketAbac GetBucketCORS GetBucketLogging "
        "GetBucketMetadataTableConfiguration GetBucketNotification "
        "GetBucketObjectLockConfiguration GetBucketRequestPayment GetBucketTagging "
        "GetBucketVersioning GetBucketWebsite GetEncryptionConfiguration "
        "GetIntelligentTieringConfiguration GetInventoryConfiguration GetLifecycleConfiguration "
        "GetMetricsConfiguration GetReplicationConfiguration ListTagsForResource"
    ),
    (Capability.SETTINGS, Place.OBJECT): (
        "GetObjectAcl GetObjectVersionAcl GetObjectAttributes GetObjectVersionAttributes "
        "GetObjectTagging GetObjectVersionTagging GetObjectLegalHold GetObjectRetention "
        "ListMultipartUploadParts ListObjectAnnotations ListObjectVersionAnnotations"
    ),
}
_OWNER_ONLY = {"GetBucketPolicy", "PutBucketPolicy", "DeleteBucketPolicy"}
# Asked for an account, an access point or a job, or for a bucket that is yet to be: a policy that names them
# opens nothing of the bucket that it is on.
_ELSEWHERE = """
    AssociateAccessGrantsIdentityCenter CreateAccessGrant CreateAccessGrantsInstance
    CreateAccessGrantsLocation CreateAccessPoint CreateAccessPointForObjectLambda CreateBucket CreateJob
    CreateMultiRegionAccessPoint CreateStorageLensGroup DeleteAccessGrant DeleteAccessGrantsInstance
    DeleteAccessGrantsInstanceResourcePolicy DeleteAccessGrantsLocation DeleteAccessPoint
    DeleteAccessPointForObjectLambda DeleteAccessPointPolicy DeleteAccessPointPolicyForObjectLambda
    DeleteJobTagging DeleteMultiRegionAccessPoint DeleteStorageLensConfiguration
    DeleteStorageLensConfigurationTagging DeleteStorageLensGroup DescribeJob
    DescribeMultiRegionAccessPointOperation DissociateAccessGrantsIdentityCenter GetAccessGrant
    GetAccessGrantsInstance GetAccessGrantsInstanceForPrefix GetAccessGrantsInstanceResourcePolicy
    GetAccessGrantsLocation GetAccessPoint GetAccessPointConfigurationForObjectLambda
    GetAccessPointForObjectLambda GetAccessPointPolicy GetAccessPointPolicyForObjectLambda
    GetAccessPointPolicyStatus GetAccessPointPolicyStatusForObjectLambda GetAccountPublicAccessBlock
    GetDataAccess GetJobTagging GetMultiRegionAccessPoint GetMultiRegionAccessPointPolicy
    GetMultiRegionAccessPointPolicyStatus GetMultiRegionAccessPointRoutes GetStorageLensConfiguration
    GetStorageLensConfigurationTagging GetStorageLensDashboard GetStorageLensGroup ListAccessGrants
    ListAccessGrantsInstances ListAccessGrantsLocations ListAccessPoints ListAccessPointsForObjectLambda
    ListAllMyBuckets ListCallerAccessGrants ListJobs ListMultiRegionAccessPoints
    ListStorageLensConfigurations ListStorageLensGroups PutAccessGrantsInstanceResourcePolicy
    PutAccessPointConfigurationForObjectLambda PutAccessPointPolicy PutAccessPointPolicyForObjectLambda
    PutAccessPointPublicAccessBlock PutAccountPublicAccessBlock PutJobTagging
    PutMultiRegionAccessPointPolicy PutStorageLensConfiguration PutStorageLensConfigurationTagging
    SubmitMultiRegionAccessPointRoutes UpdateAccessGrantsLocation UpdateJobPriority UpdateJobStatus
    UpdateStorageLensGroup
"""


def _actions() -> Iterator[Action]:
    for (capability, place), names in _TABLE.items():
        for name in names.split():
            yield Action(f"s3:{name}", place, capability, name in _OWNER_ONLY)


ACTIONS = tuple(_actions())
"""Every action on a bucket or on an object, those of one capability together."""

_NAMES = frozenset(action.name for action in ACTIONS) | {f"s3:{name}" for name in _ELSEWHERE.split()}
_FOLDED = {name.lower(): name for name in _NAMES}


@lru_cache(maxsize=4096)
def meant(pattern: str) -> frozenset[str]:
    """The names of the known actions that an Action pattern means, in whatever case it is written.

    Case does not count ("IAM JSON policy elements: Action", read 2026-11-24,
    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html).
    """
    folded = pattern.lower()
    if "*" not in folded and "?" not in folded:
        return frozenset({_FOLDED[folded]}) if folded in _FOLDED else frozenset()
    return frozenset(name for low, name in _FOLDED.items() if matches(folded, low))
