// <work-here>: about what is due on a pupil's day, what this device knows and the school cannot have told: a quiz that
// is under way here goes on here, and what was handed in or read to the end, and waits to be sent, says so. Where there
// is no signal, a quiz that was taken home opens on its own page, for the way by the school is shut.

import { ticketsHere } from "../courses/js/quiz-tickets.js"
import { stageOf } from "../courses/js/ticket-state.js"
import { learner, readCookie, rowsOf } from "../lms/js/store.js"

const SAFE_OPENS = 2000

customElements.define(
  "work-here",
  class extends HTMLElement {
    connectedCallback() {
      if (this.who !== undefined) return
      this.who = learner()
      if (!this.who) return
      this.link = this.querySelector("a")
      this.bySchool = this.link.getAttribute("href")
      for (const change of ["online", "offline"]) addEventListener(change, () => this.look())
      // Shown again as it was left: meanwhile the quiz may have been begun.
      addEventListener("pageshow", ({ persisted }) => persisted && this.look())
      this.look()
      // Just signed in: the tickets lie in the safe, which is still being opened.
      if (readCookie(document.cookie, "pin_was_right")) setTimeout(() => this.look(), SAFE_OPENS)
    }

    async look() {
      try {
        const { quiz, lecture } = this.dataset
        if (quiz) this.show(stageOf(await ticketsHere(quiz, this.who)))
        else if (lecture && (await this.isReadHere(lecture))) this.show("read")
      } catch (nothingKept) {
        // A browser that keeps nothing: the page is as the school made it.
      }
    }

    async isReadHere(lecture) {
      const events = await rowsOf("events", this.who)
      return events.some(({ kind, payload }) => kind === "lecture.read" && payload.lecture === lecture && payload.finished)
    }

    show(stage) {
      for (const words of this.querySelectorAll("[data-stage]")) words.hidden = words.dataset.stage !== stage
      const isHere = stage === "under-way" || (stage && isWithoutSignal())
      this.link.setAttribute("href", (isHere && this.dataset.page) || this.bySchool)
    }
  },
)

// `.kept-at`: this page itself comes out of the store, though the device believes in its line.
function isWithoutSignal() {
  return navigator.onLine === false || Boolean(document.querySelector(".kept-at"))
}
