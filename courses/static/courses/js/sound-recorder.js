// <sound-recorder>: records into the file field it stands around. Without this script, or without a microphone, the
// field takes a file of any recorder as it is. `data-ready`: what is said when it stands in the field.

import { Recording } from "./recording.js"

customElements.define(
  "sound-recorder",
  class extends HTMLElement {
    connectedCallback() {
      if (this.field) return
      this.field = this.querySelector("input[type=file]")
      this.button = this.querySelector("button")
      this.said = this.querySelector("[role=status]")
      this.heard = this.querySelector("audio")
      if (!Recording.works() || !window.DataTransfer) return
      this.button.hidden = false
      this.button.addEventListener("click", () => (this.recording ? this.recording.stop() : this.record()))
      this.field.addEventListener("change", () => this.listen(this.field.files[0]))
    }

    async record() {
      const { begin, end, running, ready, refused } = this.dataset
      this.recording = new Recording(Number(this.dataset.seconds), (left) => {
        this.said.textContent = running.replace("{n}", left)
      })
      this.button.textContent = end
      try {
        const file = await this.recording.run()
        const taken = new DataTransfer()
        taken.items.add(file)
        this.field.files = taken.files
        this.said.textContent = ready || ""
        this.listen(file)
      } catch (error) {
        this.said.textContent = refused
      }
      this.recording = null
      this.button.textContent = begin
    }

    listen(file) {
      this.heard.hidden = !file
      if (file) this.heard.src = URL.createObjectURL(file)
    }
  },
)
