// How the pieces of a lecture stand on the page: found, begun, filled in, shown and moved; nothing is kept or sent here.

import { hex } from "../../lms/js/bytes.js"
import { renamed } from "./kept-writing.js"
import { toHtml } from "./marks.js"

export class WritingPieces {
  // `writer`: the <lecture-writer> that holds them.
  constructor(writer) {
    this.writer = writer
    this.list = writer.querySelector("[data-pieces]")
    this.adds = writer.querySelector("[data-adds]")
    for (const piece of this.all()) this.prepare(piece)
  }

  all() {
    return [...this.list.querySelectorAll("[data-piece]")]
  }

  piece(unit) {
    return this.list.querySelector(`[data-piece="${unit}"]`)
  }

  // The piece or question of a unit.
  place(unit) {
    return this.list.querySelector(`[data-piece="${unit}"], [data-question="${unit}"]`)
  }

  form(unit) {
    return this.forms().find((form) => form.dataset.unit === unit && this.isPlaced(form))
  }

  forms() {
    return [...this.writer.querySelectorAll("form[data-unit]")]
  }

  units() {
    return this.forms().map((form) => form.dataset.unit)
  }

  // The field of a piece that says which wording of it is shown here.
  wasField(piece) {
    return piece && piece.querySelector(".writer__acts [data-drop] [name=was]")
  }

  // Map of piece → the wording that is shown here.
  shown() {
    return new Map(this.all().map((piece) => [piece.dataset.piece, (this.wasField(piece) || { value: "" }).value]))
  }

  // Whether a form is one of a piece, and not one from which pieces are begun.
  isPlaced(form) {
    return Boolean(form.dataset.unit) && !this.adds.contains(form)
  }

  // A new form at its place: where pieces are added now, or as one more question of a piece.
  begin(kind, unit, piece, after) {
    const source = this.adds.querySelector(`[data-new="${kind}"]`)
    if (!source) return null
    const grown = kind === "question" && piece && piece !== unit && this.piece(piece)
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
    const row = this.writer.querySelector("template[data-row]")
    holder.innerHTML = renamed(row.innerHTML, "KEY", unit)
    const section = holder.firstElementChild
    section.dataset.kind = kind
    section.querySelector("[data-form]").innerHTML = html
    const before = after && this.piece(after)
    if (before) before.after(section)
    else if (after === null && this.list.contains(this.adds)) this.adds.before(section)
    else this.list.append(section)
    this.prepare(section)
    const empty = this.writer.querySelector("[data-empty]")
    if (empty) empty.hidden = true
    const form = section.querySelector("[data-form] form")
    form.dataset.isNew = "yes"
    return form
  }

  // A new form, asked for at `add`; a question goes to the piece in which it was asked for.
  beginAt(add) {
    const section = add.closest("[data-piece]")
    const form = this.begin(add.dataset.new, newKey(), section ? section.dataset.piece : "", null)
    const first = form && form.querySelector("textarea, input:not([type=hidden]):not([type=radio])")
    if (first) first.focus()
  }

  // Pieces are added behind `section` now.
  addBehind(section) {
    section.parentNode.insertBefore(this.adds, section.nextSibling)
    this.adds.querySelector("summary").focus()
  }

  prepare(section) {
    const acts = section.querySelector(".writer__acts")
    if (!acts || acts.querySelector("[data-add-here]")) return
    const button = document.createElement("button")
    button.type = "button"
    button.className = "button button--plain"
    button.dataset.addHere = ""
    button.textContent = `＋ ${this.writer.dataset.add}`
    button.setAttribute("aria-label", this.writer.dataset.here)
    acts.append(button)
  }

  // One more question behind the first of a new piece.
  grow(form) {
    const section = form.closest("[data-piece]")
    if (section.querySelector("[data-new=question]")) return
    const more = document.createElement("details")
    more.className = "writer__edit"
    more.dataset.new = "question"
    more.innerHTML = "<summary></summary>"
    more.firstChild.textContent = this.writer.dataset.more
    section.append(more)
  }

  // The piece above `section`; "" for the first.
  before(section) {
    let other = section.previousElementSibling
    while (other && !other.dataset.piece) other = other.previousElementSibling
    return other ? other.dataset.piece : ""
  }

  // "up" or "down"; whether there was anywhere to go.
  move(section, way) {
    const all = this.all()
    const other = all[all.indexOf(section) + (way === "up" ? -1 : 1)]
    if (!other) return false
    if (way === "up") other.before(section)
    else other.after(section)
    section.querySelector("[data-move] [value=" + way + "]").focus()
    return true
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
}

function newKey() {
  return crypto.randomUUID ? crypto.randomUUID() : uuid()
}

// For browsers before `crypto.randomUUID`.
function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6] & 15) | 64
  bytes[8] = (bytes[8] & 63) | 128
  const text = hex(bytes)
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join("-")
}
