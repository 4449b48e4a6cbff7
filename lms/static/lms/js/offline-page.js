// <offline-page>: what of whoever is here opens without signal, and how much waits to be sent (/offline/).

import { waiting } from "./outbox.js"
import { learner } from "./store.js"
import { takenPages } from "./taken-home.js"
import { moment } from "./times.js"

const MOST_TRIES = 6
// After so long nothing comes any more (worker/late.js).
const LONGEST = 35000

customElements.define(
  "offline-page",
  class extends HTMLElement {
    connectedCallback() {
      const part = (name) => this.querySelector(`[data-${name}]`)
      const again = document.querySelector("[data-again]")
      const is = (mark) => document.documentElement.hasAttribute(`data-${mark}`)
      part("unsent").hidden = !is("unsent")
      part("back").addEventListener("click", () => history.back())
      if (is("unsent")) again.hidden = true
      else if (is("slow")) this.waitFor(location.href, part("lead"), again)
      else if (location.pathname !== this.dataset.own) this.standInFor(location.href, again)
      const who = learner()
      if (who) this.show(who, part).catch(() => {})
    }

    // The page is still on its way, and the worker holds on to it: nothing is asked for a second time.
    async waitFor(address, lead, again) {
      const title = this.querySelector("h1")
      const was = [title.textContent, lead.textContent]
      const say = (...told) => ([title.textContent, lead.textContent] = told)
      say(this.dataset.slow, this.dataset.slowLead)
      again.hidden = true
      if (await ask({ awaits: address }, LONGEST)) return location.reload()
      say(...was)
      again.hidden = false
      this.standInFor(address, again)
    }

    // Shown in place of another page: that one is asked for again, by itself when there is signal.
    standInFor(address, link) {
      link.href = address
      addEventListener("online", () => this.tryAgain())
      if (navigator.onLine) setTimeout(() => this.tryAgain(), 3000)
    }

    // A browser says that it is online as soon as it hears a tower; whether the school answers is another thing.
    async tryAgain(tries = 0) {
      const { ok } = await fetch("/health/", { cache: "no-store" }).catch(() => ({}))
      if (ok && mayReload(location.pathname)) location.reload()
      else if (!ok && tries < MOST_TRIES) setTimeout(() => this.tryAgain(tries + 1), 1000 * 2 ** tries)
    }

    async show(who, part) {
      part("what").hidden = false
      const pages = [...(await takenPages(who).catch(() => [])), ...(await kept())]
      const row = part("row")
      for (const { path, title, at } of pages) {
        const line = row.content.cloneNode(true)
        const link = Object.assign(document.createElement("a"), { className: "card__link", href: path, textContent: title || path })
        line.querySelector("li").prepend(link, " ")
        if (at) line.querySelector("[data-at]").textContent = row.dataset.asOf.replace("{when}", moment(at))
        part("list").append(line)
      }
      part("empty").hidden = pages.length > 0
      const { waiting: number } = await waiting(who)
      part("waiting").hidden = !number
      part("number").textContent = number
    }
  },
)

// The school may answer and this one page not come all the same: then it is left to whoever reads.
function mayReload(path) {
  try {
    const times = Number(sessionStorage.getItem(`again:${path}`)) + 1
    sessionStorage.setItem(`again:${path}`, times)
    return times <= MOST_TRIES
  } catch (noStore) {
    return false
  }
}

// Pages that the worker kept; it knows who is here, and can look into an open safe.
async function kept() {
  return (await ask({ list: true }, 2000)) || []
}

// What the worker answers; nothing when there is none, or not in time.
async function ask(what, patience) {
  const worker = navigator.serviceWorker && navigator.serviceWorker.controller
  if (!worker) return undefined
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = ({ data }) => resolve(data)
    setTimeout(resolve, patience)
    worker.postMessage(what, [port2])
  })
}
