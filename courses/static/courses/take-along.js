// <take-along>: one button that loads a takeaway, tells how far it is, and goes on by itself after a cut.
// Without this script the page says what it needs. Words come from data- attributes.

import { learner } from "../lms/js/store.js"
import { mayLoad, onChange, tickOf, wifiAlone } from "./js/line.js"
import { askToKeep, onShelf, plans, remove, room, takenBy, worksHere } from "./js/shelf.js"
import { waitAfter } from "./js/parts.js"
import { inWords } from "./js/resume.js"
import { Takeaway, news, plays } from "./js/takeaway.js"
import { onTheDisk, toGiveUp } from "./js/taken-list.js"

// The light form of each sound.
const LIGHT = 'audio/webm; codecs="opus"'

customElements.define(
  "take-along",
  class extends HTMLElement {
    connectedCallback() {
      if (this.button) return
      const { kind, uid } = this.dataset
      this.what = { kind, uid }
      this.who = learner()
      this.failures = 0
      for (const name of ["button", "bar", "said", "films", "wifi", "done", "more", "choices"]) {
        this[name] = this.querySelector(`[data-is=${name}]`)
      }
      if (this.who) this.begin()
      else this.say(this.dataset.cannot, "warn")
    }

    async begin() {
      if (!(await worksHere())) return this.say(this.dataset.keepsNothing, "warn")
      tickOf(this.wifi)
      this.button.addEventListener("click", () => (this.loading ? this.pause() : this.start()))
      const { bytes, heavier, take } = this.dataset
      if (!plays(LIGHT)) this.button.lastChild.textContent = take.replace("{size}", inWords(Number(bytes) + Number(heavier)))
      this.choices.hidden = false
      this.button.hidden = false
      onChange(() => this.lineChanged())
      this.look()
    }

    get key() {
      return `${this.what.kind}-${this.what.uid}`
    }

    // What is here already, and whether there is something new.
    async look() {
      try {
        const here = await onShelf(this.who, this.key)
        const begun = (await plans(this.who)).find(({ key }) => key === this.key)
        if (begun && this.films) this.films.checked = begun.films
        if (begun && mayLoad(wifiAlone())) return this.start()
        if (!here) return
        if (this.films) this.films.checked = here.films
        const told = await news(here)
        if (told && told.isNew) this.offer(this.dataset.newer.replace("{size}", inWords(told.bytes)))
        else this.showDone(here.films)
      } catch (unreadable) {
        // What is here cannot be told; it may be taken once more.
      }
    }

    async start() {
      if (this.loading) return
      if (!mayLoad(wifiAlone())) return this.say(this.dataset.notWifi, "warn")
      this.button.textContent = this.dataset.pause
      this.done.hidden = true
      this.more.textContent = ""
      this.say(this.dataset.begins)
      const films = Boolean(this.films && this.films.checked)
      this.loading = new Takeaway(this.what, this.who, { films, tell: (told) => this.move(told) })
      const keeps = askToKeep().catch(() => false)
      try {
        await this.loading.run()
        this.failures = 0
        this.showDone(films)
        for (const one of this.loading.tickets) this.noteQuiz(one)
        this.bringOwnPages().catch(() => {})
        this.loading = null
        if (!(await keeps)) this.note(this.dataset.notSure)
      } catch (error) {
        this.loading = null
        await this.explain(error.message)
      }
    }

    async bringOwnPages() {
      const { ownPages, revision } = this.dataset
      if (!ownPages) return
      const { bringOwnPages } = await import("./js/own-pages.js")
      await bringOwnPages(this.who, ownPages.split(" "), revision)
    }

    pause() {
      this.wasPaused = true
      this.loading.pause()
    }

    async explain(why) {
      const { dataset } = this
      this.offer(dataset.goOn)
      if (why === "cut") {
        this.say(dataset.cut.replace("{size}", inWords(this.came || 0)), "warn")
        this.again = setTimeout(() => this.start(), waitAfter(++this.failures))
      } else if (why === "full") await this.explainFull()
      else if (why === "gone") {
        await remove(this.who, this.key).catch(() => {})
        this.say(dataset.gone, "warn")
      } else if (why === "paused") this.say(this.wasPaused ? dataset.paused : dataset.notWifi)
      else this.say(dataset[why === "signed-out" ? "signedOut" : "broken"], "warn")
      this.wasPaused = false
    }

    // What was finished longest ago may go, if the child says so.
    async explainFull() {
      const list = await this.needed()
      const { free = 0 } = (await room()) || {}
      const need = list - free
      const busy = [this.key, ...(await plans(this.who)).map(({ key }) => key)]
      const chosen = toGiveUp(await takenBy(this.who), need, busy)
      const words = this.dataset.full.replace("{size}", inWords(list)).replace("{free}", inWords(free))
      this.say(words, "warn")
      if (!chosen.length) return this.note(this.dataset.nothingToGive)
      const give = document.createElement("button")
      Object.assign(give, { type: "button", className: "button button--quiet" })
      give.textContent = this.dataset.giveUp.replace("{titles}", chosen.map(({ title }) => `«${title}»`).join(", "))
      give.addEventListener("click", async () => {
        give.disabled = true
        for (const { key } of chosen) await remove(this.who, key)
        this.start()
      })
      this.more.append(give)
    }

    async needed() {
      const films = Boolean(this.films && this.films.checked)
      try {
        const list = await new Takeaway(this.what, this.who).list()
        return onTheDisk([...list.pages, ...list.files.filter((row) => films || !row.film)])
      } catch (noSignal) {
        return Number(this.dataset.bytes)
      }
    }

    lineChanged() {
      if (this.loading && !mayLoad(wifiAlone())) return this.loading.pause()
      if (this.again && !this.loading && navigator.onLine !== false) {
        clearTimeout(this.again)
        this.start()
      }
    }

    move({ came, total, wait }) {
      if (wait) return this.say(this.dataset.wait.replace("{n}", wait))
      this.came = came
      this.bar.hidden = false
      this.bar.max = total || 1
      this.bar.value = came
      this.say(`${inWords(came)} / ${inWords(total)}`)
    }

    showDone(withFilms) {
      this.again = null
      this.bar.hidden = true
      this.button.hidden = true
      this.choices.hidden = true
      this.done.hidden = false
      const lacksFilms = Boolean(this.films && !withFilms)
      this.say(this.dataset[lacksFilms ? "isHereButFilms" : "isHere"], "good")
      if (!lacksFilms) return
      // Later, with more room or time, they may come after all.
      this.films.checked = true
      this.films.closest("label").hidden = true
      this.offer(this.dataset.filmsToo)
      this.button.classList.add("button--quiet")
      this.done.after(this.button)
    }

    offer(words) {
      this.choices.hidden = false
      this.button.hidden = false
      this.button.textContent = words
      this.button.classList.remove("button--quiet")
    }

    say(words, tone = "") {
      this.said.textContent = words
      this.said.className = `notice${tone && ` notice--${tone}`}`
      this.said.hidden = false
    }

    // How often it can be sat without signal, or the school's sentence why not.
    noteQuiz({ title, tickets, why }) {
      const words = this.dataset.quiz.replace("{n}", tickets)
      this.note(`${title}: ${tickets ? words : why || this.dataset.noQuiz}`)
    }

    note(words) {
      this.more.append(Object.assign(document.createElement("p"), { className: "quiet small", textContent: words }))
    }
  },
)

