// Questions that wait on a pupil's device.

import assert from "node:assert/strict"
import test from "node:test"
import { asked } from "../../courses/static/courses/js/asked.js"

test("of all that waits the questions are shown, the last first", () => {
  const events = [
    { kind: "post.asked", payload: { words: " Vì sao ạ? " } },
    { kind: "usage.day", payload: { minutes: 3 } },
    { kind: "post.asked", payload: { words: "Còn số âm ạ?" } },
    { kind: "post.asked", payload: {} },
  ]
  assert.deepEqual(asked(events), ["Còn số âm ạ?", "Vì sao ạ?"])
})
