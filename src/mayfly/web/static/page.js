/* The live part of the page. Everything it does to a mailbox goes through the HTTP API; everything it shows is a copy of a
   template that the server made, filled by textContent. Nothing out of a mail is ever read as markup (Trusted Types are on).

   Rule 1: focus stays where it is; only opening, closing and deleting a message move it.
   Rule 2: one polite announcement in three seconds; what is urgent (errors, the last minute) is an alert.
   Rule 3: one event stream for a browser and mailbox: the tab that holds the lock has it and tells the others. */

const $ = (css, root = document) => root.querySelector(css)
const $$ = (css, root = document) => [...root.querySelectorAll(css)]
const part = (root, name) => $(`[data-f="${name}"]`, root)
const page = document.body.dataset
const box = page.box
const API = "/api/v1/mailbox"
const url = (path = "", query = {}) => `${API}${path}?${new URLSearchParams({ box, ...query })}`
const words = Object.fromEntries($$("[data-w]", $("#words").content).map(p => [p.dataset.w, p.textContent]))
const say = (name, ...values) => values.reduce((text, value, i) => text.replace(`{${i}}`, () => value), words[name])
const later = (seconds, act) => setTimeout(act, seconds * 1000)
const plural = count => count === 1 ? "1 message" : `${count} messages`
const store = { get: key => { try { return localStorage.getItem(key) } catch { return null } },
  set: (key, value) => { try { localStorage.setItem(key, value) } catch { /* private window */ } } }

/* --- words, as in page_words.py --- */
// The server's clock, as it was when its answer began to come: a slow line or machine is no reason to be late.
const began = performance.timeOrigin + (performance.getEntriesByType("navigation")[0]?.responseStart ?? 0)
const skew = page.now ? Date.parse(page.now) - began : 0
const now = () => Date.now() + skew
const span = seconds => { const s = Math.max(0, Math.floor(seconds))
  return s < 120 ? `${s} s` : s < 7200 ? `${Math.floor(s / 60)} min` : s < 172800 ? `${Math.floor(s / 3600)} h` : `${Math.floor(s / 86400)} d` }
const ago = when => now() - when < 60000 ? "now" : span((now() - when) / 1000)
const clock = when => new Date(when).toLocaleString([], { hour: "2-digit", minute: "2-digit", ...(Math.abs(when - now()) > 43200000 && { weekday: "short" }) })
const full = when => new Date(when).toLocaleString([], { dateStyle: "medium", timeStyle: "short" })
const size = n => { if (n < 1000) return `${n} B`
  for (const unit of ["kB", "MB", "GB"]) { n /= 1000; if (n < 1000 || unit === "GB") return `${n < 9.95 ? n.toFixed(1) : Math.round(n)} ${unit}` } }
const grouped = code => /^\d+$/.test(code) && [6, 8, 9].includes(code.length) ? code.match(code.length === 8 ? /.{4}/g : /.{3}/g).join(" ") : code
const spelled = code => [...code].filter(c => c.trim()).join(" ")
const nameOf = s => (s.from && (s.from.name || s.from.address)) || s.reverse_path || "(no sender)"

/* --- telling --- */
let queue = [], spoken = -3000, speaking
function speak(text) { spoken = performance.now(); $("#say").textContent = ""; requestAnimationFrame(() => { $("#say").textContent = text }) }
function tell(text) {   // what came by itself waits its turn; what answers the reader is spoken at once
  queue.push(text)
  speaking ??= setTimeout(() => {
    speaking = undefined; speak(queue.length > 2 ? say("arrived-many", queue.length) : queue.join(" ")); queue = []
  }, Math.max(0, 3000 - (performance.now() - spoken)))
}
function alarm(text) { $("#alarm").textContent = ""; requestAnimationFrame(() => { $("#alarm").textContent = text }) }
let toastGone
function toast(text, seconds = 4, label, act) {
  const [span, button] = $("#toast").children
  span.textContent = text; button.textContent = label ?? ""; button.hidden = !label; button.onclick = act ?? null
  $("#toast").hidden = false
  clearTimeout(toastGone); toastGone = later(seconds, () => { $("#toast").hidden = true })
}
function notice(text, label, act) {
  const root = $("#notice"), button = $("[data-act]", root)
  $("span", root).textContent = text; button.hidden = !label; button.textContent = label ?? ""; button.onclick = act ?? null
  root.hidden = false; delete root.dataset.warns
}
$("[data-close]")?.addEventListener("click", () => { $("#notice").hidden = true })

