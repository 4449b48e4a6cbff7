// <online-badge>: where this learner's work stands: all at school, waiting on the device, or in need of
// help. Words come from data- attributes; {n} is the number.

import { waiting } from "../outbox.js"
import { learner } from "../store.js"
import "../send.js"

// What is sent within a moment needs no word.
const PATIENCE = 3000

customElements.define(
  "online-badge",
  class extends HTMLElement {
    connectedCallback() {
      if (this.listening) return
      this.listening = true
      const look = () => this.look()
      addEventListener("outbox-changed", look)
      addEventListener("online", look)
      addEventListener("offline", look)
      look()
    }

    async look() {
      try {
        const { waiting: here, help } = learner() ? await waiting() : { waiting: 0, help: 0 }
        clearTimeout(this.later)
        if (help) this.say("help", help)
        else if (here) this.later = setTimeout(() => this.say("waiting", here), PATIENCE)
        else this.say(navigator.onLine ? "saved" : "offline", 0)
      } catch (error) {
        this.say("broken", 0)
      }
    }

    say(state, count) {
      const link = this.querySelector("a")
      const words = (this.dataset[state] || "").replace("{n}", count)
      this.dataset.state = state
      this.hidden = !words
      ;(link || this).textContent = words
    }
  },
)
