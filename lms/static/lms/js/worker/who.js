// Who is here, as the worker learns it: the cookie `learner`. A browser that does not let a worker read cookies
// (Chrome before 87, Safari before 18.4; Firefox 153 has the store, and finds none in it) has the row that each page
// writes (store.js).

import { get } from "../store.js"

const NOBODY = "-"

export async function learner() {
  const { learner: told } = await whoIsHere()
  return told && told !== NOBODY ? told : ""
}

// Whether whoever is here came in by the door without signal, and the school does not know it yet (lms/doors.py).
export async function cameWithoutSignal() {
  return Boolean((await whoIsHere()).cameWithoutSignal)
}

async function whoIsHere() {
  const cookies = self.cookieStore ? await self.cookieStore.getAll().catch(() => []) : []
  // Where any can be read there is one at least, that of forms: then what is not among them is not so.
  if (!cookies.length) return (await get("kept", ["", "who"]).catch(() => null)) || {}
  const value = (name) => decodeURIComponent((cookies.find((one) => one.name === name) || { value: "" }).value)
  return { learner: value("learner"), cameWithoutSignal: value("came-without-signal") }
}
