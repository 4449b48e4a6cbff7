// <voice-comment>: records a teacher's word into the file field inside it. Without it, or where there is no microphone,
// the field takes a file of any recorder.

import { Recording } from "./recording.js"

customElements.define(
  "voice-comment",
  class extends HTMLElement {
    connectedCallback() {
      if (this.field || !Recording.works()) return
      this.field = this.querySelector("input")
      this.said = this.querySelector("[role=status]")
      this.button = document.createElement("button")
      Object.assign(this.button, { type: "button", className: "button button--quiet" })
      this.button.textContent = this.dataset.begin
      this.button.addEventListener("click", () => this.press())
      this.prepend(this.button)
    }

    async press() {
      if (this.recording) return this.recording.stop()
      this.recording = new Recording(Number(this.dataset.seconds), (left) => {
        this.said.textContent = this.dataset.running.replace("{n}", left)
      })
      this.button.textContent = this.dataset.end
      try {
        const kept = new DataTransfer()
        kept.items.add(await this.recording.run())
        this.field.files = kept.files
        this.said.textContent = this.dataset.ready
      } catch (error) {
        this.said.textContent = this.dataset.refused
      }
      this.recording = null
      this.button.textContent = this.dataset.begin
    }
  },
)
