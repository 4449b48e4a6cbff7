import assert from "node:assert/strict"
import { test } from "node:test"

import { asMade, gone, sortResults, stateOf, unnumbered, uuid7 } from "../../lms/static/lms/js/outbox.js"
import { readCookie } from "../../lms/static/lms/js/store.js"

const event = (id, stream = "s", seq = 1, payload = {}) => ({ id, stream, seq, payload })

test("an id is a UUID of version 7 that begins with the time", () => {
  const id = uuid7(1700000000000, new Uint8Array(10).fill(255))
  assert.equal(id, "018bcfe5-6800-7fff-bfff-ffffffffffff")
})

test("what was written while the page went away is numbered as it was made", () => {
  const events = [event("c", "s", null), event("a", "s", 7), event("b", "s", null)]
  assert.deepEqual(unnumbered(events).map(({ id }) => id), ["b", "c"])
})

test("only what the school has is forgotten; what it refuses is kept for help", () => {
  const events = ["a", "b", "c", "d", "e", "f", "g"].map((id) => event(id))
  const statuses = ["stored", "duplicate", "late", "conflict", "rejected", "retry"]
  const results = statuses.map((status, place) => ({ id: events[place].id, status, reason: "" }))
  const { done, help, again } = sortResults(events, results)
  assert.deepEqual(again.map(({ id, tries }) => [id, tries]), [["f", 1]])
  assert.deepEqual(asMade(again[0]), events[5])
  assert.deepEqual(done.map(({ id }) => id), ["a", "b", "c"])
  assert.deepEqual(help.map(({ id, status }) => [id, status]), [["d", "conflict"], ["e", "rejected"]])
})

test("results that name no known event touch nothing", () => {
  const { done, help } = sortResults([event("a")], [{ id: null, status: "stored" }])
  assert.deepEqual([done, help], [[], []])
})

test("a cookie is found by its whole name", () => {
  assert.equal(readCookie("my_learner=x; learner=a%40b", "learner"), "a@b")
  assert.equal(readCookie("", "learner"), "")
})

test("an answer of the school is at school, needs help, or is still open", () => {
  assert.deepEqual(["stored", "duplicate", "late", "rejected", "conflict", "retry", undefined].map(stateOf), [
    "school",
    "school",
    "school",
    "help",
    "help",
    "",
    "",
  ])
})

test("points that no longer wait here are at school, whichever page sent them", () => {
  const given = [{ id: "a", place: 1 }, { id: "b", place: 2 }, { id: "c", place: 3 }, { place: 4 }]
  assert.deepEqual(gone(given, [{ id: "a" }, { id: "b" }]).map(({ place }) => place), [3, 4])
})
