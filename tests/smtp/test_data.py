"""Content: where it ends, what is kept of it, and what it costs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mayfly.smtp.data import HEADER_BLOCK_OCTETS, ChunkReader, Content, DataReader, Fault, count_received
from mayfly.smtp.limits import Budget
from tests.smtp.smuggled import SMUGGLED

# The octets in which ends are hidden, so that random strings are full of almost-ends.
TRICKY = st.lists(st.sampled_from([b"\r", b"\n", b".", b"\r\n", b"\r\n.", b"a", b"\x00"]), max_size=60).map(b"".join)
CUTS = st.lists(st.integers(1, 9), min_size=1, max_size=20)


def pieces_of(octets: bytes, cuts: list[int]) -> list[bytes]:
    """Cut octets into pieces of these lengths, again and again."""
    pieces, at, turn = [], 0, 0
    while at < len(octets):
        pieces.append(octets[at : at + cuts[turn % len(cuts)]])
        at += len(pieces[-1])
        turn += 1
    return pieces


def slow_reading(octets: bytes) -> tuple[bytes, bytes] | None:
    """Read content as RFC 5321 section 4.5.2 tells it, line by line; give content and rest, or None."""
    content = b""
    while True:
        line, end, octets = octets.partition(b"\r\n")
        if not end:
            return None
        if line == b".":
            return content, octets
        content += line.removeprefix(b".") + b"\r\n"


def read(octets: bytes, cuts: list[int], limit: int = 10_000) -> tuple[Content, bytes] | None:
    """Read with our reader."""
    content = Content(limit, Budget(100_000))
    reader = DataReader(content)
    pieces = pieces_of(octets, cuts)
    for index, piece in enumerate(pieces):
        rest = reader.feed(piece)
        if rest is not None:
            return content, rest + b"".join(pieces[index + 1 :])
    return None


@given(TRICKY, CUTS)
def test_reads_what_the_standard_says(octets: bytes, cuts: list[int]) -> None:
    """Any octets in any cut are read as the line-by-line text of RFC 5321 says."""
    expected = slow_reading(octets)
    found = read(octets, cuts)
    if expected is None or found is None:
        assert expected is None
        assert found is None
    else:
        assert (b"".join(found[0].pieces()), found[1]) == expected
        assert found[0].octets == len(expected[0])


@given(TRICKY, CUTS)
def test_stuffed_content_comes_back(content: bytes, cuts: list[int]) -> None:
    """What a client stuffs as RFC 5321 section 4.5.2 asks comes out as it was, and what follows is not touched."""
    content += b"\r\n"
    stuffed = (b"\r\n" + content).replace(b"\r\n.", b"\r\n..")[2:]
    found = read(stuffed + b".\r\nQUIT\r\n", cuts)
    assert found is not None
    assert b"".join(found[0].pieces()) == content
    assert found[1] == b"QUIT\r\n"


@pytest.mark.parametrize("sequence", SMUGGLED, ids=repr)
@pytest.mark.parametrize("cut", [1, 3, 1000])
def test_smuggling_sequences_are_content(sequence: bytes, cut: int) -> None:
    """B065: none of the 26 published sequences ends DATA, and each lies within the one message afterwards."""
    octets = b"first" + sequence + b"MAIL FROM:<evil@b.example>\r\n"
    found = read(octets + b".\r\nrest", [cut])
    assert found is not None
    # A line that begins with a dot has lost it, as any such line.
    assert b"".join(found[0].pieces()) == octets.replace(b"\r\n.", b"\r\n")
    assert found[1] == b"rest"


def test_there_are_26_smuggling_sequences() -> None:
    """B065: the list is whole and has no doubles."""
    assert len(set(SMUGGLED)) == 26


@pytest.mark.parametrize(("octets", "fault"), [(9, None), (10, None), (11, Fault.TOO_LARGE), (5000, Fault.TOO_LARGE)])
@pytest.mark.parametrize("cut", [1, 7, 10_000])
def test_limit_counts_content(octets: int, fault: Fault | None, cut: int) -> None:
    """The limit counts content and not dots on the wire; what is over it is counted, not kept."""
    budget = Budget(100)
    content = Content(10, budget)
    body = b"." * octets
    wire = b"." + body + b"\r\n.\r\n"
    reader = DataReader(content)
    rest = None
    for piece in pieces_of(wire, [cut]):
        rest = reader.feed(piece)
    assert rest == b""
    assert content.octets == octets + 2
    expected = Fault.TOO_LARGE if octets + 2 > 10 else None
    assert content.fault is expected
    assert budget.held == (0 if expected else octets + 2)


def test_limit_exactly() -> None:
    """Content of exactly the limit is kept, one octet more is not."""
    for octets, fault in ((9, None), (10, None), (11, Fault.TOO_LARGE)):
        content = Content(10, Budget(100))
        content.add(b"x" * octets)
        assert content.fault is fault


def test_budget_is_shared() -> None:
    """What one message holds is missing for the next, and is there again when it is dropped."""
    budget = Budget(10)
    one, two = Content(100, budget), Content(100, budget)
    one.add(b"x" * 8)
    two.add(b"y" * 3)
    assert two.fault is Fault.NO_BUDGET
    assert budget.held == 8
    one.drop()
    three = Content(100, budget)
    three.add(b"z" * 10)
    assert three.fault is None
    assert three.pieces() == [b"z" * 10]


def test_single_octets_are_gathered() -> None:
    """A message that comes in single octets is kept in few pieces."""
    content = Content(1_000_000, Budget(1_000_000))
    for _ in range(200_000):
        content.add(b"x")
    content.add(b"y" * 5000)
    content.add(b"z")
    pieces = content.pieces()
    assert len(pieces) <= 6
    assert b"".join(pieces) == b"x" * 200_000 + b"y" * 5000 + b"z"


@given(st.integers(1, 50), st.binary(min_size=50, max_size=80), CUTS)
def test_chunk_is_counted(octets: int, wire: bytes, cuts: list[int]) -> None:
    """A chunk has exactly the octets that were announced, in any cut."""
    content = Content(1000, Budget(1000))
    reader = ChunkReader(octets, content)
    pieces = pieces_of(wire, cuts)
    for index, piece in enumerate(pieces):
        rest = reader.feed(piece)
        if rest is not None:
            assert b"".join(content.pieces()) == wire[:octets]
            assert rest + b"".join(pieces[index + 1 :]) == wire[octets:]
            return
    raise AssertionError("the chunk did not end")


def test_received_fields_are_counted_in_the_header_only() -> None:
    """B081: only field names at the start of a line of the header block count, in any case and any cut."""
    header = b"Received: a\r\nreceived: b\r\n folded\r\nX-Received: c\r\nSubject: Received: d\r\nRECEIVED: e\r\n"
    content = header + b"\r\nReceived: f\r\n"
    assert count_received([content]) == 3
    assert count_received([content[:5], content[5:30], content[30:]]) == 3
    assert count_received([]) == 0
    assert count_received([b"\r\nReceived: body\r\n"]) == 0


@pytest.mark.parametrize(("more", "count"), [(-1, 1), (0, 1), (1, 0)])
@pytest.mark.parametrize("cut", [1, 4096, 1_000_000])
def test_header_block_is_looked_at_so_far(more: int, count: int, cut: int) -> None:
    """A field name that ends with octet 65,536 of a header block, CRLF before it included, is seen; a later one not."""
    name = b"\r\nReceived:"
    filler = b"X: ".ljust(HEADER_BLOCK_OCTETS - len(b"\r\n") - len(name) + more, b"x")
    content = filler + name + b" a\r\n\r\nbody\r\n"
    assert count_received(pieces_of(content, [cut])) == count
