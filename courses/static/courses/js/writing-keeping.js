// The rows of a lecture that is being written (kept-writing.js): on the disk of this device, and here while it is open.

import { put, remove, run } from "../../lms/js/store.js"
import { replaced } from "./kept-writing.js"

export class WritingRows {
  // `tell` is called as soon as another row is kept.
  constructor(who, uid, tell) {
    this.who = who
    this.name = `writing ${uid} `
    this.tell = tell
    this.rows = new Map()
  }

  // What was kept before this page was opened, oldest first; refused or not, it is tried again.
  async recall() {
    const range = IDBKeyRange.bound([this.who, this.name], [this.who, this.name + "\uffff"])
    const rows = await run(["kept"], "readonly", (tx) => tx.objectStore("kept").getAll(range))
    rows.sort((one, other) => one.at - other.at)
    for (const row of rows) this.rows.set(row.unit, { ...row, refused: false, clash: false, isQuiet: false })
    return rows
  }

  get(unit) {
    return this.rows.get(unit)
  }

  all() {
    return [...this.rows.values()]
  }

  get size() {
    return this.rows.size
  }

  // Whether nothing was written since `row` was sent.
  isStill(row) {
    const now = this.rows.get(row.unit)
    return Boolean(now) && now.edits === row.edits
  }

  keep(row) {
    this.rows.set(row.unit, row)
    this.tell()
    return put("kept", row, [this.who, this.name + row.unit]).catch(() => {})
  }

  // What was written on while it was under way is based on what stands there now.
  rebase(unit, was) {
    const now = this.rows.get(unit)
    if (now && now.fields) this.keep(Object.assign(now, { fields: replaced(now.fields, "was", was), isNew: false }))
  }

  // Sent at once over what somebody else has written there.
  insist(unit, was) {
    const now = { ...this.rows.get(unit), clash: false, isUrgent: true, at: 0, was }
    if (now.fields) now.fields = replaced(now.fields, "was", was)
    this.keep(now)
  }

  forget(unit) {
    this.rows.delete(unit)
    return remove("kept", [this.who, this.name + unit]).catch(() => {})
  }
}
