// The list of a takeaway, as the school tells it (courses/takeaways/listing.py), and what follows from it. Pure.

export const FILES = "files"
export const TAKEN = "takeaway "
const MOST_ROWS = 6000
export const MOST_BYTES = 330e6
const KINDS = "lecture|quiz|course|week|subject"
const KEY = new RegExp(`^(${KINDS})-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)
const HASH = /^[0-9a-f]{64}$/
const PAGE = /^\/([\w-]+\/){1,9}$/
// A file names its place, and nothing that a server or browser would read otherwise.
const FILE = /^\/(static|media\/images|files)(\/[\w.~%+()@,' !$&*;=:-]+)+$/
// What is somebody's own, or stands for the whole site, comes in no takeaway.
const OWN = /^\/(admin|attempts|courier|desk|jobs|marks|offline|papers|revision|sign-in|sign-out|start|sync|takeaways|today|waiting)\//
// What a browser shows by itself; all else is saved and not opened.
const SHOWN = /^(text\/(css|javascript)(; charset=utf-8)?|(audio|video|font)\/[\w.+-]+(; ?codecs="[\w., ]+")?|image\/(webp|jpeg|png|avif|gif)|application\/(pdf|json))$/
const OF_FILES = "default-src 'none'; media-src 'self'; sandbox"
// What every browser shows or plays, and so may stand for its other forms; a sound in WebM or Ogg may not.
const EVERYWHERE = /^(image|video|audio\/(mp4|mpeg))\b/

export function cacheOf(who, key) {
  return `${TAKEN}${who} ${key}`
}

export function addressOf({ kind, uid }) {
  return `/takeaways/${kind}/${uid}.json`
}

// The list when all in it is as we make it; null of anything else.
export function checked(list) {
  if (!list || list.v !== 1 || typeof list.title !== "string" || !KEY.test(list.key)) return null
  if (`${list.kind}-${list.uid}` !== list.key || typeof list.edition !== "string") return null
  const { pages, files } = list
  if (!Array.isArray(pages) || !Array.isArray(files) || !pages.length) return null
  if (pages.length + files.length > MOST_ROWS || !Array.isArray(list.quizzes || [])) return null
  if (!pages.every((row) => isRow(row) && isPage(row.url))) return null
  if (!files.every((row) => isRow(row) && [row.url, ...(row.instead || [])].every(isFile))) return null
  if (!files.every(({ lighter }) => !lighter || (isRow(lighter) && isFile(lighter.url)))) return null
  return [...pages, ...files].reduce((sum, { bytes }) => sum + bytes, 0) <= MOST_BYTES ? list : null
}

function isRow(row) {
  const isSize = (bytes) => Number.isSafeInteger(bytes) && bytes >= 0
  return Boolean(row) && HASH.test(row.sha256) && isSize(row.bytes) && isSize(row.wire) && typeof row.type === "string"
}

export function isPage(url) {
  return typeof url === "string" && PAGE.test(url) && !OWN.test(url)
}

export function isFile(url) {
  if (typeof url !== "string" || !FILE.test(url) || /%(2f|5c|00)/i.test(url)) return false
  try {
    return decodeURIComponent(url).split("/").every((part) => part !== "." && part !== "..")
  } catch (broken) {
    return false
  }
}

// The list as a browser takes it that `plays` some types: of each sound one form, the lighter one where it may.
export function asPlayed(list, plays) {
  const chosen = ({ lighter, ...row }) =>
    lighter && plays(lighter.type) ? { ...lighter, instead: [row.url, ...row.instead.filter((one) => one !== lighter.url)] } : row
  return { ...list, files: list.files.map(chosen) }
}

// The files that come along: films only when they are asked for.
export function filesOf(list, films) {
  return list.files.filter((row) => films || !row.film)
}

// The rows that are not here yet. `held`: the addresses that are – a file's address changes with its content –,
// `before`: the list as it was taken along, if it was.
export function lacking(list, films, held, before) {
  const known = new Map(before ? before.pages.map(({ url, sha256 }) => [url, sha256]) : [])
  return {
    files: filesOf(list, films).filter(({ url }) => !held.has(url)),
    pages: list.pages.filter(({ url, sha256 }) => known.get(url) !== sha256),
  }
}

export function onTheWire(rows) {
  return rows.reduce((sum, { wire }) => sum + wire, 0)
}

export function onTheDisk(rows) {
  return rows.reduce((sum, { bytes }) => sum + bytes, 0)
}

// Files that no list of this device names any more.
export function spare(rows, lists) {
  const named = new Set(lists.flatMap((list) => list.files.flatMap(namesOf)))
  return rows.flatMap(namesOf).filter((url) => !named.has(url) && !url.startsWith("/static/"))
}

// The address of a file, and those of the same thing in other forms.
export function namesOf({ url, instead }) {
  return [url, ...(instead || [])]
}

// The addresses that are answered by this file as well.
export function standsFor({ type, instead }) {
  return EVERYWHERE.test(type) ? instead || [] : []
}

// What goes first when there is no room for `need` bytes more: what was finished longest ago. Never what a quiz may be
// waiting in, nor what is being loaded. [] when all of them together would not do.
export function toGiveUp(taken, need, busy = []) {
  const chosen = []
  let room = 0
  const may = taken.filter(({ key, quizzes }) => !(quizzes || []).length && !busy.includes(key))
  for (const one of may.sort((a, b) => a.taken_at - b.taken_at)) {
    if (room >= need) break
    chosen.push(one)
    room += onTheDisk([...one.pages, ...filesOf(one, one.films)].filter(({ url }) => !url.startsWith("/static/")))
  }
  return room >= need ? chosen : []
}

// What the browser is told about one of them, wherever it came from.
export function headersOf(row, { policy = "", etag = "", at = new Date() } = {}) {
  const headers = { "Content-Length": String(row.bytes), Date: at.toUTCString(), "X-Content-Type-Options": "nosniff" }
  if (PAGE.test(row.url)) return pageHeaders(headers, policy, etag)
  const isDrawing = row.type === "image/svg+xml" && row.url.startsWith("/static/")
  const isShown = SHOWN.test(row.type) || isDrawing
  headers["Content-Type"] = isShown ? row.type : "application/octet-stream"
  if (row.url.startsWith("/files/")) headers["Content-Security-Policy"] = OF_FILES
  if (!isShown) headers["Content-Disposition"] = "attachment"
  return headers
}

function pageHeaders(headers, policy, etag) {
  Object.assign(headers, { "Content-Type": "text/html; charset=utf-8" })
  if (policy) headers["Content-Security-Policy"] = policy
  if (etag) headers.ETag = etag
  return headers
}
