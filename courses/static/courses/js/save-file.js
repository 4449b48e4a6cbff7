// <save-file>: a download that goes on after a cut, at once when the signal is back or when it is pressed again, and
// after the page was closed. Without this script, or without a place to keep parts, its link downloads as links do.

import { saveFile } from "../../lms/js/downloading.js"
import { dropParts, partsOf } from "./download-parts.js"
import { inWords, resume } from "./resume.js"

customElements.define(
  "save-file",
  class extends HTMLElement {
    connectedCallback() {
      if (this.link || !window.caches || !window.ReadableStream) return
      this.link = this.querySelector("a")
      this.bar = this.querySelector("progress")
      this.parts = partsOf(this.link.href)
      this.link.addEventListener("click", (event) => {
        event.preventDefault()
        this.run()
      })
      addEventListener("online", () => this.wasCut && this.run())
      this.parts.size().then((size) => size && this.tell(this.dataset.begun, size)).catch(() => {})
    }

    async run() {
      if (this.running) return
      this.running = true
      this.wasCut = false
      try {
        const whole = await resume(this.link.href, this.parts, (came, total) => this.move(came, total))
        saveFile(this.link.download, whole)
        await this.parts.clear()
        this.tell(this.dataset.done)
      } catch (error) {
        await this.explain(error)
      }
      this.running = false
    }

    async explain({ name }) {
      if (name === "QuotaExceededError") {
        await dropParts()
        this.tell(this.dataset.full)
        return
      }
      this.wasCut = true
      this.tell(this.dataset.cut, await this.parts.size().catch(() => 0))
    }

    move(came, total) {
      this.bar.hidden = false
      this.bar.max = total
      this.bar.value = came
      this.tell(`${inWords(came)} / ${inWords(total)}`)
    }

    tell(words, bytes = 0) {
      this.querySelector("[data-said]").textContent = words.replace("{size}", inWords(bytes))
    }
  },
)
