"""The buckets of marrow-prod that each teach something; the demo's table of rows says what."""

from __future__ import annotations

from dataclasses import replace

from ajar.demo.aws.company import policies, texts
from ajar.demo.aws.company.chance import Chance
from ajar.demo.aws.state import (
    ALL_USERS,
    LOG_DELIVERY,
    OPEN_BLOCK,
    SIGNED_IN,
    Bucket,
    Grant,
    StoredObject,
    blocked,
)

PROD = "111122223333"
PARTNER = "999988887777"
HOME = "eu-west-1"
ENDPOINT = "vpce-0f4d1ab7c25e93a86"
ENFORCED = "BucketOwnerEnforced"
CDN_ORIGIN = "marrow-cdn-origin"
DISTRIBUTION = "E2FINCH4MARROW"
WWW_DISTRIBUTION = "E1WWW2019MARROW"
PAID_DOWNLOADS = "marrow-paid-downloads"
PAID_DISTRIBUTION = "E1FINCH3PAID"


def buckets(seed: int) -> list[Bucket]:
    """Return them all; each has a stream of chance of its own, so that a new one shifts nothing elsewhere."""
    makers = (
        _launch_drafts,
        _www,
        _customer_exports,
        _legacy_uploads,
        _partner_drop,
        _ml_checkpoints,
        _office_scans,
        _finance,
        _press_kit,
        _cdn_origin,
        _paid_downloads,
        _app_config,
        _drafts_archive,
        _terraform_state,
        _logs,
        _backups,
        _tokyo_press_archive,
    )
    return [make(Chance(seed, make.__name__)) for make in makers]


def _launch_drafts(chance: Chance) -> Bucket:
    name = "marrow-launch-drafts"
    day = "2026-11-10"
    return Bucket(
        name,
        PROD,
        HOME,
        chance.near("2026-09-21"),
        {"team": "communications", "owner": "iris", "project": "finch-4"},
        policies.text(policies.allow(name, "*", policies.READ_AND_LIST, "AgencyNeedsThis")),
        blocked("BlockPublicAcls", "IgnorePublicAcls"),
        ENFORCED,
        objects={
            "announcement/finch-4-draft-3.md": chance.text(texts.ANNOUNCEMENT_OLD, "2026-10-05"),
            "announcement/finch-4-draft-7.md": chance.text(texts.ANNOUNCEMENT_DRAFT, day),
            "announcement/questions-and-answers.txt": chance.text(texts.PRESS_QUESTIONS, day),
            "dinner-3-december/guest-list.csv": chance.text(texts.GUEST_LIST, day, "text/csv"),
            "dinner-3-december/running-order.txt": chance.text(texts.RUNNING_ORDER, day),
            "dinner-3-december/seating (Sam).txt": chance.text(texts.SEATING_NOTE, day),
        },
        requests=(9, 12, 31, 4, 0, 0, 17, 22, 8, 40, 11, 0, 0, 26),
    )


def _www(chance: Chance) -> Bucket:
    name = "marrow-www"
    return Bucket(
        name,
        PROD,
        HOME,
        chance.near("2019-05-02"),
        {"team": "web", "Purpose": "public website", "public": "yes"},
        policies.text(policies.allow(name, "*", policies.READ, "PublicReadGetObject"), indent=2),
        dict(OPEN_BLOCK),
        "BucketOwnerPreferred",
        website={"IndexDocument": {"Suffix": "index.html"}, "ErrorDocument": {"Key": "404.html"}},
        objects={
            "index.html": chance.text(texts.WEBSITE_INDEX, "2026-06-01", "text/html"),
            "404.html": chance.text(texts.WEBSITE_MISSING, "2021-03-01", "text/html"),
        },
        requests=(301, 288, 410, 396, 402, 377, 365, 299, 280, 421, 399, 388, 402, 371),
    )


def _customer_exports(chance: Chance) -> Bucket:
    name = "marrow-customer-exports"
    return Bucket(
        name,
        PROD,
        HOME,
        chance.near("2022-02-14"),
        {"team": "sales", "data": "customers", "env": "prod"},
        policies.text(policies.allow(name, "*", policies.READ_AND_LIST, "Temporary")),
        blocked(),
        "BucketOwnerPreferred",
        objects={"2026/customers.csv": chance.text(texts.CUSTOMERS, "2026-10-30", "text/csv")},
    )


def _legacy_uploads(chance: Chance) -> Bucket:
    return Bucket(
        "marrow-legacy-uploads",
        PROD,
        "us-east-1",
        chance.near("2017-03-08"),
        {"Name": "uploads (old form)"},
        grants=(Grant(ALL_USERS, "WRITE"),),
        objects={"form/0001.txt": chance.text(texts.UPLOAD_FORM, "2017-04-01")},
    )


