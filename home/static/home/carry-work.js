// <carry-work>: take bundles over from tablets without signal, bring them to school, give the answers back. Words come
// from data- attributes. What the camera and the codes need is loaded when the page is, for it opens without signal.

import { watch } from "../devices/code-camera.js"
import * as carrying from "../lms/js/carrying.js"
import { Gathered, MOST_FRAMES, frames, tagOf } from "../lms/js/code-series.js"
import { show } from "../lms/js/code-show.js"
import { nameOf } from "../lms/js/envelope.js"
import { dated, saveFile } from "../lms/js/downloading.js"

// What a tablet saves, in the writing of bytes that a file has; a phone reads no more at once.
const MOST_BYTES = 96 * 1024 * 1024

customElements.define(
  "carry-work",
  class extends HTMLElement {
    connectedCallback() {
      if (this.listening) return
      this.listening = true
      if (!(globalThis.crypto && crypto.subtle && "indexedDB" in window)) return this.say("broken")
      this.addEventListener("click", ({ target }) => this.act(target.closest("button[data-act]")))
      this.part("file").addEventListener("change", ({ target }) => this.load(target))
      addEventListener("online", () => this.send())
      addEventListener("pagehide", () => this.stop())
      carrying.tidy().then(() => this.look(), () => this.say("broken"))
    }

    part(name) {
      return this.querySelector(`[data-part=${name}]`)
    }

    say(name, told = {}) {
      const words = this.dataset[name] || ""
      const line = this.part("state")
      line.textContent = words.replace(/\{(\w+)\}/g, (_whole, key) => told[key])
      line.hidden = !words
      line.scrollIntoView({ block: "nearest" })
    }

    async look() {
      const { carried, keys, arrived, refused } = await carrying.state()
      this.part("carried").textContent = carried
      this.part("tablets").textContent = keys.size
      if (this.part("class")) this.lookAtClass(keys)
      this.part("arrived").textContent = arrived
      this.querySelector("[data-act=send]").disabled = !carried
      this.part("back").hidden = !arrived
      this.part("refused").hidden = !refused.length
      const list = this.part("refused-list")
      list.textContent = ""
      for (const told of new Set(refused.map((row) => row.told))) list.append(Object.assign(document.createElement("li"), { textContent: told }))
    }

    // How many of the class are here, and who is not, as the page knew them when it was loaded with signal.
    lookAtClass(keys) {
      const rows = [...this.part("class").querySelectorAll("[data-keys]")]
      const pupils = rows.map((row) => ({ row, keys: row.dataset.keys.split(" ").filter(Boolean) }))
      const { missing, here, others } = carrying.missingOf(pupils, keys)
      for (const { row } of pupils) row.hidden = !missing.some((one) => one.row === row)
      this.part("of-class").textContent = `${here}/${pupils.length}`
      this.part("all-here").hidden = missing.length > 0
      this.part("missing").hidden = !missing.length
      this.part("missing-count").textContent = missing.length
      this.part("of-others").hidden = !others
      this.part("of-others").textContent = this.dataset.others.replace("{n}", others)
    }

    async act(button) {
      if (!button) return
      const acts = {
        send: () => this.send(),
        scan: () => this.scan(),
        stop: () => this.stop(),
        "answer-file": async () => saveFile(dated(this.dataset.answerName), await carrying.answerFile()),
        "answer-codes": () => this.codes(),
        "given-back": () => this.forget("receipt"),
        "read-refused": () => this.forget("refused"),
      }
      try {
        await acts[button.dataset.act]()
      } catch (trouble) {
        this.stop()
        this.say(button.dataset.act === "scan" ? "noCamera" : "broken")
      }
    }

    async load(field) {
      const sum = { fresh: 0, known: 0, odd: 0, left: 0, unread: 0 }
      for (const file of field.files) {
        try {
          if (file.size > MOST_BYTES) throw new Error("too large for a file of a tablet")
          const count = await carrying.takeFile(await file.text())
          for (const name of Object.keys(count)) sum[name] += count[name]
        } catch (error) {
          sum.unread += 1
        }
      }
      field.value = ""
      await this.look()
      if (sum.odd || sum.unread) this.say("unreadable", sum)
      else this.say(sum.left ? "left" : "taken", sum)
    }

    async scan() {
      this.stop()
      const gathered = new Gathered()
      const done = new Set()
      const from = `${Date.now()}`
      this.part("view").hidden = false
      this.say("scanning")
      this.halt = await watch(this.querySelector("video"), this.dataset, async (text) => {
        const found = gathered.add(text)
        if (!found || found.kind !== "B" || done.has(found.tag)) return
        this.part("seen").textContent = `${found.have} / ${found.of}`
        // What was misread is read again: the name that all codes bear comes of the content.
        if (!found.data || tagOf(await nameOf(found.data)) !== found.tag || done.has(found.tag)) return
        done.add(found.tag)
        await carrying.takeBundle(found.data, from)
        if (navigator.vibrate) navigator.vibrate(60)
        await this.look()
        this.say("scanned", { n: done.size })
      })
    }

    async codes() {
      this.stop()
      const rows = await carrying.answers()
      const texts = rows.map(({ id, data }) => frames("R", id, data)).filter((some) => some.length <= MOST_FRAMES)
      this.part("codes").hidden = false
      this.say("showing")
      this.halt = await show(this.querySelector("canvas"), texts.flat(), this.dataset.writer, (number, of) => {
        this.part("number").textContent = `${number} / ${of}`
      })
    }

    stop() {
      if (this.halt) this.halt()
      this.halt = null
      for (const name of ["codes", "view"]) this.part(name).hidden = true
    }

    async send() {
      if (!(await carrying.state()).carried) return
      this.say("sending")
      const isDone = await carrying.send()
      await this.look()
      this.say(isDone ? "sent" : "notYet")
    }

    async forget(kind) {
      await carrying.forget(kind)
      await this.look()
      this.say("forgotten")
    }
  },
)
