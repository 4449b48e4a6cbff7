// <task-work>: photos and words to a task are kept on this device first and sent when there is a signal; what the
// teacher said comes with the state of the lecture. Without it, or where nothing can be kept, the form goes as it is.

import "./answer-files.js"
import { record } from "../../lms/js/outbox.js"
import { sendPlainly } from "../../lms/js/plain-form.js"
import { soon } from "../../lms/js/send.js"
import { learner, rowsOf } from "../../lms/js/store.js"
import { keep, kept, tellDone } from "./kept-here.js"
import { lastWaiting, together } from "./task-state.js"

const TYPING_MS = 800

customElements.define("task-work", class extends HTMLElement {
  connectedCallback() {
    if (this.form) return
    this.form = this.querySelector("form")
    this.words = this.form.elements.words
    this.who = learner()
    if (!this.who) return this.offerToSignIn()
    if (!("indexedDB" in window)) return
    const { lecture, block } = this.dataset
    this.place = { lecture, block }
    this.turn = 0
    this.form.addEventListener("answer-file", ({ detail }) => (detail.kept = this.keepPage(detail.pieces())))
    this.form.addEventListener("by-form", () => (this.byForm = true))
    this.form.addEventListener("change", () => this.keepDraft())
    this.form.addEventListener("input", () => {
      this.touched = true
      clearTimeout(this.typing)
      this.typing = setTimeout(() => this.keepDraft(), TYPING_MS)
    })
    this.form.addEventListener("submit", (event) => this.submitted(event))
    document.addEventListener("visibilitychange", () => document.hidden && this.touched && this.keepDraft())
    addEventListener("outbox-changed", ({ detail }) => this.heard(detail.results))
    this.load()
  }

  async load() {
    const page = this.closest("lecture-progress")
    await this.show(page.known)
    if (!page.known) page.addEventListener("progress-known", ({ detail }) => this.show(detail), { once: true })
  }

  async show(known) {
    const server = known && known.tasks && known.tasks[this.place.block]
    const events = await rowsOf("events", this.who).catch(() => [])
    const waiting = lastWaiting(events, this.place.lecture, this.place.block)
    const state = together(server, waiting, await kept(this, "task"))
    this.turn = Math.max(this.turn, state.turn)
    if (this.touched) return
    this.words.value = state.words
    // The list holds all pages from here on, also where the form goes as it is.
    this.form.elements.keep.value = ""
    for (const list of this.form.querySelectorAll("answer-files")) {
      list.show(state.pages.filter((id) => state.sounds.includes(id) === (list.dataset.take === "sound")))
    }
    if (state.isHandedIn) this.tellState(state.isWaiting ? this.dataset.waiting : this.dataset.handed, state.isWaiting ? null : server)
  }

  pages() {
    return Array.from(this.form.querySelectorAll("input[name=page]:checked"), ({ value }) => value)
  }

  sounds() {
    const boxes = this.form.querySelectorAll("[data-take=sound] input[name=page]:checked")
    return Array.from(boxes, ({ value }) => value)
  }

  async keepPage(pieces) {
    this.touched = true
    const { lecture, block } = this.place
    for await (const piece of pieces) {
      const { file, number, of, content } = piece
      await record("task.piece", `tf:${lecture}:${block}`, { lecture, block, file, number, of, content }, this.who)
    }
    soon(50)
    return true
  }

  keepDraft() {
    this.touched = true
    return keep(this, "task", { turn: this.turn, words: this.words.value, pages: this.pages(), sounds: this.sounds() })
  }

  async submitted(event) {
    event.preventDefault()
    if (this.byForm) return sendPlainly(this.form)
    clearTimeout(this.typing)
    // The school sees by itself which are recordings; this device has to be told.
    const told = { words: this.words.value, pages: this.pages(), sounds: this.sounds(), turn: this.turn + 1 }
    if (!told.words.trim() && !told.pages.length) return this.tellState(this.dataset.empty)
    const { lecture, block } = this.place
    try {
      this.sent = await record("task.handed", `task:${lecture}:${block}`, { lecture, block, ...told }, this.who)
    } catch (error) {
      sendPlainly(this.form)
      return
    }
    this.turn = told.turn
    await this.keepDraft()
    this.tellState(this.dataset.waiting)
    tellDone(this, "task", { what: "handed in" })
    soon(50)
  }

  heard(results) {
    const result = this.sent && results.find(({ id }) => id === this.sent.id)
    if (!result || result.status === "retry") return
    this.tellState(result.told || this.dataset.handed)
  }

  // A sentence on how it stands; `said`: what the school knows of the teacher's word.
  tellState(sentence, said = null) {
    const place = this.querySelector(".task__state")
    place.textContent = ""
    const { remark, again, old, seen } = said || {}
    if (again) this.add(place, this.dataset.again, "notice notice--warn")
    else this.add(place, seen && !remark ? this.dataset.seen : sentence, "notice notice--good")
    if (remark) this.add(place, `${old ? this.dataset.old : this.dataset.said} «${remark}»`, "task__remark")
    if (said || this.sent) this.form.querySelector("button.button:not([type=button])").textContent = this.dataset.more
  }

  add(place, words, style) {
    const line = place.appendChild(document.createElement("p"))
    line.className = style
    line.textContent = words
  }

  offerToSignIn() {
    const way = document.createElement("a")
    Object.assign(way, { href: this.dataset.wayIn, className: "button button--quiet", textContent: this.dataset.signIn })
    this.form.replaceWith(way)
  }
})
