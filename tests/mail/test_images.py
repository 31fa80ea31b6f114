"""Signed image paths: ours come back, all others do not."""

from hypothesis import given
from hypothesis import strategies as st

from mayfly.mail.images import path, verify
from mayfly.mail.read import ImagePath

KEY = b"k" * 32
IMAGES = ImagePath(KEY, 1000)


@given(st.text(max_size=300))
def test_what_was_signed_comes_back(text: str) -> None:
    """Any URL that is text comes back as it was."""
    url = "https://example.org/" + text.encode("utf-8", "ignore").decode()
    made = path(IMAGES, url)
    assert made is not None
    assert made.startswith("/img/1000/")
    assert verify(KEY, made, 999.9) == url


def test_expired_changed_or_foreign_paths_are_refused() -> None:
    """One second late, one letter changed, another key, another expiry: None."""
    made = path(IMAGES, "https://example.org/a.png")
    assert made is not None
    _, _, expiry, signature, encoded = made.split("/")
    assert verify(KEY, made, 1000) is None
    assert verify(b"x" * 32, made, 1) is None
    assert verify(KEY, f"/img/2000/{signature}/{encoded}", 1) is None
    assert verify(KEY, f"/img/{expiry}/{signature}/{encoded[:-1]}", 1) is None
    assert verify(KEY, f"/img/{expiry}/{'A' * len(signature)}/{encoded}", 1) is None
    for wrong in ("", "/img/", "/img/1/2", "/img/a/b/c", "/img/1000//", made + "/x", "/other" + made, "/img/١/b/c"):
        assert verify(KEY, wrong, 1) is None


def test_a_url_that_is_no_image_s_address_gets_no_path() -> None:
    """Four kilobytes are the limit."""
    assert path(IMAGES, "https://e.org/" + "a" * 4082) is not None
    assert path(IMAGES, "https://e.org/" + "a" * 4083) is None
