// Pages that were asked of the school and have not come yet. On a silent line nobody sits before a white screen until
// they do, and a busy school is not asked twice for the same: who asks again meanwhile is given the first answer, and
// what came after its reader gave up opens once, for the same person and address, within a minute.

import { learner } from "./who.js"

// The server itself gives up after thirty seconds: what has not come by then comes no more.
const LONGEST = 35000
const MINUTE = 60000

const underWay = new Map()

// {answer, isNew, wanted, taken}: what the network says to `request` of `who`, now or on its way already.
export function ask(who, request, now = Date.now()) {
  const key = keyOf(who, request.url)
  for (const [other, { came, since }] of underWay) {
    const isOver = came ? now - came > MINUTE : now - since > LONGEST
    if (isOver || !other.startsWith(keyOf(who, ""))) underWay.delete(other)
  }
  const one = underWay.get(key) || send(key, request, now)
  one.readers += 1
  const mine = one.readers
  return {
    answer: one.answer.then((response) => (one.readers > mine ? response.clone() : response)),
    isNew: one.readers === 1,
    // Its reader was shown that it is awaited, and asks again when it is here.
    wanted: () => (one.isWanted = true),
    taken: () => drop(key, one),
  }
}

// Whether what `address` was asked for came in the end; at once false when nothing is on its way.
export async function arrival(address) {
  const one = underWay.get(keyOf(await learner(), address))
  return Boolean(one) && one.answer.then(() => true, () => false)
}

// Somebody signs out, or something was changed: what was asked before that is out of date.
export function forgetLate() {
  underWay.clear()
}

function send(key, request, now) {
  const one = { answer: fetch(request), since: now, readers: 0 }
  underWay.set(key, one)
  const settled = () => {
    one.came = Date.now()
    if (!one.isWanted) drop(key, one)
  }
  one.answer.then(settled, () => drop(key, one))
  return one
}

function drop(key, one) {
  if (underWay.get(key) === one) underWay.delete(key)
}

function keyOf(who, address) {
  return `${who} ${address.split("#")[0]}`
}
