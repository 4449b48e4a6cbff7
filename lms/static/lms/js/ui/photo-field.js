// <photo-field>: makes the photos chosen in the file field inside it small before they are sent. Without it the
// whole photo goes, and the server makes it small.

import { kilobytes, shrunk, staysAsItIs } from "../shrink.js"

customElements.define(
  "photo-field",
  class extends HTMLElement {
    connectedCallback() {
      this.field = this.querySelector("input[type=file]")
      this.said = this.querySelector("[role=status]")
      this.busy = null
      this.field.addEventListener("change", () => this.take())
      // Who presses at once waits for the small photo rather than sending the large one.
      this.field.form.addEventListener("submit", (event) => {
        if (!this.busy) return
        event.preventDefault()
        this.busy.then(() => this.field.form.requestSubmit(event.submitter || null))
      })
    }

    take() {
      this.busy = this.shrinkAll().finally(() => (this.busy = null))
    }

    async shrinkAll() {
      const most = Number(this.dataset.mostKb || 200) * 1024
      const files = Array.from(this.field.files)
      // A browser that turns no picture upright while drawing it would send it lying on its side.
      if (!CSS.supports("image-orientation", "from-image")) return
      if (!files.some((file) => !staysAsItIs(file, most))) return this.tell(files)
      this.said.textContent = this.dataset.working
      const kept = new DataTransfer()
      for (const file of files) kept.items.add(await small(file, most))
      this.field.files = kept.files
      this.tell(Array.from(kept.files))
    }

    tell(files) {
      const weight = kilobytes(files.reduce((sum, file) => sum + file.size, 0))
      this.said.textContent = files.length ? this.dataset.ready.replace("{kb}", weight) : ""
    }
  },
)

async function small(file, most) {
  if (staysAsItIs(file, most)) return file
  const address = URL.createObjectURL(file)
  try {
    const picture = await loaded(address)
    const blob = await shrunk(picture.naturalWidth, picture.naturalHeight, most, (size, quality) =>
      drawn(picture, size, quality),
    )
    if (!blob || blob.size >= file.size) return file
    return new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" })
  } catch (error) {
    // What this browser cannot read may still be read at school.
    return file
  } finally {
    URL.revokeObjectURL(address)
  }
}

function loaded(address) {
  return new Promise((resolve, reject) => {
    const picture = new Image()
    picture.onload = () => resolve(picture)
    picture.onerror = reject
    picture.src = address
  })
}

function drawn(picture, size, quality) {
  const canvas = document.createElement("canvas")
  canvas.width = size.width
  canvas.height = size.height
  const pen = canvas.getContext("2d")
  // On white, as the server draws it: a canvas alone is black where a picture lets light through.
  pen.fillStyle = "#fff"
  pen.fillRect(0, 0, size.width, size.height)
  pen.drawImage(picture, 0, 0, size.width, size.height)
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("not drawn"))), "image/jpeg", quality),
  )
}
