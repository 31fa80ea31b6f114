"""File names of parts are fit for any disk, whatever a stranger wrote."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mayfly.mail.names import NAME_OCTETS, clean

HOSTILE = [
    ("../../etc/passwd", "passwd"),
    ("..\\..\\windows\\system.ini", "system.ini"),
    ("/etc/shadow", "shadow"),
    ("C:\\autoexec.bat", "autoexec.bat"),
    ("C:autoexec.bat", "C_autoexec.bat"),
    ("a\x00b.txt", "a_b.txt"),
    ("a\r\nSet-Cookie: x.txt", "a__Set-Cookie_ x.txt"),
    ("..", "part-1.bin"),
    (".", "part-1.bin"),
    ("...", "part-1.bin"),
    ("", "part-1.bin"),
    ("   ", "part-1.bin"),
    (".htaccess", "htaccess"),
    ("con", "_con"),
    ("CON.txt", "_CON.txt"),
    ("aux .txt", "_aux .txt"),
    ("aux.tar.gz", "_aux.tar.gz"),
    ("LPT1", "_LPT1"),
    ("com¹.txt", "_com¹.txt"),
    ("photo\u202egpj.exe", "photogpj.exe"),
    ("a\u200bb\u2066c.txt", "abc.txt"),
    ('quote".html', "quote_.html"),
    ("semi;colon.txt", "semi_colon.txt"),
    ("pipe|<>?*.txt", "pipe_____.txt"),
    ("$(rm -rf).sh", "_(rm -rf).sh"),
    ("`id`.sh", "_id_.sh"),
    ("%2e%2e%2fpasswd", "_2e_2e_2fpasswd"),
    ("trailing.dots...", "trailing.dots"),
    ("trailing space .txt ", "trailing space .txt"),
    ("file.txt::$DATA", "file.txt___DATA"),
    ("a/b/", "a_b_"),
    ("日本語.pdf", "日本語.pdf"),
    ("cafe\u0301.txt", "café.txt"),
    ("-rf", "-rf"),
    ("~root", "~root"),
    ("a" * 300 + ".pdf", "a" * (NAME_OCTETS - 4) + ".pdf"),
    ("\ud800.txt", "txt"),
    ("a\u2028b", "a_b"),
    ("&amp;<script>.html", "_amp__script_.html"),
    ("x" * 400, "x" * NAME_OCTETS),
    ("folded\there.pdf", "folded here.pdf"),
    ("//server/share/x.exe", "x.exe"),
    ("nul\x00", "nul_"),
    ("é" * 300 + ".txt", "é" * ((NAME_OCTETS - 4) // 2) + ".txt"),
]


@pytest.mark.parametrize(("name", "cleaned"), HOSTILE)
def test_hostile_names(name: str, cleaned: str) -> None:
    """Paths, devices, controls, bidi tricks and overlong names become plain file names."""
    assert clean(name) == cleaned


@given(st.text(max_size=400))
def test_any_name_becomes_one_component(name: str) -> None:
    """One component, not hidden, no control or format character, never too long, and stable."""
    cleaned = clean(name)
    assert cleaned
    assert len(cleaned.encode()) <= NAME_OCTETS + 1
    assert not cleaned.startswith(".")
    assert not set(cleaned) & set('/\\:*?"<>|;')
    assert not any(unicodedata.category(c) in ("Cc", "Cf", "Cs") for c in cleaned)
    assert clean(cleaned) == cleaned


def test_a_nameless_part_is_named_after_its_type() -> None:
    """The ending tells what it is; the number tells which."""
    assert clean("", "image/png", 2) == "part-3.png"
