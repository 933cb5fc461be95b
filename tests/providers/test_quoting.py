"""A hostile text stays one word for a real shell, and one string for Terraform's language."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ajar.providers.quoting import hcl, shell

HOSTILE = (
    "plain",
    "",
    "user:a'b@x.example",
    "two words; rm -rf ~",
    'line\nend\\ and $(id) `id` ${HOME} "quoted"',
    "bell\x07 and \x1b[31mred",
    "turned \u202e round, zero\u200bwidth",
    "${var.secret} %{ if true }",
    "$${a} $$${b} %%{c} $%{d} %${e} ${",
    "\\u0041 stays",
    "\U000e0041tag",
)
texts = st.sampled_from(HOSTILE) | st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))
_ESCAPE = re.compile(r"\\u([0-9a-f]{4})|\\U([0-9a-f]{8})|\\(.)|\$\$\{|%%\{", re.DOTALL)
_SIMPLE = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}


def understood(quoted: str) -> str:
    """What HCL reads in a quoted string, by its specification; fails where a template would begin."""
    inside = quoted[1:-1]
    assert "\n" not in inside
    left = _ESCAPE.sub("", inside)
    assert "${" not in left
    assert "%{" not in left
    assert '"' not in left
    return _ESCAPE.sub(_meant, inside)


def _meant(found: re.Match[str]) -> str:
    if found[3]:
        return _SIMPLE[found[3]]
    if found[0] in ("$${", "%%{"):
        return found[0][1:]
    return chr(int(found[1] or found[2], 16))


@pytest.mark.skipif(shutil.which("bash") is None, reason="asks a real bash")
@pytest.mark.parametrize("text", HOSTILE)
def test_a_real_shell_reads_one_word(text: str) -> None:
    done = subprocess.run(
        [shutil.which("bash") or "", "-c", f"printf '%s|' {shell(text)}"], capture_output=True, check=True
    )
    assert done.stdout.decode() == f"{text}|"


@given(texts)
def test_what_is_quoted_for_a_shell_is_printable(text: str) -> None:
    assert shell(text).isprintable()


@settings(max_examples=300)
@given(texts)
def test_terraform_reads_the_same_text_and_no_template(text: str) -> None:
    assert hcl(text).isprintable()
    assert understood(hcl(text)) == text


def test_values_are_written_in_lines() -> None:
    value = {"role": "r", "members": ["a", "b"], "none": [], "on": True, "off": False, "n": 3, "x": None}
    assert hcl(value, 1).splitlines() == [
        "{",
        '    "role" = "r"',
        '    "members" = [',
        '      "a",',
        '      "b",',
        "    ]",
        '    "none" = []',
        '    "on" = true',
        '    "off" = false',
        '    "n" = 3',
        '    "x" = null',
        "  }",
    ]
