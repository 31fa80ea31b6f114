"""A style sheet is filtered as if only the parser of CSS had read it, whatever of it is judged by patterns.

Run: ``python fuzz/mail_style.py -max_total_time=1800 -max_len=2048``.
"""

import sys

import atheris
import tinycss2

with atheris.instrument_imports(include=["mayfly"]):
    from mayfly.mail import style


def parsed_only(css: str, image: style.Image) -> str:
    """Filter a sheet with nothing but the parser."""
    if style._too_deep(css):
        return ""
    parsed = tinycss2.parse_stylesheet(css.replace("<!--", " ").replace("-->", " "), True, True)
    return "\n".join(style._rules(parsed, image, 0))


def one_input(data: bytes) -> None:
    """Hold the invariant for one input: the same sheet, and the same images asked for."""
    css = data.decode("utf-8", "replace")
    ours: list[str] = []
    theirs: list[str] = []
    quick = style.sheet(css, ours.append)
    slow = parsed_only(css, theirs.append)
    if "<" in quick or ours != theirs:
        raise AssertionError(f"{quick!r} {ours} {theirs}")
    if parsed_only(quick, lambda url: url) != parsed_only(slow, lambda url: url):
        raise AssertionError(f"{quick!r} is not {slow!r}")


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
