/* Search in the list, loaded when somebody goes to the field. What is on the page is sifted at once; the texts of all
   messages are searched by the server, which answers in parts and says when there are more. */

export function begin(field, list) {
  const told = document.querySelector("#found"), say = told.dataset
  let hits = new Set(), turn, waiting

  const tell = text => { told.hidden = !text; told.textContent = text }

  function sift() {
    const sought = field.value.trim().toLowerCase()
    for (const row of list.rows()) {
      row.hidden = list.isDoomed(row.dataset.id) ||
        Boolean(sought) && !hits.has(row.dataset.id) && !row.textContent.toLowerCase().includes(sought)
    }
    list.rove()
  }

  async function seek() {
    clearTimeout(waiting)
    const q = field.value.trim(), mine = turn = {}
    hits = new Set(); sift()
    if (!q) return tell("")
    tell(say.seeking)
    try {
      for (let after = "", more = true; more;) {
        const answer = await list.read({ q, limit: 100, ...(after && { after }) })
        if (turn !== mine) return
        for (const { id } of answer.messages) hits.add(id)
        after = answer.next; more = answer.more
        sift()
      }
      tell(hits.size === 1 ? say.one : hits.size ? say.many.replace("{0}", hits.size) : say.none)
    } catch (error) {
      if (turn === mine) { tell(say.cut); list.failed(error) }
    }
  }

  field.addEventListener("input", () => { hits = new Set(); sift(); clearTimeout(waiting); waiting = setTimeout(seek, field.value.trim() ? 300 : 0) })
  field.form.addEventListener("submit", event => { event.preventDefault(); seek() })
  if (field.value.trim()) seek()
  return sift
}
