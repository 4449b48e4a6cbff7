// What lies on the clipboard, judged by its HTML alone. Pure: tested in tests/js/.

const SIGNS = [/xmlns:o="urn:schemas-microsoft-com/i, /class="?Mso/i, /mso-/i, /LibreOffice/i, /docs-internal-guid/i, /<table/i]
const START = "<!--StartFragment-->"
const END = "<!--EndFragment-->"

// Whether `html` comes out of a document, so that the server is to read it.
export function isDocument(html) {
  return SIGNS.some((sign) => sign.test(html))
}

// The part that was copied, without the styles of the whole document.
export function fragment(html) {
  const start = html.indexOf(START)
  const end = html.lastIndexOf(END)
  const inner = start < 0 || end < start ? html : html.slice(start + START.length, end)
  return inner.replace(/<style[\s\S]*?<\/style>/gi, "").replace(/\sstyle=(["'])\s*\1/gi, "")
}

// Whether it is better pasted as several blocks: headings or tables stand in it, or it is long.
export function isSeveral(blocks, words) {
  if (blocks.length < 2) return blocks.length === 1 && blocks[0].type !== "text"
  return blocks.some(({ type }) => type !== "text") || words > 400
}

// «3 đề mục, 1 bảng» by the words given for each kind.
export function counted(blocks, names) {
  const many = {}
  for (const { type } of blocks) many[type] = (many[type] || 0) + 1
  return Object.entries(many)
    .filter(([type]) => names[type])
    .map(([type, count]) => `${count} ${names[type]}`)
    .join(", ")
}

// How many words a rich text holds, as the editor keeps it.
export function wordsIn(raw) {
  return raw.blocks.reduce((sum, { text }) => sum + text.split(/\s+/).filter(Boolean).length, 0)
}
