// <offline-door>: who came in by PIN on this machine before comes in again where there is no signal. The names are
// those of door-people.js; behind each stands a safe (safe.js), and the PIN that opens it is the right one.
// Nothing here reaches the school: once there is signal, it asks for the PIN as well.

import { forgetPeople, givenName, people } from "./door-people.js"
import { again, passed, tried } from "./door-waits.js"
import { open, works } from "./safe.js"
import { comeWithoutSignal, get, learner, leave, put, readCookie, remove } from "./store.js"
import { clock } from "./times.js"

const PICTURES = 4
// How often the time that is left to wait is written down.
const BEAT = 1000

customElements.define(
  "offline-door",
  class extends HTMLElement {
    connectedCallback() {
      this.piece = (name) => this.querySelector(`[data-${name}]`)
      this.taps = []
      this.hidden = false
      this.begin().catch(() => this.showOnly("cannot"))
    }

    async begin() {
      if (!works()) return learner() || this.showOnly("cannot")
      this.people = await people()
      this.wire()
      if (learner()) this.showWhoIsHere(learner())
      else this.showNames()
    }

    wire() {
      this.piece("leave").addEventListener("click", () => leave().then(() => location.reload()))
      this.piece("not-me").addEventListener("click", () => this.showNames())
      this.piece("forget").addEventListener("click", () => this.forgetNames())
      this.piece("switch").addEventListener("click", () => this.showWay(this.piece("by-pictures").hidden))
      this.piece("pin").addEventListener("submit", (event) => {
        event.preventDefault()
        this.enter().catch(() => this.refuse(this.piece("refusal").dataset.broken))
      })
      for (const key of this.querySelectorAll(".picture-key")) key.addEventListener("click", () => this.tap(key.value))
      this.piece("back").addEventListener("click", () => this.tap())
    }

    showOnly(...names) {
      for (const name of ["here", "names", "pin", "cannot"]) this.piece(name).hidden = !names.includes(name)
    }

    showWhoIsHere(who) {
      const one = this.people.find(({ learner: key }) => key === who)
      if (!one) return this.showOnly()
      this.piece("name").textContent = one.name
      this.piece("class").textContent = one.class
      this.piece("own").hidden = !readCookie(document.cookie, "came-without-signal")
      this.showOnly("here")
    }

    showNames() {
      clearInterval(this.beat)
      const lines = this.people.map((one) => {
        const button = nameButton(one)
        button.addEventListener("click", () => this.choose(one))
        return made("li", "", button)
      })
      this.piece("list").textContent = ""
      this.piece("list").append(...lines)
      this.piece("none").hidden = lines.length > 0
      this.piece("forgetting").hidden = !lines.length
      this.showOnly("names")
    }

    async choose(one) {
      clearInterval(this.beat)
      this.one = one
      const hello = this.querySelector("[data-hello]")
      hello.textContent = hello.dataset.hello.replace("{name}", givenName(one.name))
      this.refuse("")
      this.showOnly("pin")
      this.showWay(one.pictures)
      this.piece("go").disabled = false
      this.shut = again(await get("kept", this.waitKey()), Date.now())
      if (this.shut && this.shut.left) this.wait()
    }

    showWay(byPictures) {
      this.piece("by-pictures").hidden = !byPictures
      this.piece("by-digits").hidden = byPictures
      const { digits, pictures } = this.piece("switch").dataset
      this.piece("switch").textContent = byPictures ? digits : pictures
      this.empty()
      if (!byPictures) this.field().focus()
    }

    tap(digit) {
      if (digit === undefined) this.taps.pop()
      else if (this.taps.length < PICTURES) this.taps.push(digit)
      const slots = this.querySelectorAll(".picture-slots li")
      slots.forEach((slot, place) => slot.classList.toggle("is-filled", place < this.taps.length))
      if (this.taps.length === PICTURES) this.piece("go").focus()
    }

    async enter() {
      if (this.busy || (this.shut && this.shut.left)) return
      const pin = this.piece("by-pictures").hidden ? this.field().value.replace(/\s/g, "") : this.taps.join("")
      if (!pin) return this.refuse(this.piece("refusal").dataset.wrong)
      this.busy = true
      this.piece("go").disabled = true
      try {
        this.shut = tried(await get("kept", this.waitKey()), Date.now())
        await put("kept", this.shut, this.waitKey())
        if (await open(this.one.learner, pin)) return await this.comeIn(this.one.learner)
      } finally {
        this.busy = false
        this.piece("go").disabled = false
        this.empty()
      }
      this.refuse(this.piece("refusal").dataset.wrong)
      if (this.shut.left) this.wait()
    }

    async comeIn(who) {
      await remove("kept", this.waitKey())
      await comeWithoutSignal(who)
      tellName(this.one)
      // In place of another page: that one, which may be kept for who is here now.
      if (/^\/(sign-in|ph)\//.test(location.pathname)) location.assign("/offline/")
      else location.reload()
    }

    // The time goes on only before the page, and is written down, so that nobody shortens it by opening it anew.
    wait() {
      clearInterval(this.beat)
      let last = performance.now()
      const go = () => {
        const now = performance.now()
        this.shut = passed(this.shut, now - last, Date.now())
        last = now
        put("kept", this.shut, this.waitKey()).catch(() => {})
        this.piece("go").disabled = this.shut.left > 0
        if (this.shut.left) return this.refuse(this.piece("refusal").dataset.wait.replace("{time}", clock(Math.ceil(this.shut.left / 1000))))
        clearInterval(this.beat)
        this.refuse("")
      }
      this.beat = setInterval(go, BEAT)
      go()
    }

    waitKey() {
      return ["", `door:${this.one.learner}`]
    }

    field() {
      return this.querySelector("#door-pin")
    }

    empty() {
      this.field().value = ""
      this.taps = []
      for (const slot of this.querySelectorAll(".picture-slots li")) slot.classList.remove("is-filled")
    }

    refuse(words) {
      this.piece("refusal").textContent = words
      this.piece("refusal").hidden = !words
    }

    // Drafts and what was taken along for them go too: asked once more.
    async forgetNames() {
      const button = this.piece("forget")
      if (button.textContent !== button.dataset.sure) {
        button.textContent = button.dataset.sure
        return
      }
      this.people = await forgetPeople()
      this.piece("stays").hidden = !this.people.length
      this.showNames()
    }
  },
)

function nameButton(one) {
  const letter = made("span", "sign-in-letter", givenName(one.name).slice(0, 1))
  letter.setAttribute("aria-hidden", "true")
  const words = made("span", "", made("strong", "", one.name))
  if (one.class) words.append(made("br"), made("span", "quiet", one.class))
  return Object.assign(made("button", "sign-in-name", letter, words), { type: "button" })
}

function made(tag, className, ...inside) {
  const element = document.createElement(tag)
  if (className) element.className = className
  element.append(...inside)
  return element
}

// For the head of pages that are the same for everybody (who-is-here.js), which can ask nobody for the name now.
function tellName({ learner: who, name }) {
  const told = { kind: "pupil", name: givenName(name), start: "/start/", learner: encodeURIComponent(who) }
  try {
    localStorage.setItem("who-is-here", JSON.stringify(told))
  } catch (noStore) {
    // The head says «sign in» then; the page itself knows who is here.
  }
}
