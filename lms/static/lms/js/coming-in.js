// Just in with a PIN: makes the safe or opens it, out of what the door began (students/pin-safe.js), and has this
// device offer the name where there is no signal (offline-door.js). The server's cookie `pin_was_right` says which PIN
// it was that was right; it stays until all is done, so that a page which is left at once is no harm.

import { offer } from "./door-people.js"
import { finish, has } from "./safe.js"
import { get, learner, readCookie, remove } from "./store.js"

comeIn(learner(), readCookie(document.cookie, "pin_was_right")).catch(() => {})

async function comeIn(who, told) {
  const [mark] = told.split(".")
  if (!who || told !== `${mark}.${who}`) return
  const pending = await get("keys", ["", "pending"])
  if (pending && pending.mark === mark) await finish(who, pending)
  if (pending) await remove("keys", ["", "pending"])
  if (await has(who)) await tellDoor(who)
  document.cookie = "pin_was_right=; Path=/; Max-Age=0; SameSite=Lax"
}

async function tellDoor(who) {
  const answer = await fetch("/me.json?door=1", { credentials: "same-origin" })
  const { door } = await answer.json()
  if (door && learner() === who) await offer({ learner: who, ...door })
}
