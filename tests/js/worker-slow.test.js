// What the service worker does on a line that is slow or silent: what is shown meanwhile, and what becomes of the answer.

import assert from "node:assert/strict"
import { test } from "node:test"
import { HTML, PAGE, STYLE, browser, opening, pageFor } from "./worker-browser.js"

const here = browser()
const { keep, recall } = await import("../../lms/static/lms/js/worker/kept.js")
const { page, sent } = await import("../../lms/static/lms/js/worker/pages.js")
const { arrival, forgetLate } = await import("../../lms/static/lms/js/worker/late.js")

const open = opening(page, sent)
const textOf = async (answer) => answer.text()

// PAGE is kept for `who`, and asked for on a line on which `late` comes after the patience.
async function openLate(who, late) {
  here.empty(who)
  here.network = { [PAGE]: pageFor(who), [STYLE]: () => new Response("a{}") }
  await keep(PAGE)
  here.asked = []
  here.network[PAGE] = () => new Promise((resolve) => setTimeout(() => resolve(late()), 60))
  here.impatient = true
  const shown = await open(PAGE)
  here.impatient = false
  return textOf(shown)
}

test("an answer that comes too late is told to the page of before, opens once, and is there the next time", async () => {
  const late = pageFor("lan", HTML.replace("Kiểm", "Mới"))
  assert.match(await openLate("lan", late), /kept-at.*>slow \d/)
  assert.deepEqual(here.posted, [{ back: true, to: `page ${PAGE}` }])
  assert.equal((await recall("lan", PAGE)).title, "Mới kê")
  assert.match(await textOf(await open(PAGE)), /Mới kê/)
  // As the page that was opened asks for; the answer that it was made of is at hand.
  await keep(PAGE)
  assert.equal(here.asked.filter((path) => path === PAGE).length, 1)
})

test("what comes late and is no page is no word of a better line", async () => {
  await openLate("lan", () => new Response("busy", { status: 503 }))
  assert.deepEqual(here.posted, [])
  here.network[PAGE] = () => new Response("busy", { status: 503 })
  assert.match(await textOf(await open(PAGE)), /kept-at.*>busy \d/)
  here.network[PAGE] = pageFor("lan", HTML.replace("Kiểm", "Mới"))
  assert.match(await textOf(await open(PAGE)), /Mới kê/)
})

const SLOW = "/lectures/?subject=1"

// The page at SLOW is asked for by `who`; the answer comes when `come` is called.
async function askInVain(who) {
  here.empty(who)
  let come, fail
  const answer = new Promise((resolve, reject) => ([come, fail] = [resolve, reject]))
  here.network = { "/lectures/": () => answer }
  here.impatient = true
  const shown = await open(SLOW, "GET", "", false)
  here.impatient = false
  return { shown: await textOf(shown), come: (text) => come(new Response(text)), fail }
}

test("a page that is slow to come is awaited, opens once when it is here, and is asked for once", async () => {
  const { shown, come } = await askInVain("lan")
  assert.match(shown, /^<html data-slow/)
  const waits = arrival(`https://school.example${SLOW}#top`)
  const again = open(SLOW, "GET", "", false)
  come("the lectures")
  assert.equal(await waits, true)
  assert.equal(await textOf(await again), "the lectures")
  assert.deepEqual(here.asked, ["/lectures/"])
  here.network = { "/lectures/": () => new Response("anew") }
  assert.equal(await textOf(await open(SLOW)), "anew")
})

test("what came late is handed to nobody else, and not after something was changed", async () => {
  for (const change of [() => (here.who = "pao"), forgetLate, () => open("/questions/", "POST")]) {
    const { come } = await askInVain("lan")
    come("of lan")
    await arrival(`https://school.example${SLOW}`)
    await change()
    here.network = { "/lectures/": () => new Response("anew") }
    assert.equal(await textOf(await open(SLOW)), "anew")
    here.who = "lan"
    assert.equal(await textOf(await open(SLOW)), "anew")
  }
})

test("what came late is forgotten after a minute, and what never came is asked for again", async () => {
  const now = Date.now
  for (const seconds of [36, 97]) {
    const { come } = await askInVain("lan")
    if (seconds > 90) come("late")
    if (seconds > 90) assert.equal(await arrival(`https://school.example${SLOW}`), true)
    here.network = { "/lectures/": () => new Response("anew") }
    Date.now = () => now() + seconds * 1000
    assert.equal(await textOf(await open(SLOW)), "anew")
    Date.now = now
  }
})

test("a page that fails in the end is awaited no longer", async () => {
  const { fail } = await askInVain("lan")
  const waits = arrival(`https://school.example${SLOW}`)
  fail(new TypeError("no signal"))
  assert.equal(await waits, false)
  assert.equal(await arrival(`https://school.example${SLOW}`), false)
  here.network = {}
  assert.match(await textOf(await open(SLOW)), /^<html lang=vi>offline/)
})

test("on a slow line whoever begins is shown the own day", async () => {
  here.empty("lan")
  here.network = { "/today/": pageFor("lan"), [STYLE]: () => new Response("a{}"), "/start/": () => new Promise(() => {}) }
  await keep("/today/")
  here.impatient = true
  assert.equal((await open("/start/", "GET", "", false)).headers.get("Location"), "https://school.example/today/")
  here.impatient = false
})
