// <save-file>: a download that goes on after a cut, at once when the signal is back or when it is pressed again, and
// after the page was closed. Without this script, or without a place to keep parts, its link downloads as links do.

import { inWords, resume } from "./resume.js"

const CACHE = "downloads"

// The parts of one address in the browser's own cache of files, by the byte at which each begins.
const partsOf = (address) => {
  const cache = caches.open(CACHE)
  const all = async () => {
    const rows = await (await cache).matchAll(address, { ignoreSearch: true })
    return rows.sort((one, other) => one.headers.get("at") - other.headers.get("at"))
  }
  const blobs = async () => Promise.all((await all()).map((row) => row.blob()))
  return {
    size: async () => (await blobs()).reduce((sum, { size }) => sum + size, 0),
    tag: async () => (await all())[0].headers.get("etag"),
    add: async (blob, at, etag) => (await cache).put(`${address}?at=${at}`, new Response(blob, { headers: { at, etag } })),
    whole: async () => new Blob(await blobs()),
    clear: async () => (await cache).delete(address, { ignoreSearch: true }),
  }
}

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
        this.hand(whole)
        await this.parts.clear()
        this.tell(this.dataset.done)
      } catch (error) {
        await this.explain(error)
      }
      this.running = false
    }

    async explain({ name }) {
      if (name === "QuotaExceededError") {
        await caches.delete(CACHE)
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

    hand(whole) {
      const link = document.createElement("a")
      link.href = URL.createObjectURL(whole)
      link.download = this.link.download
      link.click()
      setTimeout(() => URL.revokeObjectURL(link.href), 60000)
    }

    tell(words, bytes = 0) {
      this.querySelector("[data-said]").textContent = words.replace("{size}", inWords(bytes))
    }
  },
)
