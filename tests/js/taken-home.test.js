import assert from "node:assert/strict"
import { test } from "node:test"

import "./as-served.js"
import { browser } from "./worker-browser.js"

const here = browser()
const { taken, takenPages } = await import("../../lms/static/lms/js/taken-home.js")

const put = (who, uid, pages, taken_at) =>
  here.put(`takeaway ${who} week-${uid}`, `/takeaways/week/${uid}.json`, Response.json({ key: `week-${uid}`, taken_at, pages }))
const page = (url, kind = "lecture") => ({ url, title: `Title of ${url}`, kind })

test("what somebody took home opens without signal, the newest first, each once", async () => {
  here.empty("giang")
  await put("giang", "1", [page("/a/"), page("/toan/", "list")], 1)
  await put("giang", "2", [page("/b/"), page("/a/")], 2)
  await put("hoa", "3", [page("/c/")], 3)
  const told = await takenPages("giang")
  assert.deepEqual(told.map(({ path }) => path), ["/b/", "/a/"])
  assert.equal(told[0].title, "Title of /b/")
})

test("what is not whole, or no takeaway at all, is not told", async () => {
  here.empty("giang")
  await here.put("takeaway giang week-1", "/a/", new Response("a page without its list"))
  await here.put("takeaway-plan", "/takeaways/plans/week-1", Response.json({}))
  await here.put("kept-page giang /today/", "/today/", new Response("today"))
  await here.put("takeaway giang week-2", "/takeaways/week/2.json", new Response("{"))
  assert.deepEqual(await taken(), [])
})
