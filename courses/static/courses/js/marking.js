// Marking in the browser, for practice only (graded keys never leave the school). It gives exactly
// what courses/questions/*.py gives: both are held to tests/golden/marking.json.
//
//   score(kind, response, content, key)   "0" … "1", a decimal as text; null when a teacher marks it
//   voidOf(key)                           "full" or "out" for a question that had a mistake; else ""
//   readResponse(kind, raw, content)      what a form's list of values says; null for nothing

import { readNumber, readText, scoreNumber, scoreText } from "./comparing.js"
import { part, tenThousandths, within, worth } from "./worth.js"

const SCALE = ["0", "0.1", "0.25", "0.5", "1"]
const LETTERS = ["a", "b", "c", "d"]
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const ESSAY_SIGNS = 12000

const KINDS = {
  one_choice: {
    read: (raw, content) => (ids(content.options).includes(raw[0]) ? raw[0] : null),
    score: (response, content, key) => (response === key.right ? "1" : within(worth((key.worth || {})[response]))),
  },
  several_choices: {
    read: (raw, content) => orNull(ids(content.options).filter((id) => raw.includes(id))),
    score(response, content, key) {
      if (key.worth && Object.keys(key.worth).length) {
        return within(response.reduce((sum, id) => sum + worth(key.worth[id]), 0))
      }
      const hits = response.filter((id) => key.right.includes(id)).length
      return part(Math.max(0, hits - (response.length - hits)), key.right.length)
    },
  },
  true_false: {
    read: (raw) => (["true", "false"].includes(raw[0]) ? raw[0] : null),
    score: (response, content, key) => (response === key.right ? "1" : "0"),
  },
  four_statements: {
    read: (raw) => chosen(raw, LETTERS, ["true", "false"]),
    score: (response, content, key) => SCALE[LETTERS.filter((one) => response[one] === key[one]).length],
  },
  short_number: {
    read: (raw, content) => readNumber(raw[0], content),
    score: (response, content, key) => scoreNumber(response, key),
  },
  short_text: {
    read: (raw) => readText(raw[0]),
    score: scoreText,
  },
  cloze: {
    read(raw, content) {
      const told = partsOf(raw)
      const read = {}
      for (const name of Object.keys(content.gaps)) {
        if (!(name in told)) continue
        const gap = content.gaps[name]
        const said = KINDS[likeKind(gap)].read([told[name]], likeContent(gap))
        if (said !== null) read[name] = said
      }
      return orNothing(read)
    },
    score(response, content, key) {
      let [sum, weights] = [0, 0]
      for (const name of Object.keys(content.gaps)) {
        const gap = content.gaps[name]
        const weight = weightOf(gap)
        weights += weight
        if (!(name in response)) continue
        sum += weight * tenThousandths(KINDS[likeKind(gap)].score(response[name], likeContent(gap), key.gaps[name]))
      }
      return part(sum, weights * 10000)
    },
  },
  matching: {
    read: (raw, content) => chosen(raw, ids(content.left), ids(content.right)),
    score: (response, content, key) => same(response, key.pairs, Object.keys(key.pairs).length),
  },
  ordering: {
    read(raw, content) {
      const known = ids(content.items)
      const places = known.map((id, index) => String(index + 1))
      const placed = raw.some((one) => one.includes(":")) ? raw : raw.map((id, index) => `${id}:${index + 1}`)
      return chosen(placed, known, places)
    },
    score(response, content, { order, grading }) {
      if (grading === "pairs") {
        const all = (order.length * (order.length - 1)) / 2
        return part(pairsInTurn(response, order), all)
      }
      const right = order.filter((id, index) => response[id] === String(index + 1)).length
      return grading === "all" ? part(right === order.length ? 1 : 0, 1) : part(right, order.length)
    },
  },
  classify: {
    read: (raw, content) => chosen(raw, ids(content.items), ids(content.groups)),
    score: (response, content, key) => same(response, key.groups, content.items.length),
  },
  picture_spots: {
    read: (raw, content) => chosen(raw, ids(content.spots), ids(content.items)),
    score: (response, content, key) => same(response, key.spots, Object.keys(key.spots).length),
  },
  essay: {
    read: (raw) => raw[0].normalize("NFC").replace(/\r\n/g, "\n").trim().slice(0, ESSAY_SIGNS) || null,
    byHand: true,
    score: () => null,
  },
  photo: handedIn(),
  spoken: handedIn(),
  file: handedIn(),
  information: { read: () => null, score: () => "0" },
}

// Files, named by their ids.
function handedIn() {
  const read = (raw) => orNull(raw.filter((id, index) => UUID.test(id) && raw.indexOf(id) === index).slice(0, 20))
  return { read, byHand: true, score: () => null }
}

// A question that had a mistake (courses/correcting.py) gives all its points to everybody, answered or not, or does not
// count at all.
export function voidOf(key) {
  return (key && key.void) || ""
}

export function score(kind, response, content, key) {
  if (voidOf(key)) return voidOf(key) === "full" ? "1" : null
  return response === null ? "0" : KINDS[kind].score(response, content, key)
}

// Whether a teacher marks it.
export function isByHand(kind) {
  return Boolean(KINDS[kind].byHand)
}

export function readResponse(kind, raw, content) {
  return raw.length ? KINDS[kind].read(raw, content) : null
}

// The teacher's remarks on what was chosen.
export function saidTo(response, said) {
  const told = typeof response === "string" ? [response] : Array.isArray(response) ? response : Object.keys(response)
  return told.map((one) => (said || {})[one]).filter(Boolean)
}

function ids(things) {
  return things.map(({ id }) => id)
}

function orNull(list) {
  return list.length ? list : null
}

function orNothing(told) {
  return Object.keys(told).length ? told : null
}

// ["1:Hà Nội", …] as {"1": "Hà Nội", …}.
function partsOf(raw) {
  const told = {}
  for (const value of raw) {
    const at = value.indexOf(":")
    if (at >= 0) told[value.slice(0, at)] = value.slice(at + 1)
  }
  return told
}

function chosen(raw, parts, choices) {
  const told = partsOf(raw)
  const read = {}
  for (const one of parts) if (choices.includes(told[one])) read[one] = told[one]
  return orNothing(read)
}

function same(response, wanted, all) {
  return part(Object.keys(wanted).filter((one) => response[one] === wanted[one]).length, all)
}

function pairsInTurn(response, order) {
  let right = 0
  order.forEach((one, index) => {
    for (const other of order.slice(index + 1)) {
      if (one in response && other in response && Number(response[one]) < Number(response[other])) right += 1
    }
  })
  return right
}

function likeKind(gap) {
  return { number: "short_number", choice: "one_choice" }[gap.kind] || "short_text"
}

function likeContent(gap) {
  if (gap.kind === "choice") return { options: gap.options }
  const { case_matters = false, marks_matter = true } = gap
  return { case_matters, marks_matter }
}

function weightOf({ weight }) {
  return Number.isInteger(weight) && weight >= 0 && weight <= 100 ? weight : 1
}
