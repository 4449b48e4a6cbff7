// <count-machines>: writes down machines as they are seen. Each is in the outbox – on the disk – before the page
// says so; it is sent when there is signal. The same page is a plain form where this file does not run.

import { tell } from "../lms/js/send.js"
import { get as recall, learner, put as keep, rowsOf } from "../lms/js/store.js"
import { Books, answered, lookedUp } from "./counting.js"

const MOST_SHOWN = 12

customElements.define(
  "count-machines",
  class extends HTMLElement {
    connectedCallback() {
      if (this.books) return
      const known = JSON.parse(this.querySelector("#known").textContent)
      this.words = JSON.parse(this.querySelector("#words").textContent)
      this.stocktake = known.stocktake
      this.expected = known.expected
      // Where the list is too long to be taken along, what the school has counted stands.
      this.atLeast = known.machines.length ? 0 : known.seen.length
      this.books = new Books(known)
      this.who = learner()
      this.scans = []
      this.form = this.querySelector("form[data-scan]")
      this.scan = this.querySelector("scan-code")
      this.queue = Promise.resolve()
      this.addEventListener("code-scanned", (event) => {
        event.preventDefault()
        this.inTurn(() => this.take(event.detail.text, event.detail.repeat))
      })
      this.form.addEventListener("submit", (event) => {
        event.preventDefault()
        const field = this.form.elements.code
        const text = field.value
        field.value = ""
        field.focus()
        this.inTurn(() => this.take(text))
      })
      addEventListener("outbox-changed", ({ detail }) => this.inTurn(() => this.settled(detail.results)))
      this.inTurn(() => this.begin())
    }

    // One after the other: two codes in one picture are two machines.
    inTurn(work) {
      this.queue = this.queue.then(work).catch(() => this.say("broken"))
    }

    async begin() {
      const [kept, events, help] = await Promise.all([recall("kept", this.key), rowsOf("events", this.who), rowsOf("help", this.who)])
      this.scans = lookedUp(kept || [], events, help)
      for (const { code, undone } of this.scans) if (code && !undone) this.books.seen.add(code)
      this.draw()
      this.dataset.ready = ""
    }

    get key() {
      return [this.who, `stocktake:${this.stocktake}`]
    }

    async take(text, repeat) {
      const { send, machine, say } = this.books.look(text)
      if (!send || (repeat && say === "again")) return this.say(say, machine ? machine.code : "")
      if (!this.who || learner() !== this.who) return this.say("signedOut")
      const { seen_as: seenAs, note } = this.form.elements
      const payload = { stocktake: this.stocktake, code: send, seen_as: seenAs.value || "", note: note.value.trim() }
      const event = await tell("stocktake.scan", `stocktake:${this.stocktake}`, payload)
      note.value = ""
      if (machine) this.books.seen.add(machine.code)
      this.scans.unshift({ id: event.id, text: machine ? machine.code : send, code: machine && machine.code, state: "here" })
      await keep("kept", this.scans, this.key)
      this.say(say, machine ? `${machine.code} ${machine.words}`.trim() : send)
      this.draw()
    }

    async undo(scan) {
      await tell("stocktake.scan", `stocktake:${this.stocktake}`, { stocktake: this.stocktake, takes_back: scan.id })
      this.scans = this.scans.map((one) => (one.id === scan.id ? { ...one, undone: true } : one))
      if (scan.code && !this.scans.some((one) => one.code === scan.code && !one.undone)) this.books.seen.delete(scan.code)
      await keep("kept", this.scans, this.key)
      this.draw()
    }

    async settled(results) {
      if (!results.length) return
      this.scans = answered(this.scans, results)
      await keep("kept", this.scans, this.key)
      this.draw()
    }

    say(name, what = "") {
      this.scan.say((this.words[name] || this.words.broken).replace("{what}", what))
    }

    draw() {
      const found = Math.max(this.books.found, this.atLeast)
      this.querySelector("[data-found]").textContent = this.books.makesList ? found : `${found} / ${this.expected}`
      if (!this.books.makesList) this.drawLeft()
      for (const row of document.querySelectorAll("[data-machine]")) row.hidden = this.books.seen.has(row.dataset.machine)
      const list = this.querySelector("[data-here]")
      list.textContent = ""
      for (const scan of this.scans.filter((one) => !one.undone).slice(0, MOST_SHOWN)) list.append(this.row(scan))
      this.querySelector("[data-here-part]").hidden = !list.children.length
    }

    drawLeft() {
      this.querySelector("progress").value = this.books.found
      const { left, then, words } = this.querySelector("[data-left]").dataset
      const unseen = Math.max(0, left - (this.books.found - then))
      this.querySelector("[data-left]").textContent = words.replace("#", unseen)
    }

    row(scan) {
      const row = this.querySelector("template").content.cloneNode(true)
      row.querySelector("[data-text]").textContent = scan.text
      row.querySelector("[data-state]").textContent = this.words[scan.state]
      const back = row.querySelector("button")
      back.setAttribute("aria-label", `${back.textContent} ${scan.text}`)
      back.addEventListener("click", () => this.inTurn(() => this.undo(scan)))
      return row
    }
  },
)
