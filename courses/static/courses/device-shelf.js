// <device-shelf>: what lies on this device for whoever is here: what to open, what is new, what is not whole yet, how
// much room there is; and a takeaway out of a file. Opens without signal: all it tells it knows of the device.

import { learner } from "../lms/js/store.js"
import { isRead } from "../lms/js/taken-home.js"
import { mayLoad, onChange, tickOf, wifiAlone } from "./js/line.js"
import * as shelf from "./js/shelf.js"
import { inWords } from "./js/resume.js"
import { filesOf, onTheDisk, onTheWire } from "./js/taken-list.js"

// What loads is asked for only with signal: it need not lie in the shell.
const loader = () => import("./js/takeaway.js")
const WORDS = { full: "full", gone: "goneNow", "signed-out": "signedOut", broken: "broken", paused: "paused", cut: "cut" }

customElements.define(
  "device-shelf",
  class extends HTMLElement {
    connectedCallback() {
      if (this.who !== undefined) return
      this.who = learner()
      for (const name of ["list", "begun", "room", "said", "nobody", "empty", "load", "wifi"]) {
        this[name] = this.querySelector(`[data-is=${name}]`)
      }
      this.begin()
    }

    async begin() {
      if (!(await shelf.worksHere())) return this.say(this.dataset.keepsNothing, "warn")
      if (!this.who) {
        this.nobody.hidden = false
        return
      }
      this.load.hidden = false
      this.load.querySelector("[type=file]").addEventListener("change", ({ target }) => this.fromFile(target))
      tickOf(this.wifi)
      this.wifi.addEventListener("change", () => this.lineChanged())
      onChange(() => this.lineChanged())
      this.show().then(() => this.goOn(), () => this.say(this.dataset.keepsNothing, "warn"))
    }

    async show() {
      const [lists, begun] = await Promise.all([shelf.takenBy(this.who), shelf.plans(this.who)])
      lists.sort((one, other) => other.taken_at - one.taken_at)
      this.empty.hidden = Boolean(lists.length || begun.length)
      this.list.textContent = ""
      this.begun.textContent = ""
      for (const plan of begun) this.begun.append(this.rowOfPlan(plan))
      for (const list of lists) this.list.append(this.rowOf(list))
      await this.showRoom()
      this.lists = lists
    }

    rowOf(list) {
      const row = this.copied("row")
      row.dataset.key = list.key
      const pages = list.pages.filter(isRead)
      const title = row.querySelector("[data-title]")
      // One lecture alone: its title is the door.
      if (pages.length === 1) title.append(this.door(pages[0]))
      else title.textContent = list.title
      const when = new Date(list.taken_at).toLocaleDateString("vi-VN", { day: "2-digit", month: "2-digit", year: "numeric" })
      const size = inWords(onTheDisk([...list.pages, ...filesOf(list, list.films)]))
      row.querySelector("[data-facts]").textContent = this.dataset.facts.replace("{size}", size).replace("{day}", when)
      const links = row.querySelector("[data-links]")
      links.hidden = pages.length === 1
      for (const page of pages) {
        const item = document.createElement("li")
        item.append(this.door(page))
        links.append(item)
      }
      row.querySelector("[data-remove]").addEventListener("click", (event) => this.remove(event.target, list))
      row.querySelector("[data-renew]").addEventListener("click", () => this.loadAnew(list, row))
      this.offerFilms(list, list.films, row)
      return row
    }

    // Those that stayed at school may come later.
    offerFilms(list, areHere, row) {
      const films = areHere ? [] : list.files.filter(({ film }) => film)
      const button = row.querySelector("[data-films]")
      button.hidden = !films.length
      button.textContent = this.dataset.films.replace("{size}", inWords(onTheWire(films)))
      button.onclick = () => {
        button.hidden = true
        this.loadAnew({ ...list, films: true }, row)
      }
    }

    rowOfPlan(plan) {
      const row = this.copied("begun-row")
      row.dataset.key = plan.key
      row.querySelector("[data-title]").textContent = plan.title
      row.querySelector("[data-renew]").addEventListener("click", () => this.loadAnew(plan, row))
      row.querySelector("[data-remove]").addEventListener("click", async () => {
        if (this.loading && this.loading.key === plan.key) this.loading.pause()
        await shelf.giveUp(this.who, plan.key)
        await this.show()
      })
      return row
    }

    door({ url, title }) {
      return Object.assign(document.createElement("a"), { href: url, textContent: title })
    }

    copied(name) {
      return this.querySelector(`template[data-of=${name}]`).content.firstElementChild.cloneNode(true)
    }

    lineChanged() {
      if (this.loading && !mayLoad(wifiAlone())) this.loading.pause()
      this.goOn()
    }

    // With signal: go on with what is not whole, and see what is new.
    async goOn() {
      if (this.busy || navigator.onLine === false) return
      this.busy = true
      try {
        if (mayLoad(wifiAlone())) {
          for (const row of Array.from(this.begun.children)) row.querySelector("[data-renew]").click()
        }
        for (const list of this.lists || []) await this.lookUp(list)
      } finally {
        this.busy = false
      }
    }

    async lookUp(list) {
      const { news } = await loader()
      const told = await news(list)
      const row = this.list.querySelector(`[data-key="${list.key}"]`)
      if (!told || !row) return
      const state = row.querySelector("[data-state]")
      if (told.isGone) {
        await shelf.remove(this.who, list.key)
        row.remove()
        this.say(this.dataset.gone.replace("{title}", list.title), "warn")
      } else if (told.isNew) {
        state.textContent = this.dataset.newer.replace("{size}", inWords(told.bytes))
        row.querySelector("[data-renew]").hidden = false
      } else state.textContent = this.dataset.newest
      // What came out of a file may know of no films.
      if (told.list) this.offerFilms(told.list, list.films, row)
    }

    // One after the other: the line is the school's.
    loadAnew({ key, kind, uid, films }, row) {
      const button = row.querySelector("[data-renew]")
      if (button.disabled) return
      button.disabled = true
      const state = row.querySelector("[data-state]")
      const tell = ({ came, total, wait }) => {
        state.textContent = wait ? this.dataset.wait.replace("{n}", wait) : `${inWords(came)} / ${inWords(total)}`
      }
      this.turn = (this.turn || Promise.resolve()).then(async () => {
        try {
          const { Takeaway } = await loader()
          if (!mayLoad(wifiAlone())) throw new Error("paused")
          this.loading = Object.assign(new Takeaway({ kind, uid }, this.who, { films, tell }), { key })
          await this.loading.run()
          await this.show()
        } catch ({ message }) {
          button.disabled = false
          state.textContent = mayLoad(wifiAlone()) ? this.dataset[WORDS[message] || "cut"] : this.dataset.notWifi
        }
        this.loading = null
      })
    }

    async remove(button, list) {
      if (!button.dataset.sure) {
        button.dataset.sure = "1"
        button.textContent = this.dataset.sure
        return
      }
      await shelf.remove(this.who, list.key)
      await this.show()
    }

    async fromFile(input) {
      const [file] = input.files
      if (!file) return
      this.say(this.dataset.reading)
      try {
        // Few need it: loaded when a file is chosen, and in every takeaway.
        const { loadPack } = await import("./js/pack-loading.js")
        const list = await loadPack(file, this.who, ({ came, total }) => this.say(`${came} / ${total}`))
        this.say(this.dataset.loaded.replace("{title}", list.title), "good")
        await this.show()
      } catch ({ message }) {
        const word = `file${message.replace(/(^|-)./g, (part) => part.slice(-1).toUpperCase())}`
        this.say(this.dataset[word] || this.dataset.fileBroken, "warn")
      }
      input.value = ""
    }

    async showRoom() {
      const told = await shelf.room()
      if (!told) return
      const theirs = await shelf.bytesOfOthers(this.who)
      const { room, roomOfOthers, keeps, mayLose } = this.dataset
      const words = [room.replace("{used}", inWords(told.used)).replace("{free}", inWords(told.free))]
      if (theirs) words.push(roomOfOthers.replace("{size}", inWords(theirs)))
      words.push(told.sure ? keeps : mayLose)
      this.room.textContent = words.join(" ")
    }

    say(words, tone = "") {
      this.said.textContent = words
      this.said.className = `notice${tone && ` notice--${tone}`}`
      this.said.hidden = false
    }
  },
)
