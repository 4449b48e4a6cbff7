// <mark-sheet>: leads through a sheet of the mark book by keys, takes columns from Excel, undoes, and keeps what was
// typed as soon as one leaves the cell. Without it the sheet is a form with one button.

import { block, Cells, fill, move, tidy, withPhrase } from "./mark-cells.js"

const FIELDS = "tr[data-pupil] input, tr[data-pupil] textarea"

const isRemark = (field) => field.nodeName === "TEXTAREA"

customElements.define(
  "mark-sheet",
  class extends HTMLElement {
    connectedCallback() {
      this.form = this.closest("form")
      this.fields = new Map([...this.querySelectorAll(FIELDS)].map((field) => [field.name, field]))
      if (!this.fields.size) return
      this.grid = [...this.querySelectorAll("tr[data-pupil]")].map((row) => [...row.querySelectorAll("input, textarea")])
      this.cells = new Cells([...this.fields].map(([name, field]) => [name, field.dataset.was]))
      this.said = new Map()
      this.querySelector("[data-tools]").hidden = false
      this.addEventListener("keydown", (event) => this.press(event))
      this.addEventListener("paste", (event) => this.paste(event))
      this.addEventListener("change", (event) => this.change(event))
      this.addEventListener("focusin", ({ target }) => this.enter(target))
      this.addEventListener("input", ({ target }) => isRemark(target) && grow([target]))
      this.phrases = this.querySelector("[data-phrases]")
      if (this.phrases) this.phrases.addEventListener("change", () => this.insert())
      this.querySelector("[data-undo]").addEventListener("click", () => this.show(this.cells.undo()))
      this.querySelector("[data-redo]").addEventListener("click", () => this.show(this.cells.redo()))
      this.form.addEventListener("submit", (event) => {
        event.preventDefault()
        this.takeAll()
        this.keep()
      })
      addEventListener("online", () => this.keep())
      addEventListener("beforeunload", (event) => {
        this.takeAll()
        if (!this.cells.isOpen) return
        event.preventDefault()
        // Older browsers ask only then.
        event.returnValue = ""
      })
      // What the form came back with, refused, is still to be put right.
      this.takeAll()
      this.tell()
      this.remarks = [...this.fields.values()].filter(isRemark)
      for (const field of this.remarks) field.rows = 1
      grow(this.remarks)
      addEventListener("resize", () => grow(this.remarks))
    }

    enter(field) {
      if (!field.matches(FIELDS)) return
      if (!isRemark(field)) field.select()
      else if (this.phrases) {
        this.remark = field
        this.phrases.hidden = false
      }
    }

    // A phrase of the bank goes where the caret was in the last remark.
    insert() {
      const { remark, phrases } = this
      const { text, caret } = withPhrase(remark.value, phrases.value, remark.selectionStart, remark.selectionEnd)
      phrases.selectedIndex = 0
      if (text.length > remark.maxLength) return remark.focus()
      remark.value = text
      remark.focus()
      remark.setSelectionRange(caret, caret)
      this.take(remark)
    }

    placeOf(field) {
      const row = this.grid.findIndex((fields) => fields.includes(field))
      return { row, column: row < 0 ? -1 : this.grid[row].indexOf(field) }
    }

    press(event) {
      const field = event.target
      const key = event.key.toLowerCase()
      if ((event.ctrlKey || event.metaKey) && (key === "z" || key === "y")) {
        // What is being typed in this very cell the browser undoes itself.
        if (field.matches(FIELDS) && tidy(field.value) !== this.cells.now.get(field.name)) return
        event.preventDefault()
        this.show(key === "y" || event.shiftKey ? this.cells.redo() : this.cells.undo())
        return
      }
      if (!field.matches(FIELDS) || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return
      const whole = field.selectionStart === 0 && field.selectionEnd === field.value.length
      const caret = { start: whole || field.selectionEnd === 0, end: whole || field.selectionStart === field.value.length }
      const size = { rows: this.grid.length, columns: this.grid[0].length }
      // Within a remark the arrows lead from line to line first.
      if (isRemark(field) && ((event.key === "ArrowUp" && !caret.start) || (event.key === "ArrowDown" && !caret.end))) return
      const to = move(event.key, event.shiftKey, this.placeOf(field), size, caret)
      if (!to) return
      event.preventDefault()
      this.take(field)
      this.grid[to.row][to.column].focus()
    }

    paste(event) {
      const field = event.target
      const lines = field.matches(FIELDS) && block(event.clipboardData.getData("text"))
      if (!lines) return
      event.preventDefault()
      const names = this.grid.map((fields) => fields.map((one) => one.name))
      this.show(this.cells.type(fill(lines, this.placeOf(field), names)))
    }

    change(event) {
      if (event.target.matches(FIELDS)) this.take(event.target)
    }

    take(field) {
      this.show(this.cells.type([[field.name, tidy(field.value)]]))
    }

    takeAll() {
      this.cells.type([...this.fields].map(([name, field]) => [name, tidy(field.value)]))
    }

    show(changes) {
      for (const [name, text] of changes) {
        const field = this.fields.get(name)
        // A caret in a text that is the same already stays where it is.
        if (field.value !== text) field.value = text
        field.removeAttribute("aria-invalid")
        this.said.delete(name)
      }
      grow(changes.map(([name]) => this.fields.get(name)).filter(isRemark))
      this.tell()
      if (changes.length) this.keep()
    }

    async keep() {
      const told = this.cells.begin()
      if (!told.length) return this.tell()
      this.tell()
      const body = new FormData()
      for (const name of ["csrfmiddlewaretoken", "regular"]) body.set(name, this.form.elements[name].value)
      const split = ([name, was, now]) => [name.slice(0, name.indexOf(".")), name.slice(name.indexOf(".") + 1), was, now]
      body.set("cells", JSON.stringify(told.map(split)))
      let refused = ""
      try {
        const answer = await fetch(this.form.action, { method: "POST", body, headers: { Accept: "application/json" } })
        // Signed out, or the sheet is not one's own any more: a page comes back, and no signal would help.
        const isPage = (answer.headers.get("Content-Type") || "").indexOf("json") < 0
        const said = isPage && answer.status < 500 ? { refused: this.dataset.gone } : await answer.json()
        if (said.cells) this.answer(said)
        else {
          refused = said.refused
          this.cells.failed(true)
        }
      } catch (fault) {
        this.cells.failed(false)
      }
      this.tell(refused)
      if (this.cells.lost) setTimeout(() => this.keep(), this.cells.wait)
      else if (!refused) this.keep()
    }

    answer(said) {
      for (const [pupil, place, state, text, words] of said.cells) {
        const name = `${pupil}.${place}`
        const field = this.fields.get(name)
        if (!field) continue
        const shown = this.cells.answered(name, state, text)
        if (shown !== null && tidy(field.value) !== shown) field.value = shown
        if (words) this.said.set(name, [state, words])
        else this.said.delete(name)
        if (state === "wrong" || state === "clash") field.setAttribute("aria-invalid", "true")
        else field.removeAttribute("aria-invalid")
      }
      for (const [pupil, average] of Object.entries(said.averages)) {
        const place = this.querySelector(`tr[data-pupil="${pupil}"] [data-average]`)
        if (place) place.textContent = average
      }
      this.form.elements.seen.value = said.seen
    }

    tell(refused) {
      const { unkept, sending, lost, done, undone } = this.cells
      const open = new Set(unkept)
      for (const [name, field] of this.fields) field.toggleAttribute("data-unkept", open.has(name))
      let words = this.dataset.kept
      if (lost) words = this.dataset.lost
      else if (sending.size) words = this.dataset.keeping
      else if (open.size) words = `${this.dataset.refused}: ${open.size}`
      else if (!done.length && !undone.length) words = ""
      this.querySelector("[data-state]").textContent = refused || words
      this.querySelector("[data-undo]").disabled = !done.length
      this.querySelector("[data-redo]").disabled = !undone.length
      this.list("[data-wrong]", "notice--bad", (state) => state === "wrong" || state === "clash")
      this.list("[data-noted]", "notice--good", (state) => state !== "wrong" && state !== "clash")
    }

    // Which cells, and what the school says of them; a reader of the screen hears it only when it is new.
    list(where, look, matches) {
      const box = this.querySelector(where)
      const told = [...this.said].filter(([, [state]]) => matches(state))
      const lines = told.map(([name, [, words]]) => `${this.fields.get(name).getAttribute("aria-label")}: ${words}`)
      const list = box.querySelector("ul")
      if (list.dataset.told === lines.join("\n")) return
      list.dataset.told = lines.join("\n")
      list.textContent = ""
      for (const line of lines) list.appendChild(document.createElement("li")).textContent = line
      for (const part of box.children) part.hidden = !lines.length
      box.classList.toggle("notice", lines.length > 0)
      box.classList.toggle(look, lines.length > 0)
    }
  },
)

// As high as what stands in them: all are read before the first is set, for each reading lays the page out anew.
function grow(remarks) {
  for (const field of remarks) field.style.blockSize = ""
  const heights = remarks.map((field) => field.scrollHeight + field.offsetHeight - field.clientHeight)
  remarks.forEach((field, at) => (field.style.blockSize = `${heights[at]}px`))
}
