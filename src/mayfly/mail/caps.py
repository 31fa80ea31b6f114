"""How much of a message is read at most."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Caps:
    """What is read of a message at most; the rest is said in ``problems``."""

    # Ten times what the largest real header blocks have (mailing lists with ARC chains: 20 KiB).
    header_block_octets: int = 65_536
    header_fields: int = 1000
    parts: int = 1000
    nesting: int = 30
    html_octets: int = 1_048_576
    # The sanitiser is quadratic in nesting: 1,000 open tags cost 2 ms, 100,000 cost 34 s.
    html_open_tags: int = 1000
    # Images within the mail become data: URLs of the one document, each as often as it is referred to.
    inline_image_octets: int = 5 * 1_048_576
    # The images in base64 and a megabyte of markup whose every sign is written as a reference fit; nothing honest is
    # longer.
    document_characters: int = 12 * 1_048_576
    # What is shown as text, in characters; the raw message has the rest.
    text_octets: int = 1_048_576
