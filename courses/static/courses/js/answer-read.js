// <answer-read>: the pupil has the answer before the eyes; that is kept on this device and reaches the school when
// there is a signal. Without it, or where nothing can be kept, a button says so.

import { tell } from "../../lms/js/send.js"
import { learner } from "../../lms/js/store.js"

customElements.define("answer-read", class extends HTMLElement {
  connectedCallback() {
    if (!learner() || !("indexedDB" in window)) return
    if (document.visibilityState === "visible") this.keep()
    else document.addEventListener("visibilitychange", () => this.keep(), { once: true })
  }

  async keep() {
    const { post } = this.dataset
    try {
      await tell("post.read", `read:${post}`, { post })
      this.hidden = true
    } catch (error) {
      // The button stays.
    }
  }
})
