// Navigations: the network first, with three seconds of patience, then what is kept here, then /offline/.

import { moment } from "../times.js"
import { drop, expect, keep, recall } from "./kept.js"
import { daysKept } from "./names.js"
import { shellPage } from "./shell.js"
import { lookAgain, takenPage } from "./taken.js"
import { cameWithoutSignal, learner } from "./who.js"

const OFFLINE = "/offline/"
// How long the network may take before what is kept is shown instead, and how long when there is nothing:
// the server itself gives up after thirty.
const PATIENCE = 3000
const LONGEST = 35000
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
  const answer = fetch(request)
  if (daysKept(url)) expect(path, answer.then((response) => response.clone()))
  const kept = url.search ? undefined : await inStore(who, path)
  event.waitUntil(answer.then(({ status }) => dropRefused(status, who, path)).catch(() => {}))
  const first = await within(answer, kept ? PATIENCE : LONGEST)
  if (first && !(first.status >= 500 && kept)) return first
  // It may still come, after the page of the store: for the next time.
  if (!first && daysKept(url)) event.waitUntil(keep(path).catch(() => {}))
  return kept || withoutSignal(who, path)
}

async function dropRefused(status, who, path) {
  if (!REFUSED.includes(status)) return
  // Led to the door, for there is no session yet; they are the right reader all the same.
  if (status === LED_ON && (await cameWithoutSignal())) return
  await drop(who, path)
}

// A form that is sent: what was typed is in the page before, and the way back to it is said.
export async function sent({ request }) {
  try {
    return await fetch(request)
  } catch (noSignal) {
    return marked(await shellPage(OFFLINE), "data-unsent")
  }
}

async function inStore(who, path) {
  const kept = await recall(who, path)
  return kept ? shown(kept) : shellPage(path)
}

async function withoutSignal(who, path) {
  if (BEGINNINGS.includes(path)) {
    for (const room of FIRST_ROOMS) if (await recall(who, room)) return Response.redirect(room, 302)
  }
  return (await shellPage(OFFLINE)) || Response.error()
}

async function marked(answer, mark) {
  if (!answer) return Response.error()
  return new Response((await answer.text()).replace("<html", `<html ${mark}`), { headers: answer.headers })
}

// The page as it was, with a line that says of when.
export function shown({ html, headers, at }) {
  const line = `<p class="notice kept-at" role="status">${self.TOLD.words.asOf.replace("{when}", moment(at))}</p>`
  return new Response(html.replace(/<main\b[^>]*>/, (main) => main + line), { headers })
}

// The answer; nothing when it did not come in time, or not at all.
async function within(answer, patience) {
  let timer
  const over = new Promise((resolve) => (timer = setTimeout(resolve, patience)))
  try {
    return await Promise.race([answer, over])
  } catch (noSignal) {
    return undefined
  } finally {
    clearTimeout(timer)
  }
}
