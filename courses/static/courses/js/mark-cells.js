// What the sheet of the mark book knows of its cells: what was typed, what the school has, what can be undone, what
// is to be sent. A cell is named by its field. Pure.

const FIRST_WAIT = 2000
const LONGEST_WAIT = 120000

// As two people would say that it is the same: 8.5 and 8,5, with spaces or without.
export function tidy(text) {
  const plain = text.replace(/\s+/g, " ").trim()
  return /^\d{1,2}\.\d+$/.test(plain) ? plain.replace(".", ",") : plain
}

// A cell with what stands before it; one with line breaks inside Excel puts between quotes.
const CELL = /([\t\n])("(?:[^"]|"")*"(?=[\t\n]|$)|[^\t\n]*)/g

// The cells of what was pasted, a line a row; null for one ordinary text, which the browser pastes itself.
export function block(text) {
  const plain = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "")
  if (!/[\t\n]/.test(plain)) return null
  const lines = []
  for (const [, before, cell] of `\n${plain}`.matchAll(CELL)) {
    if (before === "\n") lines.push([])
    const bare = /^".*[\n\t].*"$/s.test(cell) ? cell.slice(1, -1).replace(/""/g, '"') : cell
    lines[lines.length - 1].push(tidy(bare))
  }
  return lines
}

// A remark with a phrase put in the place of what is chosen in it, and the caret behind the phrase.
export function withPhrase(text, phrase, start, end) {
  const before = text.slice(0, start).trimEnd()
  const after = text.slice(end).trimStart()
  const begun = before ? `${before} ${phrase}` : phrase
  return { text: after ? `${begun} ${after}` : begun, caret: begun.length }
}

// [[name, text]] of a block whose first cell falls to `at`, in a grid of names. As with a file, an empty cell takes
// nothing away: who copies a column too many does not mean to empty the one beside it.
export function fill(lines, at, names) {
  const changes = []
  lines.forEach((line, down) =>
    line.forEach((text, across) => {
      const name = (names[at.row + down] || [])[at.column + across]
      if (name && text) changes.push([name, text])
    }),
  )
  return changes
}

// Where a key leads; null: it keeps its own meaning. Enter goes down, as in Excel.
export function move(key, shift, at, size, caret) {
  const down = key === "ArrowDown" || (key === "Enter" && !shift)
  const up = key === "ArrowUp" || (key === "Enter" && shift)
  if (down) return at.row + 1 < size.rows ? { row: at.row + 1, column: at.column } : at
  if (up) return at.row > 0 ? { row: at.row - 1, column: at.column } : at
  if (key === "ArrowRight" && caret.end && at.column + 1 < size.columns) return { row: at.row, column: at.column + 1 }
  if (key === "ArrowLeft" && caret.start && at.column > 0) return { row: at.row, column: at.column - 1 }
  return null
}

export class Cells {
  // `kept`: Map of name → what the school has.
  constructor(kept) {
    this.kept = new Map(kept)
    this.now = new Map(kept)
    this.done = []
    this.undone = []
    this.sending = new Map()
    this.refused = new Set()
    this.lost = 0
  }

  // One act of the teacher: [[name, text]]. What changes nothing is no act.
  type(changes) {
    const act = changes
      .filter(([name, text]) => this.now.has(name) && this.now.get(name) !== text)
      .map(([name, text]) => [name, this.now.get(name), text])
    if (!act.length) return []
    this.done.push(act)
    this.undone = []
    return this.set(act.map(([name, , text]) => [name, text]))
  }

  set(changes) {
    for (const [name, text] of changes) {
      this.now.set(name, text)
      this.refused.delete(name)
    }
    return changes
  }

  // [[name, text]] as it was before the last act.
  undo() {
    const act = this.done.pop()
    if (!act) return []
    this.undone.push(act)
    return this.set(act.map(([name, before]) => [name, before]))
  }

  redo() {
    const act = this.undone.pop()
    if (!act) return []
    this.done.push(act)
    return this.set(act.map(([name, , text]) => [name, text]))
  }

  get unkept() {
    return [...this.now.keys()].filter((name) => this.now.get(name) !== this.kept.get(name))
  }

  // [[name, what it was, what it is]] to send now; nothing while something is under way.
  begin() {
    if (this.sending.size) return []
    const told = this.unkept.filter((name) => !this.refused.has(name))
    told.forEach((name) => this.sending.set(name, this.now.get(name)))
    return told.map((name) => [name, this.kept.get(name), this.now.get(name)])
  }

  // The school's answer to one cell; returns the text to show, or null while something else is being typed there.
  answered(name, state, text) {
    const sent = this.sending.get(name)
    this.sending.delete(name)
    this.lost = 0
    const typedSince = this.now.get(name) !== sent
    // What stands there now is what the next try is based on, also when it was somebody else's.
    this.kept.set(name, text)
    if (state === "kept" || state === "same") {
      if (typedSince) return null
      this.now.set(name, text)
      return text
    }
    if (state === "clash" && !typedSince) {
      this.now.set(name, text)
      return text
    }
    if (!typedSince) this.refused.add(name)
    return null
  }

  // Nobody has answered, or all was refused.
  failed(forGood) {
    if (forGood) [...this.sending.keys()].forEach((name) => this.refused.add(name))
    else this.lost += 1
    this.sending.clear()
  }

  get wait() {
    return Math.min(FIRST_WAIT * 2 ** Math.max(this.lost - 1, 0), LONGEST_WAIT)
  }

  get isOpen() {
    return this.sending.size > 0 || this.unkept.length > 0
  }
}
