"""The dialog that adds an account: it tests before it adds, and adds what was tested."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from ajar.model.account import Account, AwsKeys, AwsProfile, AwsRole, GcpAdc, GcpImpersonate
from ajar.ui.add_account.aws_ways import ProfileWay, RoleWay
from ajar.ui.add_account.gcp_ways import ImpersonateWay
from ajar.worker import protocol
from ui.add_account.heard import NO_KEYCHAIN, SECRET, SOURCES, Lay


def test_it_opens_on_what_stores_nothing_and_offers_what_is_found(lay: Lay) -> None:
    table = lay()
    assert any(isinstance(request, protocol.Sources) for request in table.work.asked)
    assert table.dialog.ways.login() == AwsProfile("acme-prod")
    assert isinstance(table.dialog.ways.way, ProfileWay)
    table.dialog.show_provider("gcp")
    assert table.dialog.ways.login() == GcpAdc()


def test_nothing_can_be_added_before_it_was_tested(lay: Lay) -> None:
    table = lay()
    assert not table.dialog._add.isEnabled()
    table.dialog._name.setText("mine")
    assert not table.dialog._add.isEnabled()
    table.test()
    assert table.dialog._add.isEnabled()


def test_what_is_added_is_what_was_tested(lay: Lay) -> None:
    table = lay()
    table.test()
    table.dialog._add.click()
    expected = Account(
        name="acme-prod",
        provider="aws",
        login=AwsProfile("acme-prod"),
        ids=("421109387756",),
        identity="user/ana",
    )
    assert table.sent == protocol.Add(account=expected)
    assert table.added == []
    table.work.accounts.emit(protocol.Accounts(accounts=(protocol.AccountState(account=expected),)))
    assert table.added == ["acme-prod"]
    assert not table.dialog.isVisible()


def test_any_change_asks_for_a_new_test(lay: Lay) -> None:
    table = lay()
    way = table.keys()
    table.test()
    assert table.dialog._add.isEnabled()
    way._secret.setText(SECRET + "x")
    assert not table.dialog._add.isEnabled()
    assert table.said == ""
    way._secret.setText(SECRET)
    assert not table.dialog._add.isEnabled()


def test_another_way_or_provider_asks_for_a_new_test(lay: Lay) -> None:
    table = lay()
    table.test()
    table.choose("gcp", 0)
    assert not table.dialog._add.isEnabled()
    table.test(identity="ana@acme.example", ids=("acme-web", "acme-data"))
    assert table.dialog._add.isEnabled()
    table.choose("gcp", 1)
    assert not table.dialog._add.isEnabled()


def test_an_answer_to_an_older_test_is_not_taken(lay: Lay) -> None:
    table = lay()
    way = table.keys("first secret")
    table.dialog._test.click()
    older = table.work.last().name
    way._secret.setText("second secret")
    table.dialog._test.click()
    table.work.checked.emit(protocol.Checked(name=older, identity="user/ana", ids=("1",)))
    assert not table.dialog._add.isEnabled()
    table.answer()
    assert table.dialog._add.isEnabled()


def test_a_test_can_be_stopped_and_its_answer_is_not_taken(lay: Lay) -> None:
    table = lay()
    table.dialog._test.click()
    assert table.dialog._test.text() == "Stop"
    assert table.said == "Signing in..."
    table.dialog._test.click()
    assert table.said == "Stopped."
    table.answer()
    assert not table.dialog._add.isEnabled()


def test_wrong_credentials_say_what_to_do(lay: Lay) -> None:
    table = lay()
    table.keys()
    table.test(trouble="the access key does not exist: enter another one.")
    assert table.said == "The access key does not exist: enter another one."
    assert not table.dialog._add.isEnabled()
    assert table.dialog._test.isEnabled()


def test_credentials_that_reach_nothing_are_not_added(lay: Lay) -> None:
    table = lay()
    table.choose("gcp", 0)
    table.test(identity="ana@acme.example", ids=())
    assert "reach no account or project" in table.said
    assert not table.dialog._add.isEnabled()


def test_the_root_user_is_warned_about(lay: Lay) -> None:
    table = lay()
    table.keys()
    table.test(identity="arn:aws:iam::421109387756:root", ids=("421109387756",), root=True)
    assert "This is the root user" in table.said
    assert table.dialog._add.isEnabled()


def test_who_one_is_and_what_is_reached_are_told(lay: Lay) -> None:
    table = lay()
    table.choose("gcp", 0)
    table.test(identity="ana@acme.example\u202e<b>", ids=tuple(f"p{number}" for number in range(40)))
    assert "ana@acme.example\\u202e<b>" in table.said
    assert "40 projects: p0, p1, p2, p3, p4 and 35 more" in table.said


def test_the_name_is_filled_in_and_a_typed_one_stays(lay: Lay) -> None:
    table = lay()
    table.keys()
    table.test()
    assert table.dialog._name.text() == "421109387756"
    QTest.keyClicks(table.dialog._name, "!")
    table.keys("another")
    table.test()
    assert table.dialog._name.text() == "421109387756!"


def test_without_a_name_nothing_is_added(lay: Lay) -> None:
    table = lay()
    table.test()
    table.dialog._name.selectAll()
    QTest.keyClick(table.dialog._name, Qt.Key.Key_Delete)
    assert not table.dialog._add.isEnabled()


def test_a_key_goes_to_the_keychain_that_is_named(lay: Lay) -> None:
    table = lay()
    way = table.keys()
    assert way._keeping._said.text() == "Stored in: GNOME Keyring"
    table.test()
    table.dialog._add.click()
    assert (table.sent.secret, table.sent.for_session) == (SECRET, False)


def test_without_a_keychain_the_session_is_the_only_choice_and_must_be_chosen(lay: Lay) -> None:
    table = lay(NO_KEYCHAIN)
    way = table.keys()
    assert "install gnome-keyring" in way._keeping._said.text()
    table.test()
    assert not table.dialog._add.isEnabled()
    way._keeping._session.click()
    assert table.dialog._add.isEnabled()
    table.dialog._add.click()
    assert table.sent.for_session


def test_what_stores_nothing_works_without_a_keychain(lay: Lay) -> None:
    table = lay(NO_KEYCHAIN)
    table.test()
    assert table.dialog._add.isEnabled()


def test_an_account_that_could_not_be_kept_says_why_and_can_be_tried_again(lay: Lay) -> None:
    table = lay()
    table.keys()
    table.test()
    table.dialog._add.click()
    assert not table.dialog._add.isEnabled()
    table.work.failed.emit(protocol.Failed(request="Add", says="The keychain is locked."))
    assert table.said == "The keychain is locked."
    assert table.dialog._add.isEnabled()
    assert table.added == []


def test_a_role_takes_its_parts(lay: Lay) -> None:
    table = lay()
    way = table.choose("aws", 1)
    assert isinstance(way, RoleWay)
    way._arn.setText("arn:wrong")
    assert table.dialog.ways.login() is None
    assert not table.dialog._test.isEnabled()
    arn = "arn:aws:iam::421109387756:role/ajar"
    way._arn.setText(f" {arn} ")
    way._external.setText("shared-words")
    assert table.dialog.ways.login() == AwsRole(arn, "shared-words", AwsProfile("acme-prod"))


def test_a_profile_that_was_not_found_can_be_typed(lay: Lay) -> None:
    table = lay(sources=())
    way = table.dialog.ways.way
    assert isinstance(way, ProfileWay)
    assert table.dialog.ways.login() is None
    type_in(way, "other")
    assert table.dialog.ways.login() == AwsProfile("other")


def type_in(way: ProfileWay, text: str) -> None:
    field = way._profile.lineEdit()
    assert field is not None
    QTest.keyClicks(field, text)


def test_sources_that_are_found_later_leave_what_was_typed(lay: Lay) -> None:
    table = lay(sources=())
    way = table.dialog.ways.way
    assert isinstance(way, ProfileWay)
    type_in(way, "other")
    table.work.found.emit(protocol.Found(sources=SOURCES))
    assert table.dialog.ways.login() == AwsProfile("other")


def test_an_account_is_impersonated_on_the_named_projects(lay: Lay) -> None:
    table = lay()
    way = table.choose("gcp", 1)
    assert isinstance(way, ImpersonateWay)
    way._email.setText("ajar@acme.iam.gserviceaccount.com")
    way._projects.setText("acme-web, acme-data,acme-web")
    expected = GcpImpersonate("ajar@acme.iam.gserviceaccount.com", ("acme-web", "acme-data"))
    assert table.dialog.ways.login() == expected


def test_the_policy_is_copied(lay: Lay) -> None:
    table = lay()
    table.dialog.show_provider("gcp")
    table.dialog._policy.click()
    assert protocol.AskPermissions(provider="gcp") in table.work.asked
    table.work.permissions.emit(protocol.Permissions(provider="gcp", text="a role"))
    assert QGuiApplication.clipboard().text() == "a role"
    assert table.said.startswith("Copied.")


def test_a_worker_that_died_is_told(lay: Lay) -> None:
    table = lay()
    table.dialog._test.click()
    table.work.died.emit("Traceback")
    assert "has stopped" in table.said
    assert table.dialog._test.text() == "Test"


def test_the_demo_signs_in_nowhere(lay: Lay) -> None:
    table = lay(protocol.Ready(version="1", demo=True))
    table.keys()
    assert not table.dialog._test.isEnabled()
    assert "demo" in table.said
    table.dialog._test_or_stop()
    assert not any(isinstance(request, protocol.Check) for request in table.work.asked)


def test_keys_need_both_halves(lay: Lay) -> None:
    table = lay()
    way = table.keys(secret="")
    assert table.dialog.ways.login() is None
    way._secret.setText(f" {SECRET}\n")
    assert table.dialog.ways.login() == AwsKeys("AKIAIOSFODNN7EXAMPLE")
    assert table.dialog.ways.secret() == SECRET
