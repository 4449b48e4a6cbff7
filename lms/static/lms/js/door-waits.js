// How long the door without signal stays shut after wrong PINs. Pure; a row is {misses, left, at}: wrong tries, and the
// milliseconds that were left to wait at the time `at` of the wall clock.
//
// Before the page the monotonic clock counts. While it was closed the wall clock counts, all but the last minute: who
// turns the clock of the tablet on waits for that all the same, before each try.

const MINUTE = 60000
const FREE = 5
const WAITS = [1, 2, 5, 15]

// One more try that is not known to be right: counted before the PIN is looked at.
export function tried(row, now) {
  const misses = ((row && row.misses) || 0) + 1
  const minutes = misses < FREE ? 0 : WAITS[Math.min(misses - FREE, WAITS.length - 1)]
  return { misses, left: minutes * MINUTE, at: now }
}

// The row as it is when the page is opened again.
export function again(row, now) {
  if (!row) return undefined
  const gone = Math.max(now - row.at, 0)
  return { ...row, left: Math.max(row.left - gone, Math.min(row.left, MINUTE)), at: now }
}

// After so many milliseconds before the page.
export function passed(row, milliseconds, now) {
  return { ...row, left: Math.max(row.left - Math.max(milliseconds, 0), 0), at: now }
}
