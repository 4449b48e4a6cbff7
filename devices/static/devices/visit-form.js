// <visit-form>: a line of the diary is kept on this machine first, and sent when there is signal; the form is ready
// for the next one at once. Without it, or where the browser keeps nothing, the form goes as it is.

import { ARRIVED } from "../lms/js/outbox.js"
import { sendPlainly } from "../lms/js/plain-form.js"
import { tell } from "../lms/js/send.js"
import { learner } from "../lms/js/store.js"

customElements.define(
  "visit-form",
  class extends HTMLElement {
    connectedCallback() {
      this.form = this.querySelector("form")
      this.said = this.querySelector("[data-said]")
      this.told = new Set()
      this.who = learner()
      if (!this.who || !("indexedDB" in window)) return
      this.form.addEventListener("submit", (event) => {
        if (this.asItIs || !this.form.checkValidity()) return
        event.preventDefault()
        this.keep()
      })
      addEventListener("outbox-changed", ({ detail }) => (detail.results || []).forEach((result) => this.hear(result)))
    }

    async keep() {
      const fields = new FormData(this.form)
      const line = { point: this.dataset.point }
      for (const name of ["on", "purpose", "people", "outcome", "note"]) line[name] = fields.get(name) || ""
      try {
        if (learner() !== this.who) throw new Error("somebody else is signed in")
        const event = await tell("point.visited", `point:${this.dataset.point}`, line)
        this.told.add(event.id)
      } catch (fault) {
        sendPlainly(this.form, () => {
          this.asItIs = true
          this.form.submit()
        })
        return
      }
      this.form.reset()
      this.say(this.dataset.kept)
    }

    hear({ id, status, told }) {
      if (!this.told.has(id) || status === "retry") return
      this.say(ARRIVED.includes(status) ? this.dataset.sent : told || this.dataset.help)
    }

    say(words) {
      this.said.textContent = words
      this.said.hidden = false
      this.said.scrollIntoView({ block: "nearest" })
    }
  },
)
