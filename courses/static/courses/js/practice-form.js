// <practice-form>: practice with an answer at once, marked in the browser, with or without signal. What
// was tried goes to school as an attempt of its own, when somebody is signed in.

import { record, uuid7 } from "../../lms/js/outbox.js"
import { soon } from "../../lms/js/send.js"
import { learner } from "../../lms/js/store.js"
import { loadScripts } from "./kind-scripts.js"
import { isByHand, readResponse, saidTo, score, voidOf } from "./marking.js"
import { asked, say, valuesOf } from "./sheet.js"
import { afterHints, shownScore } from "./worth.js"

customElements.define(
  "practice-form",
  class extends HTMLElement {
    connectedCallback() {
      if (this.form) return
      this.form = this.querySelector("form")
      this.keys = JSON.parse(this.querySelector('script[type="application/json"]').textContent)
      this.attempt = uuid7()
      this.begun = performance.now()
      this.right = new Map()
      this.hintsRead = new Map()
      loadScripts(this.form)
      for (const question of asked(this.form)) {
        const check = question.appendChild(document.createElement("button"))
        check.type = "button"
        check.className = "button button--quiet"
        check.textContent = this.dataset.check
        check.addEventListener("click", () => this.check(question))
        this.offerHints(question)
      }
      // Looked at here and compared; nobody marks practice, so nothing is sent.
      this.form.addEventListener("answer-file", ({ detail }) => (detail.kept = Promise.resolve(true)))
      this.form.addEventListener("submit", (event) => event.preventDefault())
    }

    // Hints come one at a time, each for a part of the points; that it was read goes to school with the answer.
    offerHints(question) {
      const { hints } = this.keys[question.dataset.place]
      if (!hints || !hints.length) return
      const ask = question.appendChild(document.createElement("button"))
      ask.type = "button"
      ask.className = "button button--plain"
      ask.textContent = this.dataset.hint
      ask.addEventListener("click", () => {
        const read = this.read(question.dataset.place)
        const line = document.createElement("p")
        // HTML that the school made from plain text, as in `explain`.
        line.innerHTML = `<b>${this.dataset.hintName} ${read + 1}:</b> ${hints[read]}`
        line.setAttribute("role", "status")
        question.insertBefore(line, ask)
        this.hintsRead.set(question.dataset.place, read + 1)
        ask.hidden = read + 1 === hints.length
        this.tell(Number(question.dataset.place), valuesOf(question))
      })
    }

    read(place) {
      return this.hintsRead.get(String(place)) || 0
    }

    async check(question) {
      const place = question.dataset.place
      const { kind, content, key, shown, said, feedback } = this.keys[place]
      // What had a mistake is said so, and asked no further.
      if (voidOf(key)) return say(question, new DOMParser().parseFromString(shown, "text/html").body.textContent)
      const values = valuesOf(question)
      const response = readResponse(kind, values, content)
      if (response === null) return say(question, this.dataset.empty)
      const worth = score(kind, response, content, key)
      if (worth === null) return this.compare(question, response, values)
      const points = Number(worth)
      const words = points === 1 ? "right" : points > 0 ? "partly" : "wrong"
      // The second time, the answer is shown, and there is nothing to try again.
      const told = points === 1 || this.right.has(place)
      say(question, this.dataset[words === "wrong" && told ? "told" : words], points === 1 ? "good" : "")
      const now = told ? [points === 1 ? "" : this.rightly(shown), feedback] : []
      const left = afterHints(worth, this.read(place), key)
      const cost = left === worth ? "" : this.dataset.afterHints.replace("{n}", shownScore(left))
      this.explain(question, [cost, ...saidTo(response, said), ...now])
      this.right.set(place, points === 1)
      await this.tell(Number(place), values)
      if (this.right.size === this.marked().length) this.sum()
    }

    // What only a teacher could mark stands beside a good answer, to be compared.
    compare(question, response, values) {
      const { shown, feedback } = this.keys[question.dataset.place]
      say(question, this.dataset.compare)
      this.explain(question, [this.rightly(shown), feedback])
      return this.tell(Number(question.dataset.place), values)
    }

    marked() {
      return asked(this.form).filter(({ dataset }) => !isByHand(dataset.kind) && !voidOf(this.keys[dataset.place].key))
    }

    rightly(shown) {
      return shown && `${this.dataset.key} <b>${shown}</b>`
    }

    // All `words` are HTML that the school made from plain text: escaped, with drawn formulas.
    explain(question, words) {
      const line = question.querySelector("[data-state]")
      const more = line.appendChild(document.createElement("span"))
      more.innerHTML = words.filter(Boolean).join(". ")
      more.prepend(" ")
    }

    sum() {
      const line = this.querySelector("p[data-done]")
      const given = asked(this.form).filter(({ dataset }) => voidOf(this.keys[dataset.place].key) === "full").length
      const right = Array.from(this.right.values()).filter(Boolean).length + given
      line.textContent = this.dataset.done.replace("{n}", right).replace("{all}", this.right.size + given)
      line.hidden = false
      if (!this.submitted && learner()) {
        this.submitted = true
        this.event("attempt.submitted", {})
      }
    }

    async tell(place, values) {
      if (!learner() || this.submitted) return
      await this.event("answer.saved", { place, response: values, hints: this.read(place) })
    }

    async event(kind, payload) {
      try {
        const elapsed = Math.round(performance.now() - this.begun)
        const paper = this.dataset.paper
        await record(kind, this.attempt, { ...payload, paper, elapsed_ms: elapsed })
        soon(500)
      } catch (error) {
        // Practice goes on even where nothing can be kept.
      }
    }
  },
)
