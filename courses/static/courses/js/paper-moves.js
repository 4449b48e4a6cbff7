// Where a key leads on the sheet that papers are typed into, and how a pasted row falls into its fields. Pure.

// `at`: { row, column }; `size`: { rows, columns }; `field`: { text, caret } of a text field, with the caret as a number,
// or null for a list or box. Returns the place to go to, or null when the key keeps its own meaning.
export function move(key, shift, at, size, field) {
  if (key === "Enter") return shift ? before(at, size) : after(at, size)
  if (!field) return null
  if (key === "ArrowDown") return within({ row: at.row + 1, column: at.column }, size)
  if (key === "ArrowUp") return within({ row: at.row - 1, column: at.column }, size)
  if (key === "ArrowRight" && field.caret >= field.text.length) return after(at, size)
  if (key === "ArrowLeft" && field.caret === 0) return before(at, size)
  return null
}

// The next field of the sheet; behind the last one of a row the first of the next.
export function after(at, size) {
  if (at.column + 1 < size.columns) return { row: at.row, column: at.column + 1 }
  return within({ row: at.row + 1, column: 0 }, size) || at
}

function before(at, size) {
  if (at.column > 0) return { row: at.row, column: at.column - 1 }
  return within({ row: at.row - 1, column: size.columns - 1 }, size) || at
}

function within(at, size) {
  return at.row >= 0 && at.row < size.rows ? at : null
}

// Whether a field is full: one letter, or four signs. Spaces do not count.
export function isFull(text, signs) {
  return signs > 0 && text.replace(/\s/g, "").length >= signs
}

// The pieces of what was pasted, a row a line: cells of a table, or letters of answers written without gaps when
// the field takes one sign. Null: an ordinary text.
export function pieces(text, signs) {
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n")
  if (lines.length > 1 || text.includes("\t")) return lines.map((line) => line.split("\t").map((one) => one.trim()))
  const letters = text.replace(/[\s,;.]/g, "")
  return signs === 1 && letters.length > 1 ? [[...letters]] : null
}
