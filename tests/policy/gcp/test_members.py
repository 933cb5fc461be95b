"""Who a member of a policy is: a table by the forms that Google documents."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ajar.model.access import Audience
from ajar.model.ours import Ours
from ajar.policy.gcp.members import Home, party

HOME = Home(
    frozenset({"own", "100"}),
    Ours(
        accounts=frozenset({"own", "100", "sister", "200"}),
        organizations=frozenset({"555"}),
        domains=frozenset({"Acme.example"}),
        groups=frozenset({"Friends@googlegroups.example"}),
    ),
)
POOLS = "iam.googleapis.com/projects/{}/locations/global/workloadIdentityPools/{}"
PRIVATE, OURS, OTHERS = Audience.PRIVATE, Audience.ORGANIZATION, Audience.EXTERNAL

WHO = [
    ("allUsers", Audience.PUBLIC),
    ("allAuthenticatedUsers", Audience.AUTHENTICATED),
    ("principalSet://goog/public:all", Audience.PUBLIC),
    ("user:ana@acme.example", OURS),
    ("user:ana@ACME.EXAMPLE", OURS),
    ("user:ana@acme.example.evil.example", OTHERS),
    ("user:ana@sub.acme.example", OTHERS),
    ("user:somebody@gmail.com", OTHERS),
    ("group:all@acme.example", OURS),
    ("group:friends@googlegroups.com", OTHERS),
    ("group:friends@GOOGLEGROUPS.example", OURS),
    ("group:others@googlegroups.example", OTHERS),
    ("user:friends@googlegroups.example", OTHERS),
    ("domain:acme.example", OURS),
    ("domain:other.example", OTHERS),
    ("projectOwner:own", PRIVATE),
    ("projectEditor:sister", OURS),
    ("projectViewer:stranger", OTHERS),
    ("serviceAccount:app@own.iam.gserviceaccount.com", PRIVATE),
    ("serviceAccount:app@sister.iam.gserviceaccount.com", OURS),
    ("serviceAccount:app@stranger.iam.gserviceaccount.com", OTHERS),
    ("serviceAccount:own@appspot.gserviceaccount.com", PRIVATE),
    ("serviceAccount:100-compute@developer.gserviceaccount.com", PRIVATE),
    ("serviceAccount:200-compute@developer.gserviceaccount.com", OURS),
    ("serviceAccount:999-compute@developer.gserviceaccount.com", OTHERS),
    ("serviceAccount:100@cloudservices.gserviceaccount.com", PRIVATE),
    ("serviceAccount:service-100@cloud-cdn-fill.iam.gserviceaccount.com", PRIVATE),
    ("serviceAccount:service-999@cloud-cdn-fill.iam.gserviceaccount.com", OTHERS),
    ("serviceAccount:service-200@cloud-ml.google.com.iam.gserviceaccount.com", OURS),
    ("serviceAccount:service-100@cloud-cdn-fill.acme.example.iam.gserviceaccount.com", OTHERS),
    ("serviceAccount:service-100@gcp-ri-aiplatform.iam.gserviceaccount.com", PRIVATE),
    ("serviceAccount:service-100@gcp-ri-anybodys.iam.gserviceaccount.com", OTHERS),
    ("serviceAccount:p100-a1b2c3@gcp-sa-cloud-sql.iam.gserviceaccount.com", PRIVATE),
    ("serviceAccount:p999-a1b2c3@gcp-sa-cloud-sql.iam.gserviceaccount.com", OTHERS),
    ("serviceAccount:bq-100@bigquery-encryption.iam.gserviceaccount.com", PRIVATE),
    ("serviceAccount:bqcx-999-x1@gcp-sa-bigquery-condel.iam.gserviceaccount.com", OTHERS),
    ("serviceAccount:vault-100-77@gcp-sa-backupdr-pr.iam.gserviceaccount.com", PRIVATE),
    ("serviceAccount:service-p100@gcp-sa-accessapproval.iam.gserviceaccount.com", PRIVATE),
    ("serviceAccount:service-100@gcp-sa-anybodys.iam.gserviceaccount.com", OTHERS),
    ("serviceAccount:f100-a1b2@gcp-sa-logging.iam.gserviceaccount.com", OTHERS),
    ("serviceAccount:service-org-100@gcp-sa-logging.iam.gserviceaccount.com", OTHERS),
    ("serviceAccount:service-100@gs-project-accounts.iam.gserviceaccount.com", PRIVATE),
    ("serviceAccount:service-100@gcp-sa-logging.iam.gserviceaccount.com", PRIVATE),
    ("serviceAccount:service-999@gcp-sa-logging.iam.gserviceaccount.com", OTHERS),
    ("serviceAccount:project-100@storage-transfer-service.iam.gserviceaccount.com", PRIVATE),
    # Anybody may call an account in a project of their own by our number.
    ("serviceAccount:service-100@stranger.iam.gserviceaccount.com", OTHERS),
    ("serviceAccount:own.svc.id.goog[web/app]", PRIVATE),
    ("serviceAccount:stranger.svc.id.goog[web/app]", OTHERS),
    (f"principal://{POOLS.format(100, 'own.svc.id.goog')}/subject/ns/web/sa/app", PRIVATE),
    (f"principal://{POOLS.format(999, 'pool')}/subject/x", OTHERS),
    ("principalSet://cloudresourcemanager.googleapis.com/organizations/555", OURS),
    ("principalSet://cloudresourcemanager.googleapis.com/organizations/556", OTHERS),
    ("principalSet://cloudresourcemanager.googleapis.com/projects/100", PRIVATE),
    ("principal://goog/subject/ana@acme.example", OURS),
    ("serviceAccount:app@legacy.acme.example.iam.gserviceaccount.com", OTHERS),
]


@pytest.mark.parametrize(("member", "audience"), WHO)
def test_a_member_is_who_google_says(member: str, audience: Audience) -> None:
    found = party(member, HOME)
    assert found is not None
    assert (found.audience, found.doubt) == (audience, "")
    assert found.member == member


UNDECIDED = [
    (f"principalSet://{POOLS.format(100, 'pool')}/*", Audience.AUTHENTICATED, "pool_admits_unknown"),
    (f"principalSet://{POOLS.format(999, 'pool')}/*", Audience.AUTHENTICATED, "pool_admits_unknown"),
    (f"principal://{POOLS.format(100, 'pool')}/subject/x", OTHERS, "pool_admits_unknown"),
    ("principalSet://cloudresourcemanager.googleapis.com/folders/7", OTHERS, "principal_not_placed"),
    (
        "principalSet://iam.googleapis.com/locations/global/workforcePools/p/group/g",
        OTHERS,
        "principal_not_placed",
    ),
    ("somebody", Audience.PUBLIC, "member_not_known"),
    ("user:", Audience.PUBLIC, "member_not_known"),
    ("user:noaddress", Audience.PUBLIC, "member_not_known"),
    ("newKind:x", Audience.PUBLIC, "member_not_known"),
    ("principal://new.example/x", Audience.PUBLIC, "member_not_known"),
    ("allusers", Audience.PUBLIC, "member_not_known"),
]


@pytest.mark.parametrize(("member", "audience", "doubt"), UNDECIDED)
def test_what_cannot_be_seen_is_in_doubt_and_never_ours(member: str, audience: Audience, doubt: str) -> None:
    found = party(member, HOME)
    assert found is not None
    assert (found.audience, found.doubt) == (audience, doubt)


@pytest.mark.parametrize(
    "member",
    [
        "deleted:user:ana@acme.example?uid=1",
        "deleted:serviceAccount:a@b.iam.gserviceaccount.com?uid=1",
        "deleted:principal://iam.googleapis.com/locations/global/workforcePools/p/subject/s",
    ],
)
def test_a_deleted_member_is_nobody(member: str) -> None:
    assert party(member, HOME) is None


def test_a_group_is_marked_as_one() -> None:
    group, user = party("group:x@acme.example", HOME), party("user:x@acme.example", HOME)
    assert group is not None
    assert user is not None
    assert (group.group, user.group) == (True, False)


def test_while_the_own_number_is_unread_a_number_may_be_our_own() -> None:
    home = Home(frozenset({"own"}), Ours(), number_known=False)
    found = party("projectOwner:100", home)
    assert found is not None
    assert (found.audience, found.doubt) == (OTHERS, "project_number_unread")


def test_an_old_project_id_with_a_domain_is_recognised() -> None:
    home = Home(frozenset({"acme.example:legacy"}), Ours())
    found = party("serviceAccount:app@legacy.acme.example.iam.gserviceaccount.com", home)
    assert found is not None
    assert found.audience is PRIVATE


@given(st.text())
def test_any_text_is_somebody_or_nobody(member: str) -> None:
    found = party(member, HOME)
    assert found is None or found.member == member


@given(
    st.text(),
    st.sampled_from(["user:", "group:", "domain:", "serviceAccount:", "principal://", "projectOwner:"]),
)
def test_only_the_two_public_names_are_proven_public(name: str, form: str) -> None:
    found = party(form + name, HOME)
    assert found is None or found.doubt or found.audience not in (Audience.PUBLIC, Audience.AUTHENTICATED)
