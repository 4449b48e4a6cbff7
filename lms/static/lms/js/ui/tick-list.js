// <tick-list data-kind data-stream data-about data-with data-key>: a tick is in the outbox – on the disk – as soon as it
// is made, and goes when there is signal: {[about]: with, [key]: the value of the box}. A page that is opened again
// shows what waits; a kept one shows, too, what has arrived since. Of a thing that has its day (data-from, in a page
// of data-made) nothing is ticked before it.
// Without this file the page is a form with one button. What stands already is taken back through the form.

import { stateOf } from "../outbox.js"
import { tell } from "../send.js"
import { get, learner, put, rowsOf } from "../store.js"
import { isEarly, standing } from "../ticks.js"
import { dayOf } from "../times.js"

customElements.define(
  "tick-list",
  class extends HTMLElement {
    connectedCallback() {
      if (this.told) return
      this.who = learner()
      this.told = new Map() // event id → box
      if (!this.who) return
      this.remembered = [this.who, `ticked:${this.dataset.stream}`]
      this.querySelector("[data-save]").hidden = true
      this.addEventListener("change", ({ target }) => target.type === "checkbox" && target.checked && this.tick(target))
      addEventListener("outbox-changed", ({ detail }) => this.heard(detail.results || []))
      this.turn = this.restore().catch(() => {})
    }

    // A page that comes from school knows what has arrived; one that was kept is of before.
    async restore() {
      const isKept = Boolean(document.querySelector(".kept-at"))
      const rows = await Promise.all([rowsOf("events", this.who), rowsOf("help", this.who), get("kept", this.remembered)])
      const [events, help, told = []] = rows
      const made = isKept ? told : told.filter(({ id }) => events.some((event) => event.id === id))
      if (made.length < told.length) await put("kept", made, this.remembered)
      const boxes = standing(this.dataset, { events, help, made })
      for (const [value, { state, id, told }] of Object.entries(boxes)) {
        const box = this.querySelector(`input[type=checkbox][value="${CSS.escape(value)}"]`)
        if (box && !box.disabled) this.say(box, state, told)
        if (box && id) this.told.set(id, box)
      }
    }

    async tick(box) {
      const { kind, stream, key, about, with: thing, made, from } = this.dataset
      if (isEarly(dayOf(new Date()), made, from)) {
        box.checked = false
        this.said(box).textContent = this.dataset.early
        return
      }
      this.say(box, "here")
      try {
        if (learner() !== this.who) throw new Error("somebody else is signed in")
        const event = await tell(kind, stream, { [key]: box.value, [about]: thing })
        this.told.set(event.id, box)
        await this.remember(event.id, box.value).catch(() => {})
      } catch (fault) {
        // Nothing was kept: the form is still there.
        box.disabled = false
        this.said(box).textContent = ""
        this.querySelector("[data-save]").hidden = false
      }
    }

    heard(results) {
      for (const { id, status, told } of results) {
        const box = this.told.get(id)
        const state = box && stateOf(status)
        if (state) this.say(box, state, told)
      }
    }

    // What was not taken can be ticked once more.
    say(box, state, told = "") {
      box.checked = box.disabled = state !== "help"
      const words = { here: this.dataset.here, school: this.dataset.sent, help: told || this.dataset.help }
      this.said(box).textContent = words[state]
    }

    said(box) {
      return box.closest("[data-line]").querySelector("[data-said]")
    }

    // One after the other: two ticks at once would forget one of them.
    remember(id, value) {
      const add = async () => put("kept", [...((await get("kept", this.remembered)) || []), { id, value }], this.remembered)
      this.turn = this.turn.catch(() => {}).then(add)
      return this.turn
    }
  },
)
