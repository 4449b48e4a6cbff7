// <marking-pile>: answers that a teacher loaded are marked with or without signal. Points are in the outbox – on the
// disk – as soon as they are given; photos and voices are loaded when asked for, and go when their answer is marked.
// Without it, or where nothing can be kept, each form goes to the desk as it is.

import { gone, record, stateOf } from "../../lms/js/outbox.js"
import { sendPlainly } from "../../lms/js/plain-form.js"
import { soon } from "../../lms/js/send.js"
import { get, learner, put, rowsOf, run } from "../../lms/js/store.js"
import { total } from "./desk-keys.js"
import { KIND, fits, payloadOf } from "./pile-state.js"

const OF_FILES = "marking:"
const OLDEST = 14 * 24 * 60 * 60 * 1000

customElements.define("marking-pile", class extends HTMLElement {
  connectedCallback() {
    if (this.sent) return
    this.who = learner()
    this.sent = new Map() // event id → form
    if (!this.who || !("indexedDB" in window)) return
    this.key = [this.who, `marked:${this.dataset.quiz}:${this.dataset.class}`]
    this.addEventListener("submit", (event) => this.given(event))
    this.addEventListener("change", ({ target }) => target.type === "radio" && this.sum(target.form))
    addEventListener("outbox-changed", ({ detail }) => this.heard(detail.results))
    this.restore().catch(() => {})
  }

  forms() {
    return Array.from(this.querySelectorAll("form[data-attempt]"))
  }

  formOf({ attempt, place }) {
    return this.forms().find(({ dataset }) => dataset.attempt === attempt && dataset.place === String(place))
  }

  // What this device knows of the answers is newer than a page that was kept.
  async restore() {
    const [events, help, done] = await Promise.all([rowsOf("events", this.who), rowsOf("help", this.who), get("kept", this.key)])
    for (const told of gone(done || [], [...events, ...help])) this.show(told, "school")
    const mine = [...help, ...events].filter(({ kind }) => kind === KIND).sort((a, b) => a.seq - b.seq)
    for (const event of mine) this.show(event.payload, event.status ? "help" : "here", event)
    await this.offerFiles()
  }

  show(told, state, event = {}) {
    const form = this.formOf(told)
    if (!form) return
    form.elements.points.value = told.points
    form.elements.comment.value = told.comment
    for (const [row, step] of Object.entries(told.rubric || {})) {
      const box = form.querySelector(`[name="rubric-${CSS.escape(row)}"][value="${CSS.escape(step)}"]`)
      if (box) box.checked = true
    }
    if (event.id) this.sent.set(event.id, form)
    this.say(form, state, event.told)
  }

  sum(form) {
    const rows = Array.from(form.querySelectorAll("[data-row]")).map((row) => {
      const steps = row.querySelectorAll("input")
      const chosen = row.querySelector("input:checked")
      return { value: chosen ? chosen.value : "", most: steps[steps.length - 1].value }
    })
    const told = total(rows, form.dataset.most)
    if (told) form.elements.points.value = told
  }

  async given(event) {
    const form = event.target
    event.preventDefault()
    const payload = payloadOf(this.dataset, form.dataset, new FormData(form))
    if (!payload.points) return this.say(form, "none")
    if (!fits(payload.points, form.dataset.most)) return this.say(form, "fits")
    try {
      if (learner() !== this.who) throw new Error("somebody else is signed in")
      const stream = `marks:${this.dataset.quiz}:${this.dataset.class}`
      const made = await record(KIND, stream, payload, this.who)
      this.sent.set(made.id, form)
      await this.remember(form, { ...payload, id: made.id }).catch(() => {})
    } catch (fault) {
      sendPlainly(form)
      return
    }
    this.say(form, "here")
    soon(300)
    const next = this.forms().find((one) => form.compareDocumentPosition(one) & 4 && !one.dataset.given)
    if (next) next.querySelector("input[type=radio], [name=points]").focus()
  }

  async heard(results) {
    for (const result of results) {
      const form = this.sent.get(result.id)
      const state = form && stateOf(result.status)
      if (!state) continue
      this.say(form, state, result.told)
      if (state === "school") await this.arrived(form).catch(() => {})
    }
  }

  // The page may be opened again as it was loaded: what was given, and by its name whether it still waits, this device
  // remembers, whichever page sends it.
  remember(form, payload) {
    const add = async () => {
      const others = ((await get("kept", this.key)) || []).filter((told) => this.formOf(told) && this.formOf(told) !== form)
      await put("kept", [...others, payload], this.key)
    }
    this.turn = (this.turn || Promise.resolve()).catch(() => {}).then(add)
    return this.turn
  }

  async arrived(form) {
    await this.drop((address) => this.filesIn(form).some((file) => file.dataset.address === address))
  }

  say(form, state, told) {
    const line = form.querySelector("[data-state]")
    const words = told || this.dataset[state]
    line.textContent = words.replace("{most}", String(Number(form.dataset.most)).replace(".", ","))
    line.className = `badge ${state === "school" ? "badge--done" : state === "here" ? "" : "badge--late"}`
    line.hidden = false
    if (state === "here" || state === "school") form.dataset.given = state
    else delete form.dataset.given
  }

  // --- Photos and voices ---

  filesIn(place) {
    return Array.from(place.querySelectorAll("form img, form audio, img, audio")).filter((file) => {
      if (!file.dataset.address) file.dataset.address = new URL(file.src).pathname
      return file.dataset.address.startsWith("/attempts/")
    })
  }

  async offerFiles() {
    const line = this.querySelector("[data-files]")
    if (!line) return
    const open = await this.openFiles()
    await this.drop((address, row) => Date.now() - row.at > OLDEST)
    line.hidden = false
    if (!open.length) return this.tell(this.dataset.loaded)
    this.querySelector("[data-load]").addEventListener("click", () => this.load())
  }

  // Those that are here are shown from here; the others are returned.
  async openFiles() {
    const open = []
    for (const file of this.filesIn(this)) {
      const row = await get("kept", [this.who, OF_FILES + file.dataset.address])
      if (!row) open.push(file)
      else if (!file.src.startsWith("blob:")) file.src = URL.createObjectURL(row.content)
    }
    return open
  }

  async load() {
    const button = this.querySelector("[data-load]")
    const open = await this.openFiles()
    button.disabled = true
    let got = 0
    for (const file of open) {
      this.tell(this.dataset.loading.replace("{n}", got + 1).replace("{all}", open.length))
      const { address } = file.dataset
      try {
        const answer = await fetch(address, { credentials: "same-origin" })
        if (!answer.ok) throw new TypeError(String(answer.status))
        await put("kept", { content: await answer.blob(), at: Date.now() }, [this.who, OF_FILES + address])
        got += 1
      } catch (error) {
        button.disabled = false
        return this.tell(error instanceof TypeError ? this.dataset.cut : this.dataset.full)
      }
    }
    await this.openFiles()
    this.tell(this.dataset.loaded)
  }

  tell(words) {
    this.querySelector("[data-load]").hidden = words === this.dataset.loaded
    this.querySelector("[data-files-state]").textContent = words
  }

  drop(meant) {
    const start = [this.who, OF_FILES]
    return run(["kept"], "readwrite", (tx) => {
      const kept = tx.objectStore("kept")
      const found = kept.openCursor(IDBKeyRange.bound(start, [this.who, `${OF_FILES}\uffff`]))
      found.onsuccess = () => {
        const cursor = found.result
        if (!cursor) return
        if (meant(cursor.key[1].slice(OF_FILES.length), cursor.value)) cursor.delete()
        cursor.continue()
      }
    })
  }
})
