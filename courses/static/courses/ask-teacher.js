// <ask-teacher>: for pupils a button at each part of the lecture opens the form with that part chosen; the question
// is kept on this device first, and sent when there is a signal. Without it the form goes as it is.

import { uuid7 } from "../lms/js/outbox.js"
import { sendPlainly } from "../lms/js/plain-form.js"
import { tell } from "../lms/js/send.js"
import { learner } from "../lms/js/store.js"

customElements.define("ask-teacher", class extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector("form")
    // Pupils are known by an id, staff by the name of their account.
    if (!/^[0-9a-f-]{36}$/.test(learner()) || !("indexedDB" in window)) return
    this.offerAtParts(form)
    let attaching = false
    form.elements.attach.addEventListener("click", () => (attaching = true))
    addEventListener("pageshow", () => (attaching = false))
    form.addEventListener("submit", (event) => {
      // With a photo or a recording it goes on to a page of its own, words and all.
      if (attaching) return
      event.preventDefault()
      this.keep(form).catch(() => sendPlainly(form))
    })
    addEventListener("outbox-changed", ({ detail }) => {
      const result = detail.results.find(({ id }) => id === this.sent)
      if (!result) return
      if (result.status === "rejected") this.putBack(form)
      if (result.told) this.arrived(result)
    })
  }

  offerAtParts(form) {
    const known = new Set(Array.from(form.elements.block.options, ({ value }) => value))
    for (const part of document.querySelectorAll(".piece[data-block]:not(.piece--heading)")) {
      if (!known.has(part.dataset.block)) continue
      const button = part.appendChild(document.createElement("button"))
      Object.assign(button, { type: "button", className: "piece__ask no-print", textContent: this.dataset.act })
      button.addEventListener("click", () => {
        this.querySelector("details").open = true
        form.elements.block.value = part.dataset.block
        form.elements.words.focus()
      })
    }
  }

  async keep(form) {
    const { block, words } = form.elements
    const empty = this.querySelector("[role=alert]")
    empty.hidden = Boolean(words.value.trim())
    empty.textContent = empty.hidden ? "" : this.dataset.empty
    if (!empty.hidden) return words.focus()
    const { lecture } = this.dataset
    const payload = { post: uuid7(), lecture, block: block.value, words: words.value, files: [] }
    this.asked = payload
    this.sent = (await tell("post.asked", `ask:${lecture}`, payload)).id
    form.reset()
    this.querySelector("details").open = false
    this.show(this.dataset.waiting)
  }

  // What the school refused can be changed and sent again; what was begun meanwhile stays.
  putBack(form) {
    if (form.elements.words.value.trim()) return
    form.elements.block.value = this.asked.block
    form.elements.words.value = this.asked.words
    this.querySelector("details").open = true
  }

  arrived({ status, told }) {
    const line = this.show(told, status === "rejected" ? "bad" : "good")
    if (status === "rejected") return
    // A question asked twice stands under the name of the first: the list of questions leads to it.
    const { threads, read } = this.dataset
    const href = status === "stored" ? `${threads}threads/${this.asked.post}/` : threads
    line.append(" ", Object.assign(document.createElement("a"), { href, textContent: read }))
  }

  show(sentence, kind = "good") {
    const line = this.querySelector("[role=status]")
    line.textContent = sentence
    line.className = `notice notice--${kind}`
    line.hidden = false
    return line
  }
})
