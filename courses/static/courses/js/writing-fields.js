// <marks-field>: buttons that put marks into the text they stand above. <question-fields>: shows the part of the kind
// of question that was chosen. Without this script all stands there and works.

import "../../lms/js/ui/photo-field.js"
import { bold, formula, isDashed, isMarked, listed, newLine, pointed, toHtml } from "./marks.js"
import "./sound-recorder.js"

customElements.define(
  "marks-field",
  class extends HTMLElement {
    connectedCallback() {
      this.text = this.querySelector("textarea")
      this.signs = this.querySelector("[data-signs]")
      this.querySelector("[data-tools]").hidden = false
      this.look()
      if (this.ready) return
      this.ready = true
      this.text.addEventListener("input", () => this.look())
      this.addEventListener("click", (event) => this.press(event.target.closest("button")))
      this.text.addEventListener("keydown", (event) => {
        const told = event.key === "Enter" && !event.isComposing && newLine(this.state())
        if (!told) return
        event.preventDefault()
        this.put(told)
      })
    }

    press(button) {
      if (!button) return
      const { mark, sign } = button.dataset
      if (mark === "bold") this.put(bold(this.state()))
      if (mark === "list") this.put(listed(this.state()))
      if (mark === "points") this.put(pointed(this.state()))
      if (mark === "formula") {
        this.signs.hidden = !this.signs.hidden
        button.setAttribute("aria-expanded", String(!this.signs.hidden))
      }
      if (sign) this.put(formula(this.state(), sign))
    }

    // What pupils will read, right below while it is typed; and how lines with «- » become a list.
    look() {
      const text = this.text.value
      const look = this.querySelector("[data-look]")
      look.hidden = !isMarked(text)
      if (!look.hidden) look.lastElementChild.innerHTML = toHtml(text)
      this.querySelector("[data-dashes]").hidden = !isDashed(text)
    }

    state() {
      return { text: this.text.value, start: this.text.selectionStart, end: this.text.selectionEnd }
    }

    put({ text, start, end }) {
      this.text.value = text
      this.text.focus()
      this.text.setSelectionRange(start, end)
      this.text.dispatchEvent(new Event("input", { bubbles: true }))
    }
  },
)

customElements.define(
  "question-fields",
  class extends HTMLElement {
    connectedCallback() {
      this.addEventListener("change", () => this.show())
      this.show()
    }

    show() {
      const chosen = this.querySelector("[name=asked]:checked")
      for (const part of this.querySelectorAll("[data-asked]")) part.hidden = Boolean(chosen) && part.dataset.asked !== chosen.value
    }
  },
)
