// <class-back>: takes a class's machines back by scanning. As with handing out (class-morning.js), each return is in the
// outbox before the page says so, and what the school answers stands beside it. What comes back in one sitting stands
// on one paper.

import { uuid7 } from "../lms/js/outbox.js"
import { tell } from "../lms/js/send.js"
import * as store from "../lms/js/store.js"
import { markOf } from "./card-marks.js"
import { KeptRows } from "./kept-rows.js"
import { badge, button } from "./pair-list.js"
import { Book, comesBack, fill, sittings } from "./pairing.js"
import { understand } from "./scanned.js"

customElements.define(
  "class-back",
  class extends HTMLElement {
    connectedCallback() {
      if (this.known) return
      this.known = JSON.parse(this.querySelector("#known").textContent)
      this.words = JSON.parse(this.querySelector("#words").textContent)
      this.book = new Book(this.known)
      this.who = store.learner()
      this.returns = new KeptRows("return", "back", { of: this.known.class, who: this.who, tell, newId: uuid7, store })
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
      this.part("next").addEventListener("click", () => this.inTurn(() => this.endSitting()))
      addEventListener("outbox-changed", ({ detail }) => this.inTurn(() => this.settled(detail.results)))
      this.inTurn(async () => {
        await this.returns.open()
        await this.restoreSitting()
        this.draw()
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
      const step = comesBack(this.book.find(scanned), this.book, this.returns.shown)
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
      if (!this.who || store.learner() !== this.who) return this.say("signedOut", {}, true)
      const told = { device: code, holder, on: this.known.today, sitting: this.sitting }
      told.condition = this.form.querySelector("[name=condition]:checked").value
      told.note = this.form.note.value.trim()
      told.with_rest = this.form.with_rest.checked
      await this.returns.add(told)
      await this.returns.look()
      this.draw()
      this.say("back", { device: code })
      this.part("form").hidden = true
      this.querySelector("scan-code input").focus()
    }

    // --- One sitting, one paper ---

    get sittingKept() {
      return [this.who, `back-sitting:${this.known.class}`]
    }

    async restoreSitting() {
      const kept = await store.get("kept", this.sittingKept)
      if (kept && kept.day === this.known.today) this.sitting = kept.id
      else await this.beginSitting()
    }

    async beginSitting() {
      this.sitting = uuid7()
      await store.put("kept", { id: this.sitting, day: this.known.today }, this.sittingKept)
    }

    async endSitting() {
      await this.beginSitting()
      this.say("nextPaper", {})
      this.draw()
    }

    async settled(results) {
      await this.returns.settle(results)
      this.draw()
    }

    async drop(one) {
      await this.returns.forget(one)
      await this.returns.look()
      this.draw()
    }

    // --- What is seen ---

    draw() {
      const { shown } = this.returns
      const list = this.part("back")
      list.textContent = ""
      for (const one of [...shown].reverse()) {
        const row = document.createElement("li")
        const looks = { here: "badge--warn", school: "badge--done", refused: "badge--late" }[one.state]
        row.append(`${one.device} – ${one.holder || ""} `, badge(this.words[one.state], looks))
        if (one.state === "refused") {
          const drop = button(this.words.dropReturn, () => this.inTurn(() => this.drop(one)))
          row.append(` ${one.told || this.words[one.reason] || this.words.malformed} `, drop)
        }
        list.append(row)
      }
      this.drawPapers(shown)
      const [here, refused] = [this.returns.count("here"), this.returns.count("refused")]
      const sentences = [fill(this.words.backSum, { n: shown.length - refused })]
      if (here) sentences.push(fill(this.words.waiting, { n: here }))
      if (refused) sentences.push(fill(this.words.help, { n: refused }))
      this.part("sum").textContent = sentences.join(" ")
    }

    drawPapers(shown) {
      const list = this.part("papers")
      list.textContent = ""
      for (const { sitting, number, count, waiting } of sittings(shown)) {
        const row = document.createElement("li")
        if (number) {
          const link = document.createElement("a")
          link.href = `?sitting=${sitting}`
          link.textContent = fill(this.words.paperOf, { number })
          row.append(link, ` – ${fill(this.words.paperCount, { n: count })}`)
        } else row.append(fill(this.words.paperLater, { n: count }))
        if (number && waiting) row.append(` ${fill(this.words.paperGrows, { n: waiting })}`)
        list.append(row)
      }
      this.part("next").hidden = !shown.some((one) => one.sitting === this.sitting && one.state !== "refused")
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
