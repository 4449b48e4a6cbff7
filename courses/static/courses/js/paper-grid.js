// <paper-grid>: leads through the sheet by keys, and keeps each row as soon as one leaves it. Without it each row is
// a form with a button.

import { UnkeptRows } from "./paper-keeping.js"
import { after, isFull, move, pieces } from "./paper-moves.js"

const FIELDS = "td input, td select"

customElements.define(
  "paper-grid",
  class extends HTMLElement {
    connectedCallback() {
      this.unkept = new UnkeptRows()
      this.addEventListener("keydown", (event) => this.press(event))
      this.addEventListener("paste", (event) => this.paste(event))
      this.addEventListener("input", (event) => this.change(event))
      this.addEventListener("submit", (event) => this.submit(event))
      this.addEventListener("focusout", (event) => this.leave(event))
      // The next letter takes the place of the one that stands there.
      this.addEventListener("focusin", ({ target }) => target.dataset.signs === "1" && target.select())
      addEventListener("online", () => this.keepAll())
      addEventListener("beforeunload", (event) => {
        if (!this.unkept.open) return
        event.preventDefault()
        // Older browsers ask only then.
        event.returnValue = ""
      })
    }

    get rows() {
      return [...this.querySelectorAll("tr[data-row]")]
    }

    fieldsOf(row) {
      return row ? [...row.querySelectorAll(FIELDS)] : []
    }

    placeOf(field) {
      const row = field.closest("tr[data-row]")
      if (!row) return null
      const fields = this.fieldsOf(row)
      const rows = this.rows
      return {
        at: { row: rows.indexOf(row), column: fields.indexOf(field) },
        size: { rows: rows.length, columns: fields.length },
      }
    }

    go(to) {
      const field = to && this.fieldsOf(this.rows[to.row])[to.column]
      if (!field) return
      field.focus()
      if (field.select) field.select()
    }

    press(event) {
      const field = event.target
      if (!field.matches(FIELDS) || event.ctrlKey || event.altKey || event.metaKey) return
      const place = this.placeOf(field)
      const typed = field.matches("input:not([type=checkbox])")
      // A field whose whole text is chosen is left by any arrow.
      const caret = !typed ? 0 : field.selectionStart === 0 && event.key === "ArrowRight" ? field.selectionEnd : field.selectionStart
      const to = move(event.key, event.shiftKey, place.at, place.size, typed ? { text: field.value, caret } : null)
      if (!to) return
      event.preventDefault()
      this.go(to)
    }

    change(event) {
      const field = event.target
      const row = field.closest("tr[data-row]")
      if (!row) return
      this.mark(row)
      if (event.inputType === "insertText" && isFull(field.value, Number(field.dataset.signs || 0))) {
        const place = this.placeOf(field)
        this.go(after(place.at, place.size))
      }
    }

    paste(event) {
      const field = event.target
      if (!field.matches("td input:not([type=checkbox])")) return
      const lines = pieces(event.clipboardData.getData("text"), Number(field.dataset.signs || 0))
      if (!lines) return
      event.preventDefault()
      const { at } = this.placeOf(field)
      lines.forEach((line, down) => {
        const row = this.rows[at.row + down]
        const fields = this.fieldsOf(row)
        line.forEach((text, across) => {
          const one = fields[at.column + across]
          if (one && one.type !== "checkbox") one.value = text
        })
        if (row) this.mark(row)
      })
      this.rows.slice(at.row, at.row + lines.length).forEach((row) => row.contains(document.activeElement) || this.keep(row))
    }

    mark(row) {
      this.unkept.type(row)
      this.say(row, this.dataset.open)
    }

    leave(event) {
      const row = event.target.closest("tr[data-row]")
      if (row && !row.contains(event.relatedTarget)) this.keep(row)
    }

    submit(event) {
      const row = event.target.closest("tr[data-row]")
      if (!row) return
      event.preventDefault()
      this.unkept.type(row)
      this.keep(row)
    }

    keepAll() {
      ;[...this.unkept.changed].forEach((row) => this.keep(row))
    }

    async keep(row) {
      if (!this.unkept.begin(row)) return
      const sent = new FormData(row.querySelector("form"))
      this.say(row, this.dataset.keeping)
      try {
        const answer = await fetch(location.href, { method: "POST", body: sent, headers: { Accept: "application/json" } })
        const told = await answer.json()
        this.unkept.answered(row, told.kept)
        this.show(row, told, sent)
      } catch (fault) {
        this.unkept.fail(row)
        this.say(row, this.dataset.lost)
      }
      // What was lost, or typed meanwhile.
      if (this.unkept.changed.has(row) && !row.contains(document.activeElement) && navigator.onLine)
        setTimeout(() => this.keep(row), this.unkept.wait)
    }

    show(row, told, sent) {
      this.say(row, told.said)
      row.querySelector("[data-mark]").textContent = told.mark
      const list = row.nextElementSibling.querySelector("ul")
      list.textContent = ""
      for (const [label, words] of Object.entries(told.wrong)) {
        const line = list.appendChild(document.createElement("li"))
        line.textContent = label === "code" ? words : `${label}: ${words}`
      }
      row.nextElementSibling.hidden = !list.children.length
      for (const field of this.fieldsOf(row)) {
        if (told.wrong[field.name]) field.setAttribute("aria-invalid", "true")
        else field.removeAttribute("aria-invalid")
        // As it was understood – but not over what is being typed now.
        const text = told.kept && told.texts[field.name]
        if (text !== undefined && text !== false && field.value === sent.get(field.name)) field.value = text
      }
    }

    say(row, words) {
      row.querySelector("[data-said]").textContent = words
    }
  },
)
