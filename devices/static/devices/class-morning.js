// <class-morning>: hands machines out to a class by scanning pairs. Every pair is in the outbox – on the disk – before
// the page says so; it is sent when there is signal, and what the school answers stands beside it.

import { uuid7 } from "../lms/js/outbox.js"
import { tell } from "../lms/js/send.js"
import { learner, put as keep, get as recall, remove, rowsOf } from "../lms/js/store.js"
import { markOf } from "./card-marks.js"
import { Book, decide, fill, isoDay, put, recent, standing } from "./pairing.js"
import { understand } from "./scanned.js"

customElements.define(
  "class-morning",
  class extends HTMLElement {
    connectedCallback() {
      if (this.known) return
      this.known = JSON.parse(this.querySelector("#known").textContent)
      this.words = JSON.parse(this.querySelector("#words").textContent)
      this.book = new Book(this.known)
      this.who = learner()
      this.pairs = []
      this.table = {}
      this.queue = Promise.resolve()
      this.scan = this.querySelector("scan-code")
      this.form = this.querySelector("form[data-form]")
      this.part("scanning").hidden = this.part("wants-sim").hidden = false
      this.part("typed").remove()
      this.addEventListener("code-scanned", (event) => {
        event.preventDefault()
        this.inTurn(() => this.took(event.detail.text))
      })
      this.form.addEventListener("submit", (event) => event.preventDefault())
      this.form.addEventListener("change", () => this.inTurn(() => this.keepDefaults()))
      this.field("how").addEventListener("change", () => this.showSigner())
      // On a phone the sentence and the picture must stand on one screen.
      this.part("open").addEventListener("click", () => this.part("scanning").scrollIntoView())
      this.part("undo").addEventListener("click", () => this.inTurn(() => this.undo(this.last())))
      this.part("clear").addEventListener("click", () => this.clear())
      this.part("skip").addEventListener("click", () => this.clear())
      this.part("decide").addEventListener("click", () => this.inTurn(() => this.decided()))
      for (const row of this.querySelectorAll("[data-pupil]")) {
        const pick = row.querySelector("[data-pick]")
        pick.hidden = false
        const pupil = this.book.pupils.get(row.dataset.pupil)
        pick.addEventListener("click", () => this.inTurn(() => this.place({ pupil })))
      }
      addEventListener("outbox-changed", ({ detail }) => this.inTurn(() => this.settled(detail.results)))
      this.inTurn(() => this.begin())
    }

    // One thing after the other: two codes in one picture must not both find an empty table.
    inTurn(work) {
      this.queue = this.queue.then(work).catch((error) => {
        console.error(error)
        this.say("broken", {}, true)
      })
    }

    async begin() {
      await this.restoreDefaults()
      this.pairs = recent((await recall("kept", [this.who, this.keptAs])) || [], Date.now())
      await this.keepPairs()
      await this.look()
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
      return this.act(put(this.table, thing, this.standing(), { wantsSim: this.form.wants_sim.checked }), thing)
    }

    decided() {
      const decision = this.field("decision").value.trim()
      if (!decision) return this.field("decision").focus()
      return this.act(decide(this.table, decision, this.standing(), { wantsSim: this.form.wants_sim.checked }), {})
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
      if (step.asks) this.field("decision").value = ""
      if (thing.pupil && !step.bad) this.receives(thing.pupil)
      this.draw()
    }

    // Whether the pair is on the disk.
    async hand(pair) {
      const pupil = this.book.pupils.get(pair.pupil)
      if (learner() !== this.who || !this.who) {
        this.say("signedOut", {}, true)
        return false
      }
      const whole = { ...pair, class: this.known.class, ...this.defaults(), ...this.receiver(pupil) }
      if (pupil.household) whole.household = pupil.household
      const id = uuid7()
      const event = await tell("handover.pair", `pair:${id}`, whole)
      this.pairs.push({ id, event: event.id, ...whole })
      await this.keepPairs()
      return true
    }

    async undo(pair) {
      if (!pair) return
      if (pair.state === "refused") await this.forget(pair)
      else {
        await tell("handover.undo", `pair:${pair.id}`, { class: this.known.class })
        this.pairs = this.pairs.map((one) => (one.id === pair.id ? { ...one, undone: true } : one))
        const pupil = this.book.pupils.get(pair.pupil)
        const machine = this.book.machines.get(pair.device)
        if (pupil.has === pair.device) delete pupil.has
        if (machine && machine.state === "held") machine.state = ""
      }
      await this.keepPairs()
      await this.look()
      this.say("undone", { pupil: this.name(pair.pupil), device: pair.device })
    }

    // A refused pair goes from the list; what the school never had needs no undoing.
    async forget(pair) {
      for (const event of await rowsOf("help", this.who)) {
        if (event.stream === `pair:${pair.id}`) await remove("help", event.id)
      }
      this.pairs = this.pairs.filter((one) => one.id !== pair.id)
    }

    async again(pair, decision) {
      await this.forget(pair)
      if (decision) {
        const { id: old, event: refused, state, reason, told, ...whole } = pair
        const anew = { ...whole, decision }
        const id = uuid7()
        const event = await tell("handover.pair", `pair:${id}`, anew)
        this.pairs.push({ id, event: event.id, ...anew })
      }
      await this.keepPairs()
      await this.look()
      if (!decision) await this.place({ pupil: this.book.pupils.get(pair.pupil) })
    }

    async settled(results) {
      const told = new Map(results.filter(({ told: words }) => words).map((result) => [result.id, result.told]))
      for (const pair of this.pairs) if (told.has(pair.event)) pair.number = told.get(pair.event)
      if (told.size) await this.keepPairs()
      await this.look()
    }

    // Where each pair stands, out of what waits and what was refused.
    async look() {
      const mine = (event) => event.kind.startsWith("handover.") && event.payload.class === this.known.class
      const [events, help] = await Promise.all([rowsOf("events", this.who), rowsOf("help", this.who)])
      this.shown = standing(this.pairs, events.filter(mine), help.filter(mine))
      this.draw()
    }

    standing() {
      return (this.shown || []).filter((pair) => pair.state !== "refused").concat(
        this.pairs.filter((pair) => !pair.undone && !(this.shown || []).some((one) => one.id === pair.id)),
      )
    }

    last() {
      const standing = this.standing()
      return standing[standing.length - 1]
    }

    clear() {
      this.table = {}
      this.part("decision").hidden = true
      this.say("start", {})
      this.draw()
    }

    // --- What is the same for all, and what is this pupil's ---

    defaults() {
      const { signed_on: on, place, tenure, due_on: due } = this.form
      return {
        signed_on: isoDay(on.value),
        place: place.value.trim(),
        tenure: tenure.value,
        due_on: due.value.trim() ? isoDay(due.value) : "",
        accessories: [...this.form.querySelectorAll("[name=accessories]:checked")].map((box) => Number(box.value)),
      }
    }

    usualHow() {
      const chosen = this.form.querySelector("[name=signed_how]:checked")
      return chosen ? chosen.value : "signed"
    }

    receives(pupil) {
      this.field("receiver").value = pupil.receiver
      this.field("relation").value = pupil.relation
      this.field("how").value = this.usualHow()
      this.field("signer").value = this.field("signer-reason").value = ""
      this.receiverOf = pupil.id
      this.showSigner()
    }

    receiver(pupil) {
      if (this.receiverOf !== pupil.id) this.receives(pupil)
      const told = { receiver: this.field("receiver").value.trim(), relation: this.field("relation").value }
      told.signed_how = this.field("how").value
      if (told.signed_how === "signed_for") {
        told.signer = this.field("signer").value.trim()
        told.signer_reason = this.field("signer-reason").value.trim()
      }
      return told
    }

    showSigner() {
      this.part("signer").hidden = this.field("how").value !== "signed_for"
    }

    keepDefaults() {
      const { place, tenure, wants_sim: sim } = this.form
      const accessories = this.defaults().accessories
      const kept = { place: place.value, tenure: tenure.value, how: this.usualHow(), sim: sim.checked, accessories }
      return keep("kept", kept, [this.who, "morning-defaults"])
    }

    async restoreDefaults() {
      const kept = await recall("kept", [this.who, "morning-defaults"])
      if (!kept) return
      this.form.place.value = kept.place
      this.form.tenure.value = kept.tenure
      this.form.wants_sim.checked = kept.sim
      for (const box of this.form.querySelectorAll("[name=accessories], [name=signed_how]")) {
        box.checked = box.value === kept.how || kept.accessories.includes(Number(box.value))
      }
    }

    get keptAs() {
      return `morning:${this.known.class}`
    }

    keepPairs() {
      return keep("kept", this.pairs, [this.who, this.keptAs])
    }

    // --- What is seen ---

    draw() {
      this.drawTable()
      const shown = this.shown || []
      const count = (state) => shown.filter((pair) => pair.state === state).length
      const has = new Set(this.known.pupils.filter((pupil) => pupil.has).map((pupil) => pupil.id))
      for (const pair of shown) if (pair.state !== "refused") has.add(pair.pupil)
      const sentences = [fill(this.words.sum, { done: has.size, all: this.known.pupils.length })]
      if (count("here")) sentences.push(fill(this.words.waiting, { n: count("here") }))
      if (count("refused")) sentences.push(fill(this.words.help, { n: count("refused") }))
      this.part("sum").textContent = sentences.join(" ")
      const ends = count("here") ? "unfinished" : count("refused") ? "help" : "finished"
      // Before the first pair there is nothing to end.
      this.part("end").textContent = shown.length ? fill(this.words[ends], { n: count("here") || count("refused") }) : ""
      this.part("undo").hidden = !this.last()
      this.drawPupils(shown)
      this.drawRefused(shown.filter((pair) => pair.state === "refused"))
    }

    drawTable() {
      const { pupil, device, sim } = this.table
      const told = { pupil: pupil && pupil.name, device: device && device.code, sim: sim && (sim.phone || sim.sim) }
      for (const slot of this.querySelectorAll("[data-slot]")) {
        slot.querySelector("b").textContent = told[slot.dataset.slot] || "–"
        slot.classList.toggle("is-filled", Boolean(told[slot.dataset.slot]))
        if (slot.dataset.slot === "sim") slot.hidden = !sim && !this.form.wants_sim.checked
      }
      this.part("clear").hidden = !pupil && !device && !sim
    }

    drawPupils(shown) {
      const byPupil = new Map(shown.map((pair) => [pair.pupil, pair]))
      for (const row of this.querySelectorAll("[data-pupil]")) {
        const pupil = this.book.pupils.get(row.dataset.pupil)
        const pair = byPupil.get(pupil.id)
        const place = row.querySelector("[data-state]")
        place.textContent = ""
        if (pair) {
          const looks = { here: "badge--warn", school: "badge--done", refused: "badge--late" }[pair.state]
          const where = (pair.state === "school" && pair.number) || this.words[pair.state]
          place.append(badge(`${pair.device} · ${where}`, looks))
          if (pair.state !== "refused") place.append(button(this.words.undo, () => this.inTurn(() => this.undo(pair))))
        } else if (pupil.has) place.append(badge(pupil.has, "badge--done"))
        row.querySelector("[data-pick]").hidden = Boolean(pair || pupil.has)
      }
    }

    drawRefused(refused) {
      const box = this.part("trouble")
      box.hidden = !refused.length
      const list = box.querySelector("ul")
      list.textContent = ""
      for (const pair of refused) {
        const row = document.createElement("li")
        const why = pair.told || this.words[pair.reason] || this.words.malformed
        const sentence = document.createElement("p")
        sentence.textContent = `${this.name(pair.pupil)} – ${pair.device}: ${why}`
        const acts = document.createElement("div")
        acts.className = "row"
        row.append(sentence, acts)
        if (pair.reason === "needs_decision") {
          const typed = document.createElement("input")
          typed.placeholder = this.words.decision
          typed.setAttribute("aria-label", this.words.decision)
          typed.maxLength = 60
          acts.append(typed, button(this.words.decide, () => {
            if (typed.value.trim()) this.inTurn(() => this.again(pair, typed.value.trim()))
            else typed.focus()
          }))
        }
        acts.append(button(this.words.again, () => this.inTurn(() => this.again(pair))))
        acts.append(button(this.words.drop, () => this.inTurn(() => this.undo(pair))))
        list.append(row)
      }
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

    field(id) {
      return this.querySelector(`#${id}`)
    }
  },
)

function badge(words, looks) {
  const made = document.createElement("span")
  made.className = `badge ${looks}`
  made.textContent = words
  return made
}

function button(words, act) {
  const made = document.createElement("button")
  made.type = "button"
  made.className = "button button--quiet"
  made.textContent = words
  made.addEventListener("click", act)
  return made
}
