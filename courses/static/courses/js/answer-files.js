// <answer-files>: pages of handwriting, a spoken answer, a file – kept on this device and sent in pieces, each by
// itself, so that a weak signal carries them. What is handed in stands in ticked boxes; without a script the form
// itself takes the files along.

import { fileInBase64, fromBase64 } from "../../lms/js/bytes.js"
import { kilobytes } from "../../lms/js/shrink.js"
import { smallPhoto } from "../../lms/js/small-photo.js"
import { uuid7 } from "../../lms/js/outbox.js"
import { learner, rowsOf } from "../../lms/js/store.js"
import { MOST_BYTES, cuts, wholeOf } from "./pieces.js"
import { Recording } from "./recording.js"

const PHOTO_BYTES = 200 * 1024
// What can be seen or heard in the page itself.
const TAGS = { photo: "img", sound: "audio" }

customElements.define(
  "answer-files",
  class extends HTMLElement {
    connectedCallback() {
      if (this.list) return
      this.list = this.querySelector("ol")
      this.field = this.querySelector("input[type=file]")
      this.said = this.querySelector("[role=status]")
      this.field.addEventListener("change", (event) => {
        // A chosen file is no answer yet; it becomes one when it is kept.
        event.stopPropagation()
        this.takeAll(Array.from(this.field.files))
      })
      this.closest("fieldset").addEventListener("filled", ({ detail }) => this.show(detail))
      if (this.dataset.take === "sound") this.offerRecording()
    }

    ids() {
      return Array.from(this.list.querySelectorAll("input")).map((box) => box.value)
    }

    async takeAll(files) {
      for (const file of files) {
        if (this.ids().length >= Number(this.dataset.most)) return this.tell(this.dataset.full)
        if (!(await this.take(file))) return
      }
      this.field.value = ""
    }

    // Keep one; false when only the form itself can take it along.
    async take(file) {
      if (this.dataset.take === "photo") {
        this.tell(this.dataset.working)
        file = await smallPhoto(file, PHOTO_BYTES)
      }
      const id = uuid7()
      const detail = { pieces: () => piecesOf(id, file), size: file.size, kept: null, refused: "" }
      if (file.size <= MOST_BYTES) this.dispatchEvent(new CustomEvent("answer-file", { bubbles: true, detail }))
      if (!detail.kept || !(await detail.kept.catch(() => false))) {
        this.dispatchEvent(new CustomEvent("by-form", { bubbles: true }))
        this.tell(detail.refused || this.dataset.byForm)
        return false
      }
      this.add(id, file)
      this.tell(`${kilobytes(file.size)} KB`)
      this.changed()
      return true
    }

    add(id, file) {
      const row = this.list.appendChild(document.createElement("li"))
      const box = row.appendChild(document.createElement("input"))
      Object.assign(box, { type: "checkbox", name: this.dataset.name, value: id, checked: true, hidden: true })
      row.append(this.picture(file, id))
      const remove = row.appendChild(document.createElement("button"))
      Object.assign(remove, { type: "button", className: "button button--quiet", textContent: this.dataset.remove })
      remove.addEventListener("click", () => {
        row.remove()
        this.number()
        this.changed()
        this.field.focus()
      })
      this.number()
    }

    picture(file, id) {
      const shown = document.createElement("span")
      shown.className = "answer-files__one"
      shown.append(document.createElement("span"))
      const tag = TAGS[this.dataset.take]
      if (!file) this.link(shown, id)
      else if (tag) {
        const seen = shown.appendChild(document.createElement(tag))
        seen.src = URL.createObjectURL(file)
        if (tag === "img") seen.alt = ""
        else seen.controls = true
      }
      return shown
    }

    // What was handed in before loads only when it is asked for: a page weighs 200 KB.
    link(shown, id) {
      const address = this.address(id)
      if (!address) return
      const link = shown.appendChild(document.createElement("a"))
      Object.assign(link, { href: address, target: "_blank", textContent: this.dataset.see })
    }

    // Where the school shows it, if it has arrived.
    address(id) {
      if (this.dataset.at) return this.dataset.at.replace("{id}", id)
      const quiz = this.closest("attempt-form")
      return quiz && quiz.state ? `/attempts/${quiz.state.attempt}/files/${id}/` : ""
    }

    number() {
      Array.from(this.list.children).forEach((row, index) => {
        row.querySelector("span > span").textContent = this.dataset.page.replace("{n}", index + 1)
      })
    }

    show(values) {
      this.list.textContent = ""
      for (const id of values) this.add(id, null)
      if (values.length && TAGS[this.dataset.take]) this.showWaiting().catch(() => {})
    }

    // What waits to be sent is not at school yet: it is shown from here.
    async showWaiting() {
      const events = await rowsOf("events", learner())
      for (const row of this.list.children) {
        const pieces = wholeOf(events, row.querySelector("input").value)
        if (!pieces) continue
        row.replaceChild(this.picture(new Blob(pieces.map(fromBase64))), row.querySelector(".answer-files__one"))
      }
      this.number()
    }

    changed() {
      this.list.dispatchEvent(new Event("change", { bubbles: true }))
    }

    tell(words) {
      this.said.textContent = words
    }

    offerRecording() {
      if (!Recording.works()) return
      const button = document.createElement("button")
      Object.assign(button, { type: "button", className: "button", textContent: this.dataset.begin })
      this.list.after(button)
      button.addEventListener("click", async () => {
        if (this.recording) return this.recording.stop()
        if (this.ids().length >= Number(this.dataset.most)) return this.tell(this.dataset.full)
        this.recording = new Recording(Number(this.dataset.seconds), (left) =>
          this.tell(this.dataset.running.replace("{n}", left)),
        )
        button.textContent = this.dataset.end
        try {
          const file = await this.recording.run()
          this.tell("")
          await this.take(file)
        } catch (error) {
          this.tell(this.dataset.refused)
        }
        this.recording = null
        button.textContent = this.dataset.begin
      })
    }
  },
)

async function* piecesOf(id, file) {
  const all = cuts(file.size)
  for (const [index, [from, to]] of all.entries()) {
    const content = await fileInBase64(file.slice(from, to))
    yield { file: id, number: index + 1, of: all.length, name: file.name, content }
  }
}
