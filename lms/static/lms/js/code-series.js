// A bundle or a receipt as a series of square codes, shown one after the other, and put together again. Pure.
//
//   frames(kind, name, data)      texts, each for one code; kind "B" or "R"
//   new Gathered().add(text)      {kind, tag, have, of, data}: `data` once all of it is here; null for other codes
//
// Only letters of the dense kind of square codes: a code then holds almost all of its bits.

import { base45, fromBase45 } from "./base45.js"
import { fromBase64, hex } from "./bytes.js"

// So many letters make a code of version 10 at most, which a weak camera reads from a screen.
const LETTERS = 300
export const MOST_FRAMES = 40

export function frames(kind, name, data) {
  const text = base45(data)
  const of = Math.max(1, Math.ceil(text.length / LETTERS))
  return Array.from({ length: of }, (_one, number) => {
    return `S${kind}:${tagOf(name)}:${number + 1}:${of}:${text.slice(number * LETTERS, (number + 1) * LETTERS)}`
  })
}

// The first 64 bits of a name, in the letters of codes.
export function tagOf(name) {
  return hex(fromBase64(name).subarray(0, 8)).toUpperCase()
}

export class Gathered {
  constructor() {
    this.series = new Map()
  }

  add(text) {
    const [, kind, tag, told, count, part] = /^S([BR]):([0-9A-F]{16}):(\d{1,2}):(\d{1,2}):(.*)$/.exec(text) || []
    const number = Number(told)
    const of = Number(count)
    if (!kind || number < 1 || number > of || of > MOST_FRAMES) return null
    const key = `${kind}:${tag}:${of}`
    const parts = this.series.get(key) || new Map()
    parts.set(number, part)
    this.series.set(key, parts)
    return { kind, tag, have: parts.size, of, data: parts.size === of ? whole(parts) : null }
  }
}

function whole(parts) {
  const text = Array.from(parts).sort(([a], [b]) => a - b).map(([, part]) => part).join("")
  try {
    return fromBase45(text)
  } catch (misread) {
    return null
  }
}
