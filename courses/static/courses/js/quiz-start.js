// <quiz-start>: on the page of a quiz, the way to begin and to go on where there is no signal, with the tickets that lie
// on this device. The paper opens in the place of the page: the page itself was taken along, and no other is asked for.
// Without tickets the way by the school stays as it is; without signal there is none, and a pupil is told what to do: a
// quiz that came as a file has no tickets, for they are each pupil's own.

import { learner, readCookie } from "../../lms/js/store.js"
import { lastHandedIn, underWay, unused } from "./ticket-state.js"

const SAFE_OPENS = 1500
// Staff and parents are named otherwise, and sit no quiz.
const PUPIL = /^[0-9a-f-]{36}$/

customElements.define(
  "quiz-start",
  class extends HTMLElement {
    connectedCallback() {
      if (this.who !== undefined) return
      this.who = learner()
      // The opening code stands in the place of the first button.
      this.isAsked = false
      this.part("begin").addEventListener("click", () => this.begin())
      this.part("go-on").addEventListener("click", () => this.open(underWay(this.row)))
      this.part("code").addEventListener("submit", (event) => {
        event.preventDefault()
        this.unseal()
      })
      addEventListener("online", () => this.look())
      addEventListener("offline", () => this.look())
      // Somebody takes the quiz along from this very page.
      addEventListener("tickets-changed", () => this.look())
      this.look()
    }

    async look() {
      if (!this.who || this.isOpen) return
      try {
        this.tickets = await import("./quiz-tickets.js")
        this.row = await this.tickets.ticketsHere(this.dataset.quiz, this.who)
      } catch (nothingKept) {
        return this.lack()
      }
      if (this.row) return this.show()
      this.lack()
      if (readCookie(document.cookie, "pin_was_right")) this.lookOnceMore()
    }

    // Just signed in: the safe is still being opened, and this page, which is everybody's, does not do it by itself.
    lookOnceMore() {
      if (this.again) return
      this.again = true
      import("../../lms/js/coming-in.js").then(() => setTimeout(() => this.look(), SAFE_OPENS), () => {})
    }

    show() {
      const open = underWay(this.row)
      const left = open ? [] : unused(this.row)
      const done = lastHandedIn(this.row)
      const alone = navigator.onLine === false
      if (!open && !left.length && !done) return this.lack()
      this.hidden = false
      this.part("no-ticket").hidden = true
      // What is under way here goes on here, with signal or without; alone, nothing begins by the school.
      const isHere = Boolean(open) || (alone && Boolean(left.length || done))
      for (const link of document.querySelectorAll("[data-by-school]")) link.hidden = isHere
      this.part("go-on").hidden = !open
      this.part("begin").hidden = !left.length || this.isAsked
      this.part("begin").classList.toggle("button--quiet", !alone)
      this.part("begin-words").hidden = !left.length
      this.part("done").hidden = !done || Boolean(open)
      if (done) this.part("proof").textContent = done.submitted.replace(/-/g, "").slice(-6).toUpperCase()
    }

    // Nothing here to begin with.
    lack() {
      const alone = navigator.onLine === false && PUPIL.test(this.who)
      this.hidden = !alone
      this.part("no-ticket").hidden = !alone
      for (const name of ["begin", "go-on", "begin-words", "done"]) this.part(name).hidden = true
      for (const link of document.querySelectorAll("[data-by-school]")) link.hidden = alone
    }

    async begin() {
      const [ticket] = unused(this.row)
      const paper = await this.tickets.paperHere(ticket.paper, this.who)
      if (!paper) return this.say(this.dataset.missing)
      if (!paper.sealed) return this.start(ticket)
      const { canOpen } = await import("./sealed-paper.js")
      if (!canOpen()) return this.say(this.dataset.cannot)
      this.isAsked = true
      this.part("begin").hidden = true
      this.part("code").hidden = false
      this.part("code").querySelector("input").focus()
    }

    async unseal() {
      const { tidy, unsealed } = await import("./sealed-paper.js")
      const code = tidy(this.part("code").querySelector("input").value)
      if (!code) return this.say(this.dataset.noCode)
      const button = this.part("code").querySelector("button")
      button.disabled = true
      this.say(this.dataset.opening)
      const [ticket] = unused(this.row)
      try {
        const paper = await unsealed(await this.tickets.paperHere(ticket.paper, this.who), code)
        if (!paper) return this.say(this.dataset.wrongCode)
        await this.tickets.keepPaper(paper, this.who)
        await this.start(ticket)
      } catch (failed) {
        this.say(this.dataset.full)
      } finally {
        button.disabled = false
      }
    }

    // Used up first: nobody reads the questions before the time runs.
    async start(ticket) {
      try {
        await this.tickets.beginWith(this.dataset.quiz, ticket.id, this.who)
      } catch (failed) {
        return this.say(this.dataset.full)
      }
      await this.open(ticket)
    }

    async open(ticket) {
      const paper = await this.tickets.paperHere(ticket.paper, this.who)
      if (!paper || !paper.html) return this.say(this.dataset.missing)
      const [{ AttemptTicket }, { formOf }] = await Promise.all([
        import("./attempt-ticket.js"),
        import("./paper-in-place.js"),
        import("./attempt-form.js"),
        import("../../lms/js/ui/online-badge.js"),
      ])
      const form = formOf(paper)
      form.ticket = new AttemptTicket(this.who, this.dataset.quiz, ticket)
      this.isOpen = true
      const main = document.querySelector("main")
      main.textContent = ""
      main.classList.add("page--narrow")
      main.append(form)
      scrollTo(0, 0)
    }

    say(words) {
      const line = this.part("said")
      line.textContent = words
      line.hidden = !words
    }

    part(name) {
      return this.querySelector(`[data-is="${name}"]`)
    }
  },
)
