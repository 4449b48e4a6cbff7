// <report-form>: «Báo hỏng» is kept on this machine first, and sent when there is signal. Without it, or where
// the browser keeps nothing, the form goes as it is.

import { sendPlainly } from "../lms/js/plain-form.js"
import { tell } from "../lms/js/send.js"
import { learner, rowsOf } from "../lms/js/store.js"
import { fileInBase64 } from "../lms/js/bytes.js"
import { fits, machineIn, payloadOf, sentenceFor, waitingFor } from "./report.js"

customElements.define(
  "report-form",
  class extends HTMLElement {
    connectedCallback() {
      this.form = this.querySelector("form")
      this.said = this.querySelector("[role=status][hidden]")
      if (!learner() || !("indexedDB" in window)) return
      // photo-field, further in, comes first: it holds the form back until the photo is small.
      this.form.addEventListener("submit", (event) => {
        if (event.defaultPrevented || this.asItIs) return
        event.preventDefault()
        this.keep()
      })
      addEventListener("outbox-changed", ({ detail }) => detail.results.forEach((result) => this.hear(result)))
      this.restore().catch(() => {})
    }

    // A page out of the store (lms/js/worker/pages.js) is the one without the query. What was told before and still
    // waits is not told again for want of a word.
    async restore() {
      const kind = new URLSearchParams(location.search).get("kind")
      const box = document.querySelector(".kept-at") && this.form.querySelector(`[name=kind][value="${CSS.escape(kind || "")}"]`)
      if (box) box.checked = true
      if (!this.dataset.device) return
      const waiting = waitingFor(this.dataset.device, await rowsOf("events", learner()))
      if (!waiting) return
      this.event = waiting.id
      this.show(this.dataset.kept)
    }

    async keep() {
      const fields = new FormData(this.form)
      try {
        const photo = await fileInBase64(fields.get("photo"))
        // Where the page is of no machine, the form asks for it; the school says what is not to be read as one.
        const device = this.dataset.device || machineIn(fields.get("device"))
        const payload = payloadOf(device, fields, photo)
        if (!device || !fits(payload)) return this.sendAsForm()
        const event = await tell("device.reported", `report:${device}`, payload)
        this.event = event.id
      } catch (error) {
        return this.sendAsForm()
      }
      this.form.hidden = true
      this.querySelector("[data-after]").hidden = false
      this.show(this.dataset.kept)
    }

    // Nothing can be kept here (a full disk, a private window): the school hears it now or not at all.
    sendAsForm() {
      sendPlainly(this.form, () => {
        this.asItIs = true
        this.form.submit()
      })
    }

    hear(result) {
      if (!this.event || result.id !== this.event) return
      const name = sentenceFor(result)
      if (name) this.show(this.dataset[name])
    }

    show(sentence) {
      this.said.textContent = sentence
      this.said.hidden = false
    }
  },
)
