import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"

import { bold, formula, isDashed, isMarked, listed, newLine, pointed, toHtml } from "../../courses/static/courses/js/marks.js"

const cases = JSON.parse(readFileSync(new URL("../golden/marks.json", import.meta.url)))

for (const [text, html] of cases) {
  test(`reads as the server does: ${text}`, () => assert.equal(toHtml(text), html))
}

test("a formula stands as it is written until there is signal", () => {
  assert.equal(toHtml("Ta có \\( a**b**c < 1 \\)"), "<p>Ta có <code>\\( a**b**c &lt; 1 \\)</code></p>")
})

const at = (text, start, end = start) => ({ text, start, end })

test("a button makes the chosen words bold", () => {
  assert.equal(bold(at("một hai ba", 4, 8)).text, "một **hai** ba")
  assert.deepEqual(bold(at("", 0)), at("****", 2))
})

test("lines become a list, and lines again", () => {
  const made = listed(at("một\nhai", 0, 7))
  assert.equal(made.text, "• một\n• hai")
  assert.equal(listed(at(made.text, 0, made.text.length)).text, "một\nhai")
})

test("a list goes on by itself until an empty line", () => {
  assert.deepEqual(newLine(at("• một", 5)), at("• một\n• ", 8))
  assert.deepEqual(newLine(at("• một\n• ", 8)), at("• một\n", 6))
  assert.equal(newLine(at("một", 3)), null)
})

test("a sign goes into the formula in which one writes, with the cursor in its gap", () => {
  assert.deepEqual(formula(at("", 0), "\\frac{}{}"), at("\\( \\frac{}{} \\)", 9))
  const inside = formula(at("\\( 2  \\)", 5), "\\times")
  assert.equal(inside.text, "\\( 2 \\times  \\)")
})

test("lines with a dash are told apart from a list, and become one when asked", () => {
  const text = "Cần có:\n- bút\n– vở\n2 - 1"
  assert.equal(isDashed(text), true)
  assert.equal(isDashed("• bút\n2 - 1\n-"), false)
  assert.equal(pointed(at(text, 0)).text, "Cần có:\n• bút\n• vở\n2 - 1")
})

test("what is plain needs no look", () => {
  assert.equal(isMarked("Chào em\nnhé"), false)
  assert.equal(isMarked("Chào **em**"), true)
})
