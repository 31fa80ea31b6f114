"""What the signs of a link are worth, in hundredths. Written by ``python -m tests.mail.otp.fit_links``; not by hand."""

from mayfly.mail.extract.choice import weights_of

WEIGHTS = weights_of(
    """
    """
)
