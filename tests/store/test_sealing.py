"""What is sealed opens for whom it was sealed for, as what it was sealed as, and for nobody else."""

import os
import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mayfly.core.errors import NotFound
from mayfly.store import derive
from mayfly.store.sealing import (
    LARGE_COPIES_OCTETS,
    LARGE_OCTETS,
    Kind,
    Opener,
    SealJob,
    decrypt_content,
    open_content,
    padded_octets,
    seal,
    seal_batch,
    seal_content,
)
from mayfly.store.values import SealedContent, SealedMessage
from tests.store.holder import Holder, content_for


@settings(max_examples=60, deadline=None)
@given(st.lists(st.binary(max_size=3000), max_size=5), st.integers(1, 3))
def test_what_is_opened_is_what_was_sealed(pieces: list[bytes], recipients: int) -> None:
    """Each recipient opens the content as it was, however it came in pieces."""
    holders = [Holder() for _ in range(recipients)]
    message = seal_content(SealJob(tuple(pieces), tuple(h.recipient() for h in holders), 7.0))
    for index, holder in enumerate(holders):
        assert open_content(holder.opener, content_for(index, message)) == b"".join(pieces)


@pytest.mark.parametrize("octets", [1, LARGE_OCTETS - 1, LARGE_OCTETS, LARGE_OCTETS + 1, 3_000_000])
def test_how_long_content_is_can_be_known_before_it_is_unpacked(octets: int) -> None:
    """Whoever has to make room for it asks for as much as it takes, however large it is and in however many pieces."""
    content = (b"text that can be compressed " * (octets // 20 + 1))[:octets]
    holder = Holder()
    pieces = tuple(content[at : at + 65_536] for at in range(0, octets, 65_536))
    message = seal_content(SealJob(pieces, (holder.recipient(),), 7.0))
    packed = decrypt_content(holder.opener, content_for(0, message))
    assert packed.octets == len(packed.unpack()) == octets


@pytest.mark.parametrize("octets", [0, 1, LARGE_OCTETS - 5, LARGE_OCTETS - 4, LARGE_OCTETS + 1, 3_000_000])
def test_large_content_is_encrypted_once(octets: int) -> None:
    """Above the bound the content lies in one body; below it in each copy. Both open."""
    holders = [Holder(), Holder()]
    content = os.urandom(octets)
    message = seal_content(SealJob((content,), tuple(h.recipient() for h in holders), 7.0))
    assert (message.body is not None) == (octets + 5 > LARGE_OCTETS)
    for index, holder in enumerate(holders):
        assert open_content(holder.opener, content_for(index, message)) == content


@pytest.mark.parametrize("piece_octets", [1000, 65_536, 262_145, 1_000_000])
@pytest.mark.parametrize("text", [True, False])
def test_large_content_in_any_pieces(piece_octets: int, text: bool) -> None:
    """However large content is cut, and whether it can be compressed or not, it opens as it was."""
    mine = Holder()
    content = (b"All work and no play. " * 40_000) if text else os.urandom(800_000)
    pieces = tuple(content[at : at + piece_octets] for at in range(0, len(content), piece_octets))
    message = seal_content(SealJob(pieces, tuple(mine.recipient() for _ in range(40)), 7.0))
    for index in (0, 39):
        assert open_content(mine.opener, content_for(index, message)) == content


def test_many_copies_share_a_body() -> None:
    """A message of middling size to a hundred mailboxes does not fill one commit with its copies."""
    holders = [Holder() for _ in range(100)]
    content = os.urandom(100_000)
    message = seal_content(SealJob((content,), tuple(h.recipient() for h in holders), 7.0))
    at_rest = sum(len(c.sealed) for c in message.copies) + message.body_octets
    assert at_rest < LARGE_COPIES_OCTETS
    assert open_content(holders[99].opener, content_for(99, message)) == content


def test_nothing_opens_in_another_place() -> None:
    """Another key, kind, mailbox or message id does not open a sealed text; nor does a damaged one."""
    mine, other = Holder(), Holder()
    message_id = os.urandom(16)
    sealed = seal(mine.public, mine.uid, Kind.SUMMARY, message_id, b"secret")
    assert mine.opener.open(Kind.SUMMARY, message_id, sealed) == b"secret"
    attempts = [
        (other.opener, Kind.SUMMARY, message_id, sealed),
        (Opener(mine.key, other.uid), Kind.SUMMARY, message_id, sealed),
        (mine.opener, Kind.AUTHENTICATION, message_id, sealed),
        (mine.opener, Kind.SUMMARY, os.urandom(16), sealed),
        (mine.opener, Kind.SUMMARY, b"", sealed),
        (mine.opener, Kind.SUMMARY, message_id, b"\x02" + sealed[1:]),
        (mine.opener, Kind.SUMMARY, message_id, sealed[:-1]),
        (mine.opener, Kind.SUMMARY, message_id, b""),
        (mine.opener, Kind.SUMMARY, message_id, sealed[:1]),
    ]
    for opener, kind, name, octets in attempts:
        with pytest.raises(NotFound):
            opener.open(kind, name, octets)
    for place in range(len(sealed)):
        damaged = bytearray(sealed)
        damaged[place] ^= 1
        with pytest.raises(NotFound):
            mine.opener.open(Kind.SUMMARY, message_id, bytes(damaged))


def test_half_of_the_secret_opens_nothing() -> None:
    """The token with a zero share, or the share with another token, make another key."""
    mine = Holder()
    sealed = seal(mine.public, mine.uid, Kind.ADDRESS, b"", b"a@b.example")
    for token, share in ((mine.token, bytes(32)), (bytes(32), mine.share), (mine.token, os.urandom(32))):
        with pytest.raises(NotFound):
            Opener(derive.private_key(token, share, mine.uid), mine.uid).open(Kind.ADDRESS, b"", sealed)


def test_a_body_of_another_message_does_not_open() -> None:
    """Bodies swapped on the disk, missing or cut, are noticed."""
    mine = Holder()
    first, second = (seal_content(SealJob((os.urandom(400_000),), (mine.recipient(),), 1.0)) for _ in range(2))
    copy = first.copies[0]
    mine_body, other_body = (content_for(0, message).body for message in (first, second))
    assert mine_body is not None
    assert len(open_content(mine.opener, SealedContent(copy.message_id, 1.0, copy.sealed, mine_body))) == 400_000
    for body in (other_body, None, b"", mine_body[:-1]):
        with pytest.raises(NotFound):
            open_content(mine.opener, SealedContent(copy.message_id, 1.0, copy.sealed, body))


@given(st.integers(0, 2**40))
def test_a_size_class_is_near(octets: int) -> None:
    """A class holds what it is for, is at most an eighth longer, and is its own class."""
    padded = padded_octets(octets)
    assert octets <= padded <= octets + octets // 8 + 1
    assert padded_octets(padded) == padded


def test_only_the_size_class_shows() -> None:
    """Contents of a hundred lengths show at most two."""
    mine = Holder()
    lengths = set()
    for octets in range(9_800, 9_900):
        message = seal_content(SealJob((os.urandom(octets),), (mine.recipient(),), 1.0))
        lengths.add(len(message.copies[0].sealed))
    assert len(lengths) <= 2


def test_addresses_show_no_length() -> None:
    """All ordinary addresses have one length at rest."""
    mine = Holder()
    texts = (b"a@b.example", b"quiet-heron-7f3k2@mail.example.org", b"x" * 64 + b"@example.org")
    assert len({len(seal(mine.public, mine.uid, Kind.ADDRESS, b"", text)) for text in texts}) == 1


def test_jobs_can_go_to_another_process() -> None:
    """Jobs and sealed messages can be pickled; a batch keeps the order."""
    mine = Holder()
    jobs = [SealJob((b"n", b"%d" % n), (mine.recipient(),), float(n)) for n in range(5)]
    messages: list[SealedMessage] = pickle.loads(pickle.dumps(seal_batch(pickle.loads(pickle.dumps(jobs)))))
    opened = [open_content(mine.opener, content_for(0, message)) for message in messages]
    assert opened == [b"n0", b"n1", b"n2", b"n3", b"n4"]
    assert [message.received_at for message in messages] == [0.0, 1.0, 2.0, 3.0, 4.0]
