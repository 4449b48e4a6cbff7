// How good the signal was, out of what was loaded anyway, as pure functions. Never a test that loads
// something for its own sake: a child's data plan is not ours.

export const PING_EVERY_MS = 3600000
export const LEAST_BYTES = 30000 // less says more about the way than about its width
const LEAST_MS = 5 // faster than that, it came out of a cache
const MOST_TRIPS = 24

// Kilobits a second of one response (an entry of Resource Timing), or 0 when it cannot tell.
export function speed({ transferSize, responseStart, responseEnd }) {
  const ms = responseEnd - responseStart
  if (!(transferSize >= LEAST_BYTES) || !(responseStart > 0) || !(ms >= LEAST_MS)) return 0
  return Math.round((transferSize * 8) / ms)
}

// What the browser says it is connected by. Most do not say: that is unknown, not bad.
export function linkOf(connection) {
  const type = connection && connection.type
  if (type === "wifi" || type === "ethernet") return "wifi"
  return type === "cellular" ? "mobile" : ""
}

// Whether the way to the school may be measured again; `last` lies ahead when the clock was set back.
export function isDue(last, now) {
  return !(now - last < PING_EVERY_MS) || last > now
}

// One try at a moment: in which hour of the day in Điện Biên it was, and whether it failed.
export function tryAt(ms, failed) {
  const hour = new Date(ms + 7 * 3600000).getUTCHours()
  if (!failed) return { tries: 1, tried_hours: [hour] }
  return { tries: 1, failures: 1, tried_hours: [hour], failed_hours: [hour] }
}

// Two parts of a day as one.
export function join(one, two) {
  if (!one || !two) return one || two
  const link = one.link && two.link && one.link !== two.link ? "both" : one.link || two.link || ""
  const skew = [one.skew_s, two.skew_s].filter((value) => value !== undefined)
  return {
    tries: (one.tries || 0) + (two.tries || 0),
    failures: (one.failures || 0) + (two.failures || 0),
    trips: [...(one.trips || []), ...(two.trips || [])].slice(-MOST_TRIPS),
    tried_hours: both(one.tried_hours, two.tried_hours),
    failed_hours: both(one.failed_hours, two.failed_hours),
    kbps_max: Math.max(one.kbps_max || 0, two.kbps_max || 0),
    link,
    ...(skew.length ? { skew_s: skew.sort((a, b) => Math.abs(b) - Math.abs(a))[0] } : {}),
  }
}

// What the school is told of a day: only what is known.
export function told(signal) {
  const { tries, failures, tried_hours, failed_hours, trips = [], kbps_max, link, skew_s } = signal || {}
  return {
    ...(tries ? { tries, failures: failures || 0 } : {}),
    ...(some(tried_hours) ? { tried_hours } : {}),
    ...(some(failed_hours) ? { failed_hours } : {}),
    ...(trips.length ? { rtt_p50: median(trips) } : {}),
    ...(kbps_max ? { kbps_max } : {}),
    ...(link ? { link } : {}),
    ...(skew_s !== undefined ? { skew_s } : {}),
  }
}

function some(hours) {
  return hours && hours.length > 0
}

function both(one = [], two = []) {
  return Array.from(new Set([...one, ...two])).sort((a, b) => a - b)
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  return Math.round(sorted[Math.floor((sorted.length - 1) / 2)])
}
