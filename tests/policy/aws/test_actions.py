"""The actions of S3, and what a pattern of them means."""

from __future__ import annotations

from collections import Counter

import pytest

from ajar.model.access import Capability
from ajar.policy.aws.actions import ACTIONS, Place, meant
from ajar.policy.aws.keys import KEYS

OF = {action.name: (action.capability, action.place) for action in ACTIONS}


@pytest.mark.parametrize(
    ("name", "capability", "place"),
    [
        ("s3:ListBucket", Capability.LIST, Place.BUCKET),
        ("s3:ListBucketVersions", Capability.LIST, Place.BUCKET),
        ("s3:ListBucketMultipartUploads", Capability.LIST, Place.BUCKET),
        ("s3:GetObject", Capability.READ, Place.OBJECT),
        ("s3:GetObjectVersion", Capability.READ, Place.OBJECT),
        ("s3:GetObjectAcl", Capability.SETTINGS, Place.OBJECT),
        ("s3:GetBucketPolicy", Capability.SETTINGS, Place.BUCKET),
        ("s3:PutObject", Capability.WRITE, Place.OBJECT),
        ("s3:DeleteObject", Capability.DELETE, Place.OBJECT),
        ("s3:DeleteBucket", Capability.DELETE, Place.BUCKET),
        ("s3:PutObjectAcl", Capability.ADMIN, Place.OBJECT),
        ("s3:PutBucketPolicy", Capability.ADMIN, Place.BUCKET),
        ("s3:PutReplicationConfiguration", Capability.ADMIN, Place.BUCKET),
        ("s3:GetObjectTagging", Capability.SETTINGS, Place.OBJECT),
        ("s3:GetObjectAnnotation", Capability.READ, Place.OBJECT),
        ("s3:PutObjectAnnotation", Capability.WRITE, Place.OBJECT),
        ("s3:DeleteObjectVersionAnnotation", Capability.DELETE, Place.OBJECT),
        ("s3:ListObjectAnnotations", Capability.SETTINGS, Place.OBJECT),
        ("s3:AllowVendedLogDeliveryForResource", Capability.ADMIN, Place.BUCKET),
    ],
)
def test_an_action_has_its_capability_and_its_place(name: str, capability: Capability, place: Place) -> None:
    assert OF[name] == (capability, place)


def test_reading_how_a_bucket_is_set_is_settings_and_nothing_else() -> None:
    reading = {
        name for name in OF if name.startswith(("s3:GetBucket", "s3:GetObject")) and name.endswith("Acl")
    }
    reading |= {name for name in OF if name.startswith("s3:GetBucket")}
    assert reading > {"s3:GetBucketAcl", "s3:GetObjectAcl", "s3:GetObjectVersionAcl", "s3:GetBucketPolicy"}
    assert {OF[name][0] for name in reading} == {Capability.SETTINGS}


def test_the_actions_that_keys_are_carried_by_are_all_known() -> None:
    carrying = {action for one in KEYS for action in one.actions or ()}
    assert {action for action in carrying if not meant(action)} == set()


def test_every_action_stands_there_once() -> None:
    assert [name for name, times in Counter(action.name for action in ACTIONS).items() if times > 1] == []


def test_capabilities_of_a_bucket_are_all_but_those_of_networks_and_copies() -> None:
    assert {action.capability for action in ACTIONS} == set(Capability) - {
        Capability.CONNECT,
        Capability.RESTORE,
    }


def test_a_pattern_means_actions_in_whatever_case() -> None:
    assert meant("S3:getobject") == {"s3:GetObject"}
    assert "s3:GetObjectVersion" in meant("s3:GET*")
    assert "s3:PutObject" not in meant("s3:Get*")
    assert meant("s3:?etObject") == {"s3:GetObject"}


def test_a_star_means_every_action_also_those_that_are_for_no_bucket() -> None:
    assert meant("*") == meant("s3:*") > set(OF)
    assert "s3:ListAllMyBuckets" in meant("s3:List*")


def test_an_action_that_nobody_knows_is_meant_by_nothing() -> None:
    assert meant("s3:Frobnicate") == frozenset()
    assert meant("ec2:*") == frozenset()
