// <photo-field>: makes the photos chosen in the file field inside it small before they are sent. Without it the
// whole photo goes, and the server makes it small.

import { kilobytes, staysAsItIs } from "../shrink.js"
import { smallPhoto } from "../small-photo.js"

customElements.define(
  "photo-field",
  class extends HTMLElement {
    connectedCallback() {
      this.field = this.querySelector("input[type=file]")
      this.said = this.querySelector("[role=status]")
      this.busy = null
      this.field.addEventListener("change", () => this.take())
      // Who presses at once waits for the small photo rather than sending the large one.
      let pressed = null
      // Chrome 80 does not say which button sent a form.
      this.field.form.addEventListener("click", ({ target }) => (pressed = target.closest("button") || pressed))
      this.field.form.addEventListener("submit", (event) => {
        if (!this.busy) return
        event.preventDefault()
        this.busy.then(() => this.field.form.requestSubmit(event.submitter || (pressed && pressed.type === "submit" ? pressed : null)))
      })
    }

    take() {
      this.busy = this.shrinkAll().finally(() => (this.busy = null))
    }

    async shrinkAll() {
      const most = Number(this.dataset.mostKb || 200) * 1024
      const files = Array.from(this.field.files)
      // A browser that turns no picture upright while drawing it would send it lying on its side.
      if (!CSS.supports("image-orientation", "from-image")) return
      if (!files.some((file) => !staysAsItIs(file, most))) return this.tell(files)
      this.said.textContent = this.dataset.working
      const kept = new DataTransfer()
      for (const file of files) kept.items.add(await smallPhoto(file, most))
      this.field.files = kept.files
      this.tell(Array.from(kept.files))
    }

    tell(files) {
      const weight = kilobytes(files.reduce((sum, file) => sum + file.size, 0))
      this.said.textContent = files.length ? this.dataset.ready.replace("{kb}", weight) : ""
    }
  },
)
