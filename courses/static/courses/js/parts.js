// How a large file is cut while it is sent: parts as large as the line carries in some seconds. Pure.

export const LEAST = 64 * 1024
export const FIRST = 256 * 1024
const QUICK_MS = 4000
const SLOW_MS = 12000
const LONGEST_WAIT_MS = 60000

// Size of the next part after one of `size` took `ms`.
export function nextSize(size, ms, most) {
  if (ms < QUICK_MS) return Math.min(most, size * 2)
  if (ms > SLOW_MS) return Math.max(LEAST, Math.floor(size / 2))
  return Math.min(most, size)
}

// After a cut the next part is small, for the line is weak.
export function sizeAfterCut(size) {
  return Math.max(LEAST, Math.floor(size / 2))
}

// How long to wait after so many failures in a row: 2, 4, 8 … seconds, at most a minute, and up to a quarter less by
// chance, so that a school whose line came back does not send all at once.
export function waitAfter(failures, chance = Math.random()) {
  const most = Math.min(LONGEST_WAIT_MS, 1000 * 2 ** Math.min(failures, 10))
  return Math.round(most * (1 - chance / 4))
}

// What an answer means: "on", "again" (after a wait, from where the server says it is), "stop" (a person is needed).
export function meaningOf(status) {
  if (status === 200 || status === 409) return "on"
  if (status === 400 || status === 413 || status === 429 || status >= 500) return status === 507 ? "stop" : "again"
  return "stop"
}

// «12,5 / 340 MB»
export function progressWords(received, size) {
  const megabytes = (bytes) => (bytes / 1e6).toFixed(1).replace(/\.0$/, "").replace(".", ",")
  return `${megabytes(received)} / ${megabytes(size)} MB`
}

// Minutes that are left at this speed, or null while nobody knows.
export function minutesLeft(sent, ms, left) {
  return sent && ms > 5000 ? Math.ceil(((ms / sent) * left) / 60000) : null
}
