// <large-upload>: sends chosen files in parts. A part that is acknowledged is never sent again; after a cut it goes
// on by itself, after the window was closed once the same file is chosen again.

import { FIRST, meaningOf, minutesLeft, nextSize, progressWords, sizeAfterCut, waitAfter } from "./js/parts.js"

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
      this.waiting
        .shift()
        .run()
        .finally(() => {
          this.running -= 1
          this.next()
        })
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
    this.size = FIRST
    this.failures = 0
    this.sent = 0
    this.say(this.words.waiting)
  }

  async run() {
    this.began = Date.now()
    if (this.paused) await this.paused.over
    const begun = await this.begin()
    if (!begun) return
    this.forgetOldRow(begun.id)
    this.at = begun
    while (!this.at.done) {
      if (this.paused) await this.paused.over
      this.show()
      if (!(await this.sendPart())) return
    }
    this.end()
  }

  async begin() {
    const head = await hashOf(await this.file.slice(0, HEAD_BYTES).arrayBuffer())
    this.told.set("name", this.file.name)
    this.told.set("size", this.file.size)
    this.told.set("head", head)
    return this.insist(() => post(location.pathname, this.told, this.token))
  }

  // One part; false when it cannot go on without a person.
  async sendPart() {
    const { received, size, address } = this.at
    let part
    try {
      part = await this.file.slice(received, Math.min(size, received + this.size)).arrayBuffer()
    } catch (error) {
      return this.stop(this.words.gone)
    }
    const headers = { "X-Part-Sha256": await hashOf(part), "Content-Type": "application/octet-stream" }
    const before = Date.now()
    const answer = await this.insist(() => post(`${address}?at=${received}`, part, this.token, headers))
    if (!answer) return false
    this.sent += Math.max(0, answer.received - received)
    this.size = nextSize(this.size, Date.now() - before, Number(this.words.mostPart))
    this.at = answer
    return true
  }

  // Ask until there is an answer that leads on; null when a person is needed.
  async insist(ask) {
    for (;;) {
      const response = await ask().catch(() => null)
      if (response && response.redirected) return this.stop(this.words.signedOut)
      const answer = response && (await response.json().catch(() => null))
      if (response && response.status === 403) return this.stop(this.words.signedOut)
      const meaning = !response || (response.ok && !answer) ? "again" : meaningOf(response.status)
      if (meaning === "on") {
        this.failures = 0
        return answer
      }
      if (meaning === "stop") return this.stop((answer && answer.error) || this.words.failed)
      this.failures += 1
      this.size = sizeAfterCut(this.size)
      this.say(this.words.again)
      await pause(waitAfter(this.failures))
      if (this.paused) await this.paused.over
    }
  }

  pause() {
    this.paused = {}
    this.paused.over = new Promise((resolve) => {
      this.paused.end = resolve
    })
    this.name(this.words.resume)
    this.say(this.at ? `${progressWords(this.at.received, this.at.size)} · ${this.words.paused}` : this.words.paused)
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

  show() {
    this.bar.value = this.at.received / this.at.size
    const minutes = minutesLeft(this.sent, Date.now() - this.began, this.at.size - this.at.received)
    const left = minutes === null ? "" : ` · ${this.words.left.replace("{n}", minutes)}`
    this.say(progressWords(this.at.received, this.at.size) + left)
  }

  end() {
    this.bar.value = 1
    this.say(this.words.done)
    if (!this.at.file) return this.button.remove()
    const link = document.createElement("a")
    Object.assign(link, { href: this.at.file, textContent: this.words.open })
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

async function hashOf(bytes) {
  const digest = await crypto.subtle.digest("SHA-256", bytes)
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("")
}

function post(address, body, token, headers = {}) {
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(), PATIENCE_MS)
  return fetch(address, {
    method: "POST",
    credentials: "same-origin",
    headers: { "X-CSRFToken": token, ...headers },
    body,
    signal: controller.signal,
  }).finally(() => clearTimeout(timer))
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
