// <take-back>: an own post is taken back on this device at once, and at the school when there is a signal. Without it,
// or where nothing can be kept, the form goes as it is.

import { sendPlainly } from "../../lms/js/plain-form.js"
import { tell } from "../../lms/js/send.js"
import { learner } from "../../lms/js/store.js"

customElements.define("take-back", class extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector("form")
    // Pupils are known by an id, staff by the name of their account.
    if (!/^[0-9a-f-]{36}$/.test(learner()) || !("indexedDB" in window)) return
    form.addEventListener("submit", (event) => {
      event.preventDefault()
      this.keep().catch(() => sendPlainly(form))
    })
  }

  async keep() {
    const { post, thread, done } = this.dataset
    // In the stream of the thread: never before what it takes back.
    await tell("post.withdrawn", `thread:${thread}`, { post })
    const row = this.closest(".post")
    for (const part of Array.from(row.children)) if (!part.matches(".post__head")) part.remove()
    row.append(Object.assign(document.createElement("p"), { className: "quiet", textContent: done }))
  }
})
