"""A mail that tries everything: nothing of it runs, nobody is asked for anything."""

from playwright.sync_api import expect

from tests.e2e.browser import address_of, send

HOST = "http://evil.example"
# Name -> a plant that asks for HOST/name by itself as soon as a browser shows it.
PLANTS = {
    "script-src": '<script src="{u}"></script>',
    "script-inline": "<script>new Image().src='{u}'</script>",
    "img": '<img src="{u}">',
    "img-onerror": "<img src=x: onerror=\"fetch('{u}',{{mode:'no-cors'}})\">",
    "img-srcset": '<img srcset="{u} 1x">',
    "picture": '<picture><source srcset="{u}"><img alt=""></picture>',
    "iframe": '<iframe src="{u}"></iframe>',
    "iframe-srcdoc": "<iframe srcdoc=\"<img src='{u}'>\"></iframe>",
    "object": '<object data="{u}"></object>',
    "embed": '<embed src="{u}">',
    "svg-onload": "<svg onload=\"fetch('{u}',{{mode:'no-cors'}})\"></svg>",
    "svg-image": '<svg width="9" height="9"><image href="{u}" width="9" height="9"/></svg>',
    "link-style": '<link rel="stylesheet" href="{u}">',
    "style-import": "<style>@import '{u}';</style>",
    "style-url": '<style>.p1{{background:url("{u}")}}</style><div class="p1">x</div>',
    "style-escape": "<style>.p2{{background:u\\72l({u})}}</style><div class=p2>x</div>",
    "style-image-set": '<style>.p3{{background:image-set("{u}" 1x)}}</style><div class=p3>x</div>',
    "style-attribute": '<div style="background-image:url({u})">x</div>',
    "style-list": '<ul style="list-style-image:url({u})"><li>x</ul>',
    "style-content": "<style>.p4::before{{content:url({u})}}</style><div class=p4>x</div>",
    "style-cursor-var": '<div style="--a:url({u});background:var(--a)">x</div>',
    "style-font": "<style>@font-face{{font-family:p5;src:url({u})}}.p5{{font-family:p5}}</style><p class=p5>x</p>",
    "video-poster": '<video poster="{u}"></video>',
    "video-src": '<video src="{u}" preload="auto"></video>',
    "audio-src": '<audio src="{u}" preload="auto"></audio>',
    "input-image": '<input type="image" src="{u}">',
    "table-background": '<table background="{u}"><tr><td>x</table>',
    "body-background": '<body background="{u}">',
    "form": '<iframe name="f1"></iframe><form id="f" action="{u}" target="f1"></form><script>f.submit()</script>',
}
# It leads the whole page away, so it has a page of its own.
REFRESH = f'<meta http-equiv="refresh" content="0;url={HOST}/meta-refresh">'
HTML = "<html>" + "\n".join(text.format(u=f"{HOST}/{name}") for name, text in PLANTS.items())


def wait_for(page, sink, names: set[str]) -> None:
    """Wait until every plant was heard of."""
    for _ in range(300):
        if names <= sink.hits():
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"these plants do not work: {sorted(names - sink.hits())}")


def test_every_plant_works_where_nothing_stops_it(browser, sink):
    """In a bare page each plant asks for its own address: a test that hears nothing would else prove nothing."""
    sink.asked.clear()
    sink.pages["bare.example/"] = HTML.encode()
    sink.pages["bare.example/refresh"] = REFRESH.encode()
    context = browser.new_context()
    try:
        page = context.new_page()
        page.goto("http://bare.example/", wait_until="commit")
        wait_for(page, sink, set(PLANTS))
        page.goto("http://bare.example/refresh", wait_until="commit")
        wait_for(page, sink, {"meta-refresh"})
    finally:
        context.close()


def test_nothing_of_a_hostile_mail_runs_or_is_asked_for(page, service, sink):
    """Shown in the frame, opened directly and shown as text, the same mail asks for nothing."""
    sink.asked.clear()
    content = (
        "From: \u202eEvil <evil@evil.example>\r\nSubject: <img src=x onerror=alert(1)> <b>hi</b>\r\n"
        "MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + REFRESH + HTML
    ).encode()
    send(service.smtp, address_of(page), content)
    row = page.locator("#rows .row")
    expect(row).to_have_count(1)
    expect(row.locator(".subject")).to_have_text("<img src=x onerror=alert(1)> <b>hi</b>")
    row.locator(".open").click()
    frame = page.frame_locator(".message iframe")
    expect(frame.locator("body")).to_contain_text("x")
    sandbox = page.locator(".message iframe").get_attribute("sandbox")
    assert sandbox == "allow-popups allow-popups-to-escape-sandbox"
    page.click("[data-f=tab-text]")
    source = page.locator(".message iframe").get_attribute("src")
    direct = page.context.new_page()
    direct.goto(service.http + source)
    direct.wait_for_timeout(500)
    assert direct.url == service.http + source
    assert sink.asked == []


def test_loading_images_asks_nobody_but_this_server(page, service, sink):
    """Load once fetches by way of the server; the browser still knows no other host."""
    html = '<p>Hi</p><img src="http://pictures.example/a.png" width="40" height="40">'
    content = f"From: a@b.example\r\nSubject: s\r\nContent-Type: text/html\r\n\r\n{html}".encode()
    sink.asked.clear()
    send(service.smtp, address_of(page), content)
    page.click("#rows .open")
    page.wait_for_selector(".message")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    with page.expect_request(lambda request: "/img/" in request.url):
        page.click("[data-f=load]")
    expect(page.locator("[data-f=blocked]")).to_be_hidden()
    assert asked
    assert all(url.startswith(service.http) for url in asked)
    assert sink.asked == []


def test_a_text_of_one_long_link_or_of_many_is_shown(page, service):
    """A long run of signs that end no link holds nobody up; of very many links the first five hundred are links."""
    run = "http://a.example/" + "!" * 390_000 + "x"
    for text in (run, "http://b.example/ " * 600):
        body = "\r\n".join(text[at : at + 990] for at in range(0, len(text), 990)) if text is not run else text
        content = f"From: a@b.example\r\nSubject: long\r\n\r\n{body}\r\n".encode()
        send(service.smtp, address_of(page), content)
    expect(page.locator("#rows .row")).to_have_count(2)
    page.locator("#rows .row .open").nth(1).click()
    link = page.locator(".message [data-f=text] a")
    expect(link).to_have_count(1)
    expect(link).to_have_attribute("href", run)
    page.locator("#rows .row .open").nth(0).click()
    expect(link).to_have_count(500)
    assert page.locator(".message [data-f=text]").inner_text().count("http://b.example/") == 600
