// <attempt-form>: a quiz whose answers outlive lost signal, closed tabs and flat batteries.
//
// The form inside works by itself with a plain post. Here each change becomes an event: first on the
// disk of this device, then on its way to school. What is shown at each question follows its event:
// «saved on this device» → «saved at school». Words come from data- attributes.

import { record, waiting } from "../../lms/js/outbox.js"
import { send, soon } from "../../lms/js/send.js"
import { get, learner, put, rowsOf } from "../../lms/js/store.js"
import { fillIn, questions, say, valuesOf } from "./sheet.js"
import { Stopwatch, known, left } from "./stopwatch.js"

const TYPING = 800

customElements.define(
  "attempt-form",
  class extends HTMLElement {
    connectedCallback() {
      if (this.form) return
      this.form = this.querySelector("form")
      this.pending = new Map()
      this.places = new Map() // event id → question
      this.begin()
    }

    async begin() {
      this.key = [learner(), `attempt:${this.dataset.attempt}`]
      this.loaded = performance.now()
      let kept = {}
      try {
        kept = (await get("kept", this.key)) || {}
      } catch (error) {
        // No store (private window, full disk): the plain form still works, and it says so.
        return this.warn(this.dataset.notSaved)
      }
      this.kept = { answers: {}, ...kept }
      this.watch = new Stopwatch(known(Number(this.dataset.elapsed), this.kept.elapsed), this.loaded)
      await this.restore()
      this.form.addEventListener("change", (event) => this.changed(event, 0))
      this.form.addEventListener("input", (event) => {
        if (event.target.type === "text") this.changed(event, TYPING)
      })
      this.form.addEventListener("submit", (event) => this.submitted(event))
      addEventListener("outbox-changed", ({ detail }) => this.delivered(detail.results))
      addEventListener("pagehide", () => this.flush())
      this.tick()
      this.timer = setInterval(() => this.tick(), 1000)
      const save = this.form.querySelector('[value="save"]')
      if (save) save.hidden = true
    }

    // Answers of this device win over the page, which may have come from a cache or an earlier visit.
    async restore() {
      for (const question of questions(this.form)) {
        const values = this.kept.answers[question.dataset.place]
        if (values) fillIn(question, values)
      }
      this.progress()
      if (this.kept.submitted) this.showReceipt(this.kept.submitted)
    }

    changed(event, patience) {
      const question = event.target.closest("fieldset[data-place]")
      if (!question || this.kept.submitted) return
      clearTimeout(this.pending.get(question))
      this.pending.set(
        question,
        setTimeout(() => this.save(question), patience),
      )
      this.progress()
    }

    async save(question) {
      clearTimeout(this.pending.get(question))
      this.pending.delete(question)
      const place = question.dataset.place
      const values = valuesOf(question)
      const before = this.kept.answers[place]
      if (before && String(before) === String(values)) return
      this.kept.answers[place] = values
      try {
        const event = await record("answer.saved", this.dataset.attempt, {
          place: Number(place),
          response: values,
          elapsed_ms: this.elapsed(),
        })
        this.places.set(event.id, question)
        await put("kept", { ...this.kept, elapsed: this.elapsed() }, this.key)
        say(question, this.dataset.onDevice)
        soon(300)
      } catch (error) {
        delete this.kept.answers[place]
        say(question, this.dataset.notSaved, "bad")
        const save = this.form.querySelector('[value="save"]')
        if (save) save.hidden = false
      }
    }

    flush() {
      return Promise.all(Array.from(this.pending.keys()).map((question) => this.save(question)))
    }

    async submitted(event) {
      const act = event.submitter ? event.submitter.value : "submit"
      if (act === "save") return
      event.preventDefault()
      const open = questions(this.form).filter((question) => !valuesOf(question).length).length
      if (open && !this.warned && !this.isOver()) {
        this.warned = true
        return this.warn(this.dataset.confirm.replace("{n}", open))
      }
      await this.finish()
    }

    async finish() {
      if (this.kept.submitted || this.finishing) return
      this.finishing = true
      try {
        await this.flush()
        const event = await record("attempt.submitted", this.dataset.attempt, { elapsed_ms: this.elapsed() })
        this.kept.submitted = event.id
        await put("kept", { ...this.kept, elapsed: this.elapsed() }, this.key)
        this.showReceipt(event.id)
        send()
      } catch (error) {
        // Nothing could be kept here: hand the whole form to the school the plain way.
        this.form.submit()
      } finally {
        this.finishing = false
      }
    }

    async delivered(results) {
      for (const { id, status } of results) {
        const question = this.places.get(id)
        if (!question) continue
        if (["stored", "duplicate", "late"].includes(status)) say(question, this.dataset.atSchool, "good")
        else if (status !== "retry") say(question, this.dataset.help, "bad")
      }
      if (this.kept.submitted) await this.step()
    }

    async showReceipt(eventId) {
      this.form.hidden = true
      clearInterval(this.timer)
      const bar = this.querySelector("[data-timer]")
      if (bar) bar.hidden = true
      const receipt = this.querySelector("[data-receipt]")
      receipt.hidden = false
      receipt.querySelector("[data-proof]").textContent = eventId.replace(/-/g, "").slice(-6).toUpperCase()
      this.done("device")
      await this.step()
      receipt.scrollIntoView()
    }

    // On this device → at school → marked.
    async step() {
      const here = await rowsOf("events", learner())
      if (here.some((event) => event.stream === this.dataset.attempt)) return
      if ((await waiting()).help) this.warn(this.dataset.help)
      try {
        const response = await fetch(`/attempts/${this.dataset.attempt}/state.json`)
        if (!response.ok) return
        const state = await response.json()
        if (!state.submitted) return
        this.done("school")
        if (state.marked) this.done("marked")
        this.querySelector("[data-waiting-words]").hidden = true
        this.querySelector("[data-result-link]").hidden = false
      } catch (error) {
        // No signal: the answers are at school all the same; the mark can wait.
      }
    }

    done(step) {
      const line = this.querySelector(`[data-step="${step}"]`)
      if (line) line.classList.add("is-done")
    }

    tick() {
      const bar = this.querySelector("[data-timer]")
      if (!bar || this.kept.submitted) return
      const rest = left(Number(this.dataset.secondsLeft) - Number(this.dataset.grace), this.sinceLoad())
      bar.textContent = rest.over
        ? this.dataset.over
        : this.dataset.left.replace("{m}", rest.m).replace("{s}", String(rest.s).padStart(2, "0"))
      if (rest.over) this.finish()
    }

    isOver() {
      return this.hasAttribute("data-seconds-left") && Number(this.dataset.secondsLeft) * 1000 < this.sinceLoad()
    }

    // A page from the browser's cache may be older than what this device counted meanwhile.
    sinceLoad() {
      return this.elapsed() - Number(this.dataset.elapsed)
    }

    elapsed() {
      return this.watch.elapsed(performance.now())
    }

    progress() {
      const all = questions(this.form)
      const done = all.filter((question) => valuesOf(question).length).length
      const bar = this.querySelector("[data-progress]")
      if (bar) bar.textContent = this.dataset.answered.replace("{n}", done).replace("{all}", all.length)
    }

    warn(words) {
      const line = this.querySelector("[data-warning]")
      line.textContent = words
      line.hidden = false
    }
  },
)
