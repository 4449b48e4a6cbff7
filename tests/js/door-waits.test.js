import assert from "node:assert/strict"
import { test } from "node:test"

import { again, passed, tried } from "../../lms/static/lms/js/door-waits.js"
import { roundsFor } from "../../lms/static/lms/js/safe.js"
import { canSeal } from "../../lms/static/lms/js/store.js"

const MINUTE = 60000

// The row after so many wrong tries, each right after the other.
function after(tries, now = 0) {
  let row
  for (let done = 0; done < tries; done += 1) row = tried(row, now)
  return row
}

test("four tries are free, then the door stays shut for longer and longer", () => {
  const minutes = [1, 4, 5, 6, 7, 8, 9, 30].map((tries) => after(tries).left / MINUTE)
  assert.deepEqual(minutes, [0, 0, 1, 2, 5, 15, 15, 15])
})

test("opening the page anew shortens nothing", () => {
  const row = after(8)
  assert.equal(again(row, 0).left, 15 * MINUTE)
  assert.equal(again(passed(row, 30000, 30000), 30000).left, 14.5 * MINUTE)
})

test("time goes on while the page is closed, all but the last minute", () => {
  const row = after(8)
  assert.equal(again(row, 5 * MINUTE).left, 10 * MINUTE)
  assert.equal(again(row, 60 * MINUTE).left, MINUTE)
  assert.equal(again(passed(row, 14.5 * MINUTE, 0), 60 * MINUTE).left, MINUTE / 2)
})

test("a clock that is turned back or on gains nothing before the page", () => {
  const row = after(5, 1000 * MINUTE)
  assert.equal(again(row, 0).left, MINUTE)
  assert.equal(passed(row, 20000, 5000 * MINUTE).left, MINUTE - 20000)
  assert.equal(passed(row, -5, 0).left, MINUTE)
})

test("a slow tablet takes fewer rounds, and none takes fewer than hold", () => {
  assert.deepEqual([10, 60, 1000, 0].map(roundsFor), [600000, 350000, 200000, 600000])
})

test("a photo or a sound is not sealed as the text of nothing", () => {
  assert.ok(canSeal({ answers: { 1: ["a"] }, elapsed: 9000, submitted: undefined, own: null }))
  assert.ok(!canSeal({ photo: new Blob(["x"]) }))
  assert.ok(!canSeal([new Uint8Array(2)]))
  assert.ok(!canSeal({ at: new Date() }))
})
