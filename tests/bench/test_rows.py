"""The rows of the bench run, each in a tiny form, against real servers; and what they rest on says so when it is wrong.

Nothing here looks at how long anything took.
"""

import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from bench import breakdown, generator
from bench.__main__ import WHOLE, find_rows
from bench.journal import Journal, missing
from bench.letters import BOUNDARY, letter
from bench.measure import Options, Table, percentile
from bench.peers import POSTFIX
from bench.rows.throughput import SERVERS
from bench.sending import address_file, by_generator, by_smtp_source
from bench.servers import MAYFLY, ROOT, Kind, Running

ROWS = find_rows()
PEERS = (*SERVERS[1:], POSTFIX)


@pytest.fixture
def options() -> Iterator[Options]:
    """Ask for next to nothing, on the disk that the bench uses."""
    (ROOT / "build").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=ROOT / "build", prefix="bench-test-") as folder:
        yield Options(runs=1, seconds=0.05, data=Path(folder), scale=0.001)


def skip_for(lack: LookupError) -> NoReturn:
    """Skip for what the machine lacks; an IndexError or a KeyError is a fault of the row, and is raised."""
    if type(lack) is not LookupError:
        raise lack
    pytest.skip(str(lack))


def run(number: str, options: Options) -> list[Table]:
    """Run a row; skip where the machine lacks what it needs."""
    try:
        return ROWS[number](options)
    except LookupError as lack:
        skip_for(lack)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("number", ROWS)
def test_row_runs(number: str, options: Options) -> None:
    """A row starts its servers, does its work, finds all that was accepted stored, and has something in every table."""
    tables = run(number, options)
    assert tables
    for table in tables:
        assert table.lines
        assert {len(line) for line in table.lines} == {len(table.columns)}
        assert not [note for note in table.notes if "LOST" in note]
        assert str(table).startswith(f"### {table.heading}\n")


@pytest.mark.timeout(300)
@pytest.mark.parametrize("kind", [kind for kind in PEERS if not kind.lacks(False)], ids=lambda kind: kind.name)
def test_peer_takes_mail(kind: Kind, options: Options) -> None:
    """A peer that is here starts, takes mail over new and kept connections, and has what it accepted."""
    if shutil.which("smtp-source") is None:
        pytest.skip("smtp-source is not here")
    with kind.start(options.data, "") as server:
        by_smtp_source(kept=False)(server, options, 20, 5_120, "")
        by_smtp_source(kept=True)(server, options, 20, 5_120, "")
        server.check_stored(40)


@pytest.mark.timeout(300)
def test_profile_runs(options: Options) -> None:
    """The profile names the service's main thread, and functions of ours with what they cost."""
    try:
        tables = breakdown.measure(options)
    except LookupError as lack:
        skip_for(lack)
    assert any(line[0] == "service, main thread" for line in tables[0].lines)
    assert any(line[0].startswith("smtp/session.py:") for line in tables[-1].lines)


