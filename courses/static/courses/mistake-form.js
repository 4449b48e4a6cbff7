// <mistake-form>: a mistake that was found is kept on this device first, and sent when there is signal. Without
// it, or where nothing can be kept, the form goes as it is.

import { sendPlainly } from "../lms/js/plain-form.js"
import { tell } from "../lms/js/send.js"
import { learner } from "../lms/js/store.js"

customElements.define("mistake-form", class extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector("form")
    if (!learner() || !("indexedDB" in window)) return
    form.addEventListener("submit", (event) => {
      event.preventDefault()
      this.keep(form).catch(() => sendPlainly(form))
    })
    addEventListener("outbox-changed", ({ detail }) => {
      const told = detail.results.find((result) => result.id === this.sent && result.told)
      if (told) this.show(told.told)
    })
  }

  async keep(form) {
    const [kind, block, words] = ["kind", "block", "words"].map((name) => form.elements[name].value)
    const payload = { lecture: this.dataset.lecture, kind, block, words }
    this.sent = (await tell("lecture.mistake", `mistake:${this.dataset.lecture}`, payload)).id
    form.reset()
    this.querySelector("details").open = false
    this.show(this.dataset.kept)
  }

  show(sentence) {
    const line = this.querySelector("[role=status]")
    line.textContent = sentence
    line.hidden = false
  }
})
