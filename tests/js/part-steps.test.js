// One part of a paper after the other. The little of a page that it needs stands in here.

import assert from "node:assert/strict"
import { test } from "node:test"
import { PartSteps } from "../../courses/static/courses/js/part-steps.js"

function thing(more = {}) {
  const heard = {}
  return {
    hidden: false,
    textContent: "",
    dataset: {},
    addEventListener: (name, act) => (heard[name] = act),
    click: () => heard.click(),
    focus: () => {},
    querySelector: () => null,
    ...more,
  }
}

function paper(sections, parts = 3) {
  const inside = { "[data-next]": thing(), "[data-back]": thing(), "[data-place]": thing(), "[data-said]": thing() }
  const bar = thing({
    dataset: { where: "Phần {n}/{all}", noWayBack: "Không quay lại được." },
    querySelector: (what) => inside[what],
    hidden: true,
  })
  const all = Array.from({ length: parts }, () => thing())
  const end = thing()
  const form = thing({
    dataset: { sections },
    querySelectorAll: () => all,
    querySelector: (what) => (what === "[data-steps]" ? bar : end),
  })
  return { form, all, end, bar, inside }
}

const shown = ({ all }) => all.findIndex((part) => !part.hidden)

test("one part is shown, and the end only with the last", () => {
  const page = paper("free")
  new PartSteps(page.form, {})
  assert.deepEqual([shown(page), page.end.hidden, page.inside["[data-back]"].hidden], [0, true, true])
  page.inside["[data-next]"].click()
  page.inside["[data-next]"].click()
  assert.deepEqual([shown(page), page.end.hidden, page.inside["[data-next]"].hidden], [2, false, true])
  assert.equal(page.inside["[data-place]"].textContent, "Phần 3/3")
  page.inside["[data-back]"].click()
  assert.deepEqual([shown(page), page.end.hidden], [1, true])
})

test("forwards only there is no way back, and one is asked before", () => {
  const page = paper("forward")
  const told = []
  new PartSteps(page.form, { moved: (part) => told.push(part) })
  page.inside["[data-next]"].click()
  assert.deepEqual([shown(page), page.inside["[data-said]"].textContent], [0, "Không quay lại được."])
  page.inside["[data-next]"].click()
  assert.deepEqual([shown(page), page.inside["[data-back]"].hidden, told], [1, true, [1]])
})

test("who opened the page again is where they were", () => {
  const page = paper("forward")
  new PartSteps(page.form, { at: 7 })
  assert.equal(shown(page), 2)
})

test("a paper of one part, or all on one page, has no steps", () => {
  assert.equal(PartSteps.wanted(paper("forward", 1).form), false)
  assert.equal(PartSteps.wanted(paper("all").form), false)
  assert.equal(PartSteps.wanted(paper("free").form), true)
})
