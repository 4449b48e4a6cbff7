// <recall-session>: a session of revision, with or without signal. All questions come with one request and are kept on
// this device; answers are marked here and go to school by the outbox. Where that cannot be, the form stays as it is.

import { record } from "../../lms/js/outbox.js"
import { soon } from "../../lms/js/send.js"
import { hush, say as sayAloud, whenVoiced } from "../../lms/js/speech.js"
import { get, learner, put } from "../../lms/js/store.js"
import { loadScripts } from "./kind-scripts.js"
import { saidTo } from "./marking.js"
import { dayOf } from "./memory.js"
import { answered, dueNow, judged } from "./recall-draw.js"
import { freshPack, keyOf } from "./recall-pack.js"
import { asked, say, valuesOf } from "./sheet.js"

customElements.define("recall-session", class extends HTMLElement {
  connectedCallback() {
    this.who = learner()
    if (this.begun || !this.who || !("indexedDB" in window)) return
    this.begun = true
    this.begin().catch(() => {})
  }

  async begin() {
    const key = keyOf(this.who, this.dataset.source)
    this.keep = () => put("kept", this.pack, key).catch(() => {})
    this.pack = await freshPack(this.who, this.dataset.source, this.dataset.pack).catch(() => get("kept", key))
    // Somebody has begun to answer in the form meanwhile: it goes on as it is.
    if (!this.pack || this.pack.learner !== this.who || this.isTouched()) return
    this.session = dueNow(this.pack.questions, dayOf(Date.now()), Number(this.dataset.most))
    if (!this.session.length) return
    this.textContent = ""
    this.at = 0
    this.show()
  }

  isTouched() {
    const form = this.querySelector("form")
    return asked(form).some((question) => valuesOf(question).length)
  }

  show() {
    if (globalThis.speechSynthesis) hush()
    const told = this.session[this.at]
    this.textContent = ""
    this.hints = 0
    this.line("p", "quiet", this.dataset.where.replace("{n}", this.at + 1).replace("{all}", this.session.length))
    const form = this.appendChild(document.createElement("form"))
    form.className = "stack"
    form.noValidate = true
    // HTML that the school made: escaped, with drawn formulas.
    form.innerHTML = told.passage + told.html
    this.question = asked(form)[0]
    this.question.querySelector("[data-number]").textContent = this.at + 1
    this.check = this.button(form, this.dataset.check, "button button--large")
    this.check.type = "submit"
    this.offerHints(form, told)
    this.offerVoice(form)
    form.addEventListener("submit", (event) => {
      event.preventDefault()
      this.answer(told)
    })
    loadScripts(form)
    if (this.at) this.question.scrollIntoView({ block: "nearest" })
  }

  offerHints(form, told) {
    if (!told.hints.length) return
    const ask = this.button(form, this.dataset.hint, "button button--quiet")
    ask.addEventListener("click", () => {
      const line = document.createElement("p")
      line.className = "notice"
      line.setAttribute("role", "status")
      line.innerHTML = `<b>${this.dataset.hintName} ${this.hints + 1}:</b> ${told.hints[this.hints]}`
      form.insertBefore(line, this.check)
      this.hints += 1
      ask.hidden = this.hints === told.hints.length
    })
    this.ask = ask
  }

  // A question with a recording has its own button.
  offerVoice(form) {
    if (this.question.querySelector("audio, sound-player")) return
    const listen = this.button(form, this.dataset.listen, "button button--plain")
    const words = this.question.textContent.replace(/\s+/g, " ")
    listen.hidden = true
    listen.addEventListener("click", () => sayAloud(words))
    whenVoiced((voiced) => (listen.hidden = !voiced))
  }

  async answer(told) {
    if (this.check.hidden) return this.next()
    const values = valuesOf(this.question)
    const { response, worth, rating } = judged(told, values, this.hints)
    if (response === null) return say(this.question, this.dataset.empty)
    const today = dayOf(Date.now())
    const kept = await this.tell({ version: told.version, response: values, hints: this.hints })
    const now = answered(told, today, rating)
    this.pack.questions = this.pack.questions.map((one) => (one.version === told.version ? now : one))
    await this.keep()
    this.explain(told, response, Number(worth), now.due - today, kept)
  }

  async tell(payload) {
    try {
      await record("recall.answered", "recall", payload, this.who)
      soon(500)
      return true
    } catch (error) {
      // Revising goes on even where nothing can be kept.
      return false
    }
  }

  explain(told, response, points, days, kept) {
    const { dataset } = this
    say(this.question, points === 1 ? dataset.right : points > 0 ? dataset.partly : dataset.wrong, points === 1 ? "good" : points > 0 ? "" : "bad")
    const right = points === 1 ? "" : `${dataset.key} <b>${told.shown}</b>`
    const more = this.question.querySelector("[data-state]").appendChild(document.createElement("span"))
    more.innerHTML = [...saidTo(response, told.said), right, told.feedback].filter(Boolean).join(". ")
    more.prepend(" ")
    this.question.querySelectorAll("input, select, textarea, button").forEach((field) => (field.disabled = true))
    const again = days === 1 ? dataset.againOne : dataset.again.replace("{n}", days)
    this.line("p", "quiet small", kept ? `${again} ${dataset.kept}` : again)
    this.check.hidden = true
    if (this.ask) this.ask.hidden = true
    const next = this.button(this, this.at + 1 < this.session.length ? dataset.next : dataset.back, "button button--large")
    next.addEventListener("click", () => this.next())
    next.focus({ preventScroll: true })
    next.scrollIntoView({ block: "nearest" })
  }

  next() {
    this.at += 1
    if (this.at < this.session.length) return this.show()
    if (globalThis.speechSynthesis) hush()
    this.textContent = ""
    this.line("p", "notice notice--good", this.dataset.over.replace("{n}", this.session.length)).setAttribute("role", "status")
    const home = this.appendChild(document.createElement("a"))
    Object.assign(home, { href: this.dataset.home, className: "button", textContent: this.dataset.back })
  }

  line(tag, style, words) {
    const line = this.appendChild(document.createElement(tag))
    line.className = style
    line.textContent = words
    return line
  }

  button(place, words, style) {
    const button = place.appendChild(document.createElement("button"))
    Object.assign(button, { type: "button", className: style, textContent: words })
    return button
  }
})
