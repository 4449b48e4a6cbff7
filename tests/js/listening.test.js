import assert from "node:assert/strict"
import test from "node:test"

import { offered, slower, withLanguage } from "../../courses/static/courses/js/listening.js"

test("slower, slower still, and the usual speed again", () => {
  assert.deepEqual([1, 0.75, 0.5].map(slower), [0.75, 0.5, 1])
})

test("the chosen language is offered where there is one, else the author's first", () => {
  assert.equal(offered(["vi", "blt"], "blt"), "blt")
  assert.equal(offered(["vi", "blt"], "hmn"), "vi")
  assert.equal(offered(["hmn"], "vi"), "hmn")
})

test("the language is kept beside the other looks", () => {
  assert.equal(withLanguage("a=b; looks=theme-dark.hear-hmn; c=d", "blt"), "theme-dark.hear-blt")
  assert.equal(withLanguage("", "en"), "hear-en")
  assert.equal(withLanguage("looks=hear-en", "vi"), "")
})
