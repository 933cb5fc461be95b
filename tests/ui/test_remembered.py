"""What the window remembers, and that it writes nothing where it was told to write nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray

from ajar.ui.look.palette import Choice
from ajar.ui.remembered import Remembered, configuration_file


def test_choices_are_there_at_the_next_start(tmp_path: Path) -> None:
    file = tmp_path / "window.ini"
    first = Remembered(file)
    first.look, first.text_size, first.second_opinion = Choice.DARK, 1.15, True
    place = QByteArray(b"\x00\x01")
    first.keep_place("window", place)
    first._file.sync()  # type: ignore[union-attr] # there is one
    second = Remembered(file)
    assert (second.look, second.text_size, second.place("window")) == (Choice.DARK, 1.15, place)
    assert second.second_opinion


@pytest.mark.parametrize(
    "text", ["[General]\nlook=plaid\ntext_size=nan\nsecond_opinion=1\n", "\x00\xff", "text_size=40"]
)
def test_a_damaged_file_is_as_none(tmp_path: Path, text: str) -> None:
    file = tmp_path / "window.ini"
    file.write_text(text, encoding="utf-8")
    kept = Remembered(file)
    assert (kept.look, kept.text_size, kept.place("window")) == (Choice.SYSTEM, 1.0, None)
    assert not kept.second_opinion


def test_without_a_file_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    kept = Remembered(None)
    kept.look = Choice.LIGHT
    assert kept.look is Choice.LIGHT
    assert list(tmp_path.iterdir()) == []
    assert not configuration_file().exists()
