// <attempt-form>: a quiz whose answers outlive lost signal, closed tabs and flat batteries.
//
// The page is the same HTML for everybody. Which attempt this is, in what order, what was answered and how much
// time is left is asked of the school once (state.json) and kept here, so that the page needs no signal after.
// Each change becomes an event: first on the disk of this device, then on its way to school. What is shown at
// each question follows its event: «saved on this device» → «saved at school». Words come from data- attributes.
// Where it began without signal, `ticket` stands for the school (attempt-ticket.js).

import { installId, number, record, recordLast } from "../../lms/js/outbox.js"
import { sendPlainly } from "../../lms/js/plain-form.js"
import { send, soon } from "../../lms/js/send.js"
import { get, learner, put, readCookie, rowsOf } from "../../lms/js/store.js"
import { AttemptState, CLOSED } from "./attempt-state.js"
import { draft } from "./draft.js"
import { loadScripts } from "./kind-scripts.js"
import { noteNotKept, notKept, regained } from "./not-kept.js"
import { PartSteps } from "./part-steps.js"
import { Receipt } from "./receipt.js"
import { arrange, asked, fillIn, questions, say, valuesOf } from "./sheet.js"
import { Stopwatch, known, left } from "./stopwatch.js"

const TYPING = 800
const ASK_AGAIN = 5000
const LONG = 180
const KEEP_TIME = 10000