@pytest.mark.parametrize("fault", [IndexError("list index out of range"), KeyError("mayfly")])
def test_a_fault_of_a_row_is_no_lack(fault: LookupError, options: Options, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what says that a tool is missing leaves a row out."""

    def broken(_: Options) -> list[Table]:
        raise fault

    monkeypatch.setitem(ROWS, "B0", broken)
    with pytest.raises(type(fault)):
        run("B0", options)


def test_every_row_is_documented() -> None:
    """The bench's own page has a line for each row that is registered, and for no other."""
    named = re.findall(r"^\| (B\d+) \|", (ROOT / "bench" / "README.md").read_text("utf-8"), re.MULTILINE)
    assert named == list(ROWS)


def test_every_option_is_documented() -> None:
    """Each option of the command is in the bench's own page."""
    text = (ROOT / "bench" / "README.md").read_text("utf-8")
    options = set(re.findall(r'"(--[a-z-]+)"', (ROOT / "bench" / "__main__.py").read_text("utf-8")))
    assert options
    assert [option for option in sorted(options) if f"`{option}" not in text] == []


def test_run_is_void_where_something_is_missing(options: Options) -> None:
    """A server that has fewer or more messages than it accepted makes its run void."""
    with MAYFLY.start(options.data, "") as server:
        by_generator("plain")(server, options, 3, 5_120, "")
        server.check_stored(3)
        for wrong in (2, 4):
            with pytest.raises(RuntimeError, match="void"):
                server.check_stored(wrong)


@pytest.mark.parametrize("mode", ["plain", "pipelined", "bdat"])
def test_generator_sends_whole_messages(mode: str, options: Options) -> None:
    """Each way of the generator delivers every message, octet for octet, and to every recipient in turn."""
    from bench.mailboxes import open_mailboxes, subjects
    from bench.servers import mayfly

    with mayfly(options.data) as server:
        addresses, tokens = open_mailboxes(server.http, 3)
        task = generator.Task(server.smtp, str(address_file(options.data, addresses)), 6, mode, 5_120, sessions=2)
        assert generator.send(task).accepted == 6
        assert [len(subjects(server.http, token)) for token in tokens] == [2, 2, 2]
        assert raw_of(server, tokens[0]).endswith(letter(5_120))


def raw_of(server: Running, token: str) -> bytes:
    """Give the octets of the first message of a mailbox."""
    import urllib.request

    from bench.servers import ask

    first = ask(server.http, "/api/v1/mailbox/messages", token=token)["messages"][0]["id"]
    headers = {"Authorization": f"Bearer {token}"}
    request = urllib.request.Request(f"{server.http}/api/v1/mailbox/messages/{first}/raw", headers=headers)
    with urllib.request.urlopen(request) as answer:
        return answer.read()


def test_generator_is_void_where_mail_is_refused(options: Options) -> None:
    """A refused recipient ends the run; it is not counted as sent."""
    with MAYFLY.start(options.data, "") as server:
        nobody = str(address_file(options.data, ["nobody@mayfly.test"]))
        with pytest.raises(RuntimeError, match="void: b'550"):
            generator.send(generator.Task(server.smtp, nobody, 1))
        server.check_stored(0)


@pytest.mark.parametrize("octets", [1_500, 5_120, 20_480, 262_143, 262_144, 1_048_576])
def test_letters_are_as_long_as_asked_for(octets: int) -> None:
    """A message has exactly the length that is asked for, no line that would be stuffed, and CRLF alone."""
    made = letter(octets)
    assert len(made) == octets
    assert b"\r\n." not in made
    assert made.count(b"\n") == made.count(b"\r") == made.count(b"\r\n")
    assert made.endswith(f"--{BOUNDARY}--\r\n".encode())
    assert letter(octets) == made


def test_letter_too_short_is_refused() -> None:
    """A length that has no room for the fields and the parts is refused."""
    with pytest.raises(ValueError, match="cannot be made"):
        letter(300)


def test_journal_finds_what_is_lost_and_what_is_double() -> None:
    """What was accepted and is not stored is lost; what is stored twice, or was not accepted, is told apart."""
    journal = Journal("j", accepted={"a": 0.0, "b": 0.0, "c": 0.0})
    assert missing(journal, ["a", "b", "c"]) == (0, 0)
    assert missing(journal, ["a", "b"]) == (1, 0)
    assert missing(journal, ["a", "a", "b", "c", "d"]) == (0, 2)
    assert missing(journal, ["a", "a"]) == (2, 1)


def test_counts_are_read_from_both_counters() -> None:
    """Calls are read from what perf writes and from what strace writes, without the line of the total."""
    perf = "# started\n\n1200;;syscalls:sys_enter_read;9;100.00;;\n0;;syscalls:sys_enter_mkdir;9;100.00;;\n"
    strace = (
        "% time     seconds  usecs/call     calls    errors syscall\n"
        "------ ----------- ----------- --------- --------- ----------------\n"
        " 60.00    0.000600           5      1200         7 read\n"
        " 40.00    0.000400           4       100           futex\n"
        "------ ----------- ----------- --------- --------- ----------------\n"
        "100.00    0.001000           4      1300         7 total\n"
    )
    assert breakdown.read_counts(perf) == {"read": 1200}
    assert breakdown.read_counts(strace) == {"read": 1200, "futex": 100}


def test_percentile_is_a_value_that_was_seen() -> None:
    """The nearest rank: half of a hundred is the fiftieth or the next, all of it the greatest."""
    values = [float(number) for number in range(1, 101)]
    assert percentile(values, 0.99) == 100.0
    assert percentile(values, 0.5) == 51.0
    assert percentile([7.0], 0.99) == 7.0


def test_scale_keeps_the_whole_and_the_least() -> None:
    """At scale 1 a row has its own numbers; below, a share of them, but never less than it needs."""
    assert WHOLE.share(10_000, 20) == 10_000
    assert not WHOLE.is_tiny
    small = Options(1, 0.1, Path(), 0.001)
    assert small.is_tiny
    assert (small.share(10_000, 20), small.share(100_000, 20)) == (20, 100)
