"""The one link that a mail asks to be followed, by its words and its place, and what is odd about it.

Rule 1: at most one. What is on every mail (unsubscribe, help, imprint, social networks) is never the one.
Rule 2: nothing is fetched. A warning says what can be seen without that.
"""

from urllib.parse import urlsplit

from mayfly.core.message import Link, Party
from mayfly.mail import render
from mayfly.mail.extract import addresses, folding, link_signs
from mayfly.mail.extract.choice import ALWAYS, choose, weigh
from mayfly.mail.extract.lines import Anchor
from mayfly.mail.extract.link_signs import Options
from mayfly.mail.extract.link_weights import WEIGHTS
from mayfly.mail.trackers import tracker_of

# The probability from which on a link is shown.
THRESHOLD = 0.65
_SURE = 0.97
_LABEL_CHARACTERS = 80


def find(options: Options, sender: Party | None, *, coded: bool = False) -> Link | None:
    """Find the one link of a mail, or None; ``coded`` tells that the mail asks for a code as well."""
    shared = weigh((*options.common, ALWAYS), WEIGHTS)
    places = []
    for option in options.each:
        signs = (*option.signs, *link_signs.of_code(option)) if coded else option.signs
        places.append((option.anchor.url, weigh(signs, WEIGHTS) + shared))
    chosen = choose(places)
    if chosen is None or chosen.probability < THRESHOLD:
        return None
    anchor = options.each[chosen.place].anchor
    url = render.link(anchor.url)
    host = addresses.host_of(url or "")
    if url is None or not host:
        return None
    label = folding.line(anchor.label, _LABEL_CHARACTERS)
    return Link(
        url=url,
        label=label if label and not addresses.looks_like_url(anchor.label) else host[:_LABEL_CHARACTERS],
        host=host,
        confidence=round(min(chosen.probability, _SURE), 2),
        warnings=_warnings(anchor, host, sender),
    )


def _warnings(anchor: Anchor, host: str, sender: Party | None) -> tuple[str, ...]:
    """Say what is odd: text and target differ, the sender is somebody else, the target hides itself."""
    out: list[str] = []
    named = (name for name in addresses.named_in(anchor.label) if addresses.owner_of(name) != addresses.owner_of(host))
    if name := next(named, None):
        out.append(f"The text says {name}, but the link leads to {host}.")
    tracker = tracker_of(host)
    domain = sender.address.rpartition("@")[2].lower() if sender else ""
    if tracker:
        out.append(f"The link goes through {host} ({tracker}) first.")
    elif domain and addresses.owner_of(domain) != addresses.owner_of(host):
        out.append(f"The sender writes from {domain}, but the link leads to {host}.")
    if addresses.is_number(host):
        out.append("The link leads to an IP address instead of a name.")
    if any(label.startswith("xn--") for label in host.split(".")):
        out.append(f"The host name {host} has letters that can look like others.")
    if anchor.url[:6].lower() != "https:":
        out.append("The link is not encrypted (http).")
    if "@" in urlsplit(anchor.url).netloc:
        out.append("The link hides its host behind a user name.")
    return tuple(out)
