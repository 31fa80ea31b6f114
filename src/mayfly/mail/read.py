"""The three questions that are asked of a message's octets: what is it, show its HTML, give me this part.

Rule 1: none of them ever raises; what cannot be understood is said in ``problems``.
Rule 2: ``content`` is as stored: our trace header, then the octets as received.
"""

from mayfly.core.message import Attachment, Blocked
from mayfly.mail import addresses, bodies, extract, fields, parse, render, text
from mayfly.mail.caps import Caps
from mayfly.mail.values import Document, ImagePath, Part, Reading

__all__ = ["Caps", "Document", "ImagePath", "Part", "Reading", "read", "show_html", "take_part"]

CAPS = Caps()
# As long as a line may be (RFC 5322 section 2.1.1). It is in every list, so it is cut; the header list has all of it.
SUBJECT_CHARACTERS = 998


def read(content: bytes, *, find: bool = True) -> Reading:
    """Read a message: summary, texts, list of attachments, and with ``find`` code and link."""
    parsed = parse.parse(content, CAPS)
    header = parsed.header
    problems = parsed.problems
    attachments: tuple[Attachment, ...] = ()
    blocked, has_html, shown = Blocked(), False, frozenset[str]()
    found = extract.Found()
    subject = fields.decoded(header.first("subject") or b"")[:SUBJECT_CHARACTERS]
    sender = next(iter(addresses.parties(header.first("from"), 1)), None)
    if parsed.root is None:
        plain = parse.source(parsed, CAPS)
    else:
        chosen = bodies.choose(parsed.root, CAPS)
        plain = text.of_bodies(chosen, CAPS)
        if len(plain) > CAPS.text_octets:
            plain = plain[: CAPS.text_octets]
            problems.append(text.TEXT_CUT)
        document = render.document(chosen, None, CAPS)
        if document is not None:
            has_html, blocked, shown = True, document.blocked, frozenset(document.shown)
        elif any(face.html is not None for face in chosen.faces):
            problems.append(render.HTML_TOO_COMPLEX)
        named = chosen.named()
        attachments = tuple(
            Attachment(
                index=index,
                name=parse.file_name(part, index),
                media_type=part.media_type,
                octets=len(part.octets()),
                # What its sender says of it is no reason to show it nowhere.
                inline=part.content_id in shown and named[part.content_id] is part,
            )
            for index, part in enumerate(chosen.downloads)
        )
        if find:
            found = extract.extract(header, sender, subject, chosen, plain, CAPS)
    return Reading(
        sender=sender,
        to=addresses.parties(header.first("to")),
        subject=subject,
        snippet=text.snippet(plain),
        headers=tuple((name, fields.raw_text(value)) for name, value in header.fields),
        text=plain,
        has_html=has_html,
        attachments=attachments,
        blocked=blocked,
        code=found.code,
        link=found.link,
        problems=tuple(dict.fromkeys(problems)),
    )


def show_html(content: bytes, images: ImagePath | None) -> Document | None:
    """Make the HTML of a message safe to be shown; None where there is none.

    Remote images are left out, or with ``images`` turned to signed paths of our own.
    """
    parsed = parse.parse(content, CAPS)
    if parsed.root is None:
        return None
    return render.document(bodies.choose(parsed.root, CAPS), images, CAPS)


def take_part(content: bytes, index: int) -> Part | None:
    """Give the decoded attachment with this index of ``Reading.attachments``, or None."""
    parsed = parse.parse(content, CAPS)
    if parsed.root is None:
        return None
    downloads = bodies.choose(parsed.root, CAPS).downloads
    if not 0 <= index < len(downloads):
        return None
    part = downloads[index]
    return Part(name=parse.file_name(part, index), media_type=part.media_type, octets=part.octets())
