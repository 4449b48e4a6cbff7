// <waiting-list>: what of this learner's work waits on this device, what the school could not take, and what to do.
// The page is the same for everybody; its words come from templates and data- attributes.

import { contact } from "./delivery.js"
import { announce, installId, number, sendAgain } from "./outbox.js"
import { MOST_BYTES, ofFile, textOf } from "./saved-file.js"
import { send } from "./send.js"
import { get, learner, rowsOf, run } from "./store.js"
import { dayOf, moment } from "./times.js"
import { age, alike, byKind } from "./waiting-words.js"

const GOOD = ["sent", "saved", "loaded", "known"]
const IN_THE_WAY = ["offline", "signedOut", "busy", "silent"]

customElements.define(
  "waiting-list",
  class extends HTMLElement {
    connectedCallback() {
      if (this.words) return
      this.words = JSON.parse(this.querySelector('script[type="application/json"]').textContent)
      this.who = learner()
      this.part("send").addEventListener("click", () => this.sendNow())
      this.part("save").addEventListener("click", () => this.save())
      this.part("load").addEventListener("change", ({ target }) => this.load(target))
      this.addEventListener("click", ({ target }) => this.act(target.closest("button[data-act]")))
      addEventListener("outbox-changed", () => this.look())
      addEventListener("online", () => this.look())
      addEventListener("offline", () => this.look())
      this.look()
    }

    part(name) {
      return this.querySelector(`[data-part=${name}]`)
    }

    // One look at a time; what changed meanwhile is looked at once more.
    async look() {
      this.late = true
      if (this.looking) return
      this.looking = true
      while (this.late) {
        this.late = false
        await this.show().catch(() => this.sayBroken())
      }
      this.looking = false
    }

    // Where nothing is kept, the head of the page would promise what is not so.
    sayBroken() {
      this.closest("main").querySelector(".lead").hidden = true
      this.say("broken")
    }

    async show() {
      const everybody = await countOf()
      const [events, help, told] = this.who
        ? await Promise.all([rowsOf("events", this.who), rowsOf("help", this.who), contact()])
        : [[], [], await contact()]
      this.events = events
      this.help = help
      const open = help.filter(({ seen }) => !seen)
      this.part("nobody").hidden = Boolean(this.who)
      this.part("empty").hidden = !this.who || events.length + help.length > 0
      // What a teacher has only looked at never arrived.
      this.part("left").hidden = !help.length || events.length + open.length > 0
      this.part("here").hidden = !events.length
      this.part("help").hidden = !open.length
      this.part("seen").hidden = open.length === help.length
      this.part("save").hidden = !(events.length + help.length)
      this.part("send").hidden = !events.length
      this.part("file").hidden = !this.who
      this.count("count", events.length)
      this.count("help-count", open.length)
      this.list(this.part("kinds"), byKind(events, this.words.kinds), (group) => this.kind(group))
      const seen = help.filter((event) => event.seen)
      this.list(this.part("help-list"), alike(open, this.words), (group) => this.refused(group))
      this.list(this.part("seen-list"), alike(seen, this.words), (group) => this.refused(group))
      const others = everybody - events.length
      this.part("others").hidden = !others
      this.part("others").textContent = this.dataset.others.replace("{n}", others)
      this.last(told, events.length)
    }

    // When the school last took something, and what stands in the way now.
    last({ at, state, until }, count) {
      const line = this.part("last")
      line.hidden = !at
      if (at) line.textContent = this.dataset.last.replace("{time}", moment(at))
      const busy = until > Date.now()
      if (!this.who || this.sending) return
      // What stood in the way of what has gone meanwhile is over.
      if (!count) return IN_THE_WAY.includes(this.said) && this.say("kept")
      if (!navigator.onLine) this.say("offline")
      else if (state === "signed-out") this.say("signedOut")
      else if (busy) this.say("busy", moment(until))
      else this.say(state === "silent" ? "silent" : "kept")
    }

    async sendNow() {
      const button = this.part("send")
      this.sending = true
      button.disabled = true
      this.say("sending")
      const isDone = await send()
      this.sending = false
      button.disabled = false
      await this.look()
      if (isDone && !this.help.length) this.say("sent")
      else if (isDone) this.say("")
    }

    say(name, time = "", count = 0) {
      const line = this.part("state")
      this.said = name
      line.hidden = !this.dataset[name]
      line.className = GOOD.includes(name) ? "notice notice--good" : "notice"
      line.textContent = (this.dataset[name] || "").replace("{time}", time).replace("{n}", count)
      this.part("sign-in").hidden = name !== "signedOut"
    }

    count(name, number) {
      this.part(name).textContent = number
    }

    list(place, rows, make) {
      place.textContent = ""
      for (const row of rows) place.append(make(row))
    }

    kind({ words, count, since }) {
      const row = this.copy("kind")
      row.querySelector("[data-count]").textContent = count
      row.querySelector("[data-words]").textContent = words
      row.querySelector("[data-since]").textContent = age(since, Date.now(), this.units())
      return row
    }

    units() {
      const { now, minutes, hours, days } = this.dataset
      return { now, minutes, hours, days }
    }

    refused({ words, why, quote, since, ids, seen }) {
      const row = this.copy("refused")
      row.querySelector("[data-words]").textContent = ids.length > 1 ? `${ids.length} · ${words}` : words
      row.querySelector("[data-made]").textContent = moment(since)
      row.querySelector("[data-why]").textContent = why
      const place = row.querySelector("[data-written]")
      place.textContent = quote
      place.hidden = !quote
      for (const button of row.querySelectorAll("button")) button.dataset.ids = ids.join(" ")
      row.querySelector("[data-act=seen]").hidden = seen
      return row
    }

    copy(name) {
      return this.querySelector(`template[data-name=${name}]`).content.firstElementChild.cloneNode(true)
    }

    async act(button) {
      if (!button || button.disabled) return
      button.disabled = true
      const ids = button.dataset.ids.split(" ")
      if (button.dataset.act === "seen") await lookedAt(ids, this.who)
      else {
        await sendAgain(ids, this.who)
        this.sendNow()
      }
    }

    // --- As a file ---

    async save() {
      // Without their numbers nobody knew them again.
      await number(this.who).catch(() => {})
      await this.look()
      const told = textOf([...this.events, ...this.help])
      const link = document.createElement("a")
      link.href = URL.createObjectURL(new Blob([told], { type: "application/json" }))
      link.download = `${this.dataset.fileName}-${dayOf(new Date())}.json`
      link.click()
      setTimeout(() => URL.revokeObjectURL(link.href), 60000)
      this.say("saved")
    }

    async load(field) {
      const [file] = field.files
      if (!file) return
      try {
        if (file.size > MOST_BYTES) throw new Error("none of our files")
        const { mine, others, odd, events } = await readable(await file.text(), this.who, this.words)
        const fresh = await takenOver(events)
        field.value = ""
        await announce(this.who)
        await this.look()
        if (odd) this.say("odd", "", odd)
        else this.say(mine ? (fresh ? "loaded" : "known") : others ? "foreign" : "nothing")
        if (fresh) this.sendNow()
      } catch (error) {
        this.say("unreadable")
      }
    }
  },
)

