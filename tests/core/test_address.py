"""Addresses: the grammar of RFC 5321 section 4.1.2 and RFC 6531 section 3.3."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mayfly.core.address import (
    Address,
    parse_address,
    parse_domain,
    parse_literal,
    parse_local_part,
    split_address,
)


def _domain(octets: int) -> str:
    """Build a domain of exactly so many octets out of labels of at most 63."""
    labels = []
    while octets > 63:
        labels.append("d" * (63 if octets != 64 else 61))
        octets -= len(labels[-1]) + 1
    return ".".join([*labels, "e" * octets])


def test_domain_builder_is_exact() -> None:
    """The helper of these tests builds what it says."""
    assert [len(_domain(n)) for n in (1, 63, 64, 65, 128, 255, 256)] == [1, 63, 64, 65, 128, 255, 256]


# --- Local-part ---


@pytest.mark.parametrize("text", ["a", "a.b", "!#$%&'*+/=?^_`{|}~-", "1", "A.B.C", "x" * 64, "a--b"])
def test_dot_string_is_what_it_says(text: str) -> None:
    """Every atext of RFC 5322 section 3.2.3 may stand in a local part, and means itself."""
    assert parse_local_part(text) == text


@pytest.mark.parametrize(
    "text",
    ["", ".", ".a", "a.", "a..b", "a b", "a@b", "a,b", "a:b", "a;b", "a<b", "a>b", "a(b)", "a[b]", "a\\b", "a\t",
     "a\r", "a\n", "a\x00", "a\x7f", 'a"b', '"a', 'a"', '"', '"a"b', '"a".b', 'a."b"'],
)  # fmt: skip
def test_not_in_the_grammar(text: str) -> None:
    """Specials, controls, stray dots and half-quoted words are no local part; nor are RFC 822's dotted quotes."""
    assert parse_local_part(text) is None
    assert parse_local_part(text, utf8=True) is None


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ('""', ""),
        ('"a"', "a"),
        ('"a b"', "a b"),
        ('"a@b"', "a@b"),
        ('"a..b"', "a..b"),
        ('".a."', ".a."),
        ('"<>()[],:;"', "<>()[],:;"),
        (r'"\""', '"'),
        (r'"\\"', "\\"),
        (r'"\a"', "a"),
        (r'"\ "', " "),
        (r'"a\\\"b"', 'a\\"b'),
    ],
)
def test_quoted_string_means_what_is_in_it(text: str, meaning: str) -> None:
    """A quoted string means its content, and a quoted pair its character (RFC 5321 section 4.1.2)."""
    assert parse_local_part(text) == meaning


@pytest.mark.parametrize(
    "text", ['"a\tb"', '"a\x00b"', '"a\x7fb"', '"a\r\nb"', '"a"b"', r'"\"', '"\\\x01"', '"\\\x7f"']
)
def test_quoted_string_holds_only_printable_ascii(text: str) -> None:
    """qtextSMTP and quoted-pairSMTP are printable; a quote or a lone backslash ends nothing."""
    assert parse_local_part(text) is None


@pytest.mark.parametrize(("octets", "taken"), [(63, True), (64, True), (65, False)])
def test_local_part_limit(octets: int, taken: bool) -> None:
    """A local part has 64 octets at most, its quotes included (RFC 5321 section 4.5.3.1.1)."""
    assert (parse_local_part("x" * octets) is not None) is taken
    assert (parse_local_part('"' + " " * (octets - 2) + '"') is not None) is taken


def test_limit_counts_octets_not_characters() -> None:
    """32 letters of two octets are the most; the 33rd is over."""
    assert parse_local_part("é" * 32, utf8=True) == "é" * 32
    assert parse_local_part("é" * 33, utf8=True) is None


@pytest.mark.parametrize("text", ["é", "josé.müller", "用户", "अजय", "ак", '"é b"', "☕", "a.é"])
def test_utf8_needs_the_flag(text: str) -> None:
    """Beyond ASCII nothing is taken unless the transaction said SMTPUTF8; with it, everything visible is."""
    assert parse_local_part(text) is None
    assert parse_local_part(text, utf8=True) == text.strip('"')


@pytest.mark.parametrize(
    "char",
    ["\u202e", "\u202a", "\u2066", "\u2069", "\u200e", "\u200b", "\u200d", "\ufeff", "\u00ad", "\x85", "\u2028",
     "\u2029", "\ue000", "\U000e0041", "\ufdd0", "\uffff", "\ud800"],
)  # fmt: skip
def test_what_cannot_be_seen_is_no_address(char: str) -> None:
    """Bidi controls, zero-width and unassigned characters, separators and surrogates are refused, quoted or not."""
    for text in (f"a{char}b", f'"a{char}b"', char):
        assert parse_local_part(text, utf8=True) is None


def test_local_part_is_kept_composed() -> None:
    """Decomposed letters come out as NFC (RFC 6532 section 3.1)."""
    assert parse_local_part("e\u0301", utf8=True) == "\u00e9"


