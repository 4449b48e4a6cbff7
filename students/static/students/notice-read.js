// <notice-read>: «I have read it» is kept on this device first, and reaches the school when there is signal.
// Without it, or where nothing can be kept, the form goes as it is.

import { sendPlainly } from "../lms/js/plain-form.js"
import { tell } from "../lms/js/send.js"
import { learner } from "../lms/js/store.js"

customElements.define("notice-read", class extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector("form")
    if (!learner() || !("indexedDB" in window)) return
    form.addEventListener("submit", (event) => {
      event.preventDefault()
      this.keep(form).catch(() => sendPlainly(form))
    })
  }

  async keep(form) {
    await tell("notice.read", `notice:${this.dataset.notice}`, { notice: this.dataset.notice })
    form.hidden = true
    const line = this.querySelector("[role=status]")
    line.textContent = this.dataset.kept
    line.hidden = false
  }
})
