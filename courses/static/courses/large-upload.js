// <large-upload>: sends chosen files in parts. What arrived is never sent again; after a cut it goes on by itself,
// after the window was closed once the same file is chosen again.

import { sha256 } from "../lms/js/bytes.js"
import { insist, read, sendRest, Stopped, untilFinished } from "./js/part-sending.js"
import { minutesLeft, progressWords } from "./js/parts.js"

const HEAD_BYTES = 65536
const PATIENCE_MS = 90000
const AT_ONCE = 2

customElements.define("large-upload", class extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form")
    this.list = this.querySelector("[data-list]")
    this.row = this.querySelector("template")
    this.waiting = []
    this.running = 0
    if (!window.crypto || !crypto.subtle) return this.say(this.dataset.insecure)
    this.form.addEventListener("submit", (event) => this.take(event))
    addEventListener("beforeunload", (event) => {
      if (!this.running) return
      event.preventDefault()
      event.returnValue = ""
    })
  }

  say(words) {
    const said = this.querySelector("[data-said]")
    said.textContent = words
    said.hidden = false
  }

  take(event) {
    event.preventDefault()
    const field = this.form.querySelector("input[type=file]")
    const told = new FormData(this.form)
    told.delete(field.name)
    for (const file of Array.from(field.files)) this.waiting.push(new Sending(this, file, told))
    field.value = ""
    this.next()
  }

  next() {
    while (this.running < AT_ONCE && this.waiting.length) {
      this.running += 1
      const sending = this.waiting.shift()
      const sent = sending.run().finally(() => {
        this.running -= 1
        this.next()
      })
      // The server goes on alone from here: this window may be closed.
      sent.then((whole) => whole && sending.finish(whole))
    }
  }
})

class Sending {
  constructor(element, file, told) {
    this.element = element
    this.words = element.dataset
    this.file = file
    this.told = told
    this.token = told.get("csrfmiddlewaretoken")
    this.node = element.list.appendChild(element.row.content.firstElementChild.cloneNode(true))
    this.node.querySelector("[data-name]").textContent = file.name
    this.bar = this.node.querySelector("progress")
    this.bar.setAttribute("aria-label", file.name)
    this.button = this.node.querySelector("button")
    this.button.addEventListener("click", () => (this.paused ? this.resume() : this.pause()))
    this.name(this.words.pause)
    this.sent = 0
    this.say(this.words.waiting)
    this.line = {
      post: async (address, part) => {
        const headers = { "X-Part-Sha256": await sha256(part), "Content-Type": "application/octet-stream" }
        return ask(address, { method: "POST", body: part, headers: { "X-CSRFToken": this.token, ...headers } })
      },
      get: (address) => ask(address),
      pause,
      held: () => (this.paused ? this.paused.over : null),
      tell: (at) => this.show(at),
      cut: () => this.say(this.words.again),
      most: Number(this.words.mostPart),
    }
  }

  // What the server says once all parts are there; null when a person is needed.
  run() {
    return this.tried(async () => {
      this.began = Date.now()
      await this.line.held()
      const begun = await this.begin()
      this.forgetOldRow(begun.id)
      return sendRest(this.file, begun, this.line)
    })
  }

  async begin() {
    const head = await sha256(await read(this.file, 0, HEAD_BYTES))
    this.told.set("name", this.file.name)
    this.told.set("size", this.file.size)
    this.told.set("head", head)
    const headers = { "X-CSRFToken": this.token }
    return insist(() => ask(location.pathname, { method: "POST", body: this.told, headers }), this.line)
  }

  finish(whole) {
    this.bar.value = 1
    this.button.hidden = true
    if (!whole.done) this.say(this.words.finishing)
    return this.tried(async () => this.end(await untilFinished(whole, this.line)))
  }

  async tried(act) {
    try {
      return await act()
    } catch (error) {
      if (error instanceof Stopped) return this.stop(error.sentence || this.words[error.words])
      throw error
    }
  }

  pause() {
    this.paused = {}
    this.paused.over = new Promise((resolve) => {
      this.paused.end = resolve
    })
    this.name(this.words.resume)
    const { at, words } = this
    this.say(at ? `${progressWords(at.received, at.size)} · ${words.paused}` : words.paused)
  }

  resume() {
    const { end } = this.paused
    this.paused = null
    this.name(this.words.pause)
    end()
  }

  // The button tells its act, and to whoever cannot see the page of which file.
  name(words) {
    this.button.textContent = words
    this.button.setAttribute("aria-label", `${words}: ${this.file.name}`)
  }

  show(at) {
    this.sent += this.at ? Math.max(0, at.received - this.at.received) : 0
    this.at = at
    this.bar.value = at.received / at.size
    const minutes = minutesLeft(this.sent, Date.now() - this.began, at.size - at.received)
    const left = minutes === null ? "" : ` · ${this.words.left.replace("{n}", minutes)}`
    this.say(progressWords(at.received, at.size) + left)
  }

  end({ file }) {
    this.say(this.words.done)
    if (!file) return this.button.remove()
    const link = document.createElement("a")
    Object.assign(link, { href: file, textContent: this.words.open })
    this.button.replaceWith(link)
  }

  stop(words) {
    this.button.remove()
    this.node.classList.add("notice", "notice--bad")
    this.say(words)
    return null
  }

  // The row of the same file from an earlier visit; with the last of them its heading.
  forgetOldRow(id) {
    const old = document.querySelector(`[data-upload="${id}"]`)
    if (!old) return
    const section = old.closest("section")
    old.remove()
    if (!section.querySelector("[data-upload]")) section.remove()
  }

  say(words) {
    this.node.querySelector("[data-state]").textContent = words
  }
}

function ask(address, told = {}) {
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(), PATIENCE_MS)
  const answer = fetch(address, { credentials: "same-origin", cache: "no-store", ...told, signal: controller.signal })
  return answer.finally(() => clearTimeout(timer))
}

// Until the time is over, or the signal is back.
function pause(ms) {
  return new Promise((resolve) => {
    const go = () => {
      clearTimeout(timer)
      removeEventListener("online", go)
      resolve()
    }
    const timer = setTimeout(go, ms)
    addEventListener("online", go)
  })
}
