// Loads a takeaway: two files at a time, each checked against its hash; what is cut off goes on where it stopped, and
// what is here is not loaded again. Its pages come last, and then its list: it is there whole or not at all.
//
//   const loading = new Takeaway({kind, uid}, who, {films, tell, get})
//   await loading.run()         throws Stopped(why): cut, paused, full, gone, signed-out, broken, not-wifi
//   loading.pause()
//
// tell({came, total}) as bytes come in; tell({wait: seconds}) while others of the same line are loading.

import { hex } from "../../lms/js/bytes.js"
import { partsOf } from "./download-parts.js"
import { hashed } from "./hashing.js"
import * as shelf from "./shelf.js"
import { Stopped } from "./shelf.js"
import { resume } from "./resume.js"
import { addressOf, asPlayed, checked, lacking, onTheDisk, onTheWire } from "./taken-list.js"

const AT_ONCE = 2
// Smaller ones are asked for as a whole.
const WORTH_RESUMING = 256 * 1024
const PATIENCE = 60000
const RENEW_MS = 20000
// Beside what comes, a machine needs some room to work.
const SPARE_ROOM = 5e6

export class Takeaway {
  constructor(what, who, { films = false, tell = () => {}, get = (...asked) => fetch(...asked) } = {}) {
    Object.assign(this, { what, who, films, tell, get })
    this.place = drawn()
    this.stops = new Set()
    this.came = 0
  }

  async run(again = true) {
    const list = await this.list()
    const before = await shelf.onShelf(this.who, list.key)
    const { files, pages } = lacking(list, this.films, await shelf.heldFiles(), before)
    this.total = onTheWire([...files, ...pages]) + papersOf(list)
    this.came = 0
    await this.seeRoom([...files, ...pages])
    await shelf.notePlan(this.who, list, this.films)
    try {
      await this.withPlace(async () => {
        await this.each(files, (row) => this.file(row))
        const bodies = []
        await this.each(pages, async (row) => bodies.push(await this.page(row)))
        await this.takeTickets(list.quizzes || [])
        this.add(papersOf(list))
        await shelf.putPages(this.who, list, bodies)
        await shelf.putList(this.who, list, this.films)
      })
    } catch (error) {
      // It was published anew meanwhile: once more, by the new list.
      if (again && error.message === "changed") return this.run(false)
      throw meaning(error)
    }
    return list
  }

  // What lets each quiz begin without signal, as [{title, tickets, why}]; before the list, for without it a quiz is
  // not here. Only pupils sit one: whoever else takes the work of a class along reads it.
  async takeTickets(quizzes) {
    this.tickets = []
    if (!quizzes.length) return
    const { takeTickets } = await import("./quiz-tickets.js")
    for (const uid of quizzes) {
      if (this.paused) throw new Stopped("paused")
      const told = await takeTickets(uid, this.who)
      if (told.title) this.tickets.push(told)
    }
  }

  pause() {
    this.paused = true
    this.stops.forEach((stop) => stop.abort())
  }

  // The list as the school tells it now.
  async list() {
    let answer
    try {
      answer = await this.asked(addressOf(this.what), { cache: "no-cache" })
    } catch (error) {
      throw meaning(error)
    }
    if (answer.redirected || answer.status === 401 || answer.status === 403) throw new Stopped("signed-out")
    if (answer.status === 404 || answer.status === 410) throw new Stopped("gone")
    if (!answer.ok) throw new Stopped("cut")
    const list = checked(await answer.json().catch(() => null))
    if (!list) throw new Stopped("broken")
    return asPlayed(list, plays)
  }

  async seeRoom(rows) {
    const room = await shelf.room().catch(() => null)
    if (room && onTheDisk(rows) + SPARE_ROOM > room.free) throw new Stopped("full")
  }

  // A few tablets of one line load at a time; the others wait their turn.
  async withPlace(work) {
    await this.takePlace()
    const renewing = setInterval(() => this.askPlace().catch(() => {}), RENEW_MS)
    try {
      await work()
    } finally {
      clearInterval(renewing)
      this.askPlace({ leave: "" }).catch(() => {})
    }
  }

  async takePlace() {
    for (;;) {
      const answer = await this.askPlace()
      // A school without this door lets everybody through.
      if (answer.status !== 503 && answer.status !== 429) return
      const seconds = Number(answer.headers.get("Retry-After")) || 10
      this.tell({ wait: seconds })
      await new Promise((resolve) => setTimeout(resolve, seconds * 1000 * (1 + Math.random() / 4)))
    }
  }

  askPlace(more = {}) {
    const body = new URLSearchParams({ place: this.place, ...more })
    return this.asked("/takeaways/places/", { method: "POST", body, keepalive: true })
  }

