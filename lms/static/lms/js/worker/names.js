// What the worker keeps under which name, and which pages a browser may keep by themselves. Pure.
//
//   files                          scripts, styles, pictures, sound: the same for everybody, named by their content
//   shell <version>                pages that open for anybody without signal, with their files
//   takeaway <learner> <key>       pages that somebody took along
//   kept-page <learner> <path>     a working page of somebody whose safe is not open here (else it is in the safe)

export const FILES = "files"
export const KEPT = "kept-page "
export const TAKEN = "takeaway "
export const SHELL = "shell "
// Parts of large files on their way (courses/js/download-parts.js): they name nothing.
export const DOWNLOADS = "downloads"
// Held by a quiz that is open, wherever it stands: one begun without signal runs on its own page (attempt-form.js).
export const BUSY_LOCK = "song-busy"

// Which pages may be kept by themselves, and for how many days without signal: lists of people are out of date
// soon, and a child who is at home for the holidays still reads the own marks. The server must agree (X-Keep-For).
const ALLOWED = [
  [/^\/handovers\/classes\/[0-9a-f-]{36}\/(morning|scan-back)\/$/, 2],
  [/^\/stocktakes\/[0-9a-f-]{36}\/$/, 2],
  [/^\/points\/\d+\/diary\/$/, 2],
  [/^\/training\/sessions\/[0-9a-f-]{36}\/$/, 2],
  [/^\/writing\/[0-9a-f-]{36}\/$/, 2],
  [/^\/attempts\/marking\/[0-9a-f-]{36}\/[0-9a-f-]{36}\/loaded\/$/, 7],
  [/^\/skills\/classes\/[0-9a-f-]{36}\/[0-9a-f-]{36}\/$/, 2],
  [/^\/attempts\/papers\/[0-9a-f-]{36}\/$/, 2],
  [/^\/desk\/$/, 2],
  [/^\/classes\/[0-9a-f-]{36}\/$/, 2],
  [/^\/carrying\/$/, 30],
  // A week among villages, and the class as it was then.
  [/^\/carrying\/classes\/[0-9a-f-]{36}\/$/, 7],
  [/^\/attempts\/([0-9a-f-]{36}\/)?$/, 30],
  [/^\/today\/$/, 30],
  [/^\/marks\/mine\/$/, 30],
  [/^\/notices\/([0-9a-f-]{36}\/)?$/, 30],
  [/^\/revision\/(session\/)?$/, 30],
  [/^\/devices\/mine\/$/, 30],
  [/^\/devices\/(\w+\/)?report\/$/, 30],
  // What others write is gone from here soon after it is hidden at school.
  [/^\/exchange\/(classes\/[0-9a-f-]{36}\/(new\/)?)?$/, 7],
]

// What a query asks for there is only filled in, and the page does it by itself.
const FILLED_IN = /^\/devices\/\w+\/report\/$/

// A question is being answered there: no new worker takes over under it.
const BUSY = /^\/attempts\/papers\/[0-9a-f-]{36}\/$/

const DAY = 24 * 60 * 60 * 1000

export function keptName(who, path) {
  return `${KEPT}${who} ${path}`
}

// Days for which the page at `url` may be shown without signal; 0 when it is not to be kept.
export function daysKept({ pathname, search }) {
  const found = !search && ALLOWED.find(([pattern]) => pattern.test(pathname))
  return found ? found[1] : 0
}

// Whether what is kept at the path of `url` is the page that it asks for.
export function isAtItsPath({ pathname, search }) {
  return !search || FILLED_IN.test(pathname)
}

export function isTooOld(path, at, now = Date.now()) {
  return !(now - at < daysKept({ pathname: path, search: "" }) * DAY)
}

export function isBusy(path) {
  return BUSY.test(path)
}

// Its name holds a digest of its content: whoever has it has the right one.
export function isHashed(path) {
  return path.startsWith("/static/") && /\.[0-9a-f]{12}\.\w+$/.test(path)
}

// What a page or a list names of our own files, in the order of its text.
export function named(text) {
  const found = text.match(/\/static\/[\w./-]+\.\w+/g) || []
  return [...new Set(found)]
}

// What a page asks for of them: what stands in its tags. Anybody's words may look like an address, too, and those of
// one post would be asked for by every tablet of the class.
export function asksFor(html) {
  const told = [...html.matchAll(/\s(?:src|href|data-[\w-]+)="([^"]*)"/g)].map(([, value]) => value)
  return named(told.join(" ")).filter((address) => !address.includes(".."))
}

// What a script or style sheet at `address` names beside itself.
export function namedBeside(address, text) {
  const found = [...text.matchAll(/["'(](\.{1,2}\/[\w./-]+\.\w+)["')]/g)].map(([, path]) => path)
  return [...new Set(found)].map((path) => new URL(path, new URL(address, "https://here.invalid")).pathname)
}

// {start, end} of one part of `size` bytes that a header «Range» asks for; null when it wants the whole (several
// parts, other units), undefined when there is no such part.
export function asked(range, size) {
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(range.trim()) || []
  if (from === undefined || (!from && !to)) return null
  const start = from ? Number(from) : Math.max(size - Number(to), 0)
  const end = from && to ? Math.min(Number(to), size - 1) : size - 1
  return start <= end && start < size ? { start, end } : undefined
}
