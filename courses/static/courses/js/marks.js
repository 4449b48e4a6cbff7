// A plain text with few marks, as courses/writing/marks.py reads it: shown while there is no signal, and helped with.
// Pure. Both are held to tests/golden/marks.json.

const BULLET = "• "
const NUMBER = /^(\d{1,3})\. /

// The HTML of `text`; a formula stands as it is written, in <code>.
export function toHtml(text) {
  return text.replace(/\r\n?/g, "\n").split(/\n[^\S\n]*\n/).map(block).join("")
}

function block(text) {
  const lines = text.split("\n").map((line) => line.trim()).filter(Boolean)
  let told = ""
  for (let at = 0, end; at < lines.length; at = end) {
    if (lines[at].startsWith(BULLET)) {
      end = run(lines, at, (line) => line.startsWith(BULLET))
      told += list("ul", lines.slice(at, end).map((line) => line.slice(BULLET.length)))
    } else if ((end = run(lines, at, numbered)) - at > 1) {
      told += list("ol", lines.slice(at, end).map((line) => line.replace(NUMBER, "")))
    } else {
      end = at + 1
      while (end < lines.length && !lines[end].startsWith(BULLET) && run(lines, end, numbered) - end < 2) end += 1
      told += `<p>${lines.slice(at, end).map(inline).join("<br/>")}</p>`
    }
  }
  return told
}

function run(lines, start, fits) {
  let end = start
  while (end < lines.length && fits(lines[end], end - start + 1)) end += 1
  return end
}

function numbered(line, number) {
  return line.startsWith(`${number}. `)
}

function list(tag, items) {
  return `<${tag}>${items.map((item) => `<li>${inline(item.trim())}</li>`).join("")}</${tag}>`
}

function inline(line) {
  const formulas = []
  const hidden = line.replace(/[\ue000\ue001]/g, "").replace(/\\\((.+?)\\\)/g, (whole) => `\ue000${formulas.push(whole) - 1}\ue001`)
  return escaped(hidden)
    .replace(/\*\*(?=\S)(.+?)(?<=\S)\*\*/g, "<b>$1</b>")
    .replace(/(?<![\p{L}\p{N}_])__(?=[^\s_])(.+?)(?<=[^\s_])__(?![\p{L}\p{N}_])/gu, "<i>$1</i>")
    .replace(/\ue000(\d+)\ue001/g, (whole, number) => `<code>${escaped(formulas[number])}</code>`)
}

function escaped(text) {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;")
}

// What a button does to a text field. Each takes {text, start, end} and answers the same, changed.

export function bold({ text, start, end }) {
  const said = text.slice(start, end).trim()
  if (!said) return put({ text, start, end }, "****", 2)
  const from = text.indexOf(said, start)
  return { text: `${text.slice(0, from)}**${said}**${text.slice(from + said.length)}`, start: from + 2, end: from + 2 + said.length }
}

export function listed({ text, start, end }) {
  const from = text.lastIndexOf("\n", start - 1) + 1
  const to = (text + "\n").indexOf("\n", Math.max(end, from))
  const lines = text.slice(from, to).split("\n")
  const all = lines.every((line) => line.startsWith(BULLET))
  const told = lines.map((line) => (all ? line.slice(BULLET.length) : line.startsWith(BULLET) ? line : BULLET + line)).join("\n")
  return { text: text.slice(0, from) + told + text.slice(to), start: from + told.length, end: from + told.length }
}

// A new line in a list begins like the one before; an empty one ends the list. null: an ordinary new line.
export function newLine({ text, start, end }) {
  const from = text.lastIndexOf("\n", start - 1) + 1
  const line = text.slice(from, start)
  if (!line.startsWith(BULLET)) return null
  if (line === BULLET) return { text: text.slice(0, from) + text.slice(end), start: from, end: from }
  return put({ text, start, end }, "\n" + BULLET, 1 + BULLET.length)
}

// A sign into the formula in which the cursor stands, or into a new one. The cursor goes into its first gap.
export function formula({ text, start, end }, sign) {
  const before = text.slice(0, start)
  const inside = before.lastIndexOf("\\(") > before.lastIndexOf("\\)")
  const spaced = /^\\[a-z]+$/i.test(sign) ? sign + " " : sign
  const gap = spaced.indexOf("{}")
  const said = inside ? spaced : `\\( ${spaced} \\)`
  return put({ text, start, end }, said, (inside ? 0 : 3) + (gap < 0 ? spaced.length : gap + 1))
}

function put({ text, start, end }, said, cursor) {
  return { text: text.slice(0, start) + said + text.slice(end), start: start + cursor, end: start + cursor }
}
