// <class-morning>: hands machines out to a class by scanning pairs. Every pair is in the outbox – on the disk – before
// the page says so; it is sent when there is signal, and what the school answers stands beside it.

import { uuid7 } from "../lms/js/outbox.js"
import { tell } from "../lms/js/send.js"
import * as store from "../lms/js/store.js"
import { markOf } from "./card-marks.js"
import { KeptRows } from "./kept-rows.js"
import { MachineCheck } from "./machine-check.js"
import { drawPupils, drawRefused } from "./pair-list.js"
import { Book, decide, fill, put, withoutCard } from "./pairing.js"
import { understand } from "./scanned.js"
import { SigningFields } from "./signing-fields.js"

customElements.define(
  "class-morning",
  class extends HTMLElement {
    connectedCallback() {
      if (this.known) return
      this.known = JSON.parse(this.querySelector("#known").textContent)
      this.words = JSON.parse(this.querySelector("#words").textContent)
      this.book = new Book(this.known)
      this.who = store.learner()
      this.pairs = new KeptRows("pair", "morning", { of: this.known.class, who: this.who, tell, newId: uuid7, store })
      this.table = {}
      this.queue = Promise.resolve()
      this.form = this.querySelector("form[data-form]")
      const field = (id) => this.querySelector(`#${id}`)
      const sitting = `${this.known.class} ${new Date().toDateString()}`
      this.signing = new SigningFields(this.form, field, this.part("signer"), this.who, store, sitting)
      this.check = new MachineCheck(this.part("check"), this.known.checks, this.words, {
        save: (...seen) => this.looked(...seen),
        tooLarge: () => this.say("photoNotKept", {}, true),
      })
      this.part("scanning").hidden = this.part("wants-sim").hidden = false
      this.part("typed").remove()
      this.listen()
      this.inTurn(() => this.begin())
    }

    listen() {
      this.addEventListener("code-scanned", (event) => {
        event.preventDefault()
        this.inTurn(() => this.took(event.detail.text))
      })
      this.form.addEventListener("submit", (event) => event.preventDefault())
      // The choice to look at every machine stands above the camera, outside of the form.
      for (const one of [this.form, this.form.check_all]) {
        one.addEventListener("change", () => this.inTurn(() => this.defaultsChanged()))
      }
      this.check.form.addEventListener("submit", (event) => {
        // The photo is still being made small; photo-field sends the form once more.
        if (event.defaultPrevented) return
        event.preventDefault()
        this.inTurn(() => this.saveCheck())
      })
      // On a phone the sentence and the picture must stand on one screen.
      this.part("open").addEventListener("click", () => this.part("scanning").scrollIntoView())
      const acts = { undo: () => this.undo(this.last()), clear: () => this.clear(), skip: () => this.clear() }
      acts["skip-card"] = acts.skip
      acts["without-card"] = () => this.act(withoutCard(this.table, this.pairs.standing(), this.how()), {})
      acts.decide = () => this.decided()
      for (const name of Object.keys(acts)) this.part(name).addEventListener("click", () => this.inTurn(acts[name]))
      for (const row of this.querySelectorAll("[data-pupil]")) {
        const pick = row.querySelector("[data-pick]")
        const pupil = this.book.pupils.get(row.dataset.pupil)
        pick.hidden = false
        pick.addEventListener("click", () => this.inTurn(() => this.place({ pupil })))
      }
      addEventListener("outbox-changed", ({ detail }) => this.inTurn(() => this.settled(detail.results)))
    }

    // One thing after the other: two codes in one picture must not both find an empty table.
    inTurn(work) {
      this.queue = this.queue.then(work).catch((error) => {
        console.error(error)
        this.say("broken", {}, true)
      })
    }

    async begin() {
      await this.signing.restore()
      await this.pairs.open()
      this.draw()
      this.dataset.ready = ""
    }

    async took(text) {
      const scanned = understand(text)
      if (scanned.kind === "card") {
        if (!globalThis.crypto || !crypto.subtle) return this.say("cardNeedsHttps", {}, true)
        scanned.mark = await markOf(scanned.secret, this.known.key)
      }
      return this.place(this.book.find(scanned))
    }

    place(thing) {
      return this.act(put(this.table, thing, this.pairs.standing(), this.how()), thing)
    }

    decided() {
      const typed = this.querySelector("#decision")
      if (!typed.value.trim()) return typed.focus()
      return this.act(decide(this.table, typed.value.trim(), this.pairs.standing(), this.how()), {})
    }

    how() {
      return { wantsSim: this.signing.wantsSim }
    }

    async act(step, thing) {
      if (step.pair && !(await this.hand(step.pair))) return
      this.table = step.table
      const who = (pupil) => (pupil && pupil.name) || this.name(pupil)
      const now = { ...this.table, ...thing }
      this.say(step.say, {
        pupil: who(step.pupil || now.pupil),
        device: (step.device && step.device.code) || step.device || (now.device && now.device.code),
        sim: (now.sim && (now.sim.phone || now.sim.sim)) || step.sim,
        held: step.held,
        holder: this.name(step.holder) || step.holder,
      }, step.bad)
      this.part("decision").hidden = !step.asks
      this.part("card").hidden = !step.asksCard
      if (step.asks || step.asksCard) this.part("scanning").scrollIntoView()
      if (step.asks) this.querySelector("#decision").value = ""
      if (thing.pupil && !step.bad) this.signing.receives(thing.pupil)
      await this.lookAtTable()
      this.draw()
    }

    // The check-list is of the machine in the slot, or of the one that just went out. What was marked of a machine
    // that is put aside is kept for it, and said.
    async lookAtTable() {
      const code = this.table.device && this.signing.looksAtAll ? this.table.device.code : ""
      if (!code && this.check.row) return
      const left = await this.check.show(code)
      if (left) this.part("said").append(" ", fill(this.words.marksKept, { device: left }))
    }

    // Whether the pair is on the disk.
    async hand(pair) {
      const pupil = this.book.pupils.get(pair.pupil)
      if (store.learner() !== this.who || !this.who) {
        this.say("signedOut", {}, true)
        return false
      }
      const whole = { ...pair, ...this.signing.ofAll(), ...this.signing.ofPair(pupil) }
      if (pupil.household) whole.household = pupil.household
      if (this.signing.looksAtAll) {
        if (this.check.code !== pair.device) await this.check.show(pair.device)
        whole.look = this.check.look(pair.device)
      }
      const row = await this.pairs.add(whole)
      const photo = await this.check.went(row)
      if (photo && row.look) await this.pairs.more(row, "handover.photo", { photo })
      return true
    }

    // The check-list of a machine that went out already.
    async looked(pair, look, photo) {
      await this.pairs.more(pair, "handover.look", { look })
      if (photo) await this.pairs.more(pair, "handover.photo", { photo })
      await this.pairs.change(pair, { look })
      await this.pairs.look()
    }

    async saveCheck() {
      const { code } = this.check
      if (await this.check.leave()) this.say("looked", { device: code })
      this.draw()
    }

    async undo(pair) {
      if (!pair) return
      if (pair.state === "refused") await this.pairs.forget(pair)
      else {
        await this.pairs.more(pair, "handover.undo", {})
        await this.pairs.change(pair, { undone: true })
        const pupil = this.book.pupils.get(pair.pupil)
        const machine = this.book.machines.get(pair.device)
        if (pupil.has === pair.device) delete pupil.has
        if (machine && machine.state === "held") machine.state = ""
      }
      await this.check.show("")
      await this.pairs.look()
      this.draw()
      this.say("undone", { pupil: this.name(pair.pupil), device: pair.device })
    }

    // Once more, with what the school asked for; without it pupil and machine are scanned anew.
    async again(pair, change) {
      await this.pairs.forget(pair)
      if (change) {
        const { id: old, event: refused, state, reason, told, also, class: of, ...whole } = pair
        await this.pairs.add({ ...whole, ...change })
      }
      await this.pairs.look()
      this.draw()
      if (!change) await this.place({ pupil: this.book.pupils.get(pair.pupil) })
    }

    async settled(results) {
      await this.pairs.settle(results)
      this.draw()
      if (results.some(({ reason }) => reason === "no_photo")) this.say("photoNotKept", {}, true)
    }

    last() {
      const standing = this.pairs.standing()
      return standing[standing.length - 1]
    }

    async clear() {
      this.table = {}
      this.part("decision").hidden = this.part("card").hidden = true
      this.say("start", {})
      await this.lookAtTable()
      this.draw()
    }

    async defaultsChanged() {
      if (!this.signing.looksAtAll) await this.check.show("")
      await this.signing.keep()
    }

    // --- What is seen ---

    draw() {
      this.drawTable()
      const { shown } = this.pairs
      const [here, refused] = [this.pairs.count("here"), this.pairs.count("refused")]
      const has = new Set(this.known.pupils.filter((pupil) => pupil.has).map((pupil) => pupil.id))
      for (const pair of shown) if (pair.state !== "refused") has.add(pair.pupil)
      const sentences = [fill(this.words.sum, { done: has.size, all: this.known.pupils.length })]
      if (here) sentences.push(fill(this.words.waiting, { n: here }))
      if (refused) sentences.push(fill(this.words.help, { n: refused }))
      this.part("sum").textContent = sentences.join(" ")
      const ends = here ? "unfinished" : refused ? "help" : "finished"
      // Before the first pair there is nothing to end.
      this.part("end").textContent = shown.length ? fill(this.words[ends], { n: here || refused }) : ""
      this.part("undo").hidden = !this.last()
      const acts = {
        undo: (pair) => this.inTurn(() => this.undo(pair)),
        leaveOut: (pair) => this.inTurn(() => this.undo(pair)),
        again: (pair, change) => this.inTurn(() => this.again(pair, change)),
        check: (pair) => this.inTurn(() => this.openCheck(pair)),
      }
      const lookWords = (pair) => this.check.of(pair.device, pair.look)
      drawPupils(this.querySelectorAll("[data-pupil]"), this.book, shown, this.words, acts, lookWords)
      const trouble = this.part("trouble")
      trouble.hidden = !refused
      const those = shown.filter((pair) => pair.state === "refused")
      drawRefused(trouble.querySelector("ul"), those, this.words, (id) => this.name(id), acts)
    }

    async openCheck(pair) {
      await this.check.show(pair.device, pair)
      this.check.box.querySelector("details").open = true
      this.check.box.scrollIntoView()
    }

    drawTable() {
      const { pupil, device, sim } = this.table
      const told = { pupil: pupil && pupil.name, device: device && device.code, sim: sim && (sim.phone || sim.sim) }
      for (const slot of this.querySelectorAll("[data-slot]")) {
        slot.querySelector("b").textContent = told[slot.dataset.slot] || "–"
        slot.classList.toggle("is-filled", Boolean(told[slot.dataset.slot]))
        if (slot.dataset.slot === "sim") slot.hidden = !sim && !this.signing.wantsSim
      }
      this.part("clear").hidden = !pupil && !device && !sim
    }

    say(name, values, bad = false) {
      const box = this.part("said")
      box.textContent = fill(this.words[name], values)
      box.classList.toggle("notice--bad", Boolean(bad))
      box.classList.toggle("notice--good", name === "handed")
    }

    name(id) {
      const pupil = this.book.pupils.get(id)
      return pupil && pupil.name
    }

    part(name) {
      return this.querySelector(`[data-${name}]`)
    }
  },
)
