// What stands in the place of a paper that was handed in: its proof code, and how far it has come. At a tablet of a
// room the page of the room says so, and makes way for the next pupil.

import { waiting } from "../../lms/js/outbox.js"
import { rowsOf } from "../../lms/js/store.js"

export class Receipt {
  // `page`: the <attempt-form> that holds it.
  constructor(page, attempt, who) {
    this.page = page
    this.attempt = attempt
    this.who = who
  }

  async show(eventId) {
    const card = this.page.querySelector("[data-receipt]")
    card.hidden = false
    card.querySelector("[data-proof]").textContent = eventId.replace(/-/g, "").slice(-6).toUpperCase()
    // Begun without signal, in the place of another page: no head of a page leads on.
    const onward = card.querySelector("[data-onward]")
    if (onward) onward.hidden = !this.page.ticket
    this.reach("device")
    await this.follow()
    card.scrollIntoView()
  }

  // On this device → at school → marked.
  async follow() {
    const here = await rowsOf("events", this.who)
    if (here.some((event) => event.stream.endsWith(this.attempt))) return
    const words = this.page.querySelector("[data-waiting-words]")
    if ((await waiting(this.who)).help) words.textContent = this.page.dataset.help
    try {
      const response = await fetch(`/attempts/${this.attempt}/state.json`)
      if (!response.ok) return
      const state = await response.json()
      if (!state.submitted) return
      if (state.room) return location.replace(state.room)
      this.reach("school")
      if (state.marked) this.reach("marked")
      words.hidden = true
      this.page.querySelector("[data-result-link]").hidden = false
    } catch (error) {
      // No signal: the answers are at school all the same; the mark can wait.
    }
  }

  reach(step) {
    const line = this.page.querySelector(`[data-step="${step}"]`)
    if (line) line.classList.add("is-done")
  }
}
