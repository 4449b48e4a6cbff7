// <lecture-writer>: keeps every change of a lecture on this telephone at once, photos and voices too, and sends it when
// there is signal. Each piece is a form that works by itself; this sends the same form and asks for JSON.

import { learner, put, readCookie, remove, run } from "../../lms/js/store.js"
import { compared, inTurn, isDue, isWritten, ORDER, patience, renamed, saidBy } from "./kept-writing.js"
import { toHtml } from "./marks.js"
import "./writing-fields.js"

const PAUSE = 2000
const TIMEOUT = 90000

customElements.define(
  "lecture-writer",
  class extends HTMLElement {
    connectedCallback() {
      this.keptAs = `writing ${this.dataset.uid} `
      this.who = learner()
      if (this.dataset.locked || !this.who || !window.DataTransfer) return
      this.rows = new Map()
      // What brings back what was taken out, by its unit.
      this.undos = new Map()
      this.failures = 0
      this.list = this.querySelector("[data-pieces]")
      this.adds = this.querySelector("[data-adds]")
      this.said = this.querySelector("[data-said]")
      this.shown = new Map([...this.pieces()].map((piece) => [piece.dataset.piece, this.wasOf(piece)]))
      for (const piece of this.pieces()) this.prepare(piece)
      this.addEventListener("input", ({ target }) => this.note(target.form))
      this.addEventListener("change", ({ target }) => this.changed(target))
      this.addEventListener("submit", (event) => this.submit(event))
      this.addEventListener("click", (event) => this.press(event))
      addEventListener("online", () => this.soon(500))
      document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.soon(500))
      this.recall().catch(() => {})
    }

    pieces() {
      return this.list.querySelectorAll("[data-piece]")
    }

    form(unit) {
      return [...this.querySelectorAll("form[data-unit]")].find((form) => form.dataset.unit === unit && !this.adds.contains(form))
    }

    units() {
      return [...this.querySelectorAll("form[data-unit]")].map((form) => form.dataset.unit)
    }

    wasOf(piece) {
      const drop = piece.querySelector(".writer__acts [data-drop] [name=was]")
      return drop ? drop.value : ""
    }

    // --- What is kept on this device ---

    async recall() {
      const range = IDBKeyRange.bound([this.who, this.keptAs], [this.who, this.keptAs + "\uffff"])
      const rows = await run(["kept"], "readonly", (tx) => tx.objectStore("kept").getAll(range))
      for (const row of rows.sort((one, other) => one.at - other.at)) {
        this.rows.set(row.unit, { ...row, refused: false, clash: false, isQuiet: false })
        if (row.drop) this.hide(row)
        else if (row.unit !== ORDER) this.fill(row)
      }
      this.tell()
      this.soon(200)
    }

    keep(row) {
      this.rows.set(row.unit, row)
      this.tell()
      return put("kept", row, [this.who, this.keptAs + row.unit]).catch(() => {})
    }

    forget(unit) {
      this.rows.delete(unit)
      return remove("kept", [this.who, this.keptAs + unit]).catch(() => {})
    }

    fill(row) {
      const form = this.form(row.unit) || this.begin(row.kind, row.unit, row.piece, row.after)
      if (!form) return
      for (const [name, value] of row.fields) {
        const field = form.elements[name]
        if (field instanceof RadioNodeList || (field && field.type === "radio")) {
          for (const one of form.querySelectorAll(`[name="${name}"]`)) one.checked = one.value === value
        } else if (field && field.type === "checkbox") field.checked = true
        else if (field) field.value = value
      }
      for (const [name, file] of row.files) {
        const taken = new DataTransfer()
        taken.items.add(file)
        if (form.elements[name]) form.elements[name].files = taken.files
      }
      const parts = form.querySelector("question-fields")
      if (parts && parts.show) parts.show()
      this.preview(form)
    }

    // --- What the writer does ---

    note(form, isUrgent) {
      if (!form || !form.dataset.unit) return
      if (this.adds.contains(form)) return
      const said = saidBy(new FormData(form).entries())
      const { unit, kind } = form.dataset
      const before = this.rows.get(unit)
      const isNew = form.dataset.isNew === "yes"
      if (isNew && !isWritten(said)) return
      const section = form.closest("[data-piece]")
      const row = { unit, kind, address: form.getAttribute("action"), at: Date.now(), isNew, isUrgent, edits: (before ? before.edits : 0) + 1, ...said }
      row.piece = section ? section.dataset.piece : ""
      if (isNew && section) {
        row.after = this.pieceBefore(section)
        row.fields = [...row.fields.filter(([name]) => name !== "after"), ["after", row.after]]
      }
      this.keep(row)
      this.preview(form)
      this.soon(isUrgent ? 100 : PAUSE + 100)
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
      if (form.matches("[data-move], [data-drop]") || (form.dataset.unit && !this.adds.contains(form))) event.preventDefault()
      if (form.matches("[data-move]")) this.move(form.closest("[data-piece]"), (event.submitter || this.pressed).value)
      else if (form.matches("[data-drop]")) this.drop(form)
      else if (form.dataset.unit && !this.adds.contains(form)) {
        const field = form.querySelector("photo-field")
        Promise.resolve(field && field.busy).then(() => this.note(form, true))
        form.dataset.closes = "yes"
      } else if (form.matches("[data-send]") && this.rows.size) {
        // First what is written, then the whole.
        event.preventDefault()
        this.isAsked = true
        const whole = () => (this.rows.size ? this.tell() : form.submit())
        this.flush(true).then(whole).finally(() => (this.isAsked = false))
      }
    }

    press(event) {
      // Chrome 80 does not say which button sent a form.
      this.pressed = event.target.closest("button") || this.pressed
      const summary = event.target.closest("summary")
      const add = summary && summary.closest("[data-new]")
      const here = event.target.closest("[data-add-here]")
      if (here) {
        const section = here.closest("[data-piece]")
        section.parentNode.insertBefore(this.adds, section.nextSibling)
        this.adds.querySelector("summary").focus()
      } else if (add) {
        event.preventDefault()
        const section = add.closest("[data-piece]")
        const key = crypto.randomUUID ? crypto.randomUUID() : uuid()
        const form = this.begin(add.dataset.new, key, section ? section.dataset.piece : "", null)
        const first = form && form.querySelector("textarea, input:not([type=hidden]):not([type=radio])")
        if (first) first.focus()
      }
    }

    // A new form at its place: where pieces are added now, or as one more question of a piece.
    begin(kind, unit, piece, after) {
      const source = this.adds.querySelector(`[data-new="${kind}"]`)
      if (!source) return null
      const grown = kind === "question" && piece && piece !== unit && this.list.querySelector(`[data-piece="${piece}"]`)
      const html = renamed(source.querySelector("form").outerHTML, source.dataset.key, unit)
      const holder = document.createElement("div")
      if (grown) {
        holder.innerHTML = `<div class="writer__asked" data-question="${unit}"><div class="writer__shown" data-shown></div><details class="writer__edit" open><summary></summary>${html}</details></div>`
        holder.querySelector("summary").textContent = source.querySelector("summary").textContent
        const form = holder.querySelector("form")
        form.action = renamed(form.getAttribute("action"), `/pieces/${unit}/`, `/pieces/${piece}/`)
        grown.querySelector(".writer__shown").append(holder.firstElementChild)
        form.dataset.isNew = "yes"
        return form
      }
      const row = this.querySelector("template[data-row]")
      holder.innerHTML = renamed(row.innerHTML, "KEY", unit)
      const section = holder.firstElementChild
      section.dataset.kind = kind
      section.querySelector("[data-form]").innerHTML = html
      const before = after && this.list.querySelector(`[data-piece="${after}"]`)
      if (before) before.after(section)
      else if (after === null && this.list.contains(this.adds)) this.adds.before(section)
      else this.list.append(section)
      this.prepare(section)
      const empty = this.querySelector("[data-empty]")
      if (empty) empty.hidden = true
      const form = section.querySelector("[data-form] form")
      form.dataset.isNew = "yes"
      return form
    }

    prepare(section) {
      const acts = section.querySelector(".writer__acts")
      if (!acts || acts.querySelector("[data-add-here]")) return
      const button = document.createElement("button")
      button.type = "button"
      button.className = "button button--plain"
      button.dataset.addHere = ""
      button.textContent = "＋"
      button.setAttribute("aria-label", this.dataset.here)
      acts.append(button)
    }

    pieceBefore(section) {
      let other = section.previousElementSibling
      while (other && !other.dataset.piece) other = other.previousElementSibling
      return other ? other.dataset.piece : ""
    }

    move(section, way) {
      const all = [...this.pieces()]
      const other = all[all.indexOf(section) + (way === "up" ? -1 : 1)]
      if (!other) return
      if (way === "up") other.before(section)
      else other.after(section)
      section.querySelector("[data-move] [value=" + way + "]").focus()
      const ids = [...this.pieces()].map((piece) => piece.dataset.piece).join(" ")
      this.keep({ unit: ORDER, ids, address: this.dataset.order, at: Date.now(), edits: Date.now() })
      this.soon(PAUSE + 100)
    }

    drop(form) {
      const unit = form.dataset.drop
      const question = form.elements.question ? form.elements.question.value : ""
      const own = this.form(unit)
      const was = own ? own.elements.was.value : form.elements.was ? form.elements.was.value : ""
      const before = this.rows.get(unit)
      const row = { unit, drop: true, address: form.getAttribute("action"), was, question, at: Date.now(), edits: Date.now(), before: before || null }
      row.isNew = Boolean(own && own.dataset.isNew === "yes")
      this.hide(row)
      if (row.isNew) this.forget(unit)
      else this.keep(row)
      this.soon(3 * PAUSE + 100)
    }

    hide(row) {
      const thing = this.list.querySelector(`[data-piece="${row.unit}"], [data-question="${row.unit}"]`)
      if (!thing) return
      thing.hidden = true
      const line = document.createElement("p")
      line.className = "notice row"
      line.innerHTML = `<span></span> <button type="button" class="button button--quiet"></button>`
      line.querySelector("span").textContent = this.dataset.dropped
      const button = line.querySelector("button")
      button.textContent = this.dataset.undo
      button.addEventListener("click", () => this.undo(row, thing, line))
      thing.after(line)
    }

    async undo(row, thing, line) {
      const token = this.undos.get(row.unit)
      if (token && !(await this.restore(token))) return
      this.undos.delete(row.unit)
      await this.forget(row.unit)
      if (row.before) this.keep({ ...row.before, at: Date.now() })
      thing.hidden = false
      line.remove()
      if (row.isNew) this.note(this.form(row.unit))
      this.soon(500)
    }

    async restore(undo) {
      const data = new FormData()
      data.set("undo", undo)
      try {
        return (await this.post(this.dataset.restore, data)).status === 200
      } catch (error) {
        this.tell(true)
        return false
      }
    }

    // --- Sending ---

    soon(ms) {
      clearTimeout(this.timer)
      this.timer = setTimeout(() => this.flush(), ms)
    }

    async flush(all) {
      if (this.busy) return this.busy
      this.busy = this.sendAll(all).finally(() => (this.busy = null))
      return this.busy
    }

    async sendAll(all) {
      const due = inTurn([...this.rows.values()], this.units()).filter((row) => (all ? !row.clash : isDue(row, Date.now(), PAUSE)))
      try {
        for (const row of due) {
          if (learner() !== this.who) return
          this.said.textContent = this.dataset.saving
          await this.send(row)
        }
        this.failures = 0
      } catch (error) {
        this.failures += 1
        this.isCut = true
        this.tell(true)
        this.soon(patience(this.failures))
        return
      }
      this.tell()
      const waits = [...this.rows.values()].some((row) => !row.refused && !row.clash)
      if (waits) this.soon(PAUSE)
    }

    async send(row) {
      const data = new FormData()
      if (row.drop) {
        data.set("was", row.was)
        if (row.question) data.set("question", row.question)
      } else if (row.unit === ORDER) data.set("ids", row.ids)
      else {
        for (const [name, value] of row.fields) data.append(name, value)
        for (const [name, file] of row.files) data.append(name, file, file.name)
      }
      const answer = await this.post(row.address, data)
      const isPlain = answer.redirected || !(answer.headers.get("Content-Type") || "").startsWith("application/json")
      if (isPlain && answer.status !== 404 && answer.status < 500) {
        this.isOut = true
        throw new Error("signed out")
      }
      if (answer.status >= 500) throw new Error("not now")
      this.isOut = this.isCut = false
      if (answer.status === 404) return this.keep({ ...row, clash: true, isGone: true })
      const told = await answer.json()
      if (answer.status === 423) {
        this.isLocked = told.sentence
        return this.keep({ ...row, refused: true })
      }
      if (answer.status === 422) return this.refuse(row, told.errors)
      if (answer.status === 409) return this.clash(row, told)
      await this.settle(row, told)
    }

    async post(address, data) {
      const stop = new AbortController()
      const clock = setTimeout(() => stop.abort(), TIMEOUT)
      try {
        const token = readCookie(document.cookie, "csrftoken") || readCookie(document.cookie, "__Host-csrf")
        const headers = { Accept: "application/json", "X-CSRFToken": token }
        return await fetch(address, { method: "POST", body: data, headers, credentials: "same-origin", signal: stop.signal })
      } finally {
        clearTimeout(clock)
      }
    }

    async settle(row, told) {
      const now = this.rows.get(row.unit)
      const isSame = now && now.edits === row.edits
      if (row.drop) {
        this.undos.set(row.unit, told.undo)
        this.shown.delete(row.unit)
        if (isSame) await this.forget(row.unit)
      } else if (row.unit !== ORDER) this.written(row, told, isSame)
      if (isSame && !row.drop) await this.forget(row.unit)
      this.at = told.at
      this.isLocked = ""
      const weight = this.querySelector("[data-weight]")
      if (weight) weight.innerHTML = told.weight
      this.listed("[data-missing]", told.missing)
      this.listed("[data-heavy]", told.heavy)
      const mine = new Set([...this.rows.values()].map((one) => one.piece || one.unit))
      if (row.piece) mine.add(row.piece)
      this.isStale = compared(told.pieces, this.shown, mine) === "changed"
      for (const [key, was] of told.pieces) if (key === row.piece || !this.shown.has(key)) this.shown.set(key, was)
    }

    written(row, told, isSame) {
      const form = this.form(row.unit)
      if (!form) return
      form.elements.was.value = told.was
      delete form.dataset.isNew
      this.clearErrors(form)
      const drop = form.closest("[data-piece]") && form.closest("[data-piece]").querySelector(".writer__acts [data-drop] [name=was]")
      const own = told.pieces.find(([key]) => key === row.piece)
      if (drop && own) drop.value = own[1]
      if (!isSame) {
        // Written on while it was under way: the next is based on what stands there now.
        const now = this.rows.get(row.unit)
        if (now && now.fields) {
          now.fields = [...now.fields.filter(([name]) => name !== "was"), ["was", told.was]]
          now.isNew = false
          this.keep(now)
        }
        return
      }
      const place = form.closest("[data-question], [data-piece]")
      const shown = place && place.querySelector("[data-shown]")
      if (shown && told.html) shown.innerHTML = told.html
      for (const file of form.querySelectorAll("input[type=file]")) file.value = ""
      if (form.dataset.closes) form.closest("details").open = false
      delete form.dataset.closes
      if (row.kind === "question") this.grow(form)
      if (row.unit === "head") this.querySelector("h1").textContent = form.elements.title.value
    }

    // One more question behind the first of a new piece.
    grow(form) {
      const section = form.closest("[data-piece]")
      if (section.querySelector("[data-new=question]")) return
      const more = document.createElement("details")
      more.className = "writer__edit"
      more.dataset.new = "question"
      more.innerHTML = "<summary></summary>"
      more.firstChild.textContent = this.dataset.more
      section.append(more)
    }

    refuse(row, errors) {
      const form = this.form(row.unit)
      // While somebody is still at it nothing is scolded: only what was to be saved.
      const isAsked = this.isAsked || Boolean(form && form.dataset.closes)
      if (form && isAsked) {
        this.clearErrors(form)
        form.closest("details").open = true
        for (const [name, told] of Object.entries(errors)) {
          const field = form.querySelector(`[name="${name}"]`)
          const box = (field && field.type !== "hidden" && field.closest(".field")) || form
          const list = document.createElement("ul")
          list.className = "field__error"
          list.dataset.told = ""
          for (const { message } of told) list.append(Object.assign(document.createElement("li"), { textContent: message }))
          if (box === form) form.prepend(list)
          else box.append(list)
        }
      }
      const now = this.rows.get(row.unit)
      if (now && now.edits === row.edits) this.keep({ ...row, refused: true, isQuiet: !isAsked })
    }

    clearErrors(form) {
      for (const told of form.querySelectorAll("[data-told]")) told.remove()
    }

    clash(row, told) {
      const form = this.form(row.unit)
      const place = (form && (form.closest("[data-question], [data-piece]") || form.parentNode)) || this.list.querySelector(`[data-piece="${row.unit}"]`)
      this.keep({ ...row, clash: true })
      if (!place || place.querySelector("[data-clash]")) return
      place.hidden = false
      const box = document.createElement("div")
      box.className = "notice notice--warn stack"
      box.dataset.clash = ""
      box.setAttribute("role", "alert")
      box.innerHTML = `<p></p><div class="writer__theirs"></div><p class="row"><button type="button" class="button"></button> <button type="button" class="button button--quiet"></button></p>`
      box.querySelector("p").textContent = told.sentence
      box.querySelector("div").innerHTML = told.html
      if (told.words) box.querySelector("div").textContent = told.words
      const [mine, theirs] = box.querySelectorAll("button")
      mine.textContent = this.dataset.mine
      theirs.textContent = this.dataset.theirs
      mine.addEventListener("click", () => {
        box.remove()
        const now = { ...this.rows.get(row.unit), clash: false, isUrgent: true, at: 0, was: told.was }
        if (now.fields) now.fields = [...now.fields.filter(([name]) => name !== "was"), ["was", told.was]]
        if (form) form.elements.was.value = told.was
        this.keep(now)
        this.soon(100)
      })
      theirs.addEventListener("click", () => this.forget(row.unit).then(() => location.reload()))
      place.append(box)
    }

    // --- What is seen ---

    listed(where, sentences) {
      const box = this.querySelector(where)
      if (!box) return
      box.hidden = !sentences.length
      const told = sentences.map((sentence) => Object.assign(document.createElement("li"), { textContent: sentence }))
      const list = box.querySelector("ul")
      list.textContent = ""
      list.append(...told)
    }

    preview(form) {
      const place = form.closest("[data-question], [data-piece]")
      const shown = place && place.querySelector("[data-shown]")
      if (!shown) return
      const { kind } = form.dataset
      if (kind === "text" || kind === "heading") {
        const text = form.elements.text.value
        shown.innerHTML = kind === "heading" ? "<h2></h2>" : toHtml(text)
        if (kind === "heading") shown.firstChild.textContent = text
      } else if (kind === "picture" && form.elements.photo.files.length) {
        const picture = shown.querySelector("img") || document.createElement("img")
        picture.src = URL.createObjectURL(form.elements.photo.files[0])
        picture.alt = form.elements.alt.value
        if (!picture.parentNode) shown.append(picture)
      }
    }

    tell(isCut) {
      const rows = [...this.rows.values()]
      const { said, dataset } = this
      said.classList.toggle("writer__said--wait", rows.length > 0)
      if (rows.some((row) => row.isGone)) said.textContent = dataset.gone
      else if (this.isLocked) said.textContent = this.isLocked
      else if (this.isOut && rows.length) said.textContent = dataset.signedOut
      else if ((isCut || this.isCut) && rows.length) said.textContent = dataset.device.replace("{n}", rows.length)
      else if (rows.some((row) => (row.refused && !row.isQuiet) || row.clash)) said.textContent = dataset.waits
      else if (rows.some((row) => row.isQuiet)) said.textContent = dataset.unfinished
      else if (this.isStale) said.textContent = dataset.changed
      else if (rows.length) said.textContent = dataset.saving
      else if (this.at) said.textContent = dataset.saved.replace("{at}", this.at)
    }
  },
)

// For browsers before `crypto.randomUUID`.
function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6] & 15) | 64
  bytes[8] = (bytes[8] & 63) | 128
  const text = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join("-")
}
