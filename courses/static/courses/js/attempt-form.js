// <attempt-form>: a quiz whose answers outlive lost signal, closed tabs and flat batteries.
//
// The page is the same HTML for everybody. Which attempt this is, in what order, what was answered and how much
// time is left is asked of the school once (state.json) and kept here, so that the page needs no signal after.
// Each change becomes an event: first on the disk of this device, then on its way to school (attempt-answers.js).
// Words come from data- attributes. Where it began without signal, `ticket` stands for the school (attempt-ticket.js).

import { installId, number, record } from "../../lms/js/outbox.js"
import { sendPlainly } from "../../lms/js/plain-form.js"
import { send } from "../../lms/js/send.js"
import { get, learner, put, readCookie, rowsOf } from "../../lms/js/store.js"
import { AttemptAnswers } from "./attempt-answers.js"
import { AttemptClock } from "./attempt-clock.js"
import { AttemptState, CLOSED } from "./attempt-state.js"
import { draft } from "./draft.js"
import { loadScripts } from "./kind-scripts.js"
import { PartSteps } from "./part-steps.js"
import { Receipt } from "./receipt.js"
import { arrange } from "./sheet.js"

const TYPING = 800
const ASK_AGAIN = 5000
const KEEP_TIME = 10000

customElements.define(
  "attempt-form",
  class extends HTMLElement {
    connectedCallback() {
      if (this.form) return
      this.form = this.querySelector("form")
      this.who = learner()
      this.school = this.ticket || new AttemptState(this.who, this.dataset.paper, { get, put, readCookie })
      this.answers = new AttemptAnswers(this)
      this.begin()
      // The browser may show a page again as it was left; by then another child may be signed in.
      addEventListener("pageshow", ({ persisted }) => {
        if (persisted && learner() !== this.who) location.reload()
      })
    }

    async begin() {
      const state = await this.ask()
      if (!state) return
      if (!state.parts && !state.submitted && !state.over) return this.closed()
      this.state = state
      this.loaded = performance.now()
      this.kept = { answers: {} }
      try {
        await Promise.all([installId(), number(this.who)])
        const here = await rowsOf("events", this.who)
        const back = state.handed_back || {}
        this.kept = draft(await this.school.draft(state.attempt), here, state.attempt, back.times)
      } catch (error) {
        // No store (private window, full disk): the plain form still works, and it says so.
        this.storeless = true
      }
      const result = this.querySelector("[data-result-link]")
      result.href = `/attempts/${state.attempt}/`
      if (!state.parts && !this.kept.submitted) return location.replace(result.href)
      await this.open()
    }

    // The state of this attempt; null while there is none to begin with.
    async ask() {
      const state = await this.school.ask()
      if (state === CLOSED) return this.closed()
      if (state) return state
      this.opening(this.dataset.noSignal)
      setTimeout(() => this.begin(), ASK_AGAIN)
      return null
    }

    async open() {
      const { state, form } = this
      this.holdWorker()
      this.clock = new AttemptClock(state, this.kept.elapsed, this.loaded)
      if (state.parts) {
        arrange(form, state)
        await loadScripts(form)
        await this.answers.restore()
      }
      const back = this.querySelector("[data-handed-back]")
      back.textContent = (state.handed_back || {}).words || ""
      back.hidden = !back.textContent || Boolean(this.kept.submitted)
      this.opening(this.storeless ? this.dataset.notSaved : "")
      this.dataset.ready = ""
      addEventListener("outbox-changed", ({ detail }) => this.delivered(detail.results))
      if (this.kept.submitted) return this.showReceipt(this.kept.submitted)
      // With its answers filled in, the form is the pupil's own: what is empty then was left empty.
      Object.assign(form.elements.bare, { name: "attempt", value: state.attempt })
      if (PartSteps.wanted(form) && !state.handed_back) await this.stepThrough()
      this.progress()
      this.clock.start(this.querySelector("[data-timer]"), this.dataset, () => this.timeIsOver())
      form.addEventListener("input", () => this.progress())
      form.addEventListener("by-form", () => (this.saveButton().hidden = false))
      if (this.storeless) return
      this.keeping = setInterval(() => this.keepDraft().catch(() => {}), KEEP_TIME)
      form.addEventListener("answer-file", ({ target, detail }) => {
        detail.kept = this.answers.keepFile(target.closest("fieldset"), detail)
        // The school does not know of this attempt yet, and takes nothing of it by the form.
        if (this.ticket) detail.refused = this.dataset.full
      })
      form.addEventListener("change", (event) => this.answers.changed(questionOf(event), 0))
      form.addEventListener("input", (event) => {
        if (event.target.matches("[type=text], textarea")) this.answers.changed(questionOf(event), TYPING)
      })
      // Chrome 80 does not say which button sent a form.
      form.addEventListener("click", ({ target }) => (this.pressed = target.closest("button") || this.pressed))
      form.addEventListener("submit", (event) => this.submitted(event))
      // Telephones put a page away, and later end it, without a word more than this.
      document.addEventListener("visibilitychange", () => document.hidden && this.answers.leave())
      addEventListener("pagehide", () => this.answers.leave())
      this.saveButton().hidden = true
    }

    // One part after the other; this device remembers how far.
    async stepThrough() {
      const key = [this.who, `part:${this.state.attempt}`]
      const known = this.storeless ? null : await get("kept", key).catch(() => null)
      this.steps = new PartSteps(this.form, {
        at: Math.max((known && known.at) || 0, this.state.parts_done || 0),
        moved: (at) => this.storeless || put("kept", { at }, key).catch(() => {}),
      })
    }

    keepDraft() {
      return this.school.keepDraft(this.state.attempt, { ...this.kept, elapsed: this.clock.elapsed() })
    }

    async submitted(event) {
      const by = "submitter" in event ? event.submitter : this.pressed
      const act = by ? by.value : "submit"
      if (act === "save" && !this.ticket) return
      event.preventDefault()
      if (act === "save") return this.saveAgain()
      const open = this.answers.asked().length - this.answers.given().length
      if (open && !this.warned && !this.clock.isOver()) {
        this.warned = true
        return this.warn(this.dataset.confirm.replace("{n}", open))
      }
      await this.finish()
    }

    // There was no room on this device; perhaps there is by now.
    async saveAgain() {
      for (const question of this.answers.given()) await this.answers.save(question)
    }

    async finish() {
      if (this.kept.submitted || this.finishing) return
      this.finishing = true
      try {
        await this.answers.flush()
        const payload = { elapsed_ms: this.clock.elapsed(), ...this.state.carried }
        const event = await record("attempt.submitted", this.state.attempt, payload, this.who)
        this.kept.submitted = event.id
        await this.keepDraft()
        await this.school.finished(event.id)
        this.showReceipt(event.id)
        send()
      } catch (error) {
        if (this.kept.submitted) return this.showReceipt(this.kept.submitted)
        // The school does not know of this attempt yet: it takes nothing by the form.
        if (this.ticket) return this.warn(this.dataset.full)
        // Nothing could be kept here: hand the whole form to the school the plain way.
        const act = Object.assign(document.createElement("input"), { type: "hidden", name: "act", value: "submit" })
        await sendPlainly(this.form, () => {
          this.form.append(act)
          this.form.submit()
        })
      } finally {
        this.finishing = false
      }
    }

    async delivered(results) {
      this.answers.delivered(results)
      if (this.kept.submitted) await this.receipt().follow()
    }

    // No new service worker steps in under the questions (lms/js/worker/shell.js), whichever page they stand on.
    holdWorker() {
      if (!navigator.locks) return
      const end = new Promise((resolve) => (this.letWorker = resolve))
      navigator.locks.request("song-busy", { mode: "shared" }, () => end).catch(() => {})
    }

    showReceipt(eventId) {
      this.form.hidden = true
      if (this.letWorker) this.letWorker()
      this.clock.stop()
      clearInterval(this.keeping)
      this.querySelector("[data-timer]").hidden = true
      return this.receipt().show(eventId)
    }

    receipt() {
      return new Receipt(this, this.state.attempt, this.who)
    }

    // The teacher may have given more time meanwhile; without signal, the time that was told before holds.
    async timeIsOver() {
      if (this.storeless || this.asking || this.finishing || this.kept.submitted) return
      this.asking = true
      const state = await this.school.askForMoreTime(this.state.attempt)
      if (!state) return this.finish()
      this.clock.giveMore(state.seconds_left)
      this.asking = false
    }

    progress() {
      const bar = this.querySelector("[data-progress]")
      bar.hidden = false
      bar.textContent = this.dataset.answered.replace("{n}", this.answers.given().length).replace("{all}", this.answers.asked().length)
    }

    // Nothing is shown to be answered before it is known whose answers these are.
    opening(words) {
      const line = this.querySelector("[data-opening]")
      line.hidden = !words
      if (words) line.textContent = words
    }

    closed() {
      this.opening(this.dataset.closed)
      return null
    }

    saveButton() {
      return this.form.querySelector('[value="save"]')
    }

    warn(words) {
      const line = this.querySelector("[data-warning]")
      line.textContent = words
      line.hidden = false
    }
  },
)

function questionOf({ target }) {
  return target.closest("fieldset[data-place]")
}
