// What waits, told: kinds with how many and since when, and what was written. Pure.

const MINUTE = 60000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const MOST_SIGNS = 200

// {words, count, since, bytes} by kind, what waits longest first. What counts by itself comes last.
export function byKind(events, kinds) {
  const groups = new Map()
  for (const event of events) {
    const words = kinds[event.kind] || event.kind
    const group = groups.get(words) || { words, count: 0, since: Infinity }
    group.count += 1
    group.since = Math.min(group.since, timeOf(event))
    groups.set(words, group)
  }
  return Array.from(groups.values()).sort((a, b) => a.since - b.since)
}

// When it was made, by this device's clock: the id tells it where the clock was not noted.
export function timeOf({ id, wall }) {
  return wall || parseInt(String(id).replace(/-/g, "").slice(0, 12), 16) || 0
}

// «10 phút trước»; `units`: {now, minutes, hours, days}, with {n} in them.
export function age(since, now, units) {
  const passed = Math.max(0, now - since)
  if (passed < MINUTE) return units.now
  if (passed < HOUR) return units.minutes.replace("{n}", Math.floor(passed / MINUTE))
  if (passed < DAY) return units.hours.replace("{n}", Math.floor(passed / HOUR))
  return units.days.replace("{n}", Math.floor(passed / DAY))
}

// Words that somebody wrote, to know the piece of work again; "" where it has none.
export function written({ payload = {} }) {
  const told = [payload.title, payload.words, payload.comment, payload.note, ...[payload.response].flat()]
  const words = told.filter((text) => typeof text === "string" && text.trim().length > 3 && /\s/.test(text.trim()))
  const text = words.join(" · ")
  return text.length > MOST_SIGNS ? `${text.slice(0, MOST_SIGNS)} …` : text
}

// What needs help, with what has the same kind, the same reason and no words of its own told as one.
export function alike(events, { kinds, reasons }) {
  const groups = new Map()
  for (const event of events) {
    const row = { words: kinds[event.kind] || event.kind, why: why(event, reasons), quote: written(event) }
    const key = row.quote ? event.id : `${row.words} ${row.why}`
    const group = groups.get(key) || { ...row, ids: [], since: Infinity, seen: Boolean(event.seen) }
    group.ids.push(event.id)
    group.since = Math.min(group.since, timeOf(event))
    groups.set(key, group)
  }
  return Array.from(groups.values()).sort((a, b) => a.since - b.since)
}

// Why the school did not take it: its own sentence, or one of ours.
export function why({ told, reason, status }, reasons) {
  return told || (reason && reasons[reason]) || reasons[status] || reasons[""]
}
