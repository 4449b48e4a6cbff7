// Puts pairs of pupil and machine together, whichever is scanned first. Pure: what is known comes with the page
// (devices/morning/known.py), and each step tells what to say by the name of a sentence.

const STATES = { held: "deviceHeld", repair: "deviceRepair", lost: "deviceLost", gone: "deviceGone" }
// In place of its number: a card of another school's stock sits in the machine. And: no card goes along.
const FOREIGN = "!"
const NO_CARD = "-"
const BESIDE = ["handover.look", "handover.photo"]
const KEPT_FOR = 3 * 24 * 60 * 60 * 1000

export class Book {
  constructor(known) {
    this.all = known.all_devices
    this.pupils = new Map()
    this.codes = new Map()
    this.cards = new Map()
    this.machines = new Map()
    this.sims = new Map()
    for (const row of known.pupils) {
      this.pupils.set(row.id, row)
      this.codes.set(row.code, row)
      row.cards.forEach((mark) => this.cards.set(mark, row))
    }
    for (const [code, serial, imei, state = "", holder = "", sim = ""] of known.devices) {
      const machine = { code, state, holder, sim: sim === FOREIGN ? "" : sim, foreign: sim === FOREIGN }
      for (const number of [code, serial, imei]) if (number) this.machines.set(number, machine)
    }
    for (const [serial, phone] of known.sims) {
      const sim = { sim: serial, phone }
      for (const number of [serial, phone]) if (number) this.sims.set(number, sim)
    }
  }

  // The thing or person that `scanned` (of scanned.js) names: {pupil}, {device}, {sim}, or {say} for none.
  find({ kind, code, number, text, mark }) {
    if (kind === "card") return this.cards.has(mark) ? { pupil: this.cards.get(mark) } : { say: "cardUnknown" }
    if (kind === "binding") return { say: "bindingCode" }
    if (kind === "link" || kind === "nothing") return { say: "strange" }
    const sign = code || number || text
    if (this.codes.has(sign)) return { pupil: this.codes.get(sign) }
    if (this.machines.has(sign)) return { device: this.machines.get(sign) }
    if (this.sims.has(sign)) return { sim: this.sims.get(sign) }
    if (kind === "sim" || kind === "phone") return { say: "simUnknown", sim: sign }
    if (this.all) return { say: "deviceUnknown", device: sign }
    // More machines than the page could take along: the school looks when the pair arrives.
    return { device: { code: sign, state: "", holder: "", sim: "" } }
  }
}

// What lies on the table after `thing` was put there: {table, say, …} and, when a pair is complete, `pair`.
// `pairs` are those of this morning that stand; `table` is {pupil?, device?, sim?, decision?}.
export function put(table, thing, pairs, { wantsSim = false } = {}) {
  const refused = thing.say ? thing : refusal(thing, pairs)
  if (refused) return { table, bad: true, ...refused }
  const now = { ...table, ...thing }
  if (thing.pupil && table.pupil && thing.pupil.id !== table.pupil.id) delete now.decision
  if (thing.device) delete now.cardOut
  return judge(now, pairs, wantsSim)
}

export function decide(table, decision, pairs, { wantsSim = false } = {}) {
  return judge({ ...table, decision }, pairs, wantsSim)
}

// Somebody took the card of another school out of the machine on the table.
export function withoutCard(table, pairs, { wantsSim = false } = {}) {
  return judge({ ...table, cardOut: true }, pairs, wantsSim)
}

function judge(table, pairs, wantsSim) {
  const { pupil, device, sim, decision, cardOut } = table
  const served = pupil && !decision && servedBy(pupil, pairs)
  if (served) return { table, say: "decided", asks: true, ...served }
  if (!pupil && !device) return { table, say: "simFirst" }
  if (!device) return { table, say: "pupilFirst" }
  if (!pupil) return { table, say: "deviceFirst" }
  if (device.foreign && !sim && !cardOut) return { table, say: "cardInside", asksCard: true }
  if (wantsSim && !sim && !device.sim) return { table, say: "simNext" }
  const inside = sim ? sim.sim : device.foreign ? NO_CARD : device.sim
  const pair = { pupil: pupil.id, device: device.code, sim: inside, decision: decision || "" }
  return { table: {}, say: "handed", pair, pupil, device }
}

