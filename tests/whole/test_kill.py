"""Killed under load, a service loses nothing it has accepted. The whole length is ``make soak``."""

from pathlib import Path

import pytest

from tests.soak import kill
from tests.whole.senders import Crowd
from tests.whole.service import start, stop


@pytest.mark.timeout(300)
def test_killed_a_few_times(tmp_path: Path):
    """A01: kill -9 under twenty senders: no mail is lost that got its 250; only what got none may be there twice."""
    done = kill.run(tmp_path, kills=3, accepted=300)
    assert done.wrong == []
    assert done.kills >= 4
    assert done.accepted >= 300
    # The senders came back after every kill.
    assert done.sessions >= 3 * kill.SENDERS // 2


def test_the_comparison_notices(tmp_path: Path):
    """A mail that was accepted and is not there, one that is there too often, and one that has changed are found."""
    service = start(tmp_path / "data", settings=kill.SETTINGS)
    crowd = Crowd(service, 2, tmp_path)
    crowd.wait_for(20)
    crowd.stop()
    assert crowd.compare(service) == (crowd.accepted, [])
    lines = (tmp_path / "journal-0").read_text("ascii").splitlines()
    assert lines[:2] == ["try s0-0", "250 s0-0"]
    changed = ["try s0-1000000", "250 s0-1000000", *(line for line in lines if line != "try s0-1")]
    (tmp_path / "journal-0").write_text("\n".join(changed) + "\n", "ascii")
    assert crowd.compare(service)[1] == ["s0-1000000 is lost", "s0-1 is there 1 times, tried 0 times"]
    stop(service)
