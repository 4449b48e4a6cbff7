// Hashes of blobs however large: SHA-256 and SHA-1, as hexadecimal text. What is small is left to the browser; a film is
// taken piece by piece, for a browser's own would want the whole of it in memory at once.

import { hex } from "../../lms/js/bytes.js"

const PIECE = 1024 * 1024
// Up to here the browser's own, which is faster.
const SMALL = 4 * PIECE

export async function hashed(blob, name = "SHA-256") {
  if (blob.size <= SMALL) return hex(new Uint8Array(await crypto.subtle.digest(name, await read(blob))))
  const hash = begun(name)
  for (let at = 0; at < blob.size; at += PIECE) hash.add(new Uint8Array(await read(blob.slice(at, at + PIECE))))
  return hash.hex()
}

// {add(bytes), hex()} of one hash in the making.
export function begun(name) {
  const { state, words, mix } = KINDS[name]()
  const block = new Uint8Array(64)
  let filled = 0
  let size = 0
  const run = (bytes, at) => {
    for (let number = 0; number < 16; number++, at += 4) {
      words[number] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3]
    }
    mix(state, words)
  }
  const add = (bytes) => {
    size += bytes.length
    let at = 0
    if (filled) {
      at = Math.min(64 - filled, bytes.length)
      block.set(bytes.subarray(0, at), filled)
      filled += at
      if (filled < 64) return
      run(block, 0)
      filled = 0
    }
    for (; at + 64 <= bytes.length; at += 64) run(bytes, at)
    block.set(bytes.subarray(at))
    filled = bytes.length - at
  }
  const end = () => {
    const bits = [Math.floor(size / 0x20000000), (size << 3) >>> 0]
    add(Uint8Array.of(0x80))
    while (filled !== 56) add(Uint8Array.of(0))
    const last = new DataView(new ArrayBuffer(8))
    bits.forEach((half, number) => last.setUint32(4 * number, half))
    add(new Uint8Array(last.buffer))
    const told = new DataView(new ArrayBuffer(4 * state.length))
    state.forEach((word, number) => told.setInt32(4 * number, word))
    return hex(new Uint8Array(told.buffer))
  }
  return { add, hex: end }
}

// FIPS 180-4.
const KINDS = {
  "SHA-256": () => ({ state: Int32Array.from(firsts(8), (prime) => fraction(Math.sqrt(prime))), words: new Int32Array(64), mix: mix256 }),
  "SHA-1": () => ({ state: Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0), words: new Int32Array(80), mix: mix1 }),
}
const ROUNDS = Int32Array.from(firsts(64), (prime) => fraction(Math.cbrt(prime)))

function mix256(state, words) {
  for (let at = 16; at < 64; at++) {
    const older = words[at - 15]
    const newer = words[at - 2]
    const first = right(older, 7) ^ right(older, 18) ^ (older >>> 3)
    const second = right(newer, 17) ^ right(newer, 19) ^ (newer >>> 10)
    words[at] = (words[at - 16] + first + words[at - 7] + second) | 0
  }
  let a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7]
  for (let at = 0; at < 64; at++) {
    const chosen = (e & f) ^ (~e & g)
    const one = (h + (right(e, 6) ^ right(e, 11) ^ right(e, 25)) + chosen + ROUNDS[at] + words[at]) | 0
    const two = ((right(a, 2) ^ right(a, 13) ^ right(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + one) | 0
    d = c
    c = b
    b = a
    a = (one + two) | 0
  }
  added(state, a, b, c, d, e, f, g, h)
}

function mix1(state, words) {
  for (let at = 16; at < 80; at++) words[at] = left(words[at - 3] ^ words[at - 8] ^ words[at - 14] ^ words[at - 16], 1)
  let a = state[0], b = state[1], c = state[2], d = state[3], e = state[4]
  for (let at = 0; at < 80; at++) {
    const next = (left(a, 5) + quarter(at, b, c, d) + e + words[at]) | 0
    e = d
    d = c
    c = left(b, 30)
    b = a
    a = next
  }
  added(state, a, b, c, d, e)
}

function quarter(at, b, c, d) {
  if (at < 20) return ((b & c) | (~b & d)) + 0x5a827999
  if (at < 40) return (b ^ c ^ d) + 0x6ed9eba1
  if (at < 60) return ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc
  return (b ^ c ^ d) + 0xca62c1d6
}

function added(state, ...more) {
  for (let number = 0; number < state.length; number++) state[number] += more[number]
}

function right(word, by) {
  return (word >>> by) | (word << (32 - by))
}

function left(word, by) {
  return (word << by) | (word >>> (32 - by))
}

// The first 32 bits after the point.
function fraction(number) {
  return ((number - Math.floor(number)) * 0x100000000) | 0
}

function firsts(count) {
  const primes = []
  for (let one = 2; primes.length < count; one++) if (primes.every((prime) => one % prime)) primes.push(one)
  return primes
}

function read(blob) {
  return new Response(blob).arrayBuffer()
}
