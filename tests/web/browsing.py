"""A browser of octets for the page: keeps its cookies, follows 303, says where it stands as browsers do."""

import gzip
import html
import re
from urllib.parse import urlencode

from tests.web.serving import Answer, Web

NAVIGATION = {
    "sec-fetch-dest": "document",
    "sec-fetch-mode": "navigate",
    "sec-fetch-site": "none",
    "user-agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/150.0",
    "accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "accept-encoding": "gzip",
}


class Browser:
    """One browser profile."""

    def __init__(self, web: Web) -> None:
        self.web = web
        self.cookies: dict[str, str] = {}

    async def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Open a path as a person does; headers by their names with underscores, "" to leave one out."""
        return await self._ask(method, path, b"", {name.replace("_", "-"): value for name, value in headers.items()})

    async def post(self, path: str, site: str = "same-origin", **form: str | int) -> Answer:
        """Send a form of the page."""
        headers = {"sec-fetch-site": site, "content-type": "application/x-www-form-urlencoded"}
        return await self._ask("POST", path, urlencode(form).encode(), headers)

    async def follow(self, answer: Answer) -> Answer:
        """Go where a 303 leads."""
        assert answer.status == 303, answer.body
        return await self.get(answer["location"])

    async def _ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        sent = NAVIGATION | headers
        if self.cookies:
            sent["cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if method == "POST":
            sent["content-length"] = str(len(body))
            sent.setdefault("content-type", "application/x-www-form-urlencoded")
        answer = await self.web.ask(method, path, body=body or None, headers=sent)
        for line in answer.all("set-cookie"):
            name, _, value = line.partition(";")[0].partition("=")
            if re.search(r"max-age=0\b", line, re.IGNORECASE):
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = value
        if answer["content-encoding"] == "gzip":
            answer.body = gzip.decompress(answer.body)
        return answer

    @property
    def boxes(self) -> list[str]:
        """Give the handles of its mailboxes."""
        return [name.removeprefix("mayfly-") for name in self.cookies if name.startswith("mayfly-")]

    @property
    def token(self) -> str:
        """Give the token of the first mailbox."""
        return self.cookies[f"mayfly-{self.boxes[0]}"]


def address_in(answer: Answer) -> str:
    """Read the address off a page; "" where there is none."""
    found = re.search(rb'<code id="address"[^>]*>(.*?)</code>', answer.body, re.DOTALL)
    return html.unescape(found[1].decode().replace("<wbr>", "")) if found else ""


def text_of(answer: Answer) -> str:
    """Give a page's text without its templates and markup."""
    body = re.sub(r"<template.*?</template>|<head>.*?</head>", "", answer.body.decode(), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", body)).split())