def _partner_drop(chance: Chance) -> Bucket:
    name = "marrow-partner-drop"
    partner = {"AWS": f"arn:aws:iam::{PARTNER}:root"}
    actions = [*policies.READ_AND_LIST, "s3:PutObject"]
    return Bucket(
        name,
        PROD,
        "eu-central-1",
        chance.near("2022-03-15"),
        {"project": "indexing", "owner": "left the company"},
        policies.text(policies.allow(name, partner, actions, "stmt1647342"), indent=None),
        blocked(),
        "ObjectWriter",
        objects={"handover.txt": chance.text(texts.PARTNER_HANDOVER, "2022-03-20")},
    )


def _ml_checkpoints(chance: Chance) -> Bucket:
    # The account key is there for every request and says `anonymous` for one without credentials, so that
    # the first two lines alone would let in anyone: the third is what keeps strangers out.
    # "AWS global condition context keys", aws:PrincipalAccount,
    # https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html,
    # read 2026-11-24.
    name = "marrow-ml-checkpoints"
    signed_in = {
        "StringLike": {"aws:PrincipalAccount": "*"},
        "Null": {"aws:PrincipalAccount": "false"},
        "StringNotEquals": {"aws:PrincipalAccount": "anonymous"},
    }
    return Bucket(
        name,
        PROD,
        "us-east-1",
        chance.near("2021-09-27"),
        {"team": "research", "model": "finch-3"},
        policies.text(policies.allow(name, "*", policies.READ_AND_LIST, "AnyAWS", Condition=signed_in)),
        dict(OPEN_BLOCK),
        "ObjectWriter",
        (Grant(SIGNED_IN, "READ"),),
        objects={
            "finch-3/loss.csv": _for_signed_in(chance.text(texts.TRAINING_NOTE, "2022-01-10", "text/csv")),
            "finch-3/step-140000.bin": chance.filling("2022-01-11"),
        },
    )


def _office_scans(chance: Chance) -> Bucket:
    name = "marrow-office-scans"
    halves = {"IpAddress": {"aws:SourceIp": ["0.0.0.0/1", "128.0.0.0/1"]}}
    return Bucket(
        name,
        PROD,
        HOME,
        chance.near("2023-03-02"),
        {"team": "office", "device": "scanner 2nd floor"},
        policies.text(policies.allow(name, "*", policies.READ_AND_LIST, "ScannerAndHome", Condition=halves)),
        None,
        "BucketOwnerPreferred",
        objects={"scan_0412.txt": chance.text(texts.SCANNED_LETTER, "2026-05-29")},
    )


def _finance(chance: Chance) -> Bucket:
    name = "marrow-finance"
    accountant = {"AWS": f"arn:aws:iam::{PROD}:role/Accounting"}
    return Bucket(
        name,
        PROD,
        HOME,
        chance.near("2020-11-03"),
        {"team": "finance", "confidential": "true"},
        policies.text(policies.allow(name, accountant, policies.READ_AND_LIST, "Accounting")),
        None,
        "BucketOwnerPreferred",
        objects={"2026/budget.csv": chance.text(texts.BUDGET, "2026-10-02", "text/csv")},
    )


def _press_kit(chance: Chance) -> Bucket:
    name = "marrow-press-kit"
    until = {"DateLessThan": {"aws:CurrentTime": "2026-09-30T23:59:59Z"}}
    return Bucket(
        name,
        PROD,
        HOME,
        chance.near("2024-04-11"),
        {"team": "communications", "owner": "iris"},
        policies.text(policies.allow(name, "*", policies.READ_AND_LIST, "UntilAutumn", Condition=until)),
        blocked("BlockPublicAcls", "IgnorePublicAcls"),
        ENFORCED,
        objects={"spring/readme.txt": chance.text(texts.EMBARGOED_PRESS, "2026-03-03")},
    )


def _cdn_origin(chance: Chance) -> Bucket:
    name = CDN_ORIGIN
    return Bucket(
        name,
        PROD,
        HOME,
        chance.near("2024-01-22"),
        {"team": "web", "env": "prod"},
        policies.text(_for_distribution(name, DISTRIBUTION)),
        blocked(),
        ENFORCED,
        objects={"assets/site.css": chance.text("body { max-width: 40rem }\n", "2026-02-02", "text/css")},
    )


