"""What one language has words for: the form that each block of this room fills in.

Rule 1: phrases are parted by commas, in lower case; accents may be left out, they are not compared.
Rule 2: a phrase matches where it begins a word and may go on (``kod`` finds ``kodunuz``); one that ends in ``.``
must end the word as well. Scripts without blanks, or with prefixed particles, match anywhere.
Rule 3: all languages are looked for in every mail: a word that is common in another language does not belong here.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language; what a language has nothing for stays empty."""

    # names a passcode and nothing else
    strong: str = ""
    # may name a passcode
    weak: str = ""
    # speaks of signing in, proving an address, or a short life
    context: str = ""
    # what numbers are called that nobody has to type in
    other: str = ""
    # says that a code is no longer good
    void: str = ""
    # says that it was locked or typed wrongly, where it stands behind a code
    blocked: str = ""
    # says that the code was sent another way: by text message, by post
    sent: str = ""
    # tells to type something in
    typing: str = ""
    # buys for less: whatever code such a sentence has is for the till
    offers: str = ""
    # tells to show a code to somebody: at a till, at a desk
    shown: str = ""
    # stands behind a number that counts something
    units: str = ""
    # what a parcel is collected with; a passcode only where it is typed into a locker
    collection: str = ""
    # where a locker's code is typed in
    keypad: str = ""
    # on a bill or a receipt: what was to be paid, or has been
    bill: str = ""
    # invites to a conference: its codes are for all who come
    conference: str = ""
    # a meeting, a journey, a stay: the codes are for a conference, a desk or a door
    elsewhere: str = ""
    # on the button that a mail was sent for
    asks: str = ""
    # leads somewhere, and may be that button
    leads: str = ""
    # on every mail: unsubscribe, help, imprint
    never: str = ""
    # speaks to whoever asked for nothing: what is to be clicked there is for the other case
    not_you: str = ""
