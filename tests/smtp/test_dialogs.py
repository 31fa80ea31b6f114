"""Every dialogue in ``dialogs``, in every cut and over real sockets."""

import pytest

from tests.smtp.house import on_each_loop
from tests.smtp.player import DIALOGS, Dialog, YesMan, play_against, play_alone, play_live, read_dialog

ALL = [read_dialog(path) for path in DIALOGS]


def name(dialog: Dialog) -> str:
    """Name a dialogue by its file."""
    return dialog.path.stem


@pytest.mark.parametrize("dialog", ALL, ids=name)
@pytest.mark.parametrize("cut", [1_000_000, 1, 7], ids=["whole", "octets", "sevens"])
def test_dialog_alone(dialog: Dialog, cut: int) -> None:
    """A session says what the dialogue says, however the octets are cut."""
    play_alone(dialog, cut)


@pytest.mark.parametrize("dialog", ALL, ids=name)
def test_dialog_live(dialog: Dialog) -> None:
    """A server says over a connection what the dialogue says."""
    on_each_loop(lambda: play_live(dialog, {"error_delay_seconds": 0.001}))


@pytest.mark.parametrize("dialog", ALL, ids=name)
def test_dialog_shows_something(dialog: Dialog) -> None:
    """A server that answers 250 to everything fails every dialogue."""
    assert dialog.numbers
    with pytest.raises(AssertionError, match="smtp"):
        play_against(dialog, YesMan())
