// <tick-list data-kind data-stream data-about data-with data-key>: a tick is in the outbox – on the disk – as soon as it
// is made, and goes when there is signal: {[about]: with, [key]: the value of the box}.
// Without this file the page is a form with one button. What stands already is taken back through the form.

import { tell } from "../send.js"
import { learner } from "../store.js"

const ARRIVED = ["stored", "duplicate", "late"]

customElements.define(
  "tick-list",
  class extends HTMLElement {
    connectedCallback() {
      this.who = learner()
      if (!this.who) return
      this.told = new Map()
      this.querySelector("[data-save]").hidden = true
      this.addEventListener("change", ({ target }) => target.type === "checkbox" && target.checked && this.tick(target))
      addEventListener("outbox-changed", ({ detail }) => this.heard(detail.results || []))
    }

    async tick(box) {
      const said = box.closest("[data-line]").querySelector("[data-said]")
      box.disabled = true
      try {
        if (learner() !== this.who) throw new Error("somebody else is signed in")
        const { kind, stream, key, about, with: thing } = this.dataset
        const event = await tell(kind, stream, { [key]: box.value, [about]: thing })
        this.told.set(event.id, said)
        if (!said.textContent) said.textContent = this.dataset.here
      } catch (fault) {
        // Nothing was kept: the form is still there.
        box.disabled = false
        this.querySelector("[data-save]").hidden = false
      }
    }

    heard(results) {
      for (const { id, status, told } of results) {
        const said = this.told.get(id)
        if (said && ARRIVED.includes(status)) said.textContent = this.dataset.sent
        else if (said && status !== "retry") said.textContent = told || this.dataset.help
      }
    }
  },
)