def test_composition_does_not_pass_the_limit() -> None:
    """U+0958 is three octets and six in NFC: what would be too long as kept is refused."""
    assert parse_local_part("\u0958" * 10, utf8=True) is not None
    assert parse_local_part("\u0958" * 11, utf8=True) is None


# --- Domain ---


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("mayfly.test", "mayfly.test"),
        ("MayFly.TEST", "mayfly.test"),
        ("mayfly.test.", "mayfly.test"),
        ("localhost", "localhost"),
        ("a", "a"),
        ("1.a", "1.a"),
        ("123.example", "123.example"),
        ("3com.example", "3com.example"),
        ("a-b.example", "a-b.example"),
        ("xn--bcher-kva.example", "xn--bcher-kva.example"),
        ("bücher.example", "xn--bcher-kva.example"),
        ("BÜCHER.example", "xn--bcher-kva.example"),
        ("bu\u0308cher.example", "xn--bcher-kva.example"),
        ("例え.テスト", "xn--r8jz45g.xn--zckzah"),
        ("faß.example", "xn--fa-hia.example"),
        ("d" * 63 + ".example", "d" * 63 + ".example"),
    ],
)
def test_domain_is_kept_as_a_labels_in_lower_case(text: str, name: str) -> None:
    """A name has one form, however it is written (RFC 5890, RFC 5891)."""
    assert parse_domain(text) == name


@pytest.mark.parametrize(
    "text",
    ["", ".", "..", ".a", "a..", "a..b", "-a", "a-", "a.-b", "a_b", "a b", "a\n", "a\x00", "a.123", "127.0.0.1", "1",
     "[127.0.0.1]", "a@b", "a:25", "a/b", "d" * 64, "ü" * 64 + ".example", "a\u200bb\u2028.example", "\ud800.example",
     "xn--\u00fc.example", "\u0661.\u0662"],
)  # fmt: skip
def test_domain_not_in_the_grammar(text: str) -> None:
    """No empty or overlong label, no hyphen at an end, no underscore, no last label of digits (RFC 1123)."""
    assert parse_domain(text) is None


@pytest.mark.parametrize(("octets", "taken"), [(254, True), (255, True), (256, False)])
def test_domain_limit(octets: int, taken: bool) -> None:
    """A domain has 255 octets at most (RFC 5321 section 4.5.3.1.2)."""
    assert (parse_domain(_domain(octets)) is not None) is taken


def test_huge_domain_costs_nothing() -> None:
    """A name far over the limit is refused before its characters are looked at."""
    assert parse_domain("ü" * 5_000_000) is None


# --- address-literal ---


@pytest.mark.parametrize(
    ("text", "literal"),
    [
        ("[192.0.2.1]", "[192.0.2.1]"),
        ("[IPv6:2001:db8::1]", "[IPv6:2001:db8::1]"),
        ("[ipv6:2001:0DB8:0:0::1]", "[IPv6:2001:db8::1]"),
        ("[IPv6:::]", "[IPv6:::]"),
    ],
)
def test_literal_has_one_spelling(text: str, literal: str) -> None:
    """An address literal is written one way (RFC 5321 section 4.1.3)."""
    assert parse_literal(text) == literal


@pytest.mark.parametrize(
    "text",
    ["", "[]", "192.0.2.1", "[192.0.2.1", "192.0.2.1]", "[192.0.2]", "[192.0.2.256]", "[192.0.02.1]", "[2001:db8::1]",
     "[IPv6:]", "[IPv6:fe80::1%eth0]", "[IPv6:192.0.2.1]", "[x-tag:content]", "[ 192.0.2.1]", "[\u0661.0.0.1]"],
)  # fmt: skip
def test_what_is_no_literal(text: str) -> None:
    """Nothing but a whole IPv4 address or IPv6 with its tag is taken; no other tag is registered."""
    assert parse_literal(text) is None


# --- Mailbox ---


@pytest.mark.parametrize(
    ("text", "local_part", "domain"),
    [
        ("a@mayfly.test", "a", "mayfly.test"),
        ("A@MAYFLY.test.", "A", "mayfly.test"),
        ('"a"@mayfly.test', "a", "mayfly.test"),
        ('"a@b"@mayfly.test', "a@b", "mayfly.test"),
        (r'"a\"@b"@mayfly.test', 'a"@b', "mayfly.test"),
        ('""@mayfly.test', "", "mayfly.test"),
        ("a@[192.0.2.1]", "a", "[192.0.2.1]"),
        ("a@[IPv6:::1]", "a", "[IPv6:::1]"),
        ("a%b@mayfly.test", "a%b", "mayfly.test"),
        ("b!a@mayfly.test", "b!a", "mayfly.test"),
    ],
)
def test_address_is_read(text: str, local_part: str, domain: str) -> None:
    """A Mailbox is read into what it means; old routing forms are local parts like any other."""
    assert parse_address(text) == Address(local_part, domain)


