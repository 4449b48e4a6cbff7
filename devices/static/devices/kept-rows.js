// What one page recorded of a class – pairs, or returns –, kept beside the outbox for some days, and where each row
// stands. What the browser keeps is handed in (`store` of lms/js/store.js), and so is what records an event (`tell` of
// lms/js/send.js) and what makes ids (`newId`, uuid7 of lms/js/outbox.js).

import { recent, standing } from "./pairing.js"

export class KeptRows {
  // `what`: the word with which kinds and streams begin, "pair" or "return". `name`: under which rows are kept.
  constructor(what, name, { of: school_class, who, tell, newId, store }) {
    Object.assign(this, { what, school_class, who, tell, newId, store })
    this.key = [who, `${name}:${school_class}`]
    this.rows = []
    this.shown = []
  }

  async open(now = Date.now()) {
    this.rows = recent((await this.store.get("kept", this.key)) || [], now)
    await this.keep()
    await this.look()
  }

  // A row is on the disk, in the outbox, when it comes back.
  async add(payload) {
    const id = this.newId()
    const whole = { class: this.school_class, ...payload }
    const event = await this.tell(`handover.${this.what}`, `${this.what}:${id}`, whole)
    const row = { id, event: event.id, ...whole }
    this.rows.push(row)
    await this.keep()
    return row
  }

  // Something more of a row, sent after it.
  more(row, kind, payload) {
    return this.tell(kind, `${this.what}:${row.id}`, { class: this.school_class, ...payload })
  }

  async change(row, told) {
    this.rows = this.rows.map((one) => (one.id === row.id ? { ...one, ...told } : one))
    await this.keep()
  }

  // Leave a row out that the school refused, with all that was to come after it.
  async forget(row) {
    for (const name of ["help", "events"]) {
      for (const event of await this.store.rowsOf(name, this.who)) {
        if (event.stream === `${this.what}:${row.id}`) await this.store.remove(name, event.id)
      }
    }
    this.rows = this.rows.filter(({ id }) => id !== row.id)
    await this.keep()
  }

  // Note down the numbers of papers that the school told.
  async settle(results) {
    const told = new Map(results.filter(({ told: words }) => words).map((result) => [result.id, result.told]))
    for (const row of this.rows) if (told.has(row.event)) row.number = told.get(row.event)
    if (told.size) await this.keep()
    await this.look()
  }

  // Where each row stands, out of what waits and what was refused.
  async look() {
    const mine = (event) => event.kind.startsWith("handover.") && event.payload.class === this.school_class
    const [events, help] = await Promise.all(["events", "help"].map((name) => this.store.rowsOf(name, this.who)))
    this.shown = standing(this.rows, events.filter(mine), help.filter(mine), this.what)
  }

  // Those that were not refused, also the one that was recorded a moment ago.
  standing() {
    const shown = new Set(this.shown.map(({ id }) => id))
    const fresh = this.rows.filter(({ id, undone }) => !undone && !shown.has(id))
    return this.shown.filter(({ state }) => state !== "refused").concat(fresh)
  }

  count(state) {
    return this.shown.filter((row) => row.state === state).length
  }

  keep() {
    return this.store.put("kept", this.rows, this.key)
  }
}
