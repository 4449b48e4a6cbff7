// The answers of an attempt on their way: from the form onto the disk of this device, and from there to school. What is
// said at each question follows its event: «saved on this device» → «saved at school».

import { record, recordLast } from "../../lms/js/outbox.js"
import { soon } from "../../lms/js/send.js"
import { rowsOf } from "../../lms/js/store.js"
import { noteNotKept, notKept, regained } from "./not-kept.js"
import { asked, fillIn, questions, say, valuesOf } from "./sheet.js"

export class AttemptAnswers {
  // `page`: the <attempt-form> {who, school, state, kept, ticket, storeless, clock, form}; its words are its data-.
  constructor(page) {
    this.page = page
    this.words = page.dataset
    this.pending = new Map() // question → timer
    this.saving = new Set()
    this.places = new Map() // event id → question
  }

  // The questions that want an answer now.
  asked() {
    return asked(this.page.form).filter((question) => !question.disabled)
  }

  given() {
    return this.asked().filter((question) => valuesOf(question).length)
  }

  // Answers of this device win over the school's, as in marking; what came from another device fills the gaps. What
  // found no room here is newer than what did, and becomes this device's again.
  async restore() {
    const { form, kept, school, state, storeless, who } = this.page
    const lacking = notKept(state.attempt)
    const again = []
    const here = storeless ? [] : await rowsOf("events", who)
    const unsent = here.filter(({ stream, payload }) => stream === state.attempt && payload.place)
    for (const question of questions(form)) {
      const { place } = question.dataset
      const waits = unsent.filter(({ payload }) => String(payload.place) === place)
      const shut = this.isShut(question)
      // Of what is not to be done again stands what the school has, unless more is under way.
      const own = shut && !waits.length ? null : kept.answers[place]
      const atSchool = state.answers[place]
      const lost = shut ? null : lacking[place]
      const values = lost ? regained(lost, own, school.isFresh && atSchool) : own || atSchool
      if (values) fillIn(question, values)
      waits.forEach(({ id }) => this.places.set(id, question))
      question.disabled = shut
      if (shut) say(question, this.words.shut)
      else if (lost) again.push(question)
      else if (!values) continue
      else if (waits.length) say(question, this.words.onDevice)
      else say(question, this.words.atSchool, "good")
    }
    for (const question of again) {
      delete kept.answers[question.dataset.place]
      await this.save(question)
    }
  }

  // Whether others were handed back, and this one was not.
  isShut(question) {
    const { places } = this.page.state.handed_back || {}
    return Boolean(places) && question.dataset.kind !== "information" && !places.includes(Number(question.dataset.place))
  }

  changed(question, patience) {
    if (!question || question.disabled || this.page.kept.submitted) return
    // What stands there now is not what was said to be saved.
    say(question, "")
    clearTimeout(this.pending.get(question))
    this.pending.set(
      question,
      setTimeout(() => this.save(question), patience),
    )
  }

  async save(question) {
    const { kept, state, who } = this.page
    clearTimeout(this.pending.get(question))
    this.pending.delete(question)
    const place = question.dataset.place
    const values = valuesOf(question)
    const before = kept.answers[place]
    if (before && String(before) === String(values)) return this.saySaved(question)
    kept.answers[place] = values
    this.saving.add(question)
    try {
      const event = await record("answer.saved", state.attempt, this.told(question), who)
      this.places.set(event.id, question)
      noteNotKept(state.attempt, place, null)
      await this.page.keepDraft()
      if (!this.pending.has(question)) say(question, this.words.onDevice)
      soon(300)
    } catch (error) {
      delete kept.answers[place]
      noteNotKept(state.attempt, place, values)
      say(question, this.page.ticket ? this.words.full : this.words.notSaved, "bad")
      this.page.saveButton().hidden = false
    } finally {
      this.saving.delete(question)
    }
  }

  // All that was typed and is not on the disk yet.
  flush() {
    return Promise.all(Array.from(this.pending.keys()).map((question) => this.save(question)))
  }

  // The page may be gone in a moment: what is not on the disk yet is written in one stroke each.
  leave() {
    const { kept, state, who } = this.page
    if (kept.submitted) return
    for (const question of new Set([...this.pending.keys(), ...this.saving])) {
      clearTimeout(this.pending.get(question))
      this.pending.delete(question)
      const payload = this.told(question)
      recordLast("answer.saved", state.attempt, payload, who).then((event) => {
        kept.answers[payload.place] = payload.response
        noteNotKept(state.attempt, String(payload.place), null)
        this.places.set(event.id, question)
        say(question, this.words.onDevice)
      }, () => {})
    }
  }

  // A file is kept and sent in pieces, on a way of its own: no answer waits behind a photo.
  async keepFile(question, { pieces, size }) {
    const { state, who } = this.page
    if (!(await hasRoomFor(size))) return false
    for await (const piece of pieces()) {
      const payload = { place: Number(question.dataset.place), ...piece, ...state.carried }
      const event = await record("answer.piece", `files:${state.attempt}`, payload, who)
      this.places.set(event.id, question)
    }
    return true
  }

  // What the school said to events that were sent.
  delivered(results) {
    for (const { id, status } of results) {
      const question = this.places.get(id)
      if (!question || status === "retry") continue
      this.places.delete(id)
      // Something newer stands there: of that nothing is known yet.
      if (this.waits(question)) continue
      if (status === "late") say(question, this.words.late, "bad")
      else if (["stored", "duplicate"].includes(status)) say(question, this.words.atSchool, "good")
      else say(question, this.words.help, "bad")
    }
  }

  // Whether an answer to it is still on its way to the disk or to school.
  waits(question) {
    return this.pending.has(question) || this.saving.has(question) || Array.from(this.places.values()).includes(question)
  }

  saySaved(question) {
    if (this.waits(question)) say(question, this.words.onDevice)
    else say(question, this.words.atSchool, "good")
  }

  told(question) {
    const { clock, state } = this.page
    return { place: Number(question.dataset.place), response: valuesOf(question), elapsed_ms: clock.elapsed(), ...state.carried }
  }
}

// Asked before the first piece is written: half a photo is of no use, and takes the room of answers.
async function hasRoomFor(bytes) {
  if (!navigator.storage || !navigator.storage.estimate) return true
  const { quota, usage } = await navigator.storage.estimate()
  // In base64, and some left for the answers to come.
  return quota - usage > bytes * 1.4 + 1e6
}
