import assert from "node:assert/strict"
import { test } from "node:test"

import { clock, dayOf, moment } from "../../lms/static/lms/js/times.js"

test("a day is that of this device's clock, not that of Greenwich", () => {
  assert.equal(dayOf(new Date(2026, 0, 5, 0, 30)), "2026-01-05")
  assert.equal(dayOf(new Date(2026, 10, 30, 23, 59)), "2026-11-30")
})

test("a moment is told by day, month, hour and minute", () => {
  assert.equal(moment(new Date(2026, 10, 6, 7, 5).getTime()), "06/11 07:05")
})

test("seconds are told as minutes", () => {
  assert.deepEqual([0, 7.9, 59, 60, 754, 3605, NaN].map(clock), ["0:00", "0:07", "0:59", "1:00", "12:34", "60:05", "0:00"])
})
