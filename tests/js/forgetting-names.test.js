// «This machine forgets the names»: with them goes what was kept for them, but nothing of a quiz under way.

import assert from "node:assert/strict"
import { test } from "node:test"
import { empty, rows } from "./fake-store.js"
import { browser } from "./worker-browser.js"

const here = browser()
const { forgetPeople, noteBegun, noteHandedIn, offer } = await import("../../lms/static/lms/js/door-people.js")
const { put } = await import("../../lms/static/lms/js/store.js")

const PAGES = (who) => [`takeaway ${who} lecture-1`, `kept-page ${who} /today/`]

async function begin() {
  empty()
  here.empty("")
  for (const learner of ["giang", "hoa"]) {
    await offer({ learner, name: learner, class: "", pictures: false })
    await put("keys", { salt: 1 }, [learner, "wrapped"])
    await put("safe", { iv: 1 }, [learner, "ticket:q1"])
    for (const name of PAGES(learner)) await here.put(name, "/bai-1/", new Response("x"))
  }
}

const names = (people) => people.map(({ learner }) => learner)

test("their takeaways and kept pages go with the names; the shell stays", async () => {
  await begin()
  assert.deepEqual(await forgetPeople(), [])
  assert.deepEqual(here.cacheNames().filter((name) => /^(takeaway|kept-page) /.test(name)), [])
  assert.ok(here.cacheNames().includes("shell 1"))
  assert.deepEqual(rows("safe"), [])
})

test("who is in the middle of a quiz is not forgotten, though the safe is shut, until it is handed in", async () => {
  await begin()
  await noteBegun("giang", "a1")
  await noteBegun("giang", "a2")
  assert.deepEqual(names(await forgetPeople()), ["giang"])
  assert.deepEqual(here.cacheNames().filter((name) => /^(takeaway|kept-page) /.test(name)), PAGES("giang"))
  assert.equal(rows("safe").length, 1)
  await noteHandedIn("giang", "a1")
  assert.deepEqual(names(await forgetPeople()), ["giang"])
  await noteHandedIn("giang", "a2")
  assert.deepEqual(await forgetPeople(), [])
})

test("work that waits to be sent holds its learner back, pages and all", async () => {
  await begin()
  await put("events", { id: "e1", learner: "hoa" })
  assert.deepEqual(names(await forgetPeople()), ["hoa"])
  assert.deepEqual(here.cacheNames().filter((name) => /^(takeaway|kept-page) /.test(name)), PAGES("hoa"))
})
