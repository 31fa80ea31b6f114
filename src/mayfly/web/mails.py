"""Octets out of a mail: raw, as a safe document, as attachments, and remote images that its reader asked for.

Everything here is somebody else's. It is never shown on our origin: each answer carries a policy that sandboxes it, so
that opening its path directly is inert as well.
"""

from typing import Annotated

from msgspec import Meta, Struct

from mayfly.core.errors import NotFound
from mayfly.mail.images import verify
from mayfly.mail.values import ImagePath
from mayfly.web.answers import Octets, attachment_header, media_type
from mayfly.web.routes import Answer, Ask

# A reader who leaves a mail open for longer asks for its images once more.
_IMAGES_SECONDS = 600
# No mail has more parts than this many digits can count.
_INDEX_DIGITS = 4


class RawQuery(Struct, frozen=True, forbid_unknown_fields=True):
    """Whether the octets are to be saved as a file."""

    download: bool = False


class HtmlQuery(Struct, frozen=True, forbid_unknown_fields=True):
    """Whether remote images are to be loaded, by this server."""

    images: Annotated[int, Meta(ge=0, le=1)] = 0


async def show_raw(ask: Ask) -> Answer:
    """Give the octets as received, below our trace header."""
    asked: RawQuery = ask.query
    share = ask.inbox.share()
    octets = await ask.inbox.raw(ask.path["id"], share)
    headers = {"content-type": "message/rfc822"}
    if asked.download:
        headers["content-disposition"] = attachment_header(f"{ask.path['id']}.eml")
    return Octets(octets, headers, ask.house.settings.slow_reader_seconds, share)


async def show_html(ask: Ask) -> Answer:
    """Give the HTML made safe, for the page's sandboxed frame."""
    asked: HtmlQuery = ask.query
    images = None
    source = "data:"
    if asked.images and ask.house.settings.images:
        images = ImagePath(ask.house.image_key, int(ask.house.clock()) + _IMAGES_SECONDS)
        # Not 'self': the document's origin is opaque. The host was checked before, so nothing else gets in here.
        source += f" {ask.own_url}/img/"
    share = ask.inbox.share()
    document = await ask.inbox.html(ask.path["id"], images, share)
    policy = (
        "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; "
        f"img-src {source}; style-src 'unsafe-inline'; font-src data:; form-action 'none'; base-uri 'none'; "
        "frame-ancestors 'self'"
    )
    headers = {"content-type": "text/html; charset=utf-8", "content-security-policy": policy}
    return Octets(document.html.encode(), headers, ask.house.settings.slow_reader_seconds, share)


async def show_attachment(ask: Ask) -> Answer:
    """Give one decoded part, always as a download."""
    index = ask.path["index"]
    if not (index.isascii() and index.isdigit() and len(index) <= _INDEX_DIGITS):
        raise NotFound
    share = ask.inbox.share()
    part = await ask.inbox.attachment(ask.path["id"], int(index), share)
    headers = {"content-type": media_type(part.media_type), "content-disposition": attachment_header(part.name)}
    return Octets(part.octets, headers, ask.house.settings.slow_reader_seconds, share)


async def show_image(ask: Ask) -> Answer:
    """Give a remote image under a path that we have signed; no cookie, no token and no mailbox are part of it.

    Raises Busy where too many are being fetched or sent; clients take turns.
    """
    house = ask.house
    url = verify(house.image_key, ask.scope["path"], house.clock()) if house.settings.images else None
    if url is None:
        raise NotFound
    if house.images is None:
        from mayfly.net import Fetcher

        house.images = Fetcher()
    client = ask.client_key.encode()
    budget = house.image_budget.of_reader(ask.leaving)
    share = budget.share(client)
    with budget.held(client, share):
        await share.take(house.images.limits.octets)
        found = await house.images.fetch(url)
        if found is None:
            raise NotFound
        share.keep(len(found.octets))
    return Octets(found.octets, {"content-type": found.media_type}, house.settings.slow_reader_seconds, share)
