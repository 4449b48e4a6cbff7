// Who is here, as the worker learns it: the cookie `learner`. A browser that does not let a worker read cookies
// (Chrome before 87, older Firefox and Safari) has the row that each page writes (store.js).

import { get } from "../store.js"

const NOBODY = "-"

export async function learner() {
  const told = self.cookieStore ? await cookie("learner") : (await row()).learner
  return told && told !== NOBODY ? told : ""
}

// Whether whoever is here came in by the door without signal, and the school does not know it yet (lms/doors.py).
export async function cameWithoutSignal() {
  return Boolean(self.cookieStore ? await cookie("came-without-signal") : (await row()).cameWithoutSignal)
}

async function cookie(name) {
  const found = await self.cookieStore.get(name)
  return found ? decodeURIComponent(found.value) : ""
}

async function row() {
  return (await get("kept", ["", "who"]).catch(() => null)) || {}
}
