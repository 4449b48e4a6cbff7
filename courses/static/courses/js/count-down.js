// <count-down>: the minutes of a trial run. Nothing is handed in when they are over.

import { left } from "./stopwatch.js"

customElements.define(
  "count-down",
  class extends HTMLElement {
    connectedCallback() {
      const begun = performance.now()
      const tick = () => {
        const rest = left(Number(this.dataset.minutes) * 60, performance.now() - begun)
        this.textContent = rest.over ? this.dataset.over : this.dataset.left.replace("{m}", rest.m + (rest.s > 0 ? 1 : 0))
      }
      tick()
      this.timer = setInterval(tick, 1000)
    }

    disconnectedCallback() {
      clearInterval(this.timer)
    }
  },
)