// A grown-up has looked at it: it stays, and no longer asks for help.
async function lookedAt(ids, who) {
  await run(["help"], "readwrite", (tx) => {
    const help = tx.objectStore("help")
    for (const id of ids) {
      const found = help.get(id)
      found.onsuccess = () => {
        if (found.result && found.result.learner === who) help.put({ ...found.result, seen: Date.now() })
      }
    }
  })
  await announce(who)
}

async function readable(text, who, { kinds }) {
  const numbers = new Map()
  // Which streams it names, first: what this browser counted there decides.
  const { events } = JSON.parse(text)
  for (const { stream } of Array.isArray(events) ? events.filter(Boolean) : []) {
    if (typeof stream === "string" && !numbers.has(stream)) numbers.set(stream, (await get("kept", [who, `seq:${stream}`])) || 0)
  }
  return ofFile(text, who, { kinds, install: await installId(), last: (stream) => numbers.get(stream) || 0 })
}

// How many came in. What stands here under the same name stays as it is, whosever it is.
async function takenOver(events) {
  let count = 0
  await run(["events", "help"], "readwrite", (tx) => {
    const [waiting, help] = [tx.objectStore("events"), tx.objectStore("help")]
    for (const event of events) {
      waiting.count(event.id).onsuccess = ({ target }) => {
        if (target.result) return
        help.count(event.id).onsuccess = (found) => {
          if (found.target.result) return
          waiting.add(event)
          count += 1
        }
      }
    }
  })
  return count
}

function countOf() {
  return run(["events"], "readonly", (tx) => tx.objectStore("events").count())
}
