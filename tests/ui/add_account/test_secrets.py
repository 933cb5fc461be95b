"""A secret is in its own field while it is entered, and nowhere after use."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLineEdit, QWidget

from ajar.worker import protocol
from ui.add_account.heard import SECRET, Lay

_NO_VALUES = ("_PySideInvalidatePtr",)


def everything(dialog: QWidget) -> str:
    """Every text and every property of every widget, and what a screen reader is told."""
    return "\n".join(told(widget) for widget in (dialog, *dialog.findChildren(QWidget)))


def told(widget: QWidget) -> str:
    """The same of one widget."""
    meta = widget.metaObject()
    properties = [meta.property(at) for at in range(meta.propertyCount())]
    names = [str(entry.name()) for entry in properties if str(entry.typeName()) == "QString"]
    names += [name for name in map(_decoded, widget.dynamicPropertyNames()) if name not in _NO_VALUES]
    return "\n".join([*(str(widget.property(name)) for name in names), *read_out(widget)])


def _decoded(name: QByteArray) -> str:
    return bytes(name.data()).decode()


def read_out(widget: QWidget) -> list[str]:
    """What a screen reader gets."""
    interface = QAccessible.queryAccessibleInterface(widget)
    kinds = (
        QAccessible.Text.Name,
        QAccessible.Text.Description,
        QAccessible.Text.Value,
        QAccessible.Text.Help,
    )
    return [interface.text(kind) for kind in kinds]


@pytest.mark.parametrize("end", ["added", "cancelled"])
def test_after_use_the_secret_is_nowhere(lay: Lay, end: str) -> None:
    table = lay()
    way = table.keys()
    assert SECRET in everything(table.dialog)
    table.test()
    if end == "added":
        table.dialog._add.click()
        state = protocol.AccountState(account=table.sent.account)
        table.work.accounts.emit(protocol.Accounts(accounts=(state,)))
    else:
        table.dialog.reject()
    assert SECRET not in everything(table.dialog)
    assert not way._secret.isUndoAvailable()
    way._secret.undo()
    assert way._secret.text() == ""
    assert SECRET not in repr(vars(table.dialog))


def test_while_it_is_entered_a_secret_is_only_in_its_own_field(lay: Lay) -> None:
    table = lay()
    way = table.keys()
    table.test()
    assert way._secret.echoMode() is QLineEdit.EchoMode.Password
    for widget in table.dialog.findChildren(QWidget):
        if widget is not way._secret:
            assert SECRET not in told(widget)
    assert SECRET not in "".join(read_out(way._secret))
    assert SECRET not in repr(table.dialog._tested)
