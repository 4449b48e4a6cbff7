// A saved file of work that waits: anybody may have changed it.

import assert from "node:assert/strict"
import { test } from "node:test"
import { FORMAT, ofFile, textOf } from "../../lms/static/lms/js/saved-file.js"

const ID = "0192f0c1-7b1e-7c3d-8e4f-5a6b7c8d9e0"
const HERE = { kinds: { "answer.saved": "Câu trả lời" }, install: "here", last: () => 3 }

function event(last, more = {}) {
  return { id: ID + last, kind: "answer.saved", stream: "a1", learner: "giang", install: "there", seq: 1, payload: { place: 1 }, mono_ms: 5, wall: 1700000000000, ...more }
}

const read = (events) => ofFile(JSON.stringify({ format: FORMAT, events }), "giang", HERE)

test("what is saved is read again as it was made, and nothing about its way", () => {
  const noted = event("a", { tries: 4, status: "rejected", reason: "forbidden", told: "Chưa nhận", at: 5, seen: 6 })
  assert.deepEqual(ofFile(textOf([noted]), "giang", HERE).events, [event("a")])
})

test("only the own work is taken, each once", () => {
  const told = read([event("a"), event("a"), event("b", { learner: "páo" }), null])
  assert.deepEqual([told.mine, told.others, told.odd], [2, 2, 1])
  assert.deepEqual(told.events.map(({ id }) => id), [ID + "a"])
})

test("words about its way that somebody wrote into it are not believed", () => {
  const [taken] = read([event("a", { status: "stored", told: "Đã tới trường", tries: 99, seen: 1, at: 1, mark: 10 })]).events
  assert.deepEqual(taken, event("a"))
})

test("what no tablet makes is not taken, and counted", () => {
  let deep = {}
  for (let step = 0; step < 30; step += 1) deep = { deep }
  const wrong = [
    { id: "x" },
    { id: 5 },
    { kind: "marks.given" },
    { kind: "toString" },
    { stream: "" },
    { stream: ["a1"] },
    { install: undefined },
    { install: "a b" },
    { seq: 0 },
    { seq: 1.5 },
    { seq: "1" },
    { seq: 2 ** 40 },
    { payload: null },
    { payload: [1] },
    { payload: "x" },
    { payload: deep },
    { payload: { text: "ạ".repeat(61 * 1024) } },
    { mono_ms: "5" },
    { wall: -1 },
    { wall: "2026" },
  ]
  for (const more of wrong) assert.deepEqual(read([event("a", more), event("b")]).events.map(({ id }) => id), [ID + "b"], JSON.stringify(more).slice(0, 60))
})

test("a number that this browser never gave is not taken: the next answer would bear it as well", () => {
  const told = read([event("a", { install: "here", seq: 3 }), event("b", { install: "here", seq: 4 })])
  assert.deepEqual([told.events.map(({ id }) => id), told.odd], [[ID + "a"], 1])
})

test("what is none of our files raises", () => {
  for (const bad of ["", "[]", "{}", "null", '{"format":"song-outbox-1","events":{}}']) assert.throws(() => ofFile(bad, "giang", HERE))
})
