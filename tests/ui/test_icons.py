"""Every icon that the code names is there, with its licence, and takes its colour."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from ajar.ui.look.icons import application_icon, pixmap
from ajar.ui.resource_files import resource_file

UI = Path(__file__).parents[2] / "app/ajar/ui"
FOLDER = resource_file("icons")


def test_every_shipped_icon_is_used_and_comes_with_its_licence() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in UI.glob("**/*.py"))
    named = set(re.findall(r'"([a-z0-9-]+)"', source)) | {"ajar"}
    shipped = {path.stem for path in FOLDER.glob("*.svg")}
    assert shipped - named == set()
    assert "ISC License" in (FOLDER / "LICENSE").read_text(encoding="utf-8")


def test_an_icon_takes_its_colour_and_is_sharp_at_the_screens_ratio(qtbot: QtBot) -> None:
    del qtbot
    drawn = pixmap("lock", "#ff0000", 16, 2.0)
    assert (drawn.width(), drawn.devicePixelRatio()) == (32, 2.0)
    image: QImage = drawn.toImage()
    inked = {
        QColor.fromRgba(image.pixel(x, y)).name()
        for x in range(32)
        for y in range(32)
        if image.pixelColor(x, y).alpha() == 255
    }
    assert inked == {"#ff0000"}


def test_the_application_has_an_icon_in_every_usual_size(qtbot: QtBot) -> None:
    del qtbot
    assert {size.width() for size in application_icon().availableSizes()} >= {16, 32, 48, 256}
