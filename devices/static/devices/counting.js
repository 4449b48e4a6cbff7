// What a phone knows of a count without asking the school: which machines are expected, which were seen. Pure.

import { bare, understand } from "./scanned.js"

export class Books {
  // known: {machines: [{code, serial, imeis, words, belongs}], seen: [code], makesList}. Of a count that makes the
  // list of a room these are the machines of the school, and `belongs` those that come onto the list.
  constructor({ machines = [], seen = [], makesList = false }) {
    this.makesList = makesList
    this.machines = new Map()
    this.byNumber = new Map()
    for (const machine of machines) {
      this.machines.set(machine.code, machine)
      for (const number of [machine.code, machine.serial, ...machine.imeis]) this.byNumber.set(bare(number), machine)
    }
    this.seen = new Set(seen)
  }

  // {send, machine, say}: what goes to the school ("" when nothing may), the machine if it is expected, and the
  // name of the sentence. A sign-in card is a secret: it is never written down.
  look(text) {
    const scanned = understand(text)
    if (scanned.kind === "nothing") return { send: "", say: "nothing" }
    if (scanned.kind === "card" || scanned.kind === "link") return { send: "", say: scanned.kind }
    const send = String(text).includes("/d/") ? scanned.code : String(text).trim().slice(0, 80)
    const machine = this.byNumber.get(scanned.code || scanned.number || scanned.text)
    if (!machine) return { send, say: "elsewhere" }
    if (this.makesList && !machine.belongs) return { send, machine, say: "notOfRoom" }
    return { send, machine, say: this.seen.has(machine.code) ? "again" : "found" }
  }

  counts(code) {
    const machine = this.machines.get(code)
    return Boolean(machine) && (!this.makesList || Boolean(machine.belongs))
  }

  get found() {
    return [...this.seen].filter((code) => this.counts(code)).length
  }
}

// The scans of this phone with what the school answered: {id: {status}}.
export function answered(scans, results) {
  const told = new Map(results.map((result) => [result.id, result.status]))
  return scans.map((scan) => (told.has(scan.id) ? { ...scan, state: stateOf(told.get(scan.id)) } : scan))
}

// The same by what waits here now: what another page sent meanwhile is no longer here.
export function lookedUp(scans, events, help) {
  const [waiting, refused] = [events, help].map((rows) => new Set(rows.map(({ id }) => id)))
  return scans.map((scan) => {
    if (scan.state !== "here" || waiting.has(scan.id)) return scan
    return { ...scan, state: refused.has(scan.id) ? "refused" : "sent" }
  })
}

function stateOf(status) {
  if (status === "late") return "late"
  return ["stored", "duplicate"].includes(status) ? "sent" : status === "retry" ? "here" : "refused"
}
