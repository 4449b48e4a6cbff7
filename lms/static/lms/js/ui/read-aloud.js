// <read-aloud data-say="…">: a button that reads its text aloud, and stops when it is pressed again.
// Without a Vietnamese voice, or without this module, it stays hidden.

import { hush, say, whenVoiced } from "../speech.js"

customElements.define(
  "read-aloud",
  class extends HTMLElement {
    connectedCallback() {
      if (this.button) return
      this.button = this.querySelector("button")
      this.word = this.button.querySelector("[data-word]")
      this.listen = this.word.textContent
      this.button.addEventListener("click", () => this.press())
      whenVoiced((voiced) => {
        this.hidden = !voiced
      })
    }

    press() {
      if (this.speaking) return hush()
      this.show(true)
      say(this.dataset.say, () => this.show(false))
    }

    show(speaking) {
      this.speaking = speaking
      this.word.textContent = speaking ? this.dataset.stop : this.listen
      this.button.classList.toggle("is-speaking", speaking)
    }
  },
)

// Whoever goes on to another page has heard enough.
addEventListener("pagehide", () => globalThis.speechSynthesis && hush())
