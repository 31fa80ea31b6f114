"""Command lines: what is read, and what is said of what is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mayfly.core.address import Address, parse_address
from mayfly.smtp import grammar, reply
from mayfly.smtp.grammar import Chunk, Command, Mail
from mayfly.smtp.reply import Reply


@given(st.binary(max_size=300))
def test_nothing_raises(octets: bytes) -> None:
    """Any octets are read, or answered."""
    command = grammar.read_command(octets)
    assert isinstance(command, Command | Reply)
    if isinstance(command, Command):
        assert isinstance(grammar.read_mail(command.argument), Mail | Reply)
        assert isinstance(grammar.read_rcpt(command.argument, utf8=True), Address | Reply)
        assert isinstance(grammar.read_bdat(command.argument), Chunk | Reply)


@given(st.text(max_size=80), st.booleans())
def test_paths_never_raise(text: str, utf8: bool) -> None:
    """Anything between the brackets is an address, the null path or refused."""
    assert isinstance(grammar.read_rcpt(f"TO:<{text}>", utf8=utf8), Address | Reply)
    assert isinstance(grammar.read_mail(f"FROM:<{text}>{' SMTPUTF8' if utf8 else ''}"), Mail | Reply)


def test_command_line() -> None:
    """A line is a verb in any case and an argument."""
    assert grammar.read_command(b"mAiL FROM:<>  ") == Command("MAIL", "FROM:<>")
    assert grammar.read_command(b"RCPT  TO:<a@b>") == Command("RCPT", "TO:<a@b>")
    assert grammar.read_command(b"") is reply.SYNTAX
    assert grammar.read_command(b" NOOP") is not reply.NOT_SMTP


def test_mail_keeps_the_case_of_the_local_part() -> None:
    """B011: the reverse-path is kept as meant; its domain is written in one way."""
    assert grammar.read_mail("FROM:<Ann.B@Example.ORG> SIZE=7") == Mail("Ann.B@example.org", 7)
    assert grammar.read_mail('FROM:<"a@b"@d.example>') == Mail('"a@b"@d.example')
    assert grammar.read_mail("FROM:<>") == Mail("")


def test_source_route_is_forgotten() -> None:
    """B041: a source route is read and leaves no trace."""
    assert grammar.read_rcpt("TO:<@a.example,@b.example:u@d.example>", utf8=False) == Address("u", "d.example")


def test_quoted_local_parts() -> None:
    """B039: quotes and backslashes are taken off; the domain is what follows the last of them."""
    assert grammar.read_rcpt('TO:<"a b"@d.example>', utf8=False) == Address("a b", "d.example")
    assert grammar.read_rcpt(r'TO:<"a\"b"@d.example>', utf8=False) == Address('a"b', "d.example")
    assert grammar.read_rcpt('TO:<"a@b"@d.example>', utf8=False) == Address("a@b", "d.example")
    assert grammar.read_rcpt('TO:<"a>b"@d.example>', utf8=False) == Address("a>b", "d.example")


@pytest.mark.parametrize("digits", [1, 19, 20])
def test_bdat_sizes(digits: int) -> None:
    """A size has up to twenty digits."""
    assert grammar.read_bdat("9" * digits) == Chunk(int("9" * digits), last=False)
    assert grammar.read_bdat("9" * digits + " LaSt") == Chunk(int("9" * digits), last=True)
    assert grammar.read_bdat("9" * 21) is reply.BAD_ARGUMENT
    assert grammar.read_bdat("1 ") == Chunk(1, last=False)


@given(st.from_regex(r"[A-Za-z0-9_+=-]{1,64}@([a-z0-9]{1,63}\.){1,3}[a-z]{2,63}", fullmatch=True))
def test_plain_senders_are_what_the_grammar_says(path: str) -> None:
    """The short way of reading a sender gives what the long one gives, or refuses as it does."""
    address = parse_address(path)
    expected = str(address) if address is not None and len(path) <= 254 else None
    mail = grammar.read_mail(f"FROM:<{path}>")
    assert (mail.reverse_path if isinstance(mail, Mail) else None) == expected
