// Where a key leads in a table of fields, as a pure function.

// `at`: { row, column }; `rows`: how many there are; `kind`: the field's type. Returns the place to go to, or null
// when the key keeps its own meaning (arrows move the cursor in a text, and choose in a list).
export function move(key, shift, kind, at, rows) {
  const down = key === "Enter" ? (shift ? -1 : 1) : kind === "checkbox" ? { ArrowUp: -1, ArrowDown: 1 }[key] || 0 : 0
  const across = kind === "checkbox" ? { ArrowLeft: -1, ArrowRight: 1 }[key] || 0 : 0
  if (!down && !across) return null
  const row = at.row + down
  if (row < 0 || row >= rows) return at
  return { row, column: at.column + across }
}