customElements.define(
  "attempt-form",
  class extends HTMLElement {
    connectedCallback() {
      if (this.form) return
      this.form = this.querySelector("form")
      this.who = learner()
      this.school = this.ticket || new AttemptState(this.who, this.dataset.paper, { get, put, readCookie })
      this.pending = new Map() // question → timer
      this.saving = new Set()
      this.places = new Map() // event id → question
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
      this.watch = new Stopwatch(known(state.elapsed_ms, this.kept.elapsed), this.loaded)
      if (state.parts) {
        arrange(form, state)
        await loadScripts(form)
        await this.restore()
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
      this.tick()
      this.timer = setInterval(() => this.tick(), 1000)
      form.addEventListener("input", () => this.progress())
      form.addEventListener("by-form", () => (this.saveButton().hidden = false))
      if (this.storeless) return
      this.keeping = setInterval(() => this.keepDraft().catch(() => {}), KEEP_TIME)
      form.addEventListener("answer-file", ({ target, detail }) => {
        detail.kept = this.keepFile(target.closest("fieldset"), detail)
        // The school does not know of this attempt yet, and takes nothing of it by the form.
        if (this.ticket) detail.refused = this.dataset.full
      })
      form.addEventListener("change", (event) => this.changed(event, 0))
      form.addEventListener("input", (event) => {
        if (event.target.matches("[type=text], textarea")) this.changed(event, TYPING)
      })
      // Chrome 80 does not say which button sent a form.
      form.addEventListener("click", ({ target }) => (this.pressed = target.closest("button") || this.pressed))
      form.addEventListener("submit", (event) => this.submitted(event))
      // Telephones put a page away, and later end it, without a word more than this.
      document.addEventListener("visibilitychange", () => document.hidden && this.leave())
      addEventListener("pagehide", () => this.leave())
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

    // Answers of this device win over the school's, as in marking; what came from another device fills the gaps. What
    // found no room here is newer than what did, and becomes this device's again.
    async restore() {
      const lacking = notKept(this.state.attempt)
      const again = []
      const here = this.storeless ? [] : await rowsOf("events", this.who)
      const unsent = here.filter(({ stream, payload }) => stream === this.state.attempt && payload.place)
      for (const question of questions(this.form)) {
        const { place } = question.dataset
        const waits = unsent.filter(({ payload }) => String(payload.place) === place)
        const shut = this.isShut(question)
        // Of what is not to be done again stands what the school has, unless more is under way.
        const own = shut && !waits.length ? null : this.kept.answers[place]
        const atSchool = this.state.answers[place]
        const lost = shut ? null : lacking[place]
        const values = lost ? regained(lost, own, this.school.isFresh && atSchool) : own || atSchool
        if (values) fillIn(question, values)
        waits.forEach(({ id }) => this.places.set(id, question))
        question.disabled = shut
        if (shut) say(question, this.dataset.shut)
        else if (lost) again.push(question)
        else if (!values) continue
        else if (waits.length) say(question, this.dataset.onDevice)
        else say(question, this.dataset.atSchool, "good")
      }
      for (const question of again) {
        delete this.kept.answers[question.dataset.place]
        await this.save(question)
      }
    }

    // Whether others were handed back, and this one was not.
    isShut(question) {
      const { places } = this.state.handed_back || {}
      return Boolean(places) && question.dataset.kind !== "information" && !places.includes(Number(question.dataset.place))
    }

    // The questions that want an answer now.
    asked() {
      return asked(this.form).filter((question) => !question.disabled)
    }

    changed(event, patience) {
      const question = event.target.closest("fieldset[data-place]")
      if (!question || question.disabled || this.kept.submitted) return
      // What stands there now is not what was said to be saved.
      say(question, "")
      clearTimeout(this.pending.get(question))
      this.pending.set(
        question,
        setTimeout(() => this.save(question), patience),
      )
    }

    async save(question) {
      clearTimeout(this.pending.get(question))
      this.pending.delete(question)
      const place = question.dataset.place
      const values = valuesOf(question)
      const before = this.kept.answers[place]
      if (before && String(before) === String(values)) return this.saySaved(question)
      this.kept.answers[place] = values
      this.saving.add(question)
      try {
        const event = await record("answer.saved", this.state.attempt, this.told(question), this.who)
        this.places.set(event.id, question)
        noteNotKept(this.state.attempt, place, null)
        await this.keepDraft()
        if (!this.pending.has(question)) say(question, this.dataset.onDevice)
        soon(300)
      } catch (error) {
        delete this.kept.answers[place]
        noteNotKept(this.state.attempt, place, values)
        say(question, this.ticket ? this.dataset.full : this.dataset.notSaved, "bad")
        this.saveButton().hidden = false
      } finally {
        this.saving.delete(question)
      }
    }

    // Whether an answer to it is still on its way to the disk or to school.
    waits(question) {
      return this.pending.has(question) || this.saving.has(question) || Array.from(this.places.values()).includes(question)
    }

    saySaved(question) {
      if (this.waits(question)) say(question, this.dataset.onDevice)
      else say(question, this.dataset.atSchool, "good")
    }

    told(question) {
      const { place } = question.dataset
      return { place: Number(place), response: valuesOf(question), elapsed_ms: this.elapsed(), ...this.state.carried }
    }

    keepDraft() {
      return this.school.keepDraft(this.state.attempt, { ...this.kept, elapsed: this.elapsed() })
    }

    // The page may be gone in a moment: what is not on the disk yet is written in one stroke each.
    leave() {
      if (this.kept.submitted) return
      for (const question of new Set([...this.pending.keys(), ...this.saving])) {
        clearTimeout(this.pending.get(question))
        this.pending.delete(question)
        const payload = this.told(question)
        recordLast("answer.saved", this.state.attempt, payload, this.who).then((event) => {
          this.kept.answers[payload.place] = payload.response
          noteNotKept(this.state.attempt, String(payload.place), null)
          this.places.set(event.id, question)
          say(question, this.dataset.onDevice)
        }, () => {})
      }
    }

    // A file is kept and sent in pieces, on a way of its own: no answer waits behind a photo.
    async keepFile(question, { pieces, size }) {
      if (!(await hasRoomFor(size))) return false
      for await (const piece of pieces()) {
        const payload = { place: Number(question.dataset.place), ...piece, ...this.state.carried }
        const event = await record("answer.piece", `files:${this.state.attempt}`, payload, this.who)
        this.places.set(event.id, question)
      }
      return true
    }

    flush() {
      return Promise.all(Array.from(this.pending.keys()).map((question) => this.save(question)))
    }

    async submitted(event) {
      const by = "submitter" in event ? event.submitter : this.pressed
      const act = by ? by.value : "submit"
      if (act === "save" && !this.ticket) return
      event.preventDefault()
      if (act === "save") return this.saveAgain()
      const open = this.asked().filter((question) => !valuesOf(question).length).length
      if (open && !this.warned && !this.isOver()) {
        this.warned = true
        return this.warn(this.dataset.confirm.replace("{n}", open))
      }
      await this.finish()
    }

    // There was no room on this device; perhaps there is by now.
    async saveAgain() {
      for (const question of this.asked()) if (valuesOf(question).length) await this.save(question)
    }

    async finish() {
      if (this.kept.submitted || this.finishing) return
      this.finishing = true
      try {
        await this.flush()
        const payload = { elapsed_ms: this.elapsed(), ...this.state.carried }
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
      for (const { id, status } of results) {
        const question = this.places.get(id)
        if (!question || status === "retry") continue
        this.places.delete(id)
        // Something newer stands there: of that nothing is known yet.
        if (this.waits(question)) continue
        if (status === "late") say(question, this.dataset.late, "bad")
        else if (["stored", "duplicate"].includes(status)) say(question, this.dataset.atSchool, "good")
        else say(question, this.dataset.help, "bad")
      }
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
      clearInterval(this.timer)
      clearInterval(this.keeping)
      this.querySelector("[data-timer]").hidden = true
      return this.receipt().show(eventId)
    }

    receipt() {
      return new Receipt(this, this.state.attempt, this.who)
    }

    tick() {
      const { seconds_left: secondsLeft, grace_seconds: grace } = this.state
      if (secondsLeft === null || this.kept.submitted) return
      const bar = this.querySelector("[data-timer]")
      const rest = left(secondsLeft - grace, this.sinceLoad())
      const { over, minutesLeft, secondsLeft: lastSeconds } = this.dataset
      // Ticking seconds only make afraid; a quiz that closes in a week has no clock to show.
      bar.hidden = rest.m > LONG
      const words = rest.m ? minutesLeft.replace("{m}", rest.m) : lastSeconds.replace("{s}", rest.s)
      bar.textContent = rest.over ? over : words
      if (rest.over && !this.storeless) this.timeIsOver()
    }

    // The teacher may have given more time meanwhile; without signal, the time that was told before holds.
    async timeIsOver() {
      if (this.asking || this.finishing) return
      this.asking = true
      const state = await this.school.askForMoreTime(this.state.attempt)
      if (!state) return this.finish()
      // Counted from now, while the stopwatch goes on from the beginning.
      this.state = { ...this.state, seconds_left: state.seconds_left + this.sinceLoad() / 1000 }
      this.asking = false
    }

    isOver() {
      const { seconds_left: secondsLeft } = this.state
      return secondsLeft !== null && secondsLeft * 1000 < this.sinceLoad()
    }

    // A state from this device's store may be older than what the device counted meanwhile.
    sinceLoad() {
      return this.elapsed() - this.state.elapsed_ms
    }

    elapsed() {
      return this.watch.elapsed(performance.now())
    }

    progress() {
      const all = this.asked()
      const done = all.filter((question) => valuesOf(question).length).length
      const bar = this.querySelector("[data-progress]")
      bar.hidden = false
      bar.textContent = this.dataset.answered.replace("{n}", done).replace("{all}", all.length)
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

// Asked before the first piece is written: half a photo is of no use, and takes the room of answers.
async function hasRoomFor(bytes) {
  if (!navigator.storage || !navigator.storage.estimate) return true
  const { quota, usage } = await navigator.storage.estimate()
  // In base64, and some left for the answers to come.
  return quota - usage > bytes * 1.4 + 1e6
}
