// <spot-drawer>: a teacher draws frames into the picture of the question; each becomes a line of the list.

customElements.define(
  "spot-drawer",
  class extends HTMLElement {
    connectedCallback() {
      const form = this.closest("form")
      this.list = this.querySelector("textarea")
      this.board = this.querySelector("[data-picture]")
      this.said = this.querySelector("[role=status]")
      const kept = form.querySelector(".question__picture img")
      if (kept) this.open(kept.currentSrc || kept.src)
      const field = form.querySelector("input[type=file]")
      field.addEventListener("change", () => field.files[0] && this.open(URL.createObjectURL(field.files[0])))
      this.list.addEventListener("input", () => this.draw())
      this.board.addEventListener("pointerdown", (event) => this.begin(event))
    }

    open(address) {
      this.board.textContent = ""
      const picture = this.board.appendChild(document.createElement("img"))
      Object.assign(picture, { src: address, alt: "", draggable: false })
      this.marks = this.board.appendChild(made("svg", { class: "spots__marks" }))
      this.board.hidden = false
      this.draw()
    }

    begin(event) {
      event.preventDefault()
      const from = this.at(event)
      const frame = this.marks.appendChild(made("rect", {}))
      const move = (moved) => place(frame, between(from, this.at(moved)))
      const stop = (moved) => {
        removeEventListener("pointermove", move)
        removeEventListener("pointerup", stop)
        removeEventListener("pointercancel", stop)
        frame.remove()
        const drawn = between(from, this.at(moved))
        if (moved.type === "pointerup" && drawn.w >= 1 && drawn.h >= 1) this.add(drawn)
      }
      addEventListener("pointermove", move)
      addEventListener("pointerup", stop)
      addEventListener("pointercancel", stop)
    }

    at({ clientX, clientY }) {
      const { left, top, width, height } = this.marks.getBoundingClientRect()
      return { x: within((clientX - left) / width), y: within((clientY - top) / height) }
    }

    add({ x, y, w, h }) {
      const lines = this.list.value.split("\n").filter((line) => line.trim())
      lines.push(`${x} ${y} ${w} ${h} | `)
      this.list.value = lines.join("\n")
      this.list.focus()
      this.list.setSelectionRange(this.list.value.length, this.list.value.length)
      this.said.textContent = this.dataset.drawn.replace("{n}", lines.length)
      this.draw()
    }

    draw() {
      if (!this.marks) return
      this.marks.textContent = ""
      this.list.value.split("\n").forEach((line, index) => {
        const numbers = line.split("|")[0].replace(/,/g, ".").trim().split(/\s+/).map(Number)
        if (numbers.length !== 4 || numbers.some(Number.isNaN)) return
        const [x, y, w, h] = numbers
        place(this.marks.appendChild(made("rect", {})), { x, y, w, h })
        const [cx, cy] = [`${x + w / 2}%`, `${y + h / 2}%`]
        this.marks.append(made("circle", { cx, cy, r: 13 }))
        this.marks.appendChild(made("text", { x: cx, y: cy, dy: "0.35em" })).textContent = index + 1
      })
    }
  },
)

function made(name, attributes) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
  return element
}

function place(frame, { x, y, w, h }) {
  for (const [key, value] of Object.entries({ x, y, width: w, height: h })) frame.setAttribute(key, `${value}%`)
}

function between(one, other) {
  const [x, y] = [Math.min(one.x, other.x), Math.min(one.y, other.y)]
  return { x, y, w: tenth(Math.abs(one.x - other.x)), h: tenth(Math.abs(one.y - other.y)) }
}

// Per cent of the picture, to the tenth.
function within(share) {
  return tenth(Math.max(0, Math.min(1, share)) * 100)
}

function tenth(number) {
  return Math.round(number * 10) / 10
}
