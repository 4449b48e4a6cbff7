// Time since an attempt began, from the device's own stopwatch. Its calendar clock may be days off and
// decides nothing. Pure; `ticks` is performance.now().

export class Stopwatch {
  // `elapsed`: milliseconds so far as the school or this device last knew, when `ticks` was read.
  constructor(elapsed, ticks) {
    this.base = elapsed - ticks
  }

  elapsed(ticks) {
    return Math.max(0, Math.round(this.base + ticks))
  }
}

// What is known at the start of a page: never less than what this device already counted.
export function known(toldBySchool, keptHere) {
  return Math.max(toldBySchool || 0, keptHere || 0)
}

// {m, s} left of `seconds` after `elapsedMs` since the page was made; null when there is no end.
export function left(secondsLeft, sinceMs) {
  if (secondsLeft === null) return null
  const rest = Math.max(0, Math.ceil(secondsLeft - sinceMs / 1000))
  return { over: rest === 0, m: Math.floor(rest / 60), s: rest % 60 }
}
