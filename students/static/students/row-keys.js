// <row-keys>: leads through a table of fields by Enter and, from box to box, by the arrows. Without it Enter would
// send a form of which the half is still on paper.

import { move } from "./grid-moves.js"

const FIELDS = "input, select"

customElements.define(
  "row-keys",
  class extends HTMLElement {
    connectedCallback() {
      this.addEventListener("keydown", (event) => this.press(event))
    }

    press(event) {
      const field = event.target
      const cell = field.closest("td")
      if (!cell || !field.matches(FIELDS) || event.ctrlKey || event.altKey || event.metaKey) return
      const rows = [...this.querySelectorAll("tbody tr")]
      const at = { row: rows.indexOf(cell.parentElement), column: cell.cellIndex }
      let to = move(event.key, event.shiftKey, field.type, at, rows.length)
      if (!to) return
      event.preventDefault()
      // Over cells that hold no field, in the direction of the key.
      while (to.row !== at.row && rows[to.row] && !this.fieldAt(rows, to)) to = { ...to, row: to.row + Math.sign(to.row - at.row) }
      const next = this.fieldAt(rows, to)
      if (next) next.focus()
    }

    fieldAt(rows, { row, column }) {
      const cell = rows[row] && rows[row].cells[column]
      return cell && cell.querySelector(FIELDS)
    }
  },
)
