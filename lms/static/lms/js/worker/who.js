// Who is here, as the worker learns it: the cookie `learner`. A browser that does not let a worker read cookies
// (Chrome before 87, older Firefox and Safari) has the row that each page writes (store.js).

import { get } from "../store.js"

const NOBODY = "-"

export async function learner() {
  const told = await (self.cookieStore ? fromCookie() : fromRow())
  return told === NOBODY ? "" : told
}

// Whether whoever is here came in by the door without signal, and the school does not know it yet (lms/doors.py).
export async function cameWithoutSignal() {
  return Boolean(self.cookieStore && (await self.cookieStore.get("came-without-signal")))
}

async function fromCookie() {
  const cookie = await self.cookieStore.get("learner")
  return cookie ? decodeURIComponent(cookie.value) : ""
}

async function fromRow() {
  const row = await get("kept", ["", "who"]).catch(() => null)
  return (row && row.learner) || ""
}
