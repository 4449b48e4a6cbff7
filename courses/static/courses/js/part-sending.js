// Sends a file in parts. After every cut the server is asked how far it got, and the file is cut anew from there: a
// part may have arrived although its answer was lost. Knows no page.
//
// `line` is what it needs of one: post(address, part), get(address), pause(ms) (over at once when the signal is back),
// held() (resolves while nobody holds it up), tell(at), cut(), most (bytes of a part).

import { FIRST, meaningOf, nextSize, sizeAfterCut, waitAfter } from "./parts.js"

// While the server puts a file together one asks it ever more rarely, to this many failures' pause.
const MOST_PATIENCE = 5

// It cannot go on without a person: `words` names words of the page, `sentence` is the server's own.
export class Stopped extends Error {
  constructor(words, sentence) {
    super(words)
    this.words = words
    this.sentence = sentence || ""
  }
}

// The answer to `ask()`, asked again after every cut.
export async function insist(ask, line) {
  for (let failures = 1; ; failures += 1) {
    const answer = await once(ask)
    if (answer) return answer
    await over(line, failures)
  }
}

// Sends what the server lacks of `file`; returns its last answer, by which all parts are there.
export async function sendRest(file, begun, line) {
  let at = begun
  let size = FIRST
  let failures = 0
  while (!at.done && at.received < at.size) {
    await line.held()
    line.tell(at)
    const { address, received } = at
    const part = await read(file, received, Math.min(at.size, received + size))
    const before = Date.now()
    const answer = await once(() => line.post(`${address}?at=${received}`, part))
    if (answer) {
      failures = 0
      if (answer.received > received) size = nextSize(size, Date.now() - before, line.most)
      at = answer
      continue
    }
    size = sizeAfterCut(size)
    let there = null
    while (!there) {
      failures += 1
      await over(line, failures)
      there = await once(() => line.get(address))
    }
    // What is asked gets through a line that carries no part: only what arrived ends the waiting.
    if (there.received > received) failures = 0
    at = there
  }
  return at
}

// Asks until the server has put the parts together, or says why it cannot.
export async function untilFinished(whole, line) {
  let at = whole
  for (let round = 1; !at.done; round += 1) {
    if (at.error) throw new Stopped("failed", at.error)
    await line.pause(waitAfter(Math.min(round, MOST_PATIENCE)))
    at = (await once(() => line.get(whole.address))) || at
  }
  return at
}

// What was answered, or null after a cut. Throws Stopped.
async function once(ask) {
  const response = await ask().catch(() => null)
  if (!response) return null
  if (response.redirected || response.status === 403) throw new Stopped("signedOut")
  const answer = await response.json().catch(() => null)
  const meaning = response.ok && !answer ? "again" : meaningOf(response.status)
  if (meaning === "stop") throw new Stopped("failed", answer && answer.error)
  return meaning === "on" ? answer : null
}

async function over(line, failures) {
  line.cut()
  await line.pause(waitAfter(failures))
  await line.held()
}

// Bytes of a file; it may have been moved, or its memory card taken out, since it was chosen.
export async function read(file, from, to) {
  try {
    return await file.slice(from, to).arrayBuffer()
  } catch (error) {
    throw new Stopped("gone")
  }
}
