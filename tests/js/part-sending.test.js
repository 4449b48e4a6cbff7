import assert from "node:assert/strict"
import { randomBytes } from "node:crypto"
import { createServer } from "node:http"
import { after, before, beforeEach, test } from "node:test"

import { insist, sendRest, Stopped, untilFinished } from "../../courses/static/courses/js/part-sending.js"
import { LEAST } from "../../courses/static/courses/js/parts.js"

// A server on a line that is cut: `cuts` says of each part whether it arrives ("lost"), arrives and is kept but the
// answer does not come back ("unanswered"), or both come through (anything else).
const content = randomBytes(900_000)
const server = { kept: Buffer.alloc(0), cuts: [], deaf: 0, asked: [], rounds: 0, error: "" }
let address
let http

before(async () => {
  http = createServer((request, response) => {
    const told = () => ({ address, received: server.kept.length, size: content.length, done: false, error: server.error })
    const answer = (status, more) => {
      response.writeHead(status, { "Content-Type": "application/json" })
      response.end(JSON.stringify({ ...told(), ...more }))
    }
    if (request.method === "GET") {
      server.asked.push("how far?")
      if (server.deaf && server.deaf--) return response.destroy()
      const isDone = server.rounds > 0 && --server.rounds === 0
      return answer(200, { done: isDone, file: isDone ? "/file/" : undefined })
    }
    const at = Number(new URL(request.url, address).searchParams.get("at"))
    const cut = server.cuts.shift()
    server.asked.push(at)
    if (cut === "lost") return response.destroy()
    if (typeof cut === "number") return request.resume().on("end", () => answer(cut, { error: "Not like this." }))
    const chunks = []
    request.on("data", (chunk) => chunks.push(chunk))
    request.on("end", () => {
      if (at !== server.kept.length) return answer(409)
      server.kept = Buffer.concat([server.kept, ...chunks])
      if (cut === "unanswered") response.destroy()
      else answer(200)
    })
  }).listen(0)
  await new Promise((ready) => http.once("listening", ready))
  address = `http://127.0.0.1:${http.address().port}/uploads/1/`
})
after(() => http.close())

let line
beforeEach(() => {
  Object.assign(server, { kept: Buffer.alloc(0), cuts: [], deaf: 0, asked: [], rounds: 0, error: "" })
  line = {
    pauses: [],
    cuts: 0,
    told: [],
    post: (where, part) => fetch(where, { method: "POST", body: part }),
    get: (where) => fetch(where),
    pause: async (ms) => line.pauses.push(ms),
    held: () => null,
    tell: ({ received }) => line.told.push(received),
    cut: () => (line.cuts += 1),
    most: 1024 * 1024,
  }
})

const begun = () => ({ address, received: 0, size: content.length, done: false })
const send = () => sendRest(new Blob([content]), begun(), line)
const posted = () => server.asked.filter((one) => one !== "how far?")

test("all parts come, without a question when nothing is cut", async () => {
  const whole = await send()
  assert.equal(whole.received, content.length)
  assert.equal(Buffer.compare(server.kept, content), 0)
  assert.ok(!server.asked.includes("how far?"))
})

test("a part whose answer was lost is not sent again: the server is asked, and the rest is cut anew", async () => {
  server.cuts = ["", "unanswered", "unanswered"]
  await send()
  assert.equal(Buffer.compare(server.kept, content), 0)
  const places = posted()
  assert.equal(new Set(places).size, places.length, "no byte is sent twice")
  assert.equal(server.asked.filter((one) => one === "how far?").length, 2)
})

test("a part that was lost is sent smaller, from where the server is", async () => {
  server.cuts = ["lost", "lost"]
  await send()
  assert.deepEqual(posted().slice(0, 4), [0, 0, 0, LEAST])
  assert.equal(Buffer.compare(server.kept, content), 0)
})

test("one waits ever longer while nothing gets through, and not after something did", async () => {
  server.cuts = ["lost", "lost", "lost", "unanswered", "lost"]
  server.deaf = 1
  await send()
  const rounds = line.pauses.map((ms) => Math.ceil(ms / 1000))
  assert.equal(line.cuts, rounds.length)
  // Lost, and the first question too; lost; lost; kept without an answer; a new beginning.
  const longest = [2, 4, 8, 16, 32, 2]
  rounds.forEach((seconds, round) => assert.ok(seconds <= longest[round] && seconds >= longest[round] * 0.75))
})

test("what the server says is no question of patience", async () => {
  server.cuts = [422]
  await assert.rejects(send(), (why) => why instanceof Stopped && why.sentence === "Not like this.")
  const signedOut = { ...line, post: async () => ({ redirected: true }) }
  await assert.rejects(
    sendRest(new Blob([content]), begun(), signedOut),
    (why) => why instanceof Stopped && why.words === "signedOut",
  )
})

test("a file that cannot be read any more is said", async () => {
  const moved = { slice: () => ({ arrayBuffer: () => Promise.reject(new Error("gone")) }) }
  await assert.rejects(sendRest(moved, begun(), line), ({ words }) => words === "gone")
})

test("a beginning that is cut is begun again", async () => {
  let tries = 0
  const ask = () => ((tries += 1) < 3 ? Promise.reject(new Error("cut")) : fetch(address))
  assert.equal((await insist(ask, line)).size, content.length)
  assert.equal(line.pauses.length, 2)
})

test("while the server puts it together it is asked now and then, also across a cut", async () => {
  server.rounds = 2
  server.deaf = 1
  const whole = await untilFinished({ ...begun(), received: content.length }, line)
  assert.equal(whole.file, "/file/")
  assert.equal(line.pauses.length, 3)
})

test("why the server could not is told", async () => {
  server.error = "You may not put files there any more."
  const whole = { ...begun(), received: content.length }
  await assert.rejects(untilFinished(whole, line), ({ sentence }) => sentence === server.error)
})
