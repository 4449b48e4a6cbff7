// Files: scripts, styles, icons, pictures, sound. The same for everybody, and their addresses change with what is
// in them, so that whoever has one has the right one.

import { FILES, SHELL, asked, isHashed } from "./names.js"

// The shell that belongs to this worker.
export const OWN = SHELL + self.TOLD.version

// A film; what is smaller fits into memory.
const LARGE = 8e6

// Scripts and the like: what is held here costs no data.
export async function file(request) {
  const { pathname } = new URL(request.url)
  const held = isHashed(pathname) && (await found(pathname))
  if (held) return held
  try {
    const answer = await fetch(request)
    if (answer.status === 200 && !answer.redirected) put(pathname, answer.clone())
    return answer
  } catch (noSignal) {
    return (await found(pathname)) || Response.error()
  }
}

// Pictures, sound and film that somebody took along; all others are asked of the school.
export async function media(request) {
  const named = await found(request.url)
  // The same picture or film in another form stands for this one.
  const led = named && named.headers.get("Location")
  const held = led ? await found(led) : named
  if (!held) return fetch(request)
  const range = request.headers.get("Range")
  return range ? part(held, range) : held
}

// A player that jumps in a sound asks for parts of it; Safari plays nothing without.
export async function part(held, range) {
  const told = Number(held.headers.get("Content-Length"))
  if (told > LARGE && asked(range, told)) return flowing(held, asked(range, told), told)
  const whole = await held.blob()
  const one = asked(range, whole.size)
  const headers = { "Content-Type": held.headers.get("Content-Type") || "", "Accept-Ranges": "bytes" }
  if (one === null) return new Response(whole, { headers })
  if (one === undefined) return new Response("", { status: 416, headers: { "Content-Range": `bytes */${whole.size}` } })
  const bytes = whole.slice(one.start, one.end + 1)
  headers["Content-Range"] = `bytes ${one.start}-${one.end}/${whole.size}`
  headers["Content-Length"] = String(bytes.size)
  return new Response(bytes, { status: 206, headers })
}

// Of a film: read on as it is played, for the whole of it would be copied for each jump.
function flowing(held, { start, end }, size) {
  const reader = held.body.getReader()
  let at = 0
  const pull = async (flow) => {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return flow.close()
      const [from, until] = [Math.max(start - at, 0), Math.min(end + 1 - at, value.length)]
      at += value.length
      if (until > from) flow.enqueue(value.subarray(from, until))
      if (at > end) {
        flow.close()
        return reader.cancel()
      }
      if (until > from) return undefined
    }
  }
  const headers = {
    "Content-Type": held.headers.get("Content-Type") || "",
    "Accept-Ranges": "bytes",
    "Content-Range": `bytes ${start}-${end}/${size}`,
    "Content-Length": String(end + 1 - start),
  }
  return new Response(new ReadableStream({ pull, cancel: () => reader.cancel() }), { status: 206, headers })
}

// Have all of these here; throws when one cannot be had.
export async function hold(addresses) {
  const files = await caches.open(FILES)
  await Promise.all(
    addresses.map(async (address) => {
      if (await found(address)) return
      // Pictures of a school are for who is signed in there; scripts are for all.
      const credentials = address.startsWith("/static/") ? "omit" : "same-origin"
      const answer = await fetch(address, { credentials })
      // A page may speak of a file that is not there; it does without it with signal too.
      if (answer.status === 404) return
      if (answer.status !== 200) throw new Error(`${address}: ${answer.status}`)
      await files.put(address, answer)
    }),
  )
}

// In the files, or in the shell. Not in a cache of a person's: what stands there is a page.
export async function found(address) {
  const inCache = (cacheName) => caches.match(address, { cacheName, ignoreVary: true })
  return (await inCache(FILES)) || inCache(OWN)
}

async function put(address, answer) {
  try {
    await (await caches.open(FILES)).put(address, answer)
  } catch (full) {
    // No room on this machine: the page has its file all the same.
  }
}