async function ask(path, options = {}) {
  const answer = await fetch(path, { ...options, headers: options.body ? { "Content-Type": "application/json" } : {} })
  if (answer.status === 429) throw Object.assign(new Error, { text: say("busy", answer.headers.get("Retry-After") ?? 60), status: 429 })
  if (!answer.ok) throw Object.assign(new Error, { text: words.failed, status: answer.status })
  return answer
}
const read = async (path, options) => (await ask(path, options)).json()
const failed = error => { const text = error.text ?? words.failed; toast(text); alarm(text) }

/* --- copying: synchronous in the click, else by selection, else by hand --- */
function copyByHand(text, shown) {
  const field = Object.assign(document.createElement("textarea"), { value: text, readOnly: true })
  field.className = "sr"; (document.querySelector("dialog[open]") ?? document.body).append(field); field.select()
  let done = false; try { done = document.execCommand("copy") } catch { /* told below */ }
  field.remove()
  if (!done && shown) getSelection().selectAllChildren(shown)
  return done
}
async function copy(text, button, done, shown) {
  const focused = document.activeElement
  let works = false
  try { await navigator.clipboard.writeText(text); works = true } catch { works = copyByHand(text, shown) }
  if (works) focused?.focus({ preventScroll: true })
  const message = words[works ? done : "copy-by-hand"]
  speak(message)
  const label = button && $("span, b", button)
  if (!works || !label) { toast(message); return works }
  button.dataset.was ??= label.textContent; label.textContent = words.copied
  clearTimeout(button.timer); button.timer = later(2, () => { label.textContent = button.dataset.was; delete button.dataset.was })
  return works
}
const address = $("#address")
async function copyAddress() { if (address && await copy(address.textContent, $("#copy"), "address-copied", address)) waiting() }
$("#copy")?.addEventListener("click", copyAddress)
document.addEventListener("click", event => {
  const button = event.target.closest("[data-copy]")
  if (button) copy(button.dataset.copy, button, button.dataset.f === "link-copy" ? "link-copied" : "code-copied")
})
let waited
function waiting() {
  if (!$("#empty") || $("#empty").hidden || waited) return
  empty("waiting"); waited = later(90, () => empty("late"))
}
const empty = state => $$("[data-state]", $("#empty")).forEach(p => { p.hidden = p.dataset.state !== state })

/* --- theme --- */
$("#theme").addEventListener("click", () => {
  const root = document.documentElement, dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches
  root.dataset.theme = dark ? "light" : "dark"
  document.cookie = `theme=${root.dataset.theme}; Path=/; Max-Age=31536000; SameSite=Lax`
})

/* --- hand-over link: the token is in the fragment, which no server is sent --- */
async function takeOver() {
  const token = /^#([A-Za-z0-9_-]{43})$/.exec(location.hash)?.[1]
  if (!token) return
  history.replaceState(null, "", location.pathname + location.search)
  try {
    const held = await read("/session", { method: "POST", body: JSON.stringify({ token }) })
    // The address that was made for this view was never seen by anybody.
    if ("fresh" in page && held.box !== box) await fetch(`/session?box=${box}`, { method: "DELETE" })
    location.replace(`/?box=${held.box}`)
  } catch (error) {
    const text = error.status === 409 ? words["too-many-boxes"] : error.status === 429 ? error.text : words["dead-link"]
    if ($("#notice")) notice(text); else toast(text, 20)
    alarm(text)
  }
}
takeOver(); addEventListener("hashchange", takeOver)

if ($("#rows")) start()

