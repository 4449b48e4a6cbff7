import assert from "node:assert/strict"
import test from "node:test"

import { IDLE_MS, counted, furthest, isRead, news, nextBlock, together } from "../../courses/static/courses/reading.js"

const ORDER = ["a", "b", "c", "d"]

test("a block is read when its end was seen or it was looked at long enough", () => {
  assert.equal(isRead({ bottomSeen: true, visibleMs: 0 }), true)
  assert.equal(isRead({ bottomSeen: false, visibleMs: 4000 }), true)
  assert.equal(isRead({ bottomSeen: false, visibleMs: 3999 }), false)
})

test("furthest is the lowest read block, in per cent", () => {
  assert.equal(furthest(ORDER, new Set()), 0)
  assert.equal(furthest(ORDER, new Set(["a"])), 25)
  assert.equal(furthest(ORDER, new Set(["c"])), 75)
  assert.equal(furthest([], new Set(["c"])), 0)
})

test("one continues after the furthest block", () => {
  assert.equal(nextBlock(ORDER, new Set()), null)
  assert.equal(nextBlock(ORDER, new Set(["a", "b"])), "c")
  assert.equal(nextBlock(ORDER, new Set(["d"])), null)
})

test("only what is new is told", () => {
  assert.equal(news(ORDER, new Set(["a"]), new Set(["a"])), null)
  assert.deepEqual(news(ORDER, new Set(["a", "b"]), new Set(["a"])), { furthest: 50, blocks: ["b"] })
})

const said = (lecture, blocks, finished) => ({ kind: "lecture.read", payload: { lecture, blocks, finished } })

test("what waits on this device counts beside what the school knows", () => {
  const school = { blocks: ["a"], finished: false, said: false, due: "2026-11-28" }
  assert.deepEqual(together(school, [said("x", ["a", "b"])], "x"), { ...school, blocks: ["a", "b"] })
  assert.equal(together(school, [said("x", [], true)], "x").said, true)
  assert.deepEqual(together(null, [said("x", ["a"], true)], "x"), { blocks: ["a"], said: true })
})

test("what waits of another lecture, or of a quiz, does not count", () => {
  assert.equal(together(null, [said("y", ["a"], true)], "x"), null)
  assert.equal(together({ blocks: [] }, [said("y", [], true)], "x").said, false)
  assert.equal(together(null, [{ kind: "answer.set", payload: {} }], "x"), null)
})

test("time counts while the page is in sight and somebody is there, or something plays", () => {
  const there = { sinceTickMs: 5000, visible: true, playing: false, idleMs: 1000 }
  assert.equal(counted(there), 5000)
  assert.equal(counted({ ...there, visible: false }), 0)
  assert.equal(counted({ ...there, idleMs: IDLE_MS }), 0)
  assert.equal(counted({ ...there, idleMs: IDLE_MS, playing: true }), 5000)
})

test("a tablet that slept has not read all the while, and a clock that goes back takes nothing away", () => {
  const there = { visible: true, playing: true, idleMs: 0 }
  assert.equal(counted({ ...there, sinceTickMs: 8 * 60 * 60 * 1000 }), 10000)
  assert.equal(counted({ ...there, sinceTickMs: -5 }), 0)
})
