// <work-judging>: sums the points of the sheet, leads through it by keyboard, and keeps what is typed at each pause.
// Without it the form does the same with its buttons.

import { meaning, summed } from "./judging-points.js"

const PAUSE = 1500
const AGAIN = 5000

customElements.define(
  "work-judging",
  class extends HTMLElement {
    connectedCallback() {
      if (this.form) return
      this.form = this.querySelector("form")
      this.fields = Array.from(this.form.querySelectorAll("input[data-most]"))
      this.keys = this.querySelector("[data-keys]")
      this.keys.hidden = false
      this.form.addEventListener("input", () => this.changed())
      this.form.addEventListener("submit", () => this.stop())
      addEventListener("keydown", (event) => this.press(event))
      addEventListener("visibilitychange", () => document.hidden && this.keep())
      addEventListener("online", () => this.late && this.keep())
      this.sum()
    }

    press(event) {
      const { target } = event
      const at = this.fields.indexOf(target)
      const field = at >= 0 ? "points" : target.matches("textarea, input, select") ? "words" : ""
      const told = meaning(event, field)
      if (!told) return
      event.preventDefault()
      const give = this.form.querySelector("[value=give]")
      if (told.act === "give") return give && give.click()
      if (told.act === "leave") return target.blur()
      if (told.act === "down") return (this.fields[at + 1] || this.form.elements.remark).focus()
      if (told.act === "line") return this.fields[told.number - 1] && this.fields[told.number - 1].select()
      if (told.act === "keys") return (this.keys.open = !this.keys.open)
      const link = document.querySelector(`[rel=${told.act}]`)
      if (link) link.click()
    }

    sum() {
      const { total, wrong } = summed(this.fields.map(({ value, dataset }) => ({ typed: value, most: dataset.most })))
      this.fields.forEach((field, at) => {
        if (wrong.includes(at)) field.setAttribute("aria-invalid", "true")
        else field.removeAttribute("aria-invalid")
      })
      const line = this.querySelector("[data-total]")
      line.hidden = !total
      line.textContent = this.dataset.total.replace("{points}", total)
    }

    changed() {
      this.sum()
      this.late = true
      clearTimeout(this.timer)
      this.timer = setTimeout(() => this.keep(), PAUSE)
    }

    // One at a time, so that an older one never arrives behind a newer.
    async keep() {
      clearTimeout(this.timer)
      if (!this.late || this.busy || this.stopped) return
      this.busy = true
      this.late = false
      const body = new FormData(this.form)
      body.set("act", "draft")
      try {
        const headers = { Accept: "application/json" }
        const answer = await fetch(this.form.action, { method: "POST", body, headers, keepalive: true })
        if (answer.status === 409) this.say((await answer.json()).refused)
        else if (!answer.ok) throw new Error(answer.status)
        else this.say(this.dataset.kept.replace("{time}", (await answer.json()).kept))
      } catch (error) {
        this.late = true
        this.say(this.dataset.lost)
      }
      this.busy = false
      if (this.late) this.timer = setTimeout(() => this.keep(), AGAIN)
    }

    // Given: what is still under way must not come behind.
    stop() {
      this.stopped = true
      clearTimeout(this.timer)
    }

    say(words) {
      if (!this.stopped) this.querySelector("[data-state]").textContent = words
    }
  },
)
