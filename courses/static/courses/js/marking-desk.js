// <marking-desk>: marks by the keyboard, sums the steps of the rubric, and keeps what is written at each pause.
// Without it the form does the same with its buttons.

import { meaning, total } from "./desk-keys.js"

const PAUSE = 1500
const AGAIN = 5000

customElements.define(
  "marking-desk",
  class extends HTMLElement {
    connectedCallback() {
      if (this.form) return
      this.form = this.querySelector("form")
      this.points = this.form.elements.points
      this.comment = this.form.elements.comment
      this.rows = Array.from(this.querySelectorAll("[data-row]"))
      this.keys = this.querySelector("[data-keys]")
      this.keys.hidden = false
      this.form.addEventListener("input", (event) => this.changed(event.target))
      this.form.addEventListener("click", (event) => this.usePhrase(event))
      this.form.addEventListener("submit", () => this.stop())
      this.addEventListener("focusin", ({ target }) => {
        const row = target.closest("[data-row]")
        if (row) this.mark(this.rows.indexOf(row))
      })
      addEventListener("keydown", (event) => this.press(event))
      addEventListener("visibilitychange", () => document.hidden && this.keep())
      addEventListener("online", () => this.late && this.keep())
      const open = this.rows.findIndex((row) => !row.querySelector(":checked"))
      this.mark(Math.max(0, open))
      this.sum(false)
    }

    // --- Keys ---

    press(event) {
      const { target } = event
      const writing = target.matches("textarea, input[type=text], input[type=file], select")
      const told = meaning(event, writing)
      if (!told) return
      event.preventDefault()
      if (told.act === "step") return this.choose(told.number)
      if (told.act === "give") return this.form.querySelector("[value=give]").click()
      if (told.act === "leave") return target.blur()
      if (told.act === "points") return this.points.select()
      if (told.act === "comment") return this.comment.focus()
      if (told.act === "keys") {
        this.keys.open = !this.keys.open
        return this.keys.scrollIntoView({ block: this.keys.open ? "center" : "nearest" })
      }
      if (told.act === "row-down") return this.mark(Math.min(this.rows.length - 1, this.at + 1))
      if (told.act === "row-up") return this.mark(Math.max(0, this.at - 1))
      const link = document.querySelector(`[rel=${told.act === "next" ? "next" : "prev"}]`)
      if (link) link.click()
    }

    choose(number) {
      const step = this.rows[this.at].querySelectorAll("input")[number - 1]
      if (!step) return
      step.checked = true
      this.changed(step)
      this.mark(Math.min(this.rows.length - 1, this.at + 1))
    }

    mark(at) {
      this.at = at
      this.rows.forEach((row, index) => row.classList.toggle("is-marked", index === at))
    }

    // --- Points and words ---

    sum(fill) {
      const rows = this.rows.map((row) => {
        const steps = row.querySelectorAll("input")
        const chosen = row.querySelector("input:checked")
        return { value: chosen ? chosen.value : "", most: steps[steps.length - 1].value }
      })
      const told = total(rows, this.points.dataset.most)
      const line = this.querySelector("[data-total]")
      line.hidden = !told || this.rows.length < 2
      line.textContent = this.dataset.total.replace("{points}", told)
      if (fill && told) this.points.value = told
    }

    usePhrase(event) {
      const button = event.target.closest("button[name=phrase]")
      if (!button) return
      event.preventDefault()
      const words = this.comment.value
      if (!words.includes(button.value)) this.comment.value = `${words.trimEnd()} ${button.value}`.trim()
      this.changed(this.comment)
      this.comment.focus()
    }

    // --- The draft ---

    changed(field) {
      if (field.type === "radio") this.sum(true)
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
      body.delete("voice")
      body.set("act", "draft")
      try {
        const headers = { Accept: "application/json" }
        const answer = await fetch(this.form.action, { method: "POST", body, headers, keepalive: true })
        if (answer.status === 409) this.say(this.dataset.old)
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
