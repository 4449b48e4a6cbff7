// <outbox-badge>: how much of this learner's work still waits on the device, in the head of every page; nothing where
// all is at school. Words come from data- attributes; {n} is the number. Leads to the page of what waits.

import "../send.js"
import { waiting } from "../outbox.js"
import { learner } from "../store.js"

// What is sent within a moment needs no word.
const PATIENCE = 3000
const THANKS = 4000

customElements.define(
  "outbox-badge",
  class extends HTMLElement {
    connectedCallback() {
      if (this.listening) return
      this.listening = true
      addEventListener("outbox-changed", ({ detail }) => this.show(detail))
      if (learner()) waiting().then((counts) => this.show(counts), () => {})
    }

    show({ waiting: here, help }) {
      if (help || !here || this.isShown("sent")) this.stop()
      if (help) return this.say("help", help)
      this.count = here
      if (here && this.isShown("waiting")) return this.say("waiting", here)
      // From the first that waits: what comes behind it does not begin the wait anew.
      if (here && !this.later) this.later = setTimeout(() => this.say("waiting", this.count), PATIENCE)
      if (here || !this.dataset.state) return
      this.say("sent", 0)
      this.later = setTimeout(() => this.say("", 0), THANKS)
    }

    stop() {
      clearTimeout(this.later)
      this.later = null
    }

    isShown(state) {
      return this.dataset.state === state
    }

    say(state, count) {
      this.dataset.state = state
      this.hidden = !state
      this.closest("header").toggleAttribute("data-waits", Boolean(state))
      if (!state) return
      for (const sign of this.querySelectorAll("[data-sign]")) sign.hidden = sign.dataset.sign !== state
      this.querySelector("[data-words]").textContent = this.dataset[state].replace("{n}", count)
      this.querySelector("[data-more]").textContent = this.dataset[`${state}More`] || ""
    }
  },
)
