// A plain text with few marks, as courses/typed_text.py reads it: shown while there is no signal, and helped with.
// Pure. Both are held to tests/golden/marks.json.

const BULLET = "• "
const DASHED = /^[-–] (?=\S)/m
const POINT = /^( *)(• |(\d{1,3})\. )(.*)$/
const DEEPEST = 4
const SIGNS = { "^": "sup", _: "sub" }

// The HTML of `text`; a formula stands as it is written, in <code>.
export function toHtml(text) {
  return text.replace(/\r\n?/g, "\n").split(/\n[^\S\n]*\n/).map(block).join("")
}

function block(text) {
  const lines = text.replace(/\t/g, "  ").replace(/\u00a0/g, " ").split("\n").map((line) => line.replace(/\s+$/, "")).filter(Boolean)
  let told = ""
  for (let at = 0, end; at < lines.length; at = end) {
    end = endOfList(lines, at)
    if (end > at) told += list(lines.slice(at, end).map(point))
    else {
      end = at + 1
      while (end < lines.length && endOfList(lines, end) === end) end += 1
      told += `<p>${lines.slice(at, end).map((line) => inline(line.trim())).join("<br/>")}</p>`
    }
  }
  return told
}

function point(line) {
  const found = POINT.exec(line)
  if (!found) return null
  const [, before, , number, words] = found
  return { depth: Math.min(before.length >> 1, DEEPEST), tag: number ? "ol" : "ul", number: Number(number || 0), words: words.trim() }
}

// Where the list ends that begins with the line `start`; `start` itself where none begins.
function endOfList(lines, start) {
  const first = point(lines[start])
  let end = start, number = 0
  for (let one; first && end < lines.length && (one = point(lines[end])); end += 1) {
    if (end > start && one.depth) continue
    if (one.tag !== first.tag || (one.tag === "ol" && one.number !== number + 1)) break
    number += 1
  }
  return first && (first.tag === "ul" || number > 1) ? end : start
}

function list(points) {
  const open = []
  let told = "", before = -1
  const close = () => (told += `</li></${open.pop().tag}>`)
  for (const { depth: deep, tag, words } of points) {
    const depth = (before = Math.min(deep, before + 1))
    while (open.length && open[open.length - 1].depth > depth) close()
    const last = open[open.length - 1]
    if (last && last.depth === depth && last.tag === tag) told += "</li><li>"
    else {
      if (last && last.depth === depth) close()
      told += `<${tag}><li>`
      open.push({ depth, tag })
    }
    told += inline(words)
  }
  while (open.length) close()
  return told
}

function inline(line) {
  const hidden = []
  const hide = (words) => `\ue000${hidden.push(words) - 1}\ue001`
  const bare = line.replace(/[\ue000\ue001]/g, "").replace(/\\\((.+?)\\\)/g, (whole) => hide(`<code>${escaped(whole)}</code>`))
  return escaped(bare)
    .replace(/\[([^[\]\n]{1,300})\]\(((?:https?:\/\/|mailto:|tel:)[^\s()]{1,500})\)/g, (_, words, address) => hide(`<a href="${address.replace(/"/g, "%22")}">`) + words + hide("</a>"))
    .replace(/([\^_])\{([^{}\n]{1,60})\}/g, (_, sign, words) => `<${SIGNS[sign]}>${words}</${SIGNS[sign]}>`)
    .replace(/\*\*(?=\S)(.+?)(?<=\S)\*\*/g, "<b>$1</b>")
    .replace(/(?<![\p{L}\p{N}_])__(?=[^\s_])(.+?)(?<=[^\s_])__(?![\p{L}\p{N}_])/gu, "<i>$1</i>")
    .replace(/\ue000(\d+)\ue001/g, (_, number) => hidden[number])
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

// Whether lines begin with «- », which stay spoken lines; a list is asked for.
export function isDashed(text) {
  return DASHED.test(text)
}

// The lines that begin with «- » as points of a list.
export function pointed({ text, end }) {
  const told = text.replace(new RegExp(DASHED, "gm"), BULLET)
  return { text: told, start: Math.min(end, told.length), end: Math.min(end, told.length) }
}

// Whether the text says more than plain paragraphs.
export function isMarked(text) {
  return /<(b|i|ul|ol|code|sup|sub|a href)\b/.test(toHtml(text))
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
