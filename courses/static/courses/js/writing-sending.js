// Sends what was written in a lecture, row after row, when there is signal; the <lecture-writer> hears each answer.

import { ask, csrfToken } from "../../lms/js/school-request.js"
import { learner } from "../../lms/js/store.js"
import { inTurn, isDue, ORDER, patience } from "./kept-writing.js"

export const PAUSE = 2000
const TIMEOUT = 90000

export class WritingSending {
  constructor(writer, rows, who) {
    this.writer = writer
    this.rows = rows
    this.who = who
    this.failures = 0
    this.isCut = this.isOut = false
    // The sentence that says why nothing can be changed.
    this.locked = ""
  }

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
    const due = inTurn(this.rows.all(), this.writer.pieces.units()).filter((row) => (all ? !row.clash : isDue(row, Date.now(), PAUSE)))
    try {
      for (const row of due) {
        if (learner() !== this.who) return
        this.writer.tellSaving()
        await this.send(row)
      }
      this.failures = 0
    } catch (error) {
      this.failures += 1
      this.isCut = true
      this.writer.tell()
      this.soon(patience(this.failures))
      return
    }
    this.writer.tell()
    const waits = this.rows.all().some((row) => !row.refused && !row.clash)
    if (waits) this.soon(PAUSE)
  }

  async send(row) {
    const answer = await this.post(row.address, bodyOf(row))
    const isPlain = !(answer.headers.get("Content-Type") || "").startsWith("application/json")
    if (isPlain && answer.status !== 404 && answer.status < 500) {
      this.isOut = true
      throw new Error("signed out")
    }
    if (answer.status >= 500) throw new Error("not now")
    this.isOut = this.isCut = false
    if (answer.status === 404) return this.rows.keep({ ...row, clash: true, isGone: true })
    const told = await answer.json()
    if (answer.status === 423) {
      this.locked = told.sentence
      return this.rows.keep({ ...row, refused: true })
    }
    if (answer.status === 422) return this.writer.refuse(row, told.errors)
    if (answer.status === 409) return this.writer.clash(row, told)
    await this.writer.settle(row, told)
    this.locked = ""
  }

  // Brings back what was taken out, by its token; whether it came.
  async restore(token) {
    const data = new FormData()
    data.set("undo", token)
    try {
      return (await this.post(this.writer.dataset.restore, data)).status === 200
    } catch (error) {
      this.writer.tell(true)
      return false
    }
  }

  async post(address, data) {
    const headers = { Accept: "application/json", "X-CSRFToken": await csrfToken() }
    return ask(address, { method: "POST", body: data, headers }, TIMEOUT)
  }
}

function bodyOf(row) {
  const data = new FormData()
  if (row.drop) {
    data.set("was", row.was)
    if (row.question) data.set("question", row.question)
  } else if (row.unit === ORDER) data.set("ids", row.ids)
  else {
    for (const [name, value] of row.fields) data.append(name, value)
    for (const [name, file] of row.files) data.append(name, file, file.name)
  }
  return data
}
