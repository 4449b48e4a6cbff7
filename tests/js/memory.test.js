import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"

import { after, dayOf, ratingOf, replay } from "../../courses/static/courses/js/memory.js"

const vectors = JSON.parse(readFileSync(new URL("../golden/memory.json", import.meta.url), "utf-8"))

test("the browser reckons as fsrs does when a question comes back", () => {
  assert.ok(vectors.length >= 300)
  for (const { answers, stability, difficulty, due } of vectors) {
    const known = answers.reduce((told, [day, rating]) => after(told, day, rating), null)
    assert.ok(Math.abs(known.stability - stability) <= 1e-6, JSON.stringify(answers))
    assert.ok(Math.abs(known.difficulty - difficulty) <= 1e-6, JSON.stringify(answers))
    assert.equal(known.due, due, JSON.stringify(answers))
  }
})

test("answers of two tablets make one memory, whichever is told first and however often", () => {
  const told = vectors.find(({ answers }) => answers.length > 8).answers
  const answers = told.map(([day, rating], number) => ({ at: day * 1000 + number, id: `id-${number}`, day, rating }))
  const wanted = replay(null, answers)
  assert.deepEqual(replay(null, [...answers].reverse().concat(answers)), wanted)
})

test("half of it is hard, a hint makes it hard, less is asked again", () => {
  assert.deepEqual([ratingOf("1"), ratingOf("1", 1), ratingOf("0.5"), ratingOf("0.25"), ratingOf("0")], [3, 2, 2, 1, 1])
})

test("a day begins at midnight in Vietnam", () => {
  assert.equal(dayOf(Date.parse("2026-11-25T17:00:00Z")) - dayOf(Date.parse("2026-11-25T16:59:59Z")), 1)
})
