import assert from "node:assert/strict"
import { test } from "node:test"

import {
  FIRST,
  LEAST,
  meaningOf,
  minutesLeft,
  nextSize,
  progressWords,
  sizeAfterCut,
  waitAfter,
} from "../../courses/static/courses/js/parts.js"

const MOST = 1024 * 1024

test("parts grow on a quick line, to a megabyte and no further", () => {
  let size = FIRST
  for (let round = 0; round < 10; round += 1) size = nextSize(size, 500, MOST)
  assert.equal(size, MOST)
})

test("parts shrink on a slow line and after a cut, and never to nothing", () => {
  let size = MOST
  for (let round = 0; round < 20; round += 1) size = nextSize(size, 60000, MOST)
  assert.equal(size, LEAST)
  assert.equal(sizeAfterCut(LEAST), LEAST)
  assert.equal(nextSize(FIRST, 8000, MOST), FIRST)
})

test("one waits longer after each failure, at most a minute, and not all at the same moment", () => {
  assert.equal(waitAfter(1, 0), 2000)
  assert.equal(waitAfter(3, 0), 8000)
  assert.equal(waitAfter(500, 0), 60000)
  assert.equal(waitAfter(1, 1), 1500)
  assert.ok(waitAfter(500) <= 60000 && waitAfter(500) >= 45000)
})

test("a cut is tried again, a full disk and a refusal ask for a person", () => {
  assert.equal(meaningOf(200), "on")
  assert.equal(meaningOf(409), "on")
  assert.equal(meaningOf(503), "again")
  assert.equal(meaningOf(400), "again")
  assert.equal(meaningOf(507), "stop")
  assert.equal(meaningOf(422), "stop")
  assert.equal(meaningOf(404), "stop")
})

test("how far it is, and how long it takes still", () => {
  assert.equal(progressWords(12_500_000, 340_000_000), "12,5 / 340 MB")
  assert.equal(minutesLeft(0, 9000, 5), null)
  assert.equal(minutesLeft(1_000_000, 10_000, 12_000_000), 2)
})
