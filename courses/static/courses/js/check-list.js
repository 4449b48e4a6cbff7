// <check-list>: what a pupil ticked stays ticked on this device, for this pupil alone.

import { keep, kept, tellDone } from "./kept-here.js"

customElements.define(
  "check-list",
  class extends HTMLElement {
    async connectedCallback() {
      if (this.boxes) return
      this.boxes = Array.from(this.querySelectorAll("input[type=checkbox]"))
      this.addEventListener("change", () => this.changed())
      const before = await kept(this, "ticks")
      // What was ticked while the store was still being read counts as well.
      for (const box of this.boxes) if (before && before.includes(box.value)) box.checked = true
      this.show()
    }

    ticked() {
      return this.boxes.filter((box) => box.checked).map((box) => box.value)
    }

    changed() {
      const ticked = this.ticked()
      keep(this, "ticks", ticked)
      this.show()
      if (ticked.length === this.boxes.length) tellDone(this, "checklist")
    }

    show() {
      const n = this.ticked().length
      const words = n === this.boxes.length ? this.dataset.done : this.dataset.place
      const told = words.replace("{n}", n).replace("{count}", this.boxes.length)
      this.querySelector(".checklist__state").textContent = n ? told : ""
    }
  },
)
