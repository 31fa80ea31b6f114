"""Many mailboxes at once, opened as any program would, and what is in them read back."""

import json
from http.client import HTTPConnection
from urllib.parse import urlsplit


def open_mailboxes(http: str, number: int) -> tuple[list[str], list[str]]:
    """Open so many mailboxes over one connection; give their addresses and tokens."""
    peer = HTTPConnection(urlsplit(http).netloc, timeout=60)
    addresses, tokens = [], []
    for _ in range(number):
        peer.request("POST", "/api/v1/mailboxes", b"{}", {"Content-Type": "application/json"})
        answer = peer.getresponse()
        body = answer.read()
        if answer.status != 201:
            raise RuntimeError(f"void: a mailbox was refused: {body[:200]!r}")
        opened = json.loads(body)
        addresses.append(opened["address"])
        tokens.append(opened["token"])
    peer.close()
    return addresses, tokens


def subjects(http: str, token: str) -> list[str]:
    """Give the subjects of all messages of a mailbox, oldest first, read page by page."""
    peer = HTTPConnection(urlsplit(http).netloc, timeout=60)
    found: list[str] = []
    after = ""
    while True:
        peer.request("GET", f"/api/v1/mailbox/messages?limit=100{after}", headers={"Authorization": f"Bearer {token}"})
        answer = peer.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"void: {answer.status} {body[:200]!r}")
        page = json.loads(body)
        found += [message["subject"] for message in page["messages"]]
        if not page.get("next") or not page["messages"]:
            peer.close()
            return found
        after = f"&after={page['next']}"
