// A tablet of a room: begins by itself when the supervisor has started, and makes room for the next pupil.
import { Asking } from "./asking.js"

// A room does not press in the same moment.
const SPREAD = 2000
const TIME_TO_READ = 12000

class HallTablet extends HTMLElement {
  connectedCallback() {
    const then = this.dataset.then
    if (then === "look" || then === "enter") {
      this.asking = new Asking(this.dataset.src, (told) => {
        if (!told.open || (then === "enter" ? told.is_in : told.runs || !told.is_in)) {
          location.reload()
        }
      })
    } else {
      const wait = then === "begin" ? Math.random() * SPREAD : TIME_TO_READ
      this.timer = setTimeout(() => this.querySelector("form").submit(), wait)
    }
  }

  disconnectedCallback() {
    clearTimeout(this.timer)
    if (this.asking) {
      this.asking.end()
    }
  }
}

customElements.define("hall-tablet", HallTablet)
