"""What the process as a whole must not leave behind."""

from pathlib import Path

from tests.whole.service import running


def test_the_service_writes_no_core_dump():
    """A stolen disk tells nothing: whatever limit the service was started under, it dumps no memory to the disk."""
    with running() as service:
        limits = Path(f"/proc/{service.process.pid}/limits").read_text("ascii").splitlines()
        (core,) = [line for line in limits if line.startswith("Max core file size")]
        assert core.split()[4:6] == ["0", "0"]
