// A download that goes on where it was cut off: what came is kept in parts, and only the rest is asked for.

import { hashed } from "./hashing.js"

const PART = 256 * 1024
const PATIENCE = 30000
const HASHES = { 40: "SHA-1", 64: "SHA-256" }

// The whole of `address` as a Blob. `parts` keeps what came: size(), tag(), add(blob, at, tag), whole(), clear().
// Throws when the line is cut; what came until then is kept, and the same call goes on from there. `sha256`: of what is
// wanted, where it is known; any other content throws Error("changed").
export async function resume(address, parts, tell, { get = fetch, sha256 = "" } = {}) {
  let at = await parts.size()
  let tag = at ? await parts.tag() : ""
  const stop = new AbortController()
  const headers = at ? { Range: `bytes=${at}-`, "If-Range": tag } : {}
  // What is kept here need not be kept by the browser as well.
  const answer = await get(address, { headers, signal: stop.signal, cache: "no-store", credentials: "same-origin" })
  const isWhole = answer.status === 200
  if (answer.status === 416) return checked(parts, sha256, tag)
  if (!answer.ok) throw new Error(`answered ${answer.status}`)
  if (isWhole && at) {
    // Another file stands there by now.
    await parts.clear()
    at = 0
  }
  tag = answer.headers.get("ETag") || ""
  const total = at + Number(answer.headers.get("Content-Length"))
  const reader = answer.body.getReader()
  let chunks = []
  let size = 0
  const keep = async () => {
    if (!size) return
    const came = new Blob(chunks)
    chunks = []
    size = 0
    await parts.add(came, at, tag)
    at += came.size
  }
  try {
    for (;;) {
      // A line can be dead without a word.
      const dead = setTimeout(() => stop.abort(), PATIENCE)
      const { done, value } = await reader.read().finally(() => clearTimeout(dead))
      if (done) break
      chunks.push(value)
      size += value.length
      tell(at + size, total)
      if (size >= PART) await keep()
    }
  } finally {
    await keep()
  }
  if (at < total) throw new Error("cut off")
  return checked(parts, sha256, tag)
}

// The server's tag is the hash of the content: a file that arrived otherwise is not handed over.
async function checked(parts, sha256, tag) {
  const whole = await parts.whole()
  const told = sha256 || tag.replace(/^W\/|"/g, "")
  const name = /^[0-9a-f]+$/.test(told) && HASHES[told.length]
  if (!name || !globalThis.crypto || !crypto.subtle) return whole
  if ((await hashed(whole, name)) === told) return whole
  await parts.clear()
  throw new Error(sha256 ? "changed" : "broken on the way")
}

// 1,2 MB; 80 KB; 10,7 GB.
export function inWords(bytes) {
  if (bytes < 1e6) return `${Math.round(bytes / 1000)} KB`
  const [size, unit] = bytes < 1e9 ? [bytes / 1e6, "MB"] : [bytes / 1e9, "GB"]
  return `${size.toFixed(1).replace(".", ",").replace(",0", "")} ${unit}`
}
