// Points of a sheet while they are typed, and what a key means beside them. Pure, tested with Node.

// `rows`: [{typed, most}] as they stand in the fields. {total: "7,5" or "" while a row is open, wrong: [places]}.
export function summed(rows) {
  const read = rows.map(({ typed, most }) => hundredths(typed, most))
  const wrong = read.map((value, at) => (value === null ? at : -1)).filter((at) => at >= 0)
  const open = wrong.length || read.some((value) => value === "")
  const sum = open ? 0 : read.reduce((all, value) => all + value, 0)
  return { total: open ? "" : String(sum / 100).replace(".", ","), wrong }
}

// As a whole number, for 0.1 + 0.2 is 0.3; "" for an empty field, null for what is no points of this line.
function hundredths(typed, most) {
  const text = typed.trim()
  if (!text) return ""
  if (!/^\d{1,3}([.,]\d{1,2})?$/.test(text)) return null
  const value = Math.round(Number(text.replace(",", ".")) * 100)
  return value > Math.round(Number(most) * 100) ? null : value
}

// {act} or {act: "line", number}, or null when the key keeps its own meaning.
export function meaning({ key, ctrlKey, metaKey, altKey }, field) {
  if (key === "Enter" && (ctrlKey || metaKey)) return { act: "give" }
  if (ctrlKey || metaKey || altKey) return null
  if (field === "points" && key === "Enter") return { act: "down" }
  if (field) return key === "Escape" ? { act: "leave" } : null
  if (/^[1-9]$/.test(key)) return { act: "line", number: Number(key) }
  return { j: { act: "next" }, k: { act: "prev" }, "?": { act: "keys" } }[key] || null
}
