// The state of an attempt that begins by ticket: what AttemptState asks the school, asked of this device. Same questions,
// so that <attempt-form> need not know which of the two it has.
//
// Time goes by the stopwatch of this page and by what was kept of it before: a page that was shut, and a tablet
// without power, count for nothing. The device's calendar clock decides nothing (docs/decisions/quizzes-without-signal.md).

import { ask } from "../../lms/js/school-request.js"
import { keepOwn, takeOwn } from "./own-rows.js"
import { handedIn } from "./quiz-tickets.js"
import { merged, stateOf } from "./ticket-state.js"

const PATIENCE = 3000

export class AttemptTicket {
  constructor(who, quiz, ticket) {
    this.who = who
    this.quiz = quiz
    this.ticket = ticket
  }

  // As it begins; with signal, with what another device has brought to school already.
  async ask() {
    const state = stateOf(this.ticket)
    const told = await this.askSchool()
    if (!told || told.attempt !== state.attempt) return state
    // Handed in from another device.
    if (told.submitted) await this.finished(told.proof)
    return merged(state, told)
  }

  async askSchool() {
    if (navigator.onLine === false) return null
    try {
      // Whoever is signed out is led to another page.
      const told = { redirect: "error" }
      const answer = await ask(`/attempts/papers/${this.ticket.paper}/state.json`, told, PATIENCE)
      return answer.ok ? await answer.json() : null
    } catch (noSignal) {
      return null
    }
  }

  // What a teacher gives more counts when it arrives; the ticket itself has no more.
  async askForMoreTime() {
    return null
  }

  draft(attempt) {
    return takeOwn(this.who, `attempt:${attempt}`)
  }

  keepDraft(attempt, kept) {
    return keepOwn(this.who, `attempt:${attempt}`, kept)
  }

  finished(eventId) {
    return handedIn(this.quiz, this.ticket.id, eventId, this.who)
  }
}
