// <who-is-here>: on a page that is the same for everybody, the name of who reads and the way to their own page.
// The cookie `learner` says who is signed in; the answer of /me.json is kept for as long as it says the same,
// so that a lecture costs no request for it and has the way back without signal.
const KEPT = "who-is-here"

customElements.define("who-is-here", class extends HTMLElement {
  connectedCallback() {
    const learner = read()
    // The browser may show a page again as it was left; by then another child may be signed in.
    addEventListener("pageshow", ({ persisted }) => persisted && read() !== learner && location.reload())
    if (!learner) return localStorage.removeItem(KEPT)
    const kept = recall()
    if (kept.learner === learner) return this.show(kept)
    fetch("/me.json", { credentials: "same-origin" })
      .then((answer) => (answer.ok ? answer.json() : {}))
      .then((me) => {
        if (me.name) localStorage.setItem(KEPT, JSON.stringify({ ...me, learner }))
        this.show(me)
      })
      // No signal: what the door of this device knows, else the plain link to /start/ stays.
      .catch(() => this.askTheDoor(learner))
      .catch(() => {})
  }

  async askTheDoor(learner) {
    const { givenName, people } = await import("./door-people.js")
    const one = (await people()).find((other) => other.learner === learner)
    // Staff have no door here; whoever is in is not asked to come in.
    this.show({ name: one ? givenName(one.name) : this.dataset.mine, start: "/start/" })
  }

  show(me) {
    if (!me.name) return
    const link = this.querySelector("a")
    link.href = me.start
    link.textContent = me.name
    if (me.kind !== "staff") return
    for (const way of document.querySelectorAll("[data-for-staff]")) way.hidden = false
  }
})

function read() {
  const [, told] = /(?:^|; )learner=([^;]+)/.exec(document.cookie) || []
  return told === "-" ? undefined : told // signed out without signal
}

function recall() {
  try {
    return JSON.parse(localStorage.getItem(KEPT)) || {}
  } catch (unreadable) {
    return {}
  }
}
