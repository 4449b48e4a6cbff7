// Which rows of the sheet that papers are typed into the school does not have yet, and when to try again. Pure.

const FIRST_WAIT = 2000
const LONGEST_WAIT = 120000

export class UnkeptRows {
  constructor() {
    this.changed = new Set()
    this.sending = new Set()
    this.refused = new Set()
    this.lost = 0
  }

  type(row) {
    this.changed.add(row)
    this.refused.delete(row)
  }

  // Whether to send the row now: it has something new, and is not under way.
  begin(row) {
    if (!this.changed.has(row) || this.sending.has(row)) return false
    this.changed.delete(row)
    this.sending.add(row)
    return true
  }

  // The school has answered. What it refuses stays open until it is typed anew; asking again would not help.
  answered(row, kept) {
    this.sending.delete(row)
    this.lost = 0
    if (kept) this.refused.delete(row)
    else this.refused.add(row)
  }

  // Nobody has answered.
  fail(row) {
    this.sending.delete(row)
    this.changed.add(row)
    this.lost += 1
  }

  // Milliseconds until the next try: longer each time, for a school without signal has it for hours.
  get wait() {
    return Math.min(FIRST_WAIT * 2 ** Math.max(this.lost - 1, 0), LONGEST_WAIT)
  }

  // Whether something is lost when the page is closed now.
  get open() {
    return this.changed.size + this.sending.size + this.refused.size > 0
  }
}
