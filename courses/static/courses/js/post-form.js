// <post-form>: a pupil's answer is kept on this device first and sent when there is a signal; it stands below the
// others at once. Without it, or where nothing can be kept, the form goes as it is. Without `data-kind` only photos
// and recordings are kept and sent in pieces; the form itself names them.

import "./answer-files.js"
import { record, uuid7 } from "../../lms/js/outbox.js"
import { sendPlainly } from "../../lms/js/plain-form.js"
import { soon } from "../../lms/js/send.js"
import { learner } from "../../lms/js/store.js"

customElements.define("post-form", class extends HTMLElement {
  connectedCallback() {
    this.who = learner()
    this.form = this.querySelector("form")
    if (!this.who || !("indexedDB" in window)) return
    this.status = this.querySelector(":scope > [role=status]")
    this.sent = new Map()
    // A page that was kept names the post of the time it was made, which may have been sent since.
    if (document.querySelector(".kept-at")) this.form.elements.post.value = uuid7()
    this.form.addEventListener("answer-file", ({ detail }) => (detail.kept = this.keepFile(detail.pieces())))
    this.form.addEventListener("by-form", () => (this.byForm = true))
    if (!this.dataset.kind) return
    this.form.addEventListener("submit", (event) => this.submitted(event))
    addEventListener("outbox-changed", ({ detail }) => this.heard(detail.results))
  }

  async keepFile(pieces) {
    const post = this.form.elements.post.value
    for await (const { file, number, of, content } of pieces) {
      await record("post.piece", `pf:${post}`, { post, file, number, of, content }, this.who)
    }
    soon(50)
    return true
  }

  async submitted(event) {
    event.preventDefault()
    if (this.byForm) return sendPlainly(this.form)
    const { post, words } = this.form.elements
    const files = Array.from(this.form.querySelectorAll("input[name=page]:checked"), ({ value }) => value)
    if (!words.value.trim() && !files.length) return this.tell(this.dataset.empty)
    const { kind, thread, pairing } = this.dataset
    const payload = { post: post.value, words: words.value, files }
    const title = this.form.elements.title
    if (title && !title.value.trim()) return this.tell(this.dataset.untitled)
    if (thread) Object.assign(payload, { thread })
    else Object.assign(payload, { title: title.value }, pairing ? { pairing } : { class: this.dataset.class })
    try {
      // What is begun has the id of its first post; what takes it back later comes behind it.
      const { id } = await record(kind, `thread:${thread || post.value}`, payload, this.who)
      this.sent.set(id, this.add(words.value, title && title.value))
    } catch (error) {
      sendPlainly(this.form)
      return
    }
    this.clear()
    soon(50)
  }

  // Ready for the next post: nothing of this one is left behind.
  clear() {
    const { post, words } = this.form.elements
    this.form.reset()
    words.value = ""
    post.value = uuid7()
    this.querySelector("fieldset").dispatchEvent(new CustomEvent("filled", { detail: [] }))
    for (const hint of this.form.querySelectorAll("[role=status]")) hint.textContent = ""
    for (const refusal of this.querySelectorAll("[role=alert]")) refusal.remove()
    this.form.querySelector("details").open = false
    this.status.hidden = true
  }

  // The own post, as it will stand there.
  add(words, title) {
    const row = document.createElement("li")
    row.className = "post card post--mine"
    const name = row.appendChild(document.createElement("p"))
    name.appendChild(document.createElement("b")).textContent = this.dataset.me
    if (title) row.appendChild(document.createElement("p")).textContent = title
    if (words.trim()) {
      const said = row.appendChild(document.createElement("p"))
      Object.assign(said, { className: "post__words post__words--lines", textContent: words })
    }
    for (const kept of this.form.querySelectorAll(".answer-files__one")) row.append(this.seen(kept))
    const state = row.appendChild(document.createElement("p"))
    Object.assign(state, { className: "small quiet", textContent: this.dataset.waiting })
    state.setAttribute("role", "status")
    document.querySelector(".posts").append(row)
    return state
  }

  // A photo or recording as it was kept here: its address in this browser still holds.
  seen(kept) {
    const line = document.createElement("p")
    const file = kept.querySelector("img, audio")
    if (!file) return line
    const shown = line.appendChild(document.createElement(file.localName))
    if (file.localName === "img") Object.assign(shown, { className: "post__photo", alt: kept.textContent.trim() })
    else Object.assign(shown, { className: "post__sound", controls: true })
    shown.src = file.src
    return line
  }

  heard(results) {
    for (const { id, status, told } of results) {
      const state = this.sent.get(id)
      if (!state || status === "retry" || !told) continue
      state.textContent = told
      if (status === "rejected") state.className = "notice notice--bad"
    }
  }

  tell(words) {
    this.status.textContent = words
    this.status.hidden = false
    // It may stand below the tabs of a small telephone.
    this.status.scrollIntoView({ block: "center" })
  }
})
