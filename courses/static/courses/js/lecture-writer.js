// <lecture-writer>: keeps every change of a lecture on this telephone at once, photos and voices too, and sends it when
// there is signal. Each piece is a form that works by itself; this sends the same form and asks for JSON.

import { learner } from "../../lms/js/store.js"
import { compared, isWritten, ORDER, replaced, saidBy, standing } from "./kept-writing.js"
import "./writing-fields.js"
import { WritingRows } from "./writing-keeping.js"
import { clashBox, clearErrors, droppedLine, showErrors, showList } from "./writing-notices.js"
import { WritingPieces } from "./writing-pieces.js"
import { PAUSE, WritingSending } from "./writing-sending.js"

customElements.define(
  "lecture-writer",
  class extends HTMLElement {
    connectedCallback() {
      const who = learner()
      if (this.dataset.locked || !who || !window.DataTransfer) return
      this.rows = new WritingRows(who, this.dataset.uid, () => this.tell())
      this.sending = new WritingSending(this, this.rows, who)
      this.pieces = new WritingPieces(this)
      // What brings back what was taken out, by its unit.
      this.undos = new Map()
      this.said = this.querySelector("[data-said]")
      this.shown = this.pieces.shown()
      this.addEventListener("input", ({ target }) => this.note(target.form))
      this.addEventListener("change", ({ target }) => this.changed(target))
      this.addEventListener("submit", (event) => this.submit(event))
      this.addEventListener("click", (event) => this.press(event))
      addEventListener("online", () => this.sending.soon(500))
      document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.sending.soon(500))
      this.recall().catch(() => {})
    }

    async recall() {
      for (const row of await this.rows.recall()) {
        if (row.drop) this.hide(row)
        else if (row.unit !== ORDER) this.pieces.fill(row)
      }
      this.tell()
      this.sending.soon(200)
    }

    // --- What the writer does ---

    note(form, isUrgent) {
      if (!form || !this.pieces.isPlaced(form)) return
      const said = saidBy(new FormData(form).entries())
      const { unit, kind } = form.dataset
      const before = this.rows.get(unit)
      const isNew = form.dataset.isNew === "yes"
      if (isNew && !isWritten(said)) return
      const section = form.closest("[data-piece]")
      const row = { unit, kind, address: form.getAttribute("action"), at: Date.now(), isNew, isUrgent, edits: (before ? before.edits : 0) + 1, ...said }
      row.piece = section ? section.dataset.piece : ""
      if (isNew && section) {
        row.after = this.pieces.before(section)
        row.fields = replaced(row.fields, "after", row.after)
      }
      this.rows.keep(row)
      this.pieces.preview(form)
      this.sending.soon(isUrgent ? 100 : PAUSE + 100)
    }

    changed(target) {
      if (!target.form) return
      // <photo-field> hears of the file first and puts the small one there: wait for it.
      const field = target.type === "file" && target.closest("photo-field")
      if (field && field.busy) field.busy.then(() => this.note(target.form, true))
      else this.note(target.form, target.type === "file")
    }

    submit(event) {
      const form = event.target
      const isPlaced = this.pieces.isPlaced(form)
      if (form.matches("[data-move], [data-drop]") || isPlaced) event.preventDefault()
      if (form.matches("[data-move]")) this.move(form.closest("[data-piece]"), (event.submitter || this.pressed).value)
      else if (form.matches("[data-drop]")) this.drop(form)
      else if (isPlaced) {
        const field = form.querySelector("photo-field")
        Promise.resolve(field && field.busy).then(() => this.note(form, true))
        form.dataset.closes = "yes"
      } else if (form.matches("[data-send]") && this.rows.size) {
        // First what is written, then the whole.
        event.preventDefault()
        this.isAsked = true
        const whole = () => (this.rows.size ? this.tell() : form.submit())
        this.sending.flush(true).then(whole).finally(() => (this.isAsked = false))
      }
    }

    press(event) {
      // Chrome 80 does not say which button sent a form.
      this.pressed = event.target.closest("button") || this.pressed
      const summary = event.target.closest("summary")
      const add = summary && summary.closest("[data-new]")
      const here = event.target.closest("[data-add-here]")
      if (here) this.pieces.addBehind(here.closest("[data-piece]"))
      else if (add) {
        event.preventDefault()
        this.pieces.beginAt(add)
      }
    }

    move(section, way) {
      if (!this.pieces.move(section, way)) return
      const ids = this.pieces.all().map((piece) => piece.dataset.piece).join(" ")
      this.rows.keep({ unit: ORDER, ids, address: this.dataset.order, at: Date.now(), edits: Date.now() })
      this.sending.soon(PAUSE + 100)
    }

    drop(form) {
      const unit = form.dataset.drop
      const question = form.elements.question ? form.elements.question.value : ""
      const own = this.pieces.form(unit)
      const was = own ? own.elements.was.value : form.elements.was ? form.elements.was.value : ""
      const before = this.rows.get(unit)
      const row = { unit, drop: true, address: form.getAttribute("action"), was, question, at: Date.now(), edits: Date.now(), before: before || null }
      row.isNew = Boolean(own && own.dataset.isNew === "yes")
      this.hide(row)
      if (row.isNew) this.rows.forget(unit)
      else this.rows.keep(row)
      this.sending.soon(3 * PAUSE + 100)
    }

    hide(row) {
      const thing = this.pieces.place(row.unit)
      if (!thing) return
      thing.hidden = true
      thing.after(droppedLine(this.dataset, (line) => this.undo(row, thing, line)))
    }

    async undo(row, thing, line) {
      const token = this.undos.get(row.unit)
      if (token && !(await this.sending.restore(token))) return
      this.undos.delete(row.unit)
      await this.rows.forget(row.unit)
      if (row.before) this.rows.keep({ ...row.before, at: Date.now() })
      thing.hidden = false
      line.remove()
      if (row.isNew) this.note(this.pieces.form(row.unit))
      this.sending.soon(500)
    }

    // --- What the school answers ---

    async settle(row, told) {
      const isSame = this.rows.isStill(row)
      if (row.drop) {
        this.undos.set(row.unit, told.undo)
        this.shown.delete(row.unit)
      } else if (row.unit !== ORDER) this.written(row, told, isSame)
      if (isSame) await this.rows.forget(row.unit)
      this.at = told.at
      const weight = this.querySelector("[data-weight]")
      if (weight) weight.innerHTML = told.weight
      showList(this.querySelector("[data-missing]"), told.missing)
      showList(this.querySelector("[data-heavy]"), told.heavy)
      const mine = new Set(this.rows.all().map((one) => one.piece || one.unit))
      if (row.piece) mine.add(row.piece)
      this.isStale = compared(told.pieces, this.shown, mine) === "changed"
      for (const [key, was] of told.pieces) if (key === row.piece || !this.shown.has(key)) this.shown.set(key, was)
    }

    written(row, told, isSame) {
      const form = this.pieces.form(row.unit)
      if (!form) return
      form.elements.was.value = told.was
      delete form.dataset.isNew
      clearErrors(form)
      const drop = this.pieces.wasField(form.closest("[data-piece]"))
      const own = told.pieces.find(([key]) => key === row.piece)
      if (drop && own) drop.value = own[1]
      if (!isSame) {
        // Written on while it was under way: the next is based on what stands there now.
        this.rows.rebase(row.unit, told.was)
        return
      }
      const place = form.closest("[data-question], [data-piece]")
      const shown = place && place.querySelector("[data-shown]")
      if (shown && told.html) shown.innerHTML = told.html
      for (const file of form.querySelectorAll("input[type=file]")) file.value = ""
      if (form.dataset.closes) form.closest("details").open = false
      delete form.dataset.closes
      if (row.kind === "question") this.pieces.grow(form)
      if (row.unit === "head") this.querySelector("h1").textContent = form.elements.title.value
    }

    refuse(row, errors) {
      const form = this.pieces.form(row.unit)
      // While somebody is still at it nothing is scolded: only what was to be saved.
      const isAsked = this.isAsked || Boolean(form && form.dataset.closes)
      if (form && isAsked) showErrors(form, errors)
      if (this.rows.isStill(row)) this.rows.keep({ ...row, refused: true, isQuiet: !isAsked })
    }

    clash(row, told) {
      const form = this.pieces.form(row.unit)
      const place = (form && (form.closest("[data-question], [data-piece]") || form.parentNode)) || this.pieces.piece(row.unit)
      this.rows.keep({ ...row, clash: true })
      if (!place || place.querySelector("[data-clash]")) return
      place.hidden = false
      const mine = () => {
        if (form) form.elements.was.value = told.was
        this.rows.insist(row.unit, told.was)
        this.sending.soon(100)
      }
      const theirs = () => this.rows.forget(row.unit).then(() => location.reload())
      place.append(clashBox(this.dataset, told, { mine, theirs }))
    }

    tellSaving() {
      this.said.textContent = this.dataset.saving
    }

    tell(isCut) {
      const rows = this.rows.all()
      this.said.classList.toggle("writer__said--wait", rows.length > 0)
      const { isOut, locked } = this.sending
      const name = standing(rows, { locked, isOut, isCut: isCut || this.sending.isCut, isStale: this.isStale, at: this.at })
      if (name === "locked") this.said.textContent = locked
      else if (name) this.said.textContent = this.dataset[name].replace("{n}", rows.length).replace("{at}", this.at)
    }
  },
)
