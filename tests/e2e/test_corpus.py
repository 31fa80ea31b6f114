"""Every mail of the corpus in Chromium, where every host name is answered: nothing runs, nothing is asked for."""

import pytest

from tests.corpus import as_sent, mails, needs_corpus
from tests.e2e.browser import address_of, visit, watched
from tests.e2e.reading import deliver, ids, open_one

SETS = ("mime-*", "real-*", "bounce-*", "otp-*")
# What the browser asks for itself when it runs for some minutes.
OWN = "update.googleapis.com/service/update2"
# What one mailbox holds, with room.
BATCH = 400


@pytest.mark.timeout(900)
def test_every_mail_is_shown_and_nothing_of_it_runs_or_is_asked_for(browser, service, sink):
    """Opened by the page one after the other: no error, no violation of a policy, no script, no dialog, no request.

    ``watched`` fails on errors, violations and requests of the browser; the sink hears whoever asks another host.
    """
    needs_corpus()
    paths = mails(*SETS)
    assert len(paths) > 600
    sink.asked.clear()
    dialogs: list[str] = []
    for start in range(0, len(paths), BATCH):
        batch = paths[start : start + BATCH]
        with watched(browser, service.http) as context:
            context.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
            page = visit(context, service.http)
            deliver(service, address_of(page), [as_sent(path.read_bytes()) for path in batch])
            opened = ids(page, len(batch))
            for path, message_id in zip(batch, opened, strict=True):
                assert open_one(page, message_id) == [], path.name
    assert dialogs == []
    assert [asked for asked in sink.asked if not asked.startswith(OWN)] == []
