"""Allowing fixes: nothing is chosen by itself, and what is chosen says how fixes alone are signed in to."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ajar.model.account import Account, AwsProfile, AwsRole, GcpAdc, GcpImpersonate, Login, Source
from ajar.ui.add_account.aws_ways import ProfileWay, RoleWay
from ajar.ui.add_account.gcp_ways import ImpersonateWay
from ajar.ui.repair.allow_dialog import AllowDialog
from ajar.worker.protocol import Ready

AWS = Account(name="Acme", provider="aws", login=AwsProfile(profile="read"))
GCP = Account(name="acme-web", provider="gcp", login=GcpAdc(projects=("acme-web-1",)))
FOUND = (
    Source(provider="aws", name="read", login=AwsProfile(profile="read")),
    Source(provider="aws", name="fix", login=AwsProfile(profile="fix")),
)


Opened = Callable[[Account], AllowDialog]


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[Opened]:
    parent = QWidget()
    qtbot.addWidget(parent)

    def make(account: Account) -> AllowDialog:
        dialog = AllowDialog(account, Ready(version="1"), parent)
        dialog.show_sources(FOUND)
        dialog.open()
        return dialog

    yield make
    parent.close()


def answer(dialog: AllowDialog) -> Login | None:
    heard: list[Login] = []
    dialog.allowed.connect(heard.append)
    dialog._allow.click()
    return heard[0] if heard else None


def test_nothing_is_allowed_before_something_is_chosen(opened: Opened) -> None:
    dialog = opened(AWS)
    assert dialog._group.checkedId() == -1
    assert answer(dialog) is None
    assert dialog._cancel.isDefault()


def test_the_same_credentials_are_those_for_reading(opened: Opened) -> None:
    dialog = opened(AWS)
    dialog.choose(0)
    assert answer(dialog) == AWS.login


def test_another_profile_is_chosen_from_those_on_this_computer(opened: Opened) -> None:
    dialog = opened(AWS)
    dialog.choose(1)
    way = dialog._ways[1]
    assert isinstance(way, ProfileWay)
    way._profile.setCurrentText("fix")
    assert answer(dialog) == AwsProfile(profile="fix")


def test_a_role_is_assumed_for_a_fix_alone(opened: Opened) -> None:
    dialog = opened(AWS)
    dialog.choose(2)
    way = dialog._ways[2]
    assert isinstance(way, RoleWay)
    assert not dialog._allow.isEnabled()
    way._arn.setText("arn:aws:iam::123456789012:role/ajar-fix")
    way._external.setText("acme-1")
    way._source.setCurrentText("read")
    role = AwsRole(
        role_arn="arn:aws:iam::123456789012:role/ajar-fix",
        external_id="acme-1",
        source=AwsProfile(profile="read"),
    )
    assert answer(dialog) == role


def test_an_impersonated_service_account_fixes_in_the_projects_that_are_read(opened: Opened) -> None:
    dialog = opened(GCP)
    dialog.choose(1)
    way = dialog._ways[1]
    assert isinstance(way, ImpersonateWay)
    way._email.setText("fixer@acme-web-1.iam.gserviceaccount.com")
    expected = GcpImpersonate("fixer@acme-web-1.iam.gserviceaccount.com", ("acme-web-1",))
    assert answer(dialog) == expected
