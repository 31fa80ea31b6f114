"""The trace header on top of each message."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.utils import parsedate_to_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mayfly.core.address import Address
from mayfly.core.message import Envelope
from mayfly.core.trace import reverse_path_of, split_trace, trace_header

NOW = datetime(2026, 11, 23, 12, 0, 0, tzinfo=UTC).timestamp()
ONE = (Address("quiet-heron", "mayfly.test"),)
TWO = (*ONE, Address("other", "mayfly.test"))


def envelope(paths=ONE, **changes):
    values = {
        "reverse_path": "news@shop.example",
        "greeting": "mx.shop.example",
        "client_address": "192.0.2.7",
        "protocol": "ESMTP",
        "session_id": "s1",
    }
    return Envelope(forward_paths=paths, **{**values, **changes})


def header(**changes):
    return trace_header(envelope(**changes), "mail.mayfly.test", "abc123", NOW)


def test_one_return_path_and_one_received_on_top():
    """RFC 5321 section 4.4: exactly one of each, with from, by, with, id, for and the date (B078, B079)."""
    message = message_from_bytes(header() + b"Subject: x\r\n\r\n")
    assert message.keys() == ["Return-Path", "Received", "Subject"]
    assert message["Return-Path"] == "<news@shop.example>"
    clauses, _, date = message["Received"].replace("\r\n\t", " ").partition("; ")
    assert clauses == (
        "from mx.shop.example ([192.0.2.7]) by mail.mayfly.test with ESMTP id abc123 for <quiet-heron@mayfly.test>"
    )
    assert parsedate_to_datetime(date).timestamp() == NOW


def test_recipients_are_not_told_of_each_other():
    """``for`` is there with a single recipient only (RFC 5321 section 7.6)."""
    assert b"for <" in header(paths=ONE)
    assert b"heron" not in header(paths=TWO)


@pytest.mark.parametrize(
    ("client", "told"),
    [("192.0.2.7", b"([192.0.2.7])"), ("2001:db8::1", b"([IPv6:2001:db8::1])"), ("", b"from mx.shop.example\r\n")],
)
def test_the_client_is_told_as_an_address_literal(client, told):
    """RFC 5321 section 4.1.3; where there is no address (a Unix socket) there is none."""
    assert told in header(client_address=client)


def test_the_null_reverse_path_is_written_and_read_back():
    """``<>`` stands for the null reverse-path."""
    top = header(reverse_path="")
    assert top.startswith(b"Return-Path: <>\r\n")
    assert reverse_path_of(top) == ""


@given(st.binary(), st.sampled_from([ONE, TWO]), st.sampled_from(["192.0.2.7", "2001:db8::1", ""]))
def test_what_was_received_is_found_again(received, paths, client):
    """Whatever the octets begin with (a folded line, a semicolon, nothing), they are told from our header."""
    top = header(paths=paths, client_address=client)
    assert split_trace(top + received) == (top, received)


@given(st.text(), st.text())
def test_no_text_of_a_client_makes_a_line_of_its_own(greeting, reverse_path):
    """A22: even text that no grammar let through keeps the header at its count of lines."""
    top = header(greeting=greeting, reverse_path=reverse_path)
    assert top.count(b"\r\n") == top.count(b"\n") == top.count(b"\r") == 5
    assert split_trace(top + b"x") == (top, b"x")
