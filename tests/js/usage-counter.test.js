import assert from "node:assert/strict"
import { test } from "node:test"

import { NOTHING, add, dayOf, fold, step, told, untold } from "../../devices/static/devices/usage-counter.js"

const look = (more) =>
  step({ now: 15000, before: 0, touched: 10000, visible: true, playing: false, learning: true, online: true, ...more })

test("fifteen seconds on a lecture are fifteen seconds of learning", () => {
  assert.deepEqual(look(), { active_s: 15, learn_s: 15, offline_s: 0 })
})

test("a page that is no lecture is use, not learning", () => {
  assert.deepEqual(look({ learning: false }), { active_s: 15, learn_s: 0, offline_s: 0 })
})

test("without signal it is counted as learnt offline", () => {
  assert.equal(look({ online: false }).offline_s, 15)
})

test("a hidden page counts nothing", () => {
  assert.equal(look({ visible: false }), NOTHING)
})

test("a page untouched for a minute counts nothing, unless something plays", () => {
  const idle = { now: 100000, before: 85000, touched: 30000 }
  assert.equal(look(idle), NOTHING)
  assert.equal(look({ ...idle, playing: true }).active_s, 15)
})

test("a machine that slept, or whose clock was set back, adds nothing", () => {
  assert.equal(look({ now: 900000, touched: 899000 }), NOTHING)
  assert.equal(look({ now: -5000 }), NOTHING)
})

test("counts add up", () => {
  assert.deepEqual(add(look(), look({ online: false })), { active_s: 30, learn_s: 30, offline_s: 15 })
  assert.deepEqual(add({}, {}), NOTHING)
})

test("what is told fits into a day, in whole seconds", () => {
  const counts = { active_s: 99.9, learn_s: 120, offline_s: 3.2 }
  assert.deepEqual(told("2026-11-24", counts), { day: "2026-11-24", active_s: 99, learn_s: 99, offline_s: 3 })
  assert.equal(told("2026-11-24", { active_s: 1e9 }).active_s, 86400)
})

test("a day begins at midnight in Điện Biên, whatever zone the tablet is set to", () => {
  assert.equal(dayOf(Date.UTC(2026, 0, 5, 16, 59)), "2026-01-05")
  assert.equal(dayOf(Date.UTC(2026, 0, 5, 17, 0)), "2026-01-06")
})

test("only days that have grown are told again", () => {
  const days = [
    { day: "a", counts: { active_s: 60 } },
    { day: "b", counts: { active_s: 60.5 }, told_s: 60 },
    { day: "c", counts: { active_s: 61 }, told_s: 60 },
  ]
  assert.deepEqual(untold(days).map(({ day }) => day), ["a", "c"])
})

test("each entry of the journal counts once, and only for its own learner", () => {
  const counts = { active_s: 5, learn_s: 5, offline_s: 0 }
  const entries = [
    { id: "1", who: "giang", day: "d", counts },
    { id: "2", who: "giang", day: "d", counts },
    { id: "3", who: "hoa", day: "d", counts },
  ]
  const once = fold({}, entries, "giang", 21)
  assert.equal(once.days.d.counts.active_s, 10)
  assert.deepEqual(fold(once, entries, "giang", 21), once)
})

test("days of long ago are forgotten, what was told of a day is not", () => {
  const kept = { days: { a: { counts: NOTHING }, b: { counts: NOTHING, told_s: 7 } }, folded: [] }
  const entry = { id: "1", who: "g", day: "c", counts: { active_s: 1, learn_s: 0, offline_s: 0 } }
  const after = fold(kept, [entry], "g", 2)
  assert.deepEqual(Object.keys(after.days), ["b", "c"])
  assert.equal(after.days.b.told_s, 7)
})