@pytest.mark.parametrize(
    "text",
    ["", "a", "@", "a@", "@a", "a@b@c", "@a:b@c", "a@b c", "<a@b>", '"a@b', '"a"b@c', '"a"@', "a@[192.0.2.1", "a@b\r\n",
     "a@b\n", " a@b", "a@b ", "a@-b", "Anne <a@b>", "a@b,c@d", '"a\\"@b', "é@b", "a@bücher.example"],
)  # fmt: skip
def test_address_not_in_the_grammar(text: str) -> None:
    """Names, lists, routes, brackets and line ends are no Mailbox; nor is UTF-8 without the flag."""
    assert parse_address(text) is None


def test_address_with_utf8() -> None:
    """With the flag both sides may go beyond ASCII; the domain is kept as A-labels all the same."""
    assert parse_address("José@bücher.example", utf8=True) == Address("José", "xn--bcher-kva.example")


@pytest.mark.parametrize(("octets", "taken"), [(255, True), (256, True), (257, False)])
def test_path_limit(octets: int, taken: bool) -> None:
    """A path has 256 octets at most with its angle brackets (RFC 5321 section 4.5.3.1.3)."""
    for local_part in ("a", "x" * 64):
        text = f"{local_part}@{_domain(octets - 3 - len(local_part))}"
        assert len(f"<{text}>") == octets
        assert (parse_address(text) is not None) is taken


def test_path_limit_holds_for_what_is_kept() -> None:
    """U-labels that fit on the wire and would not as A-labels are refused."""
    fits = ".".join(["ü" + "a" * 50] * 4) + ".ex"
    assert len(f"<{'x' * 36}@{fits}>".encode()) < 256
    assert parse_address(f"{'x' * 36}@{fits}", utf8=True) is None
    assert parse_address(f"x@{fits}", utf8=True) is not None


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("a@b", ("a", "b")),
        ('"a@b"@c', ('"a@b"', "c")),
        ('"a\\"@b"@c', ('"a\\"@b"', "c")),
        ("a@b@c", ("a", "b@c")),
        ("@", ("", "")),
        ("ab", None),
        ("", None),
        ('"', None),
        ('"a@b', None),
        ('"a\\', None),
        ('"a"', None),
        ('"a"b@c', None),
    ],
)
def test_split(text: str, parts: tuple[str, str] | None) -> None:
    """The cut is at the first ``@`` outside a quoted string."""
    assert split_address(text) == parts


@pytest.mark.parametrize(
    ("address", "text"),
    [
        (Address("a", "b"), "a@b"),
        (Address("", "b"), '""@b'),
        (Address("a b", "b"), '"a b"@b'),
        (Address("a..b", "b"), '"a..b"@b'),
        (Address('a"b', "b"), r'"a\"b"@b'),
        (Address("a\\b", "b"), r'"a\\b"@b'),
        (Address("é", "b"), "é@b"),
    ],
)
def test_written_with_quotes_only_where_needed(address: Address, text: str) -> None:
    """RFC 5321 section 4.1.2: the plain form is to be used wherever it can be."""
    assert str(address) == text


@given(st.text(max_size=40), st.booleans())
@settings(max_examples=150, deadline=None)
def test_any_text_is_an_address_or_none(text: str, utf8: bool) -> None:
    """No text makes the grammar fail."""
    parse_address(text, utf8=utf8)
    parse_address(f"{text}@mayfly.test", utf8=utf8)
    parse_address(f"a@{text}", utf8=utf8)
    parse_address(f'"{text}"@mayfly.test', utf8=utf8)
    parse_literal(f"[{text}]")


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=30))
@settings(max_examples=300, deadline=None)
def test_what_is_written_is_read_as_the_same(text: str) -> None:
    """Any address that was read means the same when it is written and read again."""
    for form in (text, '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'):
        address = parse_address(f"{form}@mayfly.test", utf8=True)
        if address is not None:
            assert parse_address(str(address), utf8=True) == address
            assert unicodedata.is_normalized("NFC", address.local_part)


# --- the canonical form ---


@pytest.mark.parametrize(
    ("one", "other"),
    [("Anna", "anna"), ("ÉCOLE", "école"), ("e\u0301cole", "école"), ("\u212b", "å"), ("ΑΒΓ", "αβγ")],
)
def test_canonical_makes_the_same_of_what_is_the_same(one: str, other: str) -> None:
    """Case and composition part no two mailboxes."""
    assert Address(one, "b").canonical == Address(other, "b").canonical


@given(st.text(st.characters(codec="utf-8"), max_size=20))
@settings(max_examples=300, deadline=None)
def test_canonical_is_its_own_canonical(text: str) -> None:
    """Folding twice changes nothing: what is stored under it is found under it."""
    once = Address(text, "b").canonical
    assert once.canonical == once


def test_canonical_keeps_dots_and_tags() -> None:
    """Nothing but case and composition is folded: dots and tags belong to the name."""
    assert Address("A.b+C", "d").canonical == Address("a.b+c", "d")
