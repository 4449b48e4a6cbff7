// <pack-share>: hands a file of lectures on to another device, where the browser can (navigator.share with files).
// Otherwise the link inside loads it, and it is sent like any other file.

import { partsOf } from "./js/download-parts.js"
import { inWords, resume } from "./js/resume.js"

customElements.define(
  "pack-share",
  class extends HTMLElement {
    connectedCallback() {
      if (this.button || !navigator.canShare || !window.caches) return
      const { name, share } = this.dataset
      const trial = new File([new Uint8Array(1)], name, { type: "application/zip" })
      if (!navigator.canShare({ files: [trial] })) return
      this.button = Object.assign(document.createElement("button"), { type: "button", className: "button button--quiet" })
      this.button.textContent = share
      this.button.addEventListener("click", () => this.hand())
      this.append(this.button)
    }

    // A browser shares only right after a press: the first loads the file, the second hands it on.
    async hand() {
      if (this.file) {
        await navigator.share({ files: [this.file] }).catch(() => {})
        return
      }
      const { name, share } = this.dataset
      const address = this.querySelector("a").href
      this.button.disabled = true
      try {
        const parts = partsOf(address)
        const whole = await resume(address, parts, (came, total) => {
          this.button.textContent = `${inWords(came)} / ${inWords(total)}`
        })
        this.file = new File([whole], name, { type: "application/zip" })
        await parts.clear()
      } catch (cut) {
        // What came is kept: the next press goes on from there.
      }
      this.button.textContent = share
      this.button.disabled = false
    }
  },
)
