// <asked-here>: what a pupil has asked without signal stands among the own questions, too, with where it is: the page
// came from school, which has not heard of it. Without this file it is on the page of what waits alone.

import { learner, rowsOf } from "../lms/js/store.js"
import { asked } from "./js/asked.js"

customElements.define(
  "asked-here",
  class extends HTMLElement {
    connectedCallback() {
      if (!learner() || !("indexedDB" in window)) return
      addEventListener("outbox-changed", () => this.look())
      this.look()
    }

    look() {
      const who = learner()
      rowsOf("events", who).then((events) => this.show(who === learner() ? asked(events) : []), () => {})
    }

    show(questions) {
      const list = this.querySelector("ul")
      list.textContent = ""
      for (const words of questions) {
        const row = this.querySelector("template").content.cloneNode(true)
        row.querySelector("[data-words]").textContent = words
        list.append(row)
      }
      this.hidden = !questions.length
    }
  },
)
