"""Style sheets: what is judged by patterns comes out as the parser of CSS would have it."""

import pytest
import tinycss2
from hypothesis import given
from hypothesis import strategies as st

from mayfly.mail import rules, style

PIECES = st.sampled_from(
    [
        *("a", ".b", "#c", "td, th", "a:hover", "a > b", "*", "[x=y]", "[x='{']", ":not(.x)", "u+b", "a\\{"),
        *(
            "{",
            "}",
            "(",
            ")",
            "[",
            "]",
            ";",
            ":",
            ",",
            "!important",
            "'",
            '"',
            "\\",
            "/*",
            "*/",
            "/",
            "<",
            ">",
            "@",
            "\n",
            " ",
        ),
        *(
            "<!--",
            "-->",
            "--x",
            "var(--x)",
            "rgb(1,2,3)",
            "rgba(0,0,0,.5)",
            "url(",
            "url(x)",
            "url('x')",
            "url(a{b)",
            "URL(a/*)",
        ),
        *("u\\72l(x)", "calc(1px + (2px))", "image-set(url(x) 1x)", "color:red", "position:fixed", "position:sticky"),
        *("width:1px", "background:url(x)", "font-family:'A B',serif", "content:'}'", "x:y", "--x:1", "color:"),
        *(
            "@media ",
            "@MEDIA(",
            "@media print",
            "@media (width<1px)",
            "@media and(x)",
            "@supports (x:y)",
            "@import 'x';",
        ),
        *(
            "@font-face{src:url(x)}",
            "@charset 'x';",
            "@keyframes x{from{color:red}}",
            "@page",
            "@media-x",
            "@mediax",
            "@",
        ),
        *("a{color:red}", "a{color:red;}", "@media print{a{color:red}}", "/*x*/", "/*}*/", "\x00", "\f", "é", "\ufffd"),
    ]
)


def parsed_only(css: str, image: style.Image) -> str:
    """Filter a sheet with nothing but the parser."""
    if style._too_deep(css):
        return ""
    parsed = tinycss2.parse_stylesheet(css.replace("<!--", " ").replace("-->", " "), True, True)
    return "\n".join(style._rules(parsed, image, 0))


def asked(urls: list[str]) -> style.Image:
    """Give what loads every image, and notes what it was asked for."""

    def image(url: str) -> str:
        urls.append(url)
        return "data:,"

    return image


def same(css: str) -> None:
    """Check that both ways give the same sheet, and ask for the same images."""
    ours: list[str] = []
    theirs: list[str] = []
    quick, slow = style.sheet(css, asked(ours)), parsed_only(css, asked(theirs))
    # How white space and an invalid declaration are written may differ: what the parser reads in it may not.
    assert parsed_only(quick, lambda url: url) == parsed_only(slow, lambda url: url)
    assert ours == theirs
    assert "<" not in quick


@given(st.lists(PIECES, max_size=25).map("".join))
def test_patterns_and_parser_agree_on_pieces(css: str) -> None:
    """Whatever the pieces of CSS are put together to, a sheet is filtered as if only the parser had read it."""
    same(css)


@given(
    st.lists(
        st.sampled_from(
            [
                "color:red",
                "width : 1px",
                "x:y",
                "content:'a'",
                "--x:1",
                "position:fixed",
                "background:url(a)",
                "color:red!important",
                "font:1em/2 a",
                "/*c*/",
                "",
            ]
        ),
        max_size=6,
    ),
    st.sampled_from(["a", "a, .b > c", "a[x]", "@media print", "@media (max-width:1px)", "a::before"]),
)
def test_patterns_and_parser_agree_on_rules(declarations: list[str], prelude: str) -> None:
    """Rules as mails have them, alone and within a media rule: the same."""
    body = "{" + ";".join(declarations) + "}"
    inner = "{p" + body + "}" if prelude.startswith("@") else body
    same(prelude + inner + "q{color:blue}")


@pytest.mark.parametrize(
    "css",
    [
        "a{color:red",
        "a{content:'}'}b{color:red}",
        "a{background:url(x}y)}b{color:red}",
        "a{background:url( 'x' )}b{color:red}",
        "a{background:url(x(y)z)}b{color:red}",
        "a{b:c(url(x(y)z))}b{color:red}",
        "a\\{b{color:red}",
        "@media print{a{color:red}}}b{color:red}",
        "@media print{@media screen{a{color:red}}}b{color:red}",
        "@import url(x;y);a{color:red}",
        "@\\6d edia print{a{color:red}}",
        "a{color:red}<!--b{color:red}-->c{color:red}",
        "@font-face{src:url(x)format('y')}a{color:red}",
        "a{--x:red;color:var(--x)}",
        "a{position:fixed}a{POSITION:STICKY}",
    ],
)
def test_where_readers_could_differ_the_parser_has_the_word(css: str) -> None:
    """Escapes, brackets in addresses, what is not closed: filtered as the parser does."""
    same(css)


def test_what_mails_have_needs_no_parser() -> None:
    """A sheet of rules, media rules, comments and rules that are left out is cut whole."""
    css = """@import url("x.css");@font-face{font-family:'A';src:url(a.woff2) format('woff2')}
    /* reset */ body,#wrap td.a>p:hover{margin:0 !important;font-family:'Open Sans',Arial;background:#fff url(a.png)}
    @media only screen and (max-width:480px){.a{width:100%!important}/* b */.b{display:none}}
    @keyframes x{from{color:red}to{color:blue}} [owa] a{color:rgb(1,2,3)} """
    found, rest = rules.cut(css)
    assert rest == ""
    assert [rule.prelude.split("/")[-1].strip() for rule in found] == [
        "body,#wrap td.a>p:hover",
        "only screen and (max-width:480px)",
        "[owa] a",
    ]
    same(css)