function refusal({ pupil, device, sim }, pairs) {
  const taken = pairs.find(
    (pair) =>
      (pupil && pair.pupil === pupil.id) ||
      (device && pair.device === device.code) ||
      (sim && pair.sim && pair.sim === sim.sim),
  )
  if (taken && pupil) return { say: "pupilDone", device: taken.device }
  if (taken) return { say: device ? "deviceDone" : "simDone", pupil: taken.pupil }
  if (device && device.state) return { say: STATES[device.state], holder: device.holder }
  return null
}

// The machine that the pupil or the household has: as the school knew it, or given this morning to a brother.
function servedBy(pupil, pairs) {
  if (pupil.has) return { held: pupil.has, holder: pupil.holder }
  const siblings = pairs.filter((pair) => pupil.household && pair.household === pupil.household)
  return siblings.length ? { held: siblings[0].device, holder: siblings[0].pupil } : null
}

// The machine that is to come back: the one that was scanned, or the one of the pupil whose card it was.
export function comesBack(found, book, returns) {
  if (found.say) return found
  const machine = found.device || (found.pupil && book.machines.get(found.pupil.has))
  if (found.sim) return { say: "backNeedsDevice" }
  if (!machine) return { say: "pupilHasNone", pupil: found.pupil.name }
  const told = { device: machine.code, holder: machine.holder }
  if (returns.some((one) => one.device === machine.code && one.state !== "refused")) return { say: "backBefore", ...told }
  if (machine.state !== "held" && book.all) return { say: "notOut", ...told }
  return { say: machine.holder ? "comesBack" : "comesBackUnknown", machine, ...told }
}

// The papers of what came back, newest first: {sitting, number, count, waiting}; what was refused stands on none.
export function sittings(returns) {
  const found = new Map()
  for (const { sitting, number, state } of returns) {
    if (!sitting || state === "refused") continue
    const one = found.get(sitting) || { sitting, number: "", count: 0, waiting: 0 }
    found.delete(sitting)
    found.set(sitting, {
      sitting,
      number: number || one.number,
      count: one.count + 1,
      waiting: one.waiting + (state === "here" ? 1 : 0),
    })
  }
  return [...found.values()].reverse()
}

// --- Where pairs stand ---

// `pairs` (or returns) as they are kept, what waits and what was refused: each with its `state`; undone ones
// are left out. `what` is the word their streams begin with.
export function standing(pairs, events, help, what = "pair") {
  const known = new Map(pairs.map((pair) => [pair.id, pair]))
  // Refused, an undoing changed nothing: the pair is shown with the reason.
  const unheard = new Set(help.filter((event) => event.kind === "handover.undo"))
  for (const event of [...events, ...help]) {
    const id = event.stream.slice(what.length + 1)
    // Recorded, and the page was shut before it could note it down.
    if (event.kind === `handover.${what}` && !known.has(id)) known.set(id, { id, ...event.payload })
    if (event.kind === "handover.undo") known.set(id, { ...known.get(id), undone: !unheard.has(event) })
  }
  const waits = new Set(events.map((event) => event.stream))
  // The pair stands; what was told of its machine was not taken.
  const beside = ({ kind }) => BESIDE.includes(kind)
  const refused = new Map(help.filter((event) => !beside(event)).map((event) => [event.stream, event]))
  const also = new Set(help.filter(beside).map((event) => event.stream))
  return [...known.values()]
    .filter((pair) => pair.device && !pair.undone)
    .map((pair) => {
      const trouble = refused.get(`${what}:${pair.id}`)
      if (trouble) return { ...pair, state: "refused", reason: trouble.reason, told: trouble.told }
      const state = waits.has(`${what}:${pair.id}`) ? "here" : "school"
      return also.has(`${what}:${pair.id}`) ? { ...pair, state, also: true } : { ...pair, state }
    })
}

// Of the rows that a page kept, those of the last days: names are not left lying on a phone. What still waits to
// be sent is in the outbox all the same. (An id of version 7 begins with the time it was made.)
export function recent(rows, now) {
  return rows.filter(({ id }) => parseInt(id.replace("-", "").slice(0, 12), 16) > now - KEPT_FOR)
}

export function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => (values[name] === undefined ? whole : values[name]))
}

// 24/11/2026 as it is typed, 2026-11-24 as it is sent; what is no day stays as it is and is refused at school.
export function isoDay(typed) {
  const found = /^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*$/.exec(typed)
  return found ? `${found[3]}-${found[2].padStart(2, "0")}-${found[1].padStart(2, "0")}` : typed.trim()
}
