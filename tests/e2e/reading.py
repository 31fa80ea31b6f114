"""Opening every message of an inbox by the page's own script, as a reader does who goes through them all."""

from playwright.sync_api import Page, expect

from tests.whole.service import Service, Writer

# Opens one row, and waits until its message is there and its frame, where it has one, is loaded.
_OPEN = """async ([id, text]) => {
  const until = async check => { for (let n = 0; n < 3000; n++) { const found = check(); if (found) return found
    await new Promise(next => setTimeout(next, 10)) } throw new Error(`no message ${id}`) }
  let loaded = false
  const hear = ({ target: frame }) => {
    if (frame.localName === "iframe" && frame.getAttribute("src")?.includes(id)) loaded = true }
  document.addEventListener("load", hear, true)
  document.querySelector(`.row[data-id="${id}"] .open`).click()
  const message = await until(() => document.querySelector(`.message[data-id="${id}"]`))
  const frame = message.querySelector("iframe"), tab = message.querySelector("[data-f=tab-text]")
  if (!frame.hidden) await until(() => loaded)
  document.removeEventListener("load", hear, true)
  if (frame.hidden) return "text"
  if (text) { tab.click(); await until(() => frame.hidden); message.querySelector("[data-f=tab-html]").click() }
  return "html"
}"""
# All that could run in a document: it must have none of it.
ACTIVE = """() => [...document.querySelectorAll("*")].filter(element =>
  /^(script|iframe|object|embed|form|input|base|link)$/i.test(element.localName)
  || element.namespaceURI !== "http://www.w3.org/1999/xhtml"
  || [...element.attributes].some(a => /^on/i.test(a.name) || /^\\s*javascript:/i.test(a.value))
).map(element => element.outerHTML)"""


def deliver(service: Service, address: str, mails: list[bytes]) -> None:
    """Send mails, each octet as it is."""
    writer = Writer(service.smtp)
    for content in mails:
        assert writer.send(content, address).startswith(b"250")
    writer.close()


def ids(page: Page, count: int) -> list[str]:
    """Wait until so many rows are there; give their messages' ids, the oldest first."""
    expect(page.locator("#rows .row")).to_have_count(count, timeout=120_000)
    return page.locator("#rows .row").evaluate_all("rows => rows.map(row => row.dataset.id)")[::-1]


def open_one(page: Page, message_id: str, *, text: bool = False) -> list[str]:
    """Open a message, with its text as well where asked; give what could run in its document, which is nothing."""
    if page.evaluate(_OPEN, [message_id, text]) != "html":
        return []
    frame = page.query_selector(".message iframe").content_frame()
    frame.wait_for_load_state()
    return frame.evaluate(ACTIVE)
