// Navigations: the network first, with three seconds of patience, then what is kept here, then /offline/.

import { moment } from "../times.js"
import { drop, expect, keep, recall } from "./kept.js"
import { ask, forgetLate } from "./late.js"
import { daysKept, isAtItsPath } from "./names.js"
import { shellPage } from "./shell.js"
import { lookAgain, takenPage } from "./taken.js"
import { cameWithoutSignal, learner } from "./who.js"

const OFFLINE = "/offline/"
// How long the network may take before what is kept is shown instead, and how long when there is nothing: from then
// on /offline/ waits for it, with what opens meanwhile.
const PATIENCE = 3000
const LONGEST = 8000
// A page that is open says at once that it has heard.
const ANSWERS = 500
// Signed out elsewhere, no longer in charge, or led on to another page: what was kept is not theirs any more.
const LED_ON = 0
const REFUSED = [LED_ON, 401, 403, 404]
// Where whoever is here begins, when the line is dead.
const BEGINNINGS = ["/", "/start/"]
const FIRST_ROOMS = ["/today/", "/desk/"]

export async function page(event) {
  const { request } = event
  const url = new URL(request.url)
  const path = url.pathname
  const who = await learner()
  const taken = await takenPage(who, url)
  if (taken) {
    event.waitUntil(lookAgain(who, path, taken.clone()).catch(() => {}))
    return taken
  }
  const asked = ask(who, request)
  if (daysKept(url)) expect(path, asked.answer.then((response) => response.clone()))
  if (asked.isNew) event.waitUntil(asked.answer.then(({ status }) => dropRefused(status, who, path)).catch(() => {}))
  const kept = isAtItsPath(url) ? await inStore(who, path) : undefined
  const room = !kept && (await firstRoom(who, path))
  const { answer: first, isLate } = await within(asked.answer, kept || room ? PATIENCE : LONGEST)
  if (first) asked.taken()
  if (first && !(first.status >= 500 && kept)) return first
  // It may still come, after the page of the store: for the next time.
  if (!first && daysKept(url)) event.waitUntil(keep(path).catch(() => {}))
  if (isLate && !room) asked.wanted()
  if (kept && isLate) event.waitUntil(asked.answer.then((answer) => tellBack(event, answer)).catch(() => {}))
  const why = isLate ? "slow" : first ? "busy" : "asOf"
  if (kept || room) return kept ? shown(kept, why) : room
  return isLate ? marked(await shellPage(OFFLINE), "data-slow") : (await shellPage(OFFLINE)) || Response.error()
}

// The page that was shown out of the store: the line was only slow, and the device will not say when it is better.
async function tellBack({ resultingClientId }, { ok }) {
  const page = ok && resultingClientId && (await self.clients.get(resultingClientId))
  if (page) page.postMessage({ back: true })
}

async function dropRefused(status, who, path) {
  if (!REFUSED.includes(status)) return
  // Led to the door, for there is no session yet; they are the right reader all the same.
  if (status === LED_ON && (await cameWithoutSignal())) return
  await drop(who, path)
}

// A form that is sent, with files or without. The page it stands on stays as it is, with all that was typed and
// chosen, and says so; where none answers, the way back to it is said.
export async function sent({ request }) {
  forgetLate()
  try {
    return await fetch(request)
  } catch (noSignal) {
    if (await isSaidOn(request.referrer)) return new Response(null, { status: 204 })
    return marked(await shellPage(OFFLINE), "data-unsent")
  }
}

async function isSaidOn(address) {
  const windows = await self.clients.matchAll({ type: "window" })
  const page = windows.find(({ url, visibilityState }) => url.split("#")[0] === address && visibilityState === "visible")
  if (!page) return false
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = ({ data }) => resolve(data)
    setTimeout(resolve, ANSWERS, false)
    page.postMessage({ unsent: self.TOLD.words.unsent }, [port2])
  })
}

// A page that is the same for everybody is no page of before: nothing is said on it.
async function inStore(who, path) {
  return (await recall(who, path)) || shellPage(path)
}

async function firstRoom(who, path) {
  if (!BEGINNINGS.includes(path)) return undefined
  for (const room of FIRST_ROOMS) if (await recall(who, room)) return Response.redirect(new URL(room, location), 302)
  return undefined
}

async function marked(answer, mark) {
  if (!answer) return Response.error()
  return new Response((await answer.text()).replace("<html", `<html ${mark}`), { headers: answer.headers })
}

// The page as it was, with a line that says why and of when, and the words for when the signal is back (keep-page.js).
function shown(kept, why) {
  if (kept instanceof Response) return kept
  const { html, headers, at } = kept
  const { [why]: asOf, back, anew } = self.TOLD.words
  const later = `data-back="${back}" data-anew="${anew}"`
  const line = `<p class="notice kept-at" role="status" ${later}>${asOf.replace("{when}", moment(at))}</p>`
  return new Response(html.replace(/<main\b[^>]*>/, (main) => main + line), { headers })
}

// {answer}; without one when it did not come at all, and {isLate} when it may still come.
async function within(asked, patience) {
  let timer
  const over = new Promise((resolve) => (timer = setTimeout(resolve, patience, { isLate: true })))
  try {
    return await Promise.race([asked.then((answer) => ({ answer })), over])
  } catch (noSignal) {
    return {}
  } finally {
    clearTimeout(timer)
  }
}
