import assert from "node:assert/strict"
import { test } from "node:test"

import { fold } from "../../devices/static/devices/usage-counter.js"
import { isDue, join, linkOf, speed, told, tryAt } from "../../devices/static/devices/usage-signal.js"

test("a large response tells the speed in kilobits a second", () => {
  assert.equal(speed({ transferSize: 50000, responseStart: 100, responseEnd: 500 }), 1000)
})

test("a small one, one out of a cache and one of another site tell nothing", () => {
  assert.equal(speed({ transferSize: 29999, responseStart: 100, responseEnd: 500 }), 0)
  assert.equal(speed({ transferSize: 50000, responseStart: 100, responseEnd: 101 }), 0)
  assert.equal(speed({ transferSize: 0, responseStart: 0, responseEnd: 500 }), 0)
})

test("a browser that does not say what it is connected by is unknown", () => {
  assert.equal(linkOf(undefined), "")
  assert.equal(linkOf({ effectiveType: "4g" }), "")
  assert.equal(linkOf({ type: "cellular" }), "mobile")
})

test("the way is measured once an hour, and again when the clock was set back", () => {
  assert.equal(isDue(1000, 1000 + 3599999), false)
  assert.equal(isDue(1000, 1000 + 3600000), true)
  assert.equal(isDue(9e12, 1000), true)
})

test("tries and failures both count, the median says how long the way was", () => {
  const trips = [900, 100, 300].map((trip) => ({ tries: 1, trips: [trip], link: "wifi", skew_s: 2 }))
  const day = [...trips, { tries: 1, failures: 1 }, { kbps_max: 700, link: "mobile" }].reduce(join)
  assert.deepEqual(told(day), { tries: 4, failures: 1, rtt_p50: 300, kbps_max: 700, link: "both", skew_s: 2 })
})

test("hours of a day are told once each, those that failed beside those that were tried", () => {
  const at = (time, failed) => tryAt(Date.parse(`2026-11-24T${time}+07:00`), failed)
  const day = [at("19:50:00"), at("07:10:00", true), at("07:59:00"), at("00:00:00")].reduce(join)
  const { tries, failures, tried_hours, failed_hours } = told(day)
  assert.deepEqual({ tries, failures, tried_hours, failed_hours }, {
    tries: 4,
    failures: 1,
    tried_hours: [0, 7, 19],
    failed_hours: [7],
  })
  assert.equal("failed_hours" in told(at("08:00:00")), false)
  // Kept by an older page of this tablet: tries without hours.
  assert.deepEqual(told(join({ tries: 2, failures: 0 }, at("08:00:00"))).tried_hours, [8])
})

test("the worst clock of a day is told, also one that runs behind", () => {
  assert.equal(told(join({ skew_s: 5 }, { skew_s: -900 })).skew_s, -900)
})

test("nothing measured is nothing told", () => {
  assert.deepEqual(told(undefined), {})
  assert.deepEqual(told(join({ kbps_max: 0 }, { link: "" })), {})
})

test("the journal carries it into the day, each entry once", () => {
  const counts = { active_s: 5, learn_s: 5, offline_s: 0 }
  const entries = [1, 2].map((id) => ({ id, who: "g", day: "d", counts, signal: { tries: 1, failures: 1 } }))
  const once = fold({}, entries, "g", 21)
  assert.equal(once.days.d.signal.failures, 2)
  assert.deepEqual(fold(once, entries, "g", 21), once)
})