def _paid_downloads(chance: Chance) -> Bucket:
    # The distribution wants signed URLs, and the statement from before there was one makes them pointless.
    name = PAID_DOWNLOADS
    return Bucket(
        name,
        PROD,
        HOME,
        chance.near("2021-05-27"),
        {"team": "sales", "env": "prod"},
        policies.text(
            policies.allow(name, "*", policies.READ, "PublicReadGetObject"),
            _for_distribution(name, PAID_DISTRIBUTION),
            indent=2,
        ),
        dict(OPEN_BLOCK),
        ENFORCED,
        objects={"handbook/finch-3-handbook.txt": chance.text(texts.PAID_HANDBOOK, "2022-06-14")},
    )


def _for_distribution(bucket: str, distribution: str) -> policies.Statement:
    arn = f"arn:aws:cloudfront::{PROD}:distribution/{distribution}"
    only_it = {"StringEquals": {"AWS:SourceArn": arn}}
    service = {"Service": "cloudfront.amazonaws.com"}
    return policies.allow(
        bucket, service, policies.READ, "AllowCloudFrontServicePrincipal", Condition=only_it
    )


def _app_config(chance: Chance) -> Bucket:
    name = "marrow-app-config"
    elsewhere = {"StringNotEquals": {"aws:SourceVpce": ENDPOINT}}
    data = ["s3:GetObject", "s3:ListBucket", "s3:PutObject"]
    return Bucket(
        name,
        PROD,
        HOME,
        chance.near("2023-10-09"),
        {"team": "platform", "env": "prod", "managed-by": "terraform"},
        policies.text(
            policies.allow(name, "*", policies.READ_AND_LIST, "Instances"),
            policies.deny(name, "*", data, "OnlyThroughOurEndpoint", Condition=elsewhere),
            indent=2,
        ),
        dict(OPEN_BLOCK),
        ENFORCED,
        objects={
            "answers/prod.json": chance.text(texts.APPLICATION_CONFIG, "2026-08-19", "application/json")
        },
    )


def _drafts_archive(chance: Chance) -> Bucket:
    # "Delegating access control to access points",
    # https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html, read 2026-11-24.
    name = "marrow-drafts-archive"
    own_points = {"StringEquals": {"s3:DataAccessPointAccount": PROD}}
    return Bucket(
        name,
        PROD,
        HOME,
        chance.near("2025-01-14"),
        {"team": "communications"},
        policies.text(
            policies.allow(name, {"AWS": "*"}, ["*"], "DelegateToAccessPoints", Condition=own_points)
        ),
        dict(OPEN_BLOCK),
        ENFORCED,
        objects={"finch-3/announcement-final.md": chance.text(texts.ANNOUNCEMENT_OLD, "2025-02-01")},
    )


def _terraform_state(chance: Chance) -> Bucket:
    name = "marrow-terraform-state"
    return Bucket(
        name,
        PROD,
        HOME,
        chance.near("2020-06-17"),
        {"managed-by": "terraform", "env": "shared"},
        policies.text(policies.only_over_tls(name), indent=2),
        blocked(),
        ENFORCED,
        objects={"prod/terraform.tfstate": chance.filling("2026-11-12")},
    )


def _logs(chance: Chance) -> Bucket:
    name = "marrow-logs"
    return Bucket(
        name,
        PROD,
        HOME,
        chance.near("2018-08-30"),
        {"env": "prod"},
        policies.text(policies.for_service(name, "logging.s3.amazonaws.com", PROD, "S3ServerLogs")),
        None,
        "ObjectWriter",
        (Grant(LOG_DELIVERY, "WRITE"), Grant(LOG_DELIVERY, "READ_ACP")),
        objects={f"www/2026-11-{day:02d}.log": chance.filling(f"2026-11-{day:02d}") for day in (10, 11, 12)},
    )


def _backups(chance: Chance) -> Bucket:
    return Bucket(
        "marrow-backups-2024",
        PROD,
        "eu-central-1",
        chance.near("2024-01-02"),
        {"team": "platform", "keep-until": "2031"},
        None,
        blocked(),
        ENFORCED,
        key=f"arn:aws:kms:eu-central-1:{PROD}:key/{chance.hexadecimal(8)}-5b1c-4d0e-9f3a-{chance.hexadecimal(12)}",
        objects={"crm/2024-12-31.dump": chance.filling("2024-12-31")},
    )


def _tokyo_press_archive(chance: Chance) -> Bucket:
    return Bucket(
        "marrow-tokyo-press-archive",
        PROD,
        "ap-northeast-1",
        chance.near("2022-11-19"),
        {"team": "communications"},
        None,
        blocked(),
        "BucketOwnerPreferred",
        objects={"cuttings.txt": chance.text(texts.TOKYO_ARCHIVE, "2022-11-25")},
    )


def _for_signed_in(found: StoredObject) -> StoredObject:
    """Return the file with a list of its own, by which everybody who signs in may read it."""
    return replace(found, grants=(Grant(SIGNED_IN, "READ"),))
