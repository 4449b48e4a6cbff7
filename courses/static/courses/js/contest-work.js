// <contest-work>: a pupil's work for a contest is kept on this device first and sent when there is a signal. A draft,
// or a file too large for that, goes as the form does; so does all of it where nothing can be kept.

import "./answer-files.js"
import { record } from "../../lms/js/outbox.js"
import { sendPlainly } from "../../lms/js/plain-form.js"
import { soon } from "../../lms/js/send.js"
import { learner } from "../../lms/js/store.js"

customElements.define("contest-work", class extends HTMLElement {
  connectedCallback() {
    this.who = learner()
    this.form = this.querySelector("form")
    if (!this.who || !("indexedDB" in window)) return
    this.turn = Number(this.dataset.turn)
    this.status = this.querySelector(":scope > [role=status]")
    this.form.addEventListener("answer-file", ({ detail }) => (detail.kept = this.keepFile(detail.pieces())))
    this.form.addEventListener("by-form", () => (this.byForm = true))
    this.form.addEventListener("click", ({ target }) => {
      const button = target.closest("button[name=act]")
      if (button) this.button = button
    })
    this.form.addEventListener("submit", (event) => this.submitted(event))
    addEventListener("outbox-changed", ({ detail }) => this.heard(detail.results))
  }

  async keepFile(pieces) {
    const { contest } = this.dataset
    for await (const { file, number, of, content } of pieces) {
      await record("contest.piece", `cf:${contest}`, { contest, file, number, of, content }, this.who)
    }
    soon(50)
    return true
  }

  async submitted(event) {
    const plain = Array.from(this.form.querySelectorAll("input[type=file]")).some((field) => field.files.length)
    if (this.byForm || plain || (this.button && this.button.value === "draft")) return
    event.preventDefault()
    const { title, words } = this.form.elements
    const files = Array.from(this.form.querySelectorAll("input[name=keep]:checked"), ({ value }) => value)
    if (!title.value.trim()) return this.tell(this.dataset.nameless, title)
    if (!words.value.trim() && !files.length) return this.tell(this.dataset.empty, words)
    const { contest, most, tooMany } = this.dataset
    if (files.length > Number(most)) return this.tell(tooMany)
    const payload = { contest, title: title.value, words: words.value, files, turn: this.turn + 1 }
    try {
      this.sent = await record("contest.handed", `contest:${contest}`, payload, this.who)
    } catch (error) {
      // Nothing can be kept here: as the form does, with the button that says that it is handed in.
      sendPlainly(this.form, () => {
        this.byForm = true
        const button = this.button || this.form.querySelector("button[value=hand_in]")
        button.click()
      })
      return
    }
    this.turn += 1
    this.tell(this.dataset.waiting)
    soon(50)
  }

  heard(results) {
    const result = this.sent && results.find(({ id }) => id === this.sent.id)
    if (!result || result.status === "retry") return
    const isRefused = result.status === "rejected"
    this.tell(result.told || this.dataset.handed)
    this.status.className = isRefused ? "notice notice--bad" : "notice notice--good"
  }

  tell(words, field) {
    this.status.textContent = words
    this.status.hidden = false
    if (field) field.focus()
    else this.status.scrollIntoView({ block: "nearest" })
  }
})
