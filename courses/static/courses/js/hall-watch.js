// Who has begun and who has handed in, for the supervisor of a room: asked again every few seconds.
import { Asking } from "./asking.js"

const BADGES = { in: "badge--done", writing: "badge--warn", ready: "badge--warn", several: "badge--late" }

class HallWatch extends HTMLElement {
  connectedCallback() {
    if (this.dataset.src) {
      this.asking = new Asking(this.dataset.src, (told) => this.show(told))
    }
  }

  disconnectedCallback() {
    if (this.asking) {
      this.asking.end()
    }
  }

  show(told) {
    // A tablet came to the door: the list of them is made by the page, and never under a hand that chooses.
    const chooses = document.querySelector("details[open]") || document.activeElement?.closest("form")
    if (String(told.waiting) !== this.dataset.waiting && !chooses) {
      location.reload()
    }
    for (const place of this.querySelectorAll("[data-place]")) {
      const row = told.rows[place.dataset.place]
      if (row && place.textContent !== row[1]) {
        place.textContent = row[1]
        place.className = `badge ${BADGES[row[0]] || "badge--quiet"}`
      }
    }
  }
}

customElements.define("hall-watch", HallWatch)
