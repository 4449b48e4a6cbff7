// What the school answers to a piece that was written: heard by the page, or kept until there is signal.

import assert from "node:assert/strict"
import { registerHooks } from "node:module"
import { beforeEach, test } from "node:test"

import "./as-served.js"

// The database of the browser, as far as writing asks it.
const STORE = `
  export const learner = () => globalThis.writer
  export const readCookie = () => "token"
  export const put = async (name, row, key) => void globalThis.disk.set(String(key), row)
  export const remove = async (name, key) => void globalThis.disk.delete(String(key))
  export const run = async () => [...globalThis.disk.values()]
`
registerHooks({
  resolve(name, context, next) {
    if (!name.endsWith("/store.js")) return next(name, context)
    return { url: `data:text/javascript,${encodeURIComponent(STORE)}`, shortCircuit: true }
  },
})
const { WritingRows } = await import("../../courses/static/courses/js/writing-keeping.js")
const { WritingSending } = await import("../../courses/static/courses/js/writing-sending.js")

const ROW = { unit: "a", address: "/a/", at: 0, edits: 1, fields: [["text", "Lúa"], ["was", "1"]], files: [] }

let rows, sending, heard

beforeEach(() => {
  globalThis.writer = "mai"
  globalThis.document = { cookie: "" }
  globalThis.disk = new Map()
  globalThis.IDBKeyRange = { bound: () => null }
  heard = []
  rows = new WritingRows("mai", "l1", () => {})
  const page = {
    pieces: { units: () => ["a"] },
    dataset: { restore: "/restore/" },
    tell: () => {},
    tellSaving: () => {},
    settle: (row) => (heard.push("settled"), rows.forget(row.unit)),
    refuse: (row, errors) => (heard.push(errors), rows.keep({ ...row, refused: true })),
    clash: (row) => (heard.push("clash"), rows.keep({ ...row, clash: true })),
  }
  sending = new WritingSending(page, rows, "mai")
  sending.soon = () => {}
  rows.keep(ROW)
})

function school(status, told = {}, type = "application/json") {
  globalThis.fetch = async (address, { body }) => {
    heard.push([address, ...body.entries()].flat())
    return new Response(JSON.stringify(told), { status, headers: { "Content-Type": type } })
  }
}

test("what the school has taken is no longer kept here", async () => {
  school(200)
  await sending.flush()
  assert.deepEqual(heard, [["/a/", "text", "Lúa", "was", "1"], "settled"])
  assert.equal(disk.size, 0)
})

test("without signal, or while the school is down, it stays", async () => {
  globalThis.fetch = async () => Promise.reject(new TypeError("no signal"))
  await sending.flush()
  school(502)
  await sending.flush()
  assert.deepEqual([sending.failures, sending.isCut, sending.isOut, disk.size], [2, true, false, 1])
})

test("a sign-in page in its place is no answer", async () => {
  school(200, {}, "text/html")
  await sending.flush()
  assert.deepEqual([sending.isOut, disk.size], [true, 1])
})

test("what is refused, locked, gone or written by two is told and kept", async () => {
  school(422, { errors: { text: [] } })
  await sending.flush()
  assert.deepEqual([heard.pop(), rows.get("a").refused], [{ text: [] }, true])
  school(423, { sentence: "Mrs Mai writes" })
  await sending.flush(true)
  assert.deepEqual([sending.locked, rows.get("a").refused], ["Mrs Mai writes", true])
  school(409)
  await sending.flush(true)
  assert.deepEqual([heard.pop(), rows.get("a").clash], ["clash", true])
  rows.insist("a", "2")
  school(404, {}, "text/html")
  await sending.flush(true)
  assert.deepEqual(heard.pop(), ["/a/", "text", "Lúa", "was", "2"])
  assert.equal(rows.get("a").isGone, true)
  assert.equal(disk.size, 1)
})

test("nothing is sent for whoever signed in meanwhile", async () => {
  school(200)
  globalThis.writer = "lan"
  await sending.flush()
  assert.deepEqual(heard, [])
})

test("when the page opens again, what was refused is tried again", async () => {
  await rows.keep({ ...ROW, refused: true, clash: true, isQuiet: true })
  const again = new WritingRows("mai", "l1", () => {})
  await again.recall()
  assert.deepEqual(again.all(), [{ ...ROW, refused: false, clash: false, isQuiet: false }])
})

test("what was written on meanwhile is based on what stands there now", async () => {
  rows.keep({ ...ROW, edits: 2, isNew: true })
  assert.equal(rows.isStill(ROW), false)
  rows.rebase("a", "7")
  assert.deepEqual(rows.get("a").fields, [["text", "Lúa"], ["was", "7"]])
  assert.equal(rows.get("a").isNew, false)
})

test("what was taken out comes back by its token, and stays out without signal", async () => {
  school(200)
  assert.equal(await sending.restore("token"), true)
  assert.deepEqual(heard, [["/restore/", "undo", "token"]])
  globalThis.fetch = async () => Promise.reject(new TypeError("no signal"))
  assert.equal(await sending.restore("token"), false)
})
