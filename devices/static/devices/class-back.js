// <class-back>: takes a class's machines back by scanning. As with handing out (class-morning.js), each return is in the
// outbox before the page says so, and what the school answers stands beside it.

import { uuid7 } from "../lms/js/outbox.js"
import { tell } from "../lms/js/send.js"
import { learner, put as keep, get as recall, remove, rowsOf } from "../lms/js/store.js"
import { markOf } from "./card-marks.js"
import { Book, comesBack, fill, recent, standing } from "./pairing.js"
import { understand } from "./scanned.js"

customElements.define(
  "class-back",
  class extends HTMLElement {
    connectedCallback() {
      if (this.known) return
      this.known = JSON.parse(this.querySelector("#known").textContent)
      this.words = JSON.parse(this.querySelector("#words").textContent)
      this.book = new Book(this.known)
      this.who = learner()
      this.returns = []
      this.shown = []
      this.queue = Promise.resolve()
      this.form = this.querySelector("form[data-form]")
      this.part("scanning").hidden = false
      this.addEventListener("code-scanned", (event) => {
        event.preventDefault()
        this.inTurn(() => this.took(event.detail.text))
      })
      this.form.addEventListener("submit", (event) => {
        event.preventDefault()
        this.inTurn(() => this.takeBack())
      })
      this.part("open").addEventListener("click", () => this.part("scanning").scrollIntoView())
      addEventListener("outbox-changed", ({ detail }) => this.inTurn(() => this.settled(detail.results)))
      this.inTurn(async () => {
        this.returns = recent((await recall("kept", [this.who, this.keptAs])) || [], Date.now())
        await keep("kept", this.returns, [this.who, this.keptAs])
        await this.look()
        this.dataset.ready = ""
      })
    }

    inTurn(work) {
      this.queue = this.queue.then(work).catch((error) => {
        console.error(error)
        this.say("broken", {}, true)
      })
    }

    async took(text) {
      const scanned = understand(text)
      if (scanned.kind === "card") {
        if (!globalThis.crypto || !crypto.subtle) return this.say("cardNeedsHttps", {}, true)
        scanned.mark = await markOf(scanned.secret, this.known.key)
      }
      const step = comesBack(this.book.find(scanned), this.book, this.shown)
      const left = !this.part("form").hidden && this.machine
      this.machine = step.machine
      this.say(step.say, step, !step.machine)
      // Whoever scans on without a press must not believe that the one before is back.
      if (left && left !== step.machine) {
        this.part("said").textContent += ` ${fill(this.words.notBack, { device: left.code })}`
      }
      this.part("form").hidden = !step.machine
      if (step.machine) {
        this.form.reset()
        this.form.querySelector("button").focus()
      }
    }

    async takeBack() {
      const { code, holder } = this.machine
      if (!this.who || learner() !== this.who) return this.say("signedOut", {}, true)
      const told = { class: this.known.class, device: code, holder, on: this.known.today }
      told.condition = this.form.querySelector("[name=condition]:checked").value
      told.note = this.form.note.value.trim()
      told.with_rest = this.form.with_rest.checked
      const id = uuid7()
      const event = await tell("handover.return", `return:${id}`, told)
      this.returns.push({ id, event: event.id, ...told })
      await keep("kept", this.returns, [this.who, this.keptAs])
      await this.look()
      this.say("back", { device: code })
      this.part("form").hidden = true
      this.querySelector("scan-code input").focus()
    }

    async settled(results) {
      const told = new Map(results.filter(({ told: words }) => words).map((result) => [result.id, result.told]))
      for (const one of this.returns) if (told.has(one.event)) one.number = told.get(one.event)
      if (told.size) await keep("kept", this.returns, [this.who, this.keptAs])
      await this.look()
    }

    async look() {
      const mine = (event) => event.kind === "handover.return" && event.payload.class === this.known.class
      const [events, help] = await Promise.all([rowsOf("events", this.who), rowsOf("help", this.who)])
      this.shown = standing(this.returns, events.filter(mine), help.filter(mine), "return")
      this.draw()
    }

    async drop(one) {
      for (const event of await rowsOf("help", this.who)) {
        if (event.stream === `return:${one.id}`) await remove("help", event.id)
      }
      this.returns = this.returns.filter(({ id }) => id !== one.id)
      await keep("kept", this.returns, [this.who, this.keptAs])
      await this.look()
    }

    get keptAs() {
      return `back:${this.known.class}`
    }

    draw() {
      const list = this.part("back")
      list.textContent = ""
      for (const one of [...this.shown].reverse()) {
        const row = document.createElement("li")
        const looks = { here: "badge--warn", school: "badge--done", refused: "badge--late" }[one.state]
        const badge = document.createElement("span")
        badge.className = `badge ${looks}`
        badge.textContent = (one.state === "school" && one.number) || this.words[one.state]
        row.append(`${one.device} – ${one.holder || ""} `, badge)
        if (one.state === "refused") {
          const drop = document.createElement("button")
          drop.type = "button"
          drop.className = "button button--quiet"
          drop.textContent = this.words.dropReturn
          drop.addEventListener("click", () => this.inTurn(() => this.drop(one)))
          row.append(` ${one.told || this.words[one.reason] || this.words.malformed} `, drop)
        }
        list.append(row)
      }
      const count = (state) => this.shown.filter((one) => one.state === state).length
      const sentences = [fill(this.words.backSum, { n: this.shown.length - count("refused") })]
      if (count("here")) sentences.push(fill(this.words.waiting, { n: count("here") }))
      if (count("refused")) sentences.push(fill(this.words.help, { n: count("refused") }))
      this.part("sum").textContent = sentences.join(" ")
    }

    say(name, values, bad = false) {
      const box = this.part("said")
      box.textContent = fill(this.words[name], values)
      box.classList.toggle("notice--bad", Boolean(bad))
      box.classList.toggle("notice--good", name === "back")
    }

    part(name) {
      return this.querySelector(`[data-${name}]`)
    }
  },
)
