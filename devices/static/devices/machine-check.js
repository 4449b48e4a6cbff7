// The check-list of the machine that lies on the table, or that just went out: one choice a point, and a photo.

import { fileInBase64 } from "../lms/js/bytes.js"
import { Checks, Drafts, sameLook } from "./check-marks.js"
import { MOST_BYTES } from "./report.js"

export class MachineCheck {
  // `save(row, look, photo)` is called for a machine that went out already; what is marked before goes with its pair.
  // `tooLarge()`: a photo that this browser could not make small.
  constructor(box, known, words, { save, tooLarge }) {
    this.box = box
    this.checks = new Checks(known)
    this.drafts = new Drafts()
    this.words = words
    this.save = save
    this.tooLarge = tooLarge
    this.form = box.querySelector("form")
    this.points = box.querySelector("[data-points]")
    this.pattern = box.querySelector("template").content
    this.names = Object.fromEntries(
      Array.from(this.pattern.querySelectorAll("option"), (option) => [option.value, option.dataset.word]),
    )
    this.form.addEventListener("change", () => this.tellWords())
  }

  // Of the machine `code`; `row` is its pair once it went out. Gives the code of the machine that was left before it
  // went out and of which something is kept, else "".
  async show(code, row = null) {
    if (this.code === code && this.row === row) return ""
    const left = await this.putAside()
    await this.leave()
    this.code = code
    this.row = row
    this.kept = (row && row.look) || this.drafts.of(code).look
    this.box.hidden = !code || !this.checks.of(code).length
    if (!this.box.hidden) this.draw()
    return left
  }

  async putAside() {
    if (!this.code || this.row || this.box.hidden) return ""
    const photo = (await this.photo()) || this.drafts.of(this.code).photo
    return this.drafts.keep(this.code, this.marked(), photo) ? this.code : ""
  }

  // The pair of the machine that was being looked at is on the disk: what was marked went with it.
  async went(row) {
    const photo = (await this.photo()) || this.drafts.of(row.device).photo
    this.drafts.gone(row.device)
    this.code = row.device
    this.row = row
    this.kept = row.look || {}
    this.box.hidden = !row.look || !this.checks.of(row.device).length
    if (!this.box.hidden) this.draw()
    return photo
  }

  // What was marked of `code`; {} for a machine that nobody marked anything of.
  look(code) {
    return this.code === code && !this.row && !this.box.hidden ? this.marked() : {}
  }

  // Who goes on without a press must not lose what was marked. Whether all of it is kept.
  async leave() {
    if (!this.row || this.box.hidden) return true
    const photo = await this.photo()
    const look = this.marked()
    if (photo || !sameLook(look, this.kept)) await this.save(this.row, look, photo)
    this.kept = look
    this.row = { ...this.row, look }
    const all = Boolean(photo) || !this.form.photo.files.length
    this.clear(look)
    return all
  }

  draw() {
    this.box.querySelector("[data-machine]").textContent = this.code
    this.points.textContent = ""
    for (const [point, name] of this.checks.of(this.code)) {
      const row = this.pattern.cloneNode(true)
      row.querySelector("span").textContent = name
      row.querySelector("select").name = point
      this.points.append(row)
    }
    this.form.querySelector("[data-save]").hidden = !this.row
    this.clear(this.kept)
    const { photo } = this.row ? { photo: "" } : this.drafts.of(this.code)
    if (photo) this.form.querySelector("photo-field [role=status]").textContent = this.words.photoKept
    this.box.querySelector("details").open = !this.row && (Boolean(photo) || Object.keys(this.kept).length > 0)
  }

  clear(look) {
    this.form.reset()
    this.form.querySelector("photo-field [role=status]").textContent = ""
    for (const choice of this.points.querySelectorAll("select")) choice.value = look[choice.name] || "good"
    this.tellWords()
  }

  marked() {
    const choices = Array.from(this.points.querySelectorAll("select"), ({ name, value }) => [name, value])
    return this.checks.marked(this.code, Object.fromEntries(choices))
  }

  tellWords() {
    this.box.querySelector("[data-words]").textContent = this.of(this.code, this.marked())
  }

  of(code, look) {
    return this.checks.words(code, look, this.names, this.words.allGood)
  }

  async photo() {
    const field = this.form.querySelector("photo-field")
    if (field.busy) await field.busy
    const photo = await fileInBase64(this.form.photo.files[0])
    if (photo.length <= MOST_BYTES) return photo
    this.tooLarge()
    return ""
  }
}
