// <label-placer>: an author clicks into the picture chosen above, and each click becomes a line of the list; a number is
// dragged to its place. The list alone does too: it is what is kept.

;(function () {
  const PLACE = /^\s*(\d{1,3}(?:[.,]\d{1,2})?)\s+(\d{1,3}(?:[.,]\d{1,2})?)\s*(?:\||$)/

  class LabelPlacer extends HTMLElement {
    connectedCallback() {
      if (this.list) return
      this.list = this.querySelector("textarea")
      this.board = this.querySelector("[data-board]")
      this.said = this.querySelector("[role=status]")
      this.list.addEventListener("input", () => this.draw())
      // The chooser beside it stands a moment later, and tells of a choice by an attribute alone.
      this.waiting = setInterval(() => this.look(), 500)
      this.look()
    }

    disconnectedCallback() {
      clearInterval(this.waiting)
    }

    look() {
      const field = document.getElementsByName(this.list.name.replace(/labels$/, "picture"))[0]
      const chosen = field ? field.value : ""
      // The editor fills the list in without a word, too.
      if (chosen === this.chosen) return this.list.value !== this.drawn && this.draw()
      this.chosen = chosen
      this.board.hidden = !chosen
      this.board.textContent = ""
      this.marks = null
      if (chosen) this.open(field, chosen)
    }

    open(field, chosen) {
      const picture = this.board.appendChild(document.createElement("img"))
      Object.assign(picture, { alt: "", draggable: false })
      // Who may only choose the picture is given its small copy.
      picture.onerror = () => {
        picture.onerror = null
        const small = field.closest("[data-chooser], .chooser, .w-field") || field.parentElement
        const shown = small.querySelector("img")
        if (shown) picture.src = shown.src
      }
      picture.src = this.dataset.preview.replace("/0/", `/${chosen}/`)
      this.marks = this.board.appendChild(document.createElement("div"))
      this.marks.className = "label-placer__marks"
      this.board.onclick = (event) => event.target.closest("button") || this.add(this.at(event))
      this.draw()
    }

    at({ clientX, clientY }) {
      const { left, top, width, height } = this.marks.getBoundingClientRect()
      return [within((clientX - left) / width), within((clientY - top) / height)]
    }

    lines() {
      return this.list.value.split("\n").filter((line) => line.trim())
    }

    write(lines) {
      this.list.value = lines.join("\n")
      this.list.dispatchEvent(new Event("input", { bubbles: true }))
      this.list.dispatchEvent(new Event("change", { bubbles: true }))
    }

    add([x, y]) {
      this.write([...this.lines(), `${x} ${y} | `])
      this.list.focus()
      this.list.setSelectionRange(this.list.value.length, this.list.value.length)
      this.said.textContent = this.dataset.added.replace("{n}", this.lines().length)
    }

    draw() {
      if (!this.marks) return
      this.marks.textContent = ""
      this.drawn = this.list.value
      this.lines().forEach((line, place) => {
        const found = PLACE.exec(line)
        if (!found) return
        const mark = this.marks.appendChild(document.createElement("button"))
        Object.assign(mark, { type: "button", className: "label-placer__mark", textContent: place + 1 })
        this.put(mark, [found[1], found[2]])
        mark.addEventListener("pointerdown", (event) => this.drag(event, mark, place))
      })
    }

    put(mark, [x, y]) {
      mark.style.left = `${x.replace(",", ".")}%`
      mark.style.top = `${y.replace(",", ".")}%`
    }

    drag(event, mark, place) {
      event.preventDefault()
      const move = (moved) => this.put(mark, this.at(moved))
      const stop = (moved) => {
        removeEventListener("pointermove", move)
        removeEventListener("pointerup", stop)
        removeEventListener("pointercancel", stop)
        if (moved.type !== "pointerup") return this.draw()
        const lines = this.lines()
        lines[place] = lines[place].replace(PLACE, `${this.at(moved).join(" ")} |`)
        this.write(lines)
      }
      addEventListener("pointermove", move)
      addEventListener("pointerup", stop)
      addEventListener("pointercancel", stop)
    }
  }

  // Per cent of the picture, to the tenth, with the comma of the list.
  function within(share) {
    return String(Math.round(Math.max(0, Math.min(1, share)) * 1000) / 10).replace(".", ",")
  }

  // The editor asks for it once for each picture with labels.
  if (!customElements.get("label-placer")) customElements.define("label-placer", LabelPlacer)
})()
