// <order-list>: things that a pupil puts in order. By the numbers beside them it works without a script; with it
// each has buttons to move up and down, and what has a new place stands there.

customElements.define(
  "order-list",
  class extends HTMLElement {
    connectedCallback() {
      if (this.list) return
      this.list = this.querySelector(".options")
      this.said = this.querySelector("[data-moved][aria-live]")
      for (const row of this.rows()) {
        row.append(this.button("↑", this.dataset.up, () => this.move(row, -1)))
        row.append(this.button("↓", this.dataset.down, () => this.move(row, 1)))
      }
      this.list.addEventListener("change", (event) => this.placed(event))
      this.closest("fieldset").addEventListener("filled", () => this.sort())
    }

    button(sign, words, act) {
      const made = document.createElement("button")
      Object.assign(made, { type: "button", className: "button button--quiet pair__move", textContent: sign })
      made.setAttribute("aria-label", words)
      made.addEventListener("click", act)
      return made
    }

    rows() {
      return Array.from(this.list.children)
    }

    move(row, step) {
      const rows = this.rows()
      const place = rows.indexOf(row) + step
      if (place >= 0 && place < rows.length) this.put(row, place)
      this.number()
      this.tell(row)
      const focused = document.activeElement
      // A row that was put elsewhere loses what was held in it.
      if (focused === document.body) row.querySelectorAll("button")[step < 0 ? 0 : 1].focus()
    }

    // A place chosen by its number: there it stands, and the others move along.
    placed(event) {
      const place = Number(event.target.value)
      if (this.numbering || !place) return
      const row = event.target.closest("li")
      this.put(row, place - 1)
      this.number()
      event.target.focus()
    }

    put(row, place) {
      const others = this.rows().filter((one) => one !== row)
      this.list.insertBefore(row, others[place] || null)
    }

    number() {
      this.numbering = true
      this.rows().forEach((row, index) => (row.querySelector("select").value = String(index + 1)))
      this.numbering = false
    }

    tell(row) {
      this.said.textContent = this.dataset.moved.replace("{n}", row.querySelector("select").value)
      this.numbering = true
      row.querySelector("select").dispatchEvent(new Event("change", { bubbles: true }))
      this.numbering = false
    }

    // After an answer was put back: each where its number says.
    sort() {
      const place = (row) => Number(row.querySelector("select").value) || Infinity
      const rows = this.rows()
      if (rows.some((row) => place(row) < Infinity)) this.list.append(...rows.sort((one, other) => place(one) - place(other)))
    }
  },
)