  async each(rows, work) {
    const left = [...rows]
    const next = async () => {
      while (left.length) await work(left.shift())
    }
    const giveUp = (error) => {
      left.length = 0
      throw error
    }
    // After a cut what is on its way may still come: it is waited for, so that the next run finds it here.
    const done = await Promise.allSettled(Array.from({ length: AT_ONCE }, () => next().catch(giveUp)))
    const failed = done.find(({ status }) => status === "rejected")
    if (failed) throw failed.reason
  }

  async file(row) {
    const body = row.bytes < WORTH_RESUMING ? await this.small(row) : await this.large(row)
    await shelf.putFile(row, body)
  }

  async small(row, again = true) {
    const body = await inTime((await this.answer(row)).blob())
    if ((await hashed(body)) !== row.sha256) {
      if (again) return this.small(row, false)
      throw new Error("changed")
    }
    this.add(row.wire)
    return body
  }

  async large(row) {
    const parts = partsOf(row.url)
    let told = 0
    const move = (size) => {
      this.add(size - told)
      told = size
    }
    const { sha256 } = row
    const body = await resume(row.url, parts, move, { get: (address, init) => this.whole(address, init), sha256 })
    await parts.clear()
    return body
  }

  async page(row) {
    const answer = await this.answer(row)
    const body = await inTime(answer.blob())
    if ((await hashed(body)) !== row.sha256) throw new Error("changed")
    this.add(row.wire)
    const [policy, etag] = ["Content-Security-Policy", "ETag"].map((name) => answer.headers.get(name))
    return { row, body, policy, etag }
  }

  async answer({ url }) {
    // A script's address changes with its content: what the browser has costs no data.
    return this.whole(url, { cache: url.startsWith("/static/") ? "default" : "no-cache" })
  }

  async whole(address, init) {
    const answer = await this.asked(address, init)
    if (answer.redirected) throw new Error("changed")
    if (answer.status === 404 || answer.status === 410) throw new Error("changed")
    if (!answer.ok && answer.status !== 416) throw new Error(`answered ${answer.status}`)
    return answer
  }

  // `fetch` that a pause ends, and a line that is dead without a word.
  async asked(address, { signal, ...init } = {}) {
    if (this.paused) throw new Stopped("paused")
    const stop = new AbortController()
    if (signal) signal.addEventListener("abort", () => stop.abort())
    this.stops.add(stop)
    const dead = setTimeout(() => stop.abort(), PATIENCE)
    try {
      return await this.get(address, { credentials: "same-origin", ...init, signal: stop.signal })
    } catch (error) {
      throw this.paused ? new Stopped("paused") : error
    } finally {
      clearTimeout(dead)
    }
  }

  add(bytes) {
    this.came += bytes
    this.tell({ came: Math.min(this.came, this.total), total: this.total })
  }
}

// Whether this browser plays sounds of `type`: it asks a page for the first form that it plays.
export function plays(type) {
  return typeof Audio === "function" && new Audio().canPlayType(type) !== ""
}

// {list, bytes, isNew, isGone} of what is here, compared with what the school has now; null without an answer.
export async function news(taken, get = fetch) {
  let answer
  try {
    answer = await get(addressOf(taken), { credentials: "same-origin", cache: "no-cache" })
  } catch (noSignal) {
    return null
  }
  if (answer.status === 404 || answer.status === 410) return { isGone: true }
  const told = answer.ok && !answer.redirected ? checked(await answer.json().catch(() => null)) : null
  if (!told) return null
  const list = asPlayed(told, plays)
  if (list.edition === taken.edition) return { list, bytes: 0, isNew: false }
  const { files, pages } = lacking(list, taken.films, await shelf.heldFiles(), taken)
  const rows = [...files, ...pages]
  // Out of a file the same pages may come in another order.
  return { list, bytes: rows.length ? onTheWire(rows) + papersOf(list) : 0, isNew: rows.length > 0 }
}

function meaning(error) {
  if (error instanceof Stopped) return error
  if (error.name === "QuotaExceededError") return new Stopped("full")
  if (/signed in at school/.test(error.message)) return new Stopped("signed-out")
  if (error.message === "changed") return new Stopped("broken")
  return new Stopped("cut")
}

// What comes again each time: the papers of its quizzes, with their tickets.
function papersOf({ papers }) {
  return papers || 0
}

// A small file that does not come to its end: the line is dead.
function inTime(body) {
  let timer
  const over = new Promise((_, reject) => (timer = setTimeout(() => reject(new Error("cut off")), PATIENCE)))
  return Promise.race([body, over]).finally(() => clearTimeout(timer))
}

function drawn() {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6] & 0x0f) | 0x40
  bytes[8] = (bytes[8] & 0x3f) | 0x80
  const text = hex(bytes)
  return text.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-")
}
