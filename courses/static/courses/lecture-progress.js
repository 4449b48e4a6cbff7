// <lecture-progress>: notes which blocks a pupil has read and lays the pupil's own state over a page
// that is the same for everybody. What was read goes through the outbox, with signal or without.

import { record, uuid7, waiting } from "../lms/js/outbox.js"
import { sendPlainly } from "../lms/js/plain-form.js"
import { soon } from "../lms/js/send.js"
import { learner, rowsOf } from "../lms/js/store.js"
import { dayOf } from "../lms/js/times.js"
import { counted, furthest, isRead, news, nextBlock, together } from "./reading.js"

const TELL_EVERY_MS = 20000
const TICK_MS = 5000
// Time alone is told less often: each event costs a sending.
const TELL_TIME_S = 120

customElements.define("lecture-progress", class extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector(".lecture__end")
    this.line = this.querySelector("[data-state-line]")
    this.blocks = Array.from(this.querySelectorAll("[data-block]"))
    this.order = this.blocks.map((block) => block.dataset.block)
    this.read = new Set()
    this.told = new Set()
    this.since = new Map()
    this.doneIn = []
    this.sitting = { session: uuid7(), day: dayOf(new Date()), ms: 0, told: 0 }
    this.ticked = this.touched = performance.now()
    this.who = learner()
    if (!this.who) return
    this.querySelector("[data-for-guests]").hidden = true
    this.form.addEventListener("submit", (event) => this.finish(event))
    this.watch()
    this.load()
    this.addEventListener("block-done", (event) => this.noteDone(event))
    for (const kind of ["scroll", "pointerdown", "keydown", "input"]) {
      addEventListener(kind, () => (this.touched = performance.now()), { passive: true, capture: true })
    }
    setInterval(() => this.tick(), TICK_MS)
    setInterval(() => this.tell(), TELL_EVERY_MS)
    document.addEventListener("visibilitychange", () => {
      this.tick(true)
      if (document.hidden) this.tell(false, 1)
    })
  }

  // A part of the lecture says that something in it was done: a card turned, a list ticked off.
  noteDone({ target, detail }) {
    const piece = target.closest("[data-block]")
    if (!piece) return
    this.doneIn.push({ block: piece.dataset.block, what: detail.kind })
  }

  // `turned`: the page was just hidden or shown, so what has passed belongs to how it was before.
  tick(turned = false) {
    const now = performance.now()
    const playing = Array.from(this.querySelectorAll("audio, video")).some(({ paused }) => !paused)
    const visible = document.hidden === turned
    this.sitting.ms += counted({ sinceTickMs: now - this.ticked, visible, playing, idleMs: now - this.touched })
    this.ticked = now
    const day = dayOf(new Date())
    if (day !== this.sitting.day) {
      this.tell(false, 1)
      this.sitting = { session: uuid7(), day, ms: 0, told: 0 }
    }
  }

  // The time of this sitting, when there is news of at least `atLeast` seconds.
  time(atLeast) {
    const { session, day, ms, told } = this.sitting
    const seconds = Math.floor(ms / 1000)
    return seconds - told >= atLeast ? { session, day, seconds } : null
  }

  async load() {
    // First what is still here, then what the school has: what is sent in between is in the answer.
    const here = await rowsOf("events", this.who).catch(() => [])
    const state = together(await this.ask(), here, this.dataset.lecture)
    if (!state) return
    state.blocks.forEach((id) => {
      this.read.add(id)
      this.told.add(id)
    })
    // For parts of the lecture that come later than this.
    this.known = state
    this.dispatchEvent(new CustomEvent("progress-known", { detail: state }))
    if (state.finished || (state.said && this.dataset.rule === "read")) this.showDone()
    else {
      if (state.due) this.showDue(state.due)
      this.offerToContinue()
      if (state.said) this.showLeft()
    }
  }

  // What the school knows of this pupil and this lecture; null: no signal, or no pupil.
  async ask() {
    const answer = await fetch(this.dataset.state, { credentials: "same-origin" }).catch(() => null)
    if (!answer || !answer.ok) return null
    const state = await answer.json()
    return state.furthest === undefined ? null : state
  }

  watch() {
    if (!("IntersectionObserver" in window)) return
    const seen = new IntersectionObserver((entries) => entries.forEach((entry) => this.look(entry)), {
      threshold: [0, 0.5, 1],
    })
    this.blocks.forEach((block) => seen.observe(block))
  }

  look({ target, isIntersecting, boundingClientRect, rootBounds }) {
    const id = target.dataset.block
    const now = performance.now()
    if (isIntersecting && !this.since.has(id)) this.since.set(id, now)
    const bottomSeen = isIntersecting && rootBounds && boundingClientRect.bottom <= rootBounds.bottom
    const visibleMs = this.since.has(id) ? now - this.since.get(id) : 0
    if (!isIntersecting) this.since.delete(id)
    if (id && isRead({ bottomSeen, visibleMs })) this.read.add(id)
  }

  async tell(finished = false, atLeast = TELL_TIME_S) {
    const fresh = news(this.order, this.read, this.told)
    const done = this.doneIn.splice(0)
    const time = this.time(fresh || finished || done.length ? 1 : atLeast)
    if (!fresh && !finished && !done.length && !time) return
    const payload = { lecture: this.dataset.lecture, furthest: furthest(this.order, this.read), blocks: [] }
    if (fresh) payload.blocks = fresh.blocks
    if (finished) Object.assign(payload, { furthest: 100, finished: true })
    if (done.length) payload.done = done
    if (time) payload.time = time
    const { sitting } = this
    try {
      await record("lecture.read", `lecture:${this.dataset.lecture}`, payload, this.who)
    } catch (error) {
      this.doneIn.unshift(...done)
      throw error
    }
    payload.blocks.forEach((id) => this.told.add(id))
    if (time) sitting.told = time.seconds
    soon(finished ? 50 : undefined)
  }

  async finish(event) {
    event.preventDefault()
    try {
      await this.tell(true)
    } catch (error) {
      // The device cannot keep it (storage full or refused): let the form go to school by itself.
      sendPlainly(this.form)
      return
    }
    // Whether it is done is for the school to judge, when more is asked than to read it.
    if (this.dataset.rule === "read") this.showDone()
    else this.showLeft()
    const { waiting: left } = await waiting(this.who)
    if (left) this.line.textContent += ` · ${this.dataset.saved}`
  }

  showDone() {
    this.line.textContent = this.dataset.done
    this.line.classList.add("badge", "badge--done")
    this.form.querySelector("button").hidden = true
  }

  showLeft() {
    this.line.textContent = this.dataset.left
    this.form.querySelector("button").hidden = true
  }

  showDue(due) {
    const day = new Date(due).toLocaleDateString("vi-VN", { weekday: "long", day: "numeric", month: "numeric" })
    this.line.textContent = `${this.dataset.due} ${day}.`
  }

  offerToContinue() {
    const id = nextBlock(this.order, this.read)
    if (!id) return
    const block = this.blocks[this.order.indexOf(id)]
    block.id = block.id || `b-${id}`
    const link = document.createElement("a")
    link.href = `#${block.id}`
    link.className = "button button--quiet lecture__continue"
    link.textContent = this.dataset.continue
    this.prepend(link)
  }
})
