// What counts as use, as pure functions: no clock, no page, no store of their own.

import { join } from "./usage-signal.js"

export const ATTENTION_MS = 60000 // visible and touched or playing within this time
export const LONGEST_STEP_S = 60 // a longer gap is a machine that slept
export const NOTHING = { active_s: 0, learn_s: 0, offline_s: 0 }

// Seconds to add for the time between two looks at the page.
//   seen: { now, before, touched, visible, playing, learning, online } (times in milliseconds)
export function step(seen) {
  const seconds = (seen.now - seen.before) / 1000
  if (!(seconds > 0) || seconds > LONGEST_STEP_S) return NOTHING
  const attentive = seen.playing || seen.now - seen.touched <= ATTENTION_MS
  if (!seen.visible || !attentive) return NOTHING
  return {
    active_s: seconds,
    learn_s: seen.learning ? seconds : 0,
    offline_s: seen.online ? 0 : seconds,
  }
}

export function add(one, two) {
  const sum = {}
  for (const name of Object.keys(NOTHING)) sum[name] = (one[name] || 0) + (two[name] || 0)
  return sum
}

// Whole seconds, as the school takes them: learn and offline never more than active, no day
// longer than a day.
export function told(day, counts) {
  const active = Math.min(Math.floor(counts.active_s || 0), 86400)
  const part = (name) => Math.min(Math.floor(counts[name] || 0), active)
  return { day, active_s: active, learn_s: part("learn_s"), offline_s: part("offline_s") }
}

// The day in Điện Biên (seven hours ahead, no summer time), whatever zone a tablet is set to.
export function dayOf(ms) {
  return new Date(ms + 7 * 3600000).toISOString().slice(0, 10)
}

// Kept days that are worth telling: those whose count has grown since it was told last.
export function untold(days) {
  return days.filter(({ counts, told_s }) => Math.floor(counts.active_s) > (told_s || 0))
}

// Put entries of the journal ({id, who, day, counts, signal}) into what is kept ({days, folded}), each once
// however often it is tried: a page may be gone between the keeping and the crossing out.
export function fold(kept, entries, who, keepDays) {
  const days = { ...kept.days }
  let folded = [...(kept.folded || [])]
  for (const { id, day, counts, signal } of entries.filter((entry) => entry.who === who)) {
    if (folded.includes(id)) continue
    const old = days[day] || { counts: NOTHING }
    const joined = join(old.signal, signal)
    days[day] = { ...old, counts: add(old.counts, counts), ...(joined ? { signal: joined } : {}) }
    folded.push(id)
  }
  for (const day of Object.keys(days).sort().slice(0, -keepDays)) delete days[day]
  folded = folded.slice(-300)
  return { days, folded }
}