function start() {
  /* --- the list --- */
  const rows = $("#rows"), reader = $("#reader")
  const rowOf = id => $(`.row[data-id="${CSS.escape(id)}"]`, rows)
  const links = () => $$(".row:not([hidden]) .open", rows)
  const known = () => $$(".row", rows).map(row => row.dataset.id)
  const doomed = new Map()      // id -> what takes it off for good, while it can still be undone
  const canHover = matchMedia("(hover: hover)")
  let held = []                 // rows that came while somebody reads further down

  function fillRow(row, s) {
    const when = Date.parse(s.received_at), sender = nameOf(s), code = s.code?.value ?? ""
    row.dataset.id = s.id; row.classList.toggle("unread", !s.seen)
    $(".open", row).href = `/m/${s.id}?box=${box}`
    part(row, "unread").hidden = s.seen
    part(row, "from").textContent = sender
    part(row, "clip").hidden = !s.attachment_count
    part(row, "subject").textContent = s.subject || "(no subject)"
    part(row, "snippet").textContent = s.snippet
    const time = part(row, "when"); time.dateTime = s.received_at; time.title = full(when); time.textContent = ago(when)
    for (const chip of [part(row, "code"), part(row, "code-text")]) { chip.hidden = !code; $("b", chip).textContent = grouped(code) }
    const chip = part(row, "code"); chip.dataset.copy = code; chip.setAttribute("aria-label", `Copy code ${spelled(code)} from ${sender}`)
  }
  function newRow(s) { const row = $("#row").content.firstElementChild.cloneNode(true); fillRow(row, s); return row }
  function insert(row) {
    const after = links().find(link => Date.parse($("time", link).dateTime) <= Date.parse($("time", row).dateTime))?.closest(".row")
    row.classList.add("fresh"); rows.insertBefore(row, after ?? null); $(".open", row).tabIndex = -1
  }
  function arrive(s) {
    const there = rowOf(s.id)
    if (there) { fillRow(there, s); return }
    if (doomed.has(s.id) || held.some(row => row.dataset.id === s.id)) return
    const row = newRow(s), list = $("#messages")
    // Nothing moves under the pointer, the focus of the keys or the eyes: what comes meanwhile waits behind a pill. A finger
    // leaves no pointer behind, though browsers say so.
    const busy = known().length && ($(":focus-visible", rows) || canHover.matches && rows.matches(":hover") || list.scrollTop > 40 || rows.getBoundingClientRect().top < -40)
    if (busy) held.push(row); else insert(row)
    tell(`${say("arrived", nameOf(s), s.subject || "(no subject)")}${s.code ? " " + say("code-is", spelled(s.code.value)) : ""}`)
    update()
  }
  function letIn() { held.forEach(insert); held = []; update() }
  function pill() {
    $("#pill").hidden = !held.length
    $("#pill").textContent = say(held.length === 1 ? "pill-one" : "pill-many", held.length)
  }
  $("#pill").onclick = () => { letIn(); $("#messages").scrollTop = 0; if (rows.getBoundingClientRect().top < 0) scrollTo({ top: 0 }); links()[0]?.focus() }
  rows.addEventListener("pointerleave", event => { if (event.relatedTarget !== $("#pill") && held.length && !rows.contains(document.activeElement)) letIn() })

  function update() {
    const count = $$(".row", rows).length - doomed.size + held.length, unread = $$(".unread:not([hidden])", rows).length + held.length
    $("#empty").hidden = count > 0; $("#list-bar").hidden = !count
    document.body.toggleAttribute("data-mail", count > 0)
    $("#count").textContent = plural(count); $("#erase-count").textContent = plural(count)
    const at = address.textContent
    document.title = unread ? `(${unread}) Inbox` : `Inbox — ${at}`
    if (count) { clearTimeout(waited); waited = undefined }
    pill(); rove(); sift()
  }
  function rove(to) {
    const all = links(), stop = to ?? all.find(link => link.tabIndex === 0) ?? all[0]
    all.forEach(link => { link.tabIndex = link === stop ? 0 : -1 })
  }
  rows.addEventListener("focusin", event => { const link = event.target.closest(".open"); if (link) rove(link) })
  function move(by) {
    const all = links(); if (!all.length) return
    const at = all.indexOf(document.activeElement), open = all.findIndex(link => link.hasAttribute("aria-current"))
    const from = at >= 0 ? at : open
    const to = all[Math.max(0, Math.min(all.length - 1, from < 0 ? 0 : from + by))]
    to.focus()
    if (page.open !== undefined && open >= 0) show(to.closest(".row").dataset.id, { stay: true })
  }
  function drop(id) {
    const row = rowOf(id); if (!row) { held = held.filter(r => r.dataset.id !== id); return update() }
    if (row.contains(document.activeElement)) (row.nextElementSibling ?? row.previousElementSibling ?? $("#list-label")).querySelector?.(".open")?.focus()
    row.remove(); update()
  }
  const search = $("#search")
  let sift = () => {}           // hides what a search does not find; its own file, loaded when it is first wanted
  const all = { rows: () => $$(".row", rows), isDoomed: id => doomed.has(id), rove, read: q => read(url("/messages", q)), failed: e => lost(e) || failed(e) }
  const seek = async () => { sift = (await import(search.dataset.module)).begin(search, all) }
  if (search.value) seek(); else search.addEventListener("focus", seek, { once: true })

  /* --- one message --- */
  let shown, asked = 0
  function linkify(root, text) {
    let at = 0, left = 500; root.textContent = ""   // as page_words.py does
    for (const match of text.matchAll(/https?:\/\/[^\s<>"'`{}|\\^\[\]]+/gi)) {
      if (!left--) break
      // By hand: a pattern that is to reach the end is tried anew at each sign of a long run of them.
      let end = match[0].length; while (".,;:!?)*".includes(match[0][end - 1])) end--
      let href = match[0].slice(0, end)
      if (href.includes("(") && match[0][end] === ")") href += ")"
      root.append(text.slice(at, match.index), outward(document.createElement("a"), href, href)); at = match.index + href.length
    }
    root.append(text.slice(at))
  }
  function outward(a, href, text) { return Object.assign(a, { href, textContent: text, target: "_blank", rel: "noopener noreferrer", referrerPolicy: "no-referrer" }) }
  const fill = (root, name, text, hide = name) => { part(root, name).textContent = text; part(root, hide).hidden = !text }

  function fillMessage(root, m) {
    const path = `${API}/messages/${m.id}`, sender = nameOf(m), code = m.code?.value ?? "", link = /^https?:/i.test(m.link?.url) ? m.link : null, count = m.blocked.images
    const files = m.attachments.filter(a => !a.inline), harm = new RegExp(root.dataset.harm, "i"), when = Date.parse(m.received_at)
    root.dataset.id = m.id
    $("button", part(root, "delete")).value = m.id
    part(root, "eml").href = `${path}/raw?box=${box}&download=1`
    part(root, "subject").textContent = m.subject || "(no subject)"
    part(root, "from").textContent = sender
    fill(root, "address", m.from?.name && m.from.address ? `<${m.from.address}>` : "")
    part(root, "received").dateTime = m.received_at; part(root, "received").textContent = full(when)
    part(root, "size").textContent = size(m.octets)
    if (m.authentication) { part(root, "auth").textContent = m.authentication.words; part(root, "auth").className = `auth ${m.authentication.verdict}` }
    fill(root, "to", m.to.map(p => p.address || p.name).join(", "), "to-line")
    fill(root, "problems", m.problems.length ? `This message could not be understood in full (${m.problems.join(", ")}). Its raw octets are below.` : "")
    part(root, "key").hidden = !(code || link)
    fill(root, "code", grouped(code), "code-line")
    const button = part(root, "code-copy"); button.dataset.copy = code; button.setAttribute("aria-label", `Copy code ${spelled(code)} from ${sender}`)
    part(root, "link-line").hidden = !link
    if (link) {
      part(root, "link").href = part(root, "link").title = part(root, "link-copy").dataset.copy = link.url
      part(root, "link-label").textContent = link.label; part(root, "link-host").textContent = link.host
    }
    fill(root, "warnings", link?.warnings.join(" · ") ?? "")
    part(root, "blocked").hidden = !count
    part(root, "blocked-text").textContent = `${count === 1 ? "1 remote image" : `${count} remote images`} blocked. Loading ${count === 1 ? "it" : "them"} can tell the sender you opened this.`
    part(root, "load").href = `/m/${m.id}?box=${box}&images=1`
    const trackers = m.blocked.trackers
    fill(root, "trackers", trackers.length ? `${trackers.length} tracking ${trackers.length === 1 ? "pixel" : "pixels"} removed: ${trackers.join(", ")}` : "")
    part(root, "tabs").hidden = !m.has_html
    part(root, "tab-html").href = `/m/${m.id}?box=${box}`; part(root, "tab-text").href = `/m/${m.id}?box=${box}&view=text`
    part(root, "frame").title = `Message from ${sender}`
    linkify(part(root, "text"), m.text.slice(0, 400000))   // as page_model.py does
    part(root, "attachments").hidden = !files.length
    part(root, "attachments-label").textContent = `Attachments (${files.length})`
    for (const a of files) {
      const li = $("#attachment").content.firstElementChild.cloneNode(true)
      $("a", li).href = `${path}/attachments/${a.index}?box=${box}`
      part(li, "name").textContent = a.name || "attachment"
      part(li, "what").textContent = `${a.media_type}, ${size(a.octets)}`
      part(li, "harm").hidden = !harm.test(a.name)
      $("ul", part(root, "attachments")).append(li)
    }
    for (const [name, value] of m.headers) part(root, "headers").append(
      Object.assign(document.createElement("dt"), { textContent: name }), Object.assign(document.createElement("dd"), { textContent: value, dir: "auto" }))
  }
  const frameOf = (id, images) => `${API}/messages/${id}/html?box=${box}&images=${images}`
  function face(text, remember) {
    const m = $(".message", reader), frame = part(m, "frame")
    const asText = text || part(m, "tabs").hidden
    frame.hidden = asText; part(m, "text").hidden = !asText
    // The attribute, not contentWindow: the frame has an origin of its own.
    if (!asText && !frame.hasAttribute("src")) frame.src = frameOf(m.dataset.id, 0)
    part(m, "tab-html").toggleAttribute("aria-current", false); part(m, "tab-text").toggleAttribute("aria-current", false)
    part(m, asText ? "tab-text" : "tab-html").setAttribute("aria-current", "true")
    if (remember) store.set("mayfly-face", text ? "text" : "html")
  }
  function images() {
    const m = $(".message", reader); if (!m || part(m, "blocked").hidden) return
    part(m, "blocked").hidden = true; face(false); part(m, "frame").src = frameOf(m.dataset.id, 1); part(m, "tab-html").focus()
  }
  async function show(id, { push = true, stay = false } = {}) {
    const turn = ++asked
    let m
    try { m = await read(url(`/messages/${id}`)) } catch (error) {
      if (error.status === 404) { await check(); if (!over) { toast(words["message-gone"]); drop(id); close() } } else failed(error)
      return
    }
    if (turn !== asked) return
    const root = $("#message").content.firstElementChild.cloneNode(true)
    fillMessage(root, m)
    $(".message", reader)?.remove(); reader.prepend(root); reader.scrollTop = 0; shown = m
    face(store.get("mayfly-face") === "text")
    if (push) history[page.open === undefined ? "pushState" : "replaceState"]({ id }, "", `/m/${id}?box=${box}`)
    page.open = id
    links().forEach(link => link.removeAttribute("aria-current"))
    const row = rowOf(id)
    if (row) { const link = $(".open", row); link.setAttribute("aria-current", "true"); row.classList.remove("unread"); part(row, "unread").hidden = true; rove(link); row.scrollIntoView({ block: "nearest" }) }
    if (!stay) { $("#subject").focus({ preventScroll: true }); if (innerWidth < 900) scrollTo(0, 0) }
    update()
  }
  function close({ push = true } = {}) {
    const id = page.open; asked++
    $(".message", reader)?.remove(); delete page.open; shown = undefined
    $$("[aria-current]", rows).forEach(link => link.removeAttribute("aria-current"))   // also of one that is deleted and may come back
    if (push) history.replaceState(null, "", `/?box=${box}`)
    const row = id && rowOf(id)
    if (row && !row.hidden) $(".open", row).focus(); else (links()[0] ?? $("#list-label")).focus()
  }
  rows.addEventListener("click", event => {
    const link = event.target.closest(".open")
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button) return
    event.preventDefault(); show(link.closest(".row").dataset.id)
  })
  reader.addEventListener("click", event => {
    const link = event.target.closest("a"); if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return
    const act = link.matches(".back") ? close : { "tab-html": () => face(false, true), "tab-text": () => face(true, true), load: images }[link.dataset.f]
    if (act) { event.preventDefault(); act() }
  })
  reader.addEventListener("submit", event => { event.preventDefault(); remove(event.submitter.value) })
  reader.addEventListener("toggle", async event => {
    const pre = event.target.matches(".raw") && part(reader, "raw")
    if (!pre || pre.textContent || !event.target.open) return
    try {
      const octets = await (await ask(url(`/messages/${page.open}/raw`))).arrayBuffer()
      pre.textContent = new TextDecoder().decode(octets.slice(0, 262144)) + (octets.byteLength > 262144 ? "\n… (.eml has all of it)" : "")
    } catch (error) { failed(error) }
  }, true)
  addEventListener("popstate", event => { if (over) return; const id = event.state?.id ?? /^\/m\/([^/]+)$/.exec(location.pathname)?.[1]; if (id) show(id, { push: false }); else close({ push: false }) })

  /* --- deleting: the page waits ten seconds, or until it is left, before it asks for it --- */
  function remove(id) {
    const row = rowOf(id); if (!row || doomed.has(id)) return
    const next = row.nextElementSibling ?? row.previousElementSibling
    const act = () => { clearTimeout(timer); doomed.delete(id); row.remove(); update(); fetch(url(`/messages/${id}`), { method: "DELETE", keepalive: true }).catch(failed) }
    const timer = later(10, act)
    doomed.set(id, { act, undo: () => { clearTimeout(timer); doomed.delete(id); row.hidden = false; $("#toast").hidden = true; update(); speak(words.undone); $(".open", row).focus() } })
    row.hidden = true
    const wasOpen = page.open === id
    if (wasOpen) close()
    if (next && !next.hidden) $(".open", next).focus(); else (links()[0] ?? $("#list-label")).focus()
    toast(words.deleted, 10, words.undo, doomed.get(id).undo); speak(words.deleted); update()
  }
  const undo = () => [...doomed.values()].pop()?.undo()
  addEventListener("pagehide", () => { for (const { act } of [...doomed.values()]) act() })

  /* --- time --- */
  let ends = Date.parse(page.ends), expires = Date.parse(page.expires), warned = Infinity, over = false, erasing = false, ticking
  const cap = Date.parse(page.created) + page.cap * 1000
  function live(view) {
    ends = Date.parse(view.ends_at); expires = Date.parse(view.expires_at)
    for (const key of ["expires_at", "last_activity_at"]) { const time = $(`[data-k=${key}]`); time.dateTime = view[key]; time.textContent = clock(Date.parse(view[key])) }
    for (const [key, value] of Object.entries(view.stored)) $(`[data-k="stored.${key}"]`).textContent = value
    $("[data-k=messages]").textContent = `${view.message_count} of at most ${view.limits.messages} · ${size(view.message_octets)} of ${size(view.limits.octets)}`
    $("#latest").hidden = expires - ends < 60000; const time = $("time", $("#latest")); time.dateTime = new Date(expires).toISOString(); time.textContent = clock(expires)
    $("#extend button").disabled = cap - Math.max(expires, now()) < 60000
    if (ends - now() > 300000) { warned = Infinity; if ($("#notice").dataset.warns) $("#notice").hidden = true }
    tick()
  }
  function tick() {
    clearTimeout(ticking); if (over) return
    const left = (ends - now()) / 1000
    $("#countdown").textContent = say("expires", span(left)); $(".ends").classList.toggle("soon", left < 300)
    for (const [at, name] of [[60, "warn-1"], [300, "warn-5"]]) if (left <= at && left > 0) {
      if (warned > at) {
        warned = at
        const text = left < at - 15 ? `${say("expires", span(left))}.` : words[name]
        if ($("#extend button").disabled) notice(text); else notice(text, words.keep, extend)
        $("#notice").dataset.warns = "1"; alarm(text)
      // What is shown goes on with the time; what was said aloud was said.
      } else if ($("#notice").dataset.warns) $("#notice span").textContent = `${say("expires", span(left))}.`
      break
    }
    if (left <= 0) { check(); ticking = later(2, tick); return }
    ticking = later(left <= 122 ? 1 : Math.min(20, left % 60 + .5), tick)
  }
  setInterval(() => { for (const time of $$(".row time")) time.textContent = ago(Date.parse(time.dateTime)) }, 20000)
  async function extendTo(seconds) {
    try {
      const view = await read(url(), { method: "PATCH", body: JSON.stringify({ lifetime_seconds: Math.floor(seconds) }) })
      live(view); const text = say("extended", clock(Date.parse(view.expires_at))); toast(text); speak(text); $("#notice").hidden = true
    } catch (error) { if (!lost(error)) failed(error.status === 422 ? { text: words["at-cap"] } : error) }
  }
  // Beyond the cap is refused: it is asked for a little less, for the way there takes time as well.
  const most = () => (cap - now()) / 1000 - 10
  const extend = () => extendTo(Math.min(Math.max(expires - now(), 0) / 1000 + 3600, most()))
  $("#extend").addEventListener("submit", event => { event.preventDefault(); extend() })
  $(".keep-for")?.addEventListener("submit", event => { event.preventDefault(); $("#more").hidePopover?.(); extendTo(Math.min(+event.submitter.value, most())) })
  async function check() { try { live(await read(url())) } catch (error) { lost(error) } }
  function lost(error) {
    if (![401, 404].includes(error.status)) return false
    gone(error.status === 401 && "fresh" in page && now() < ends ? words["no-cookies"] : undefined); return true
  }

  /* --- the end: the page stays, what it showed goes --- */
  function gone(receipt) {
    if (over) return
    const count = $$(".row", rows).length + held.length
    over = true; stop(); doomed.clear(); held = []
    delete page.open
    $$("[popover]:popover-open").forEach(open => open.hidePopover())
    for (const css of [".address", ".panes", "#notice", "#know", "#keys", "#erase", ".boxes [aria-current]"]) $(css)?.remove()
    $$(".tools [popovertarget]").forEach(button => { button.hidden = true })
    $("#toast").hidden = true; address.textContent = ""; document.title = "Inbox"; status("ended")
    part($("#gone"), "receipt").textContent = receipt ?? say(count === 1 ? "erased-at-one" : "erased-at", plural(count), clock(Math.min(ends, now())))
    $("#gone").hidden = false; $("#gone h1").focus(); alarm($("#gone h1").textContent)
    history.replaceState(null, "", `/?box=${box}`)
  }
  const dialog = $("#erase")
  const openErase = event => { event.preventDefault(); $$("[popover]:popover-open").forEach(open => open.hidePopover()); dialog.showModal() }
  $$("#erase-open, [data-erase]").forEach(a => a.addEventListener("click", openErase))
  $("[data-cancel]").onclick = () => dialog.close()
  $("form", dialog).addEventListener("submit", async event => {
    event.preventDefault(); dialog.close(); doomed.clear(); erasing = true
    try {
      const receipt = await read(url(), { method: "DELETE" })
      const at = new Date(receipt.erased_at).toLocaleTimeString()
      gone(say("receipt", plural(receipt.erased_messages), size(receipt.erased_octets), at))
      fetch(`/session?box=${box}`, { method: "DELETE" }).catch(() => {})
    } catch (error) { if (!lost(error)) { erasing = false; failed(error) } }
  })

  /* --- news --- */
  const status = state => { const live = $("#live"), was = live.dataset.is
    live.dataset.is = state; live.lastElementChild.textContent = words[state]
    if (was !== state && was !== "connecting" && state !== "ended") speak(words[state]) }
  const bus = "BroadcastChannel" in window ? new BroadcastChannel(`mayfly-${box}`) : { postMessage() {} }
  let source, tries = 0, leads = false, polling, over_lock
  const takes = {
    sync: async ({ ids }) => {
      const there = new Set(ids), had = known()
      had.forEach(id => { if (!there.has(id) && !doomed.has(id)) { if (page.open === id) close(); drop(id) } })
      if (ids.some(id => !had.includes(id) && !held.some(row => row.dataset.id === id))) await fetchAll(there)
    },
    message: arrive,
    changed: s => { const row = rowOf(s.id) ?? held.find(row => row.dataset.id === s.id); if (row) { fillRow(row, s); update() } },
    gone: ({ id }) => {
      if (!doomed.has(id) && rowOf(id) && known().length >= page.most) notice(say("full", page.most))
      if (doomed.has(id)) return
      if (page.open === id) { close(); toast(words["message-gone"]) } drop(id)
    },
    refused: r => { const text = r.octets > page.limit ? say("refused", size(r.octets), size(+page.limit)) : words["refused-other"]; notice(text); tell(text) },
    ends: check,   // it was extended or cut short: all of its times may have moved
    erased: () => { if (!erasing) gone() },   // else the receipt is on its way
  }
  async function fetchAll() {
    let after = ""
    for (let n = 0; n < 20; n++) {
      const got = await read(url("/messages", { limit: 100, ...(after && { after }) }))
      got.messages.forEach(arrive)
      if (got.messages.length < 100) return
      after = got.next
    }
  }
  function take(name, data) { if (!over) Promise.resolve(takes[name](data)).catch(() => {}) }
  function spread(message) { bus.postMessage(message) }
  function state(name) { status(name); if (leads) spread({ state: name }) }
  bus.onmessage = ({ data }) => {
    if (over) return
    if (data.name) take(data.name, data.data)
    else if (data.state && !leads) status(data.state)
    // A tab that has just come asks what there is; the one that leads tells it.
    else if (data.hello && leads) { spread({ name: "sync", data: { ids: [...known(), ...held.map(row => row.dataset.id)] } }); spread({ state: $("#live").dataset.is }) }
  }
  function open() {
    if (over) return
    source = new EventSource(url("/events"))
    source.onopen = () => { tries = 0; clearInterval(polling); polling = undefined; state("live") }
    for (const name of Object.keys(takes)) source.addEventListener(name, event => {
      const data = event.data ? JSON.parse(event.data) : {}
      take(name, data); spread({ name, data })
      if (name === "erased") source.close()
    })
    source.onerror = async () => {
      if (over) return
      state(navigator.onLine === false ? "offline" : polling ? "polling" : "reconnecting")
      // The browser comes back by itself where the line broke; where we said no, it is for us to find out why.
      if (source.readyState !== EventSource.CLOSED) { if (++tries >= 3) poll(); return }
      tries++
      try { const view = await read(url()); live(view) } catch (error) { if (lost(error)) return }
      if (tries >= 3) poll()
      later(Math.min(30, 2 ** tries) * (.5 + Math.random() / 2), open)
    }
  }
  function poll() {
    if (polling || over) return
    state(navigator.onLine === false ? "offline" : "polling")
    polling = setInterval(() => fetchAll().then(() => status("polling"), lost), 10000)
  }
  function stop() { source?.close(); clearInterval(polling); over_lock?.() }
  addEventListener("offline", () => status("offline"))
  addEventListener("online", () => { if (source) { source.close(); open() } else status(polling ? "polling" : "live") })
  // Browsers open six connections to one host: tabs of several inboxes hold four streams at most, the rest ask now and then.
  const hold = () => { leads = true; open(); return new Promise(free => { over_lock = () => free(true) }) }
  async function lead() {
    for (let n = 0; n < 4; n++) if (await navigator.locks.request(`mayfly-stream-${n}`, { ifAvailable: true }, lock => lock && hold())) return
    if (!over) { leads = true; poll(); await new Promise(free => { over_lock = free }) }
  }
  if (navigator.locks && "BroadcastChannel" in window) {
    navigator.locks.request(`mayfly-${box}`, lead)
    later(.3, () => { if (!leads) spread({ hello: 1 }) })
  } else hold()
  addEventListener("pageshow", event => { if (event.persisted) location.reload() })

  /* --- the rest of the controls --- */
  for (const form of $$("form[action^='/test']")) form.addEventListener("submit", async event => {
    event.preventDefault(); form.closest("[popover]")?.hidePopover()
    const answer = await fetch(form.action, { method: "POST", redirect: "manual", headers: { "Content-Type": "application/x-www-form-urlencoded" } }).catch(() => null)
    if (answer && (answer.ok || answer.type === "opaqueredirect")) { toast(words["test-sent"]); speak(words["test-sent"]) }
    else failed(answer?.status === 429 ? { text: say("busy", answer.headers.get("Retry-After") ?? 60) } : {})
  })
  $("#edit-open").addEventListener("click", event => { event.preventDefault(); const open = $("#edit").toggleAttribute("open"); event.currentTarget.ariaExpanded = open; if (open) $("#local_part").focus() })
  $("#know").addEventListener("toggle", event => { if (event.newState === "open") check() })
  for (const time of $$("time[data-clock]")) time.textContent = clock(Date.parse(time.dateTime))
  for (const time of $$(".row time")) { time.title = full(Date.parse(time.dateTime)); time.textContent = ago(Date.parse(time.dateTime)) }
  for (const time of $$(".message time")) time.textContent = full(Date.parse(time.dateTime))
  if (page.open !== undefined) {
    history.replaceState({ id: page.open }, "")
    if (store.get("mayfly-face") === "text" && !location.search.includes("images")) face(true)
    $("#subject").focus({ preventScroll: true })
  }
  update(); tick()

  /* --- keys: off while typing, off when switched off, never without a visible control for the same --- */
  const keysOn = $("#keys-on"); keysOn.checked = store.get("mayfly-keys") !== "off"
  keysOn.addEventListener("change", () => store.set("mayfly-keys", keysOn.checked ? "on" : "off"))
  let asksNew = 0, prefix
  const at = name => { const m = $(".message", reader); return m && part(m, name) }
  const current = () => page.open ?? document.activeElement.closest?.(".row")?.dataset.id
  const keys = {
    c: copyAddress,
    y: () => { const chip = $$(".row:not([hidden]) [data-f=code]:not([hidden])", rows)[0]
      if (chip) copy(chip.dataset.copy, chip, "code-copied"); else toast(words["no-code"]) },
    n: () => { if (known().length && performance.now() > asksNew) { asksNew = performance.now() + 4000; toast(words["again-new"]) } else $("#new").requestSubmit() },
    e: () => { if ($("#extend button").disabled) toast(words["at-cap"]); else extend() },
    o: () => { const link = at("link"); if (link && !at("link-line").hidden) link.click() },
    j: () => move(1), k: () => move(-1),
    u: () => page.open !== undefined && close(),
    "#": () => { const id = current(); if (id) remove(id) },
    z: undo,
    "/": () => { if (!$("#list-bar").hidden) $("#search").focus() },
    t: () => { const tabs = at("tabs"); if (tabs && !tabs.hidden) face(at("text").hidden, true) },
    i: images,
    r: () => { const details = $(".headers", reader); if (details) { details.open = !details.open; $("summary", details).focus() } },
    "?": () => $("#keys").togglePopover(),
    g: () => { prefix = performance.now() },
    w: () => { if (performance.now() - prefix < 1500) $("#know").showPopover() },
  }
  const regions = ["#address", "#list-label", "#subject"]
  const visit = i => { const to = $(regions[i]); if (to?.checkVisibility()) { to.focus(); return true } }
  document.addEventListener("keydown", event => {
    if (over || event.defaultPrevented || event.isComposing || dialog.open) return
    const typing = event.target.closest("input, textarea, select, [contenteditable]") && event.target.type !== "checkbox"
    const act = on => { event.preventDefault(); on() }
    if (event.altKey && /^[123]$/.test(event.key)) return act(() => visit(event.key - 1))
    if (event.key === "F6") {
      const at = regions.findIndex(css => $(css)?.closest("section")?.contains(document.activeElement))
      return act(() => { for (let n = 1; n <= 3 && !visit((at + n) % 3); n++); })
    }
    if (event.key === "Escape") {
      if (typing && event.target.value) { event.target.value = ""; event.target.dispatchEvent(new Event("input")); return }
      if (typing) return event.target.blur()
      if (!$("[popover]:popover-open") && page.open !== undefined) act(close)
      return
    }
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return
    if (rows.contains(event.target) && (event.key === "ArrowDown" || event.key === "ArrowUp")) return act(() => move(event.key === "ArrowDown" ? 1 : -1))
    if (event.key === "Delete" && current()) return act(keys["#"])
    if (!keysOn.checked || event.repeat && !"jk".includes(event.key) || $("[popover]:popover-open") && event.key !== "?") return
    if (Object.hasOwn(keys, event.key)) act(keys[event.key])
  })
}
