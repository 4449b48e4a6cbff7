// <courier-box>: give what waits on this device to somebody who goes to school, as a sealed file or as square codes,
// and take the school's answer. What it needs is loaded when it is opened. Words come from data- attributes.

customElements.define(
  "courier-box",
  class extends HTMLElement {
    connectedCallback() {
      if (this.box) return
      this.box = this.querySelector("details")
      this.hidden = !(globalThis.crypto && crypto.subtle && "indexedDB" in window)
      this.box.addEventListener("toggle", () => this.box.open && this.look())
      this.addEventListener("click", ({ target }) => this.act(target.closest("button[data-act]")))
      this.part("answer").addEventListener("change", ({ target }) => this.load(target))
      addEventListener("pagehide", () => this.stop())
    }

    address(name) {
      return `/static/${this.dataset[name]}`
    }

    part(name) {
      return this.querySelector(`[data-part=${name}]`)
    }

    say(name, count = 0) {
      this.part("state").textContent = (this.dataset[name] || "").replace("{n}", count)
    }

    // How much there is to hand over; what cannot be sealed yet is said.
    async look() {
      try {
        this.courier = this.courier || (await import("./courier.js"))
        const [rows, waits] = [await this.courier.ofAll(), await this.courier.countOfAll()]
        const sealed = new Set(rows.flatMap(({ ids }) => ids)).size
        const { count, told } = await this.courier.notTaken()
        this.part("refused").hidden = !count
        this.part("refused").textContent = this.dataset.refused.replace("{n}", count).replace("{why}", told.join(" "))
        for (const act of ["file", "codes"]) this.querySelector(`[data-act=${act}]`).disabled = !sealed
        if (!waits) this.say("nothing")
        else if (sealed + count < waits) this.say(sealed ? "some" : "noKey", waits - sealed - count)
        else this.say(sealed ? "ready" : "", sealed)
        this.haveLater()
      } catch (error) {
        this.say("broken")
      }
    }

    // What is wanted without signal: the worker holds it from then on.
    haveLater() {
      if (navigator.onLine === false || this.had) return
      this.had = true
      for (const name of ["writer", "camera"]) if (this.dataset[name]) import(this.address(name)).catch(() => {})
      const reader = "BarcodeDetector" in window ? [] : ["worker", "library"]
      for (const name of reader) if (this.dataset[name]) fetch(this.address(name)).catch(() => {})
    }

    async act(button) {
      if (!button) return
      const { act } = button.dataset
      try {
        if (act === "file") await this.file()
        if (act === "codes") await this.codes()
        if (act === "scan") await this.scan()
        if (act === "stop") this.stop()
      } catch (trouble) {
        this.stop()
        this.say(act === "scan" ? "noCamera" : "broken")
      }
    }

    async file() {
      const { text, count } = await this.courier.bundleFile()
      const { saveFile, dated } = await import("./downloading.js")
      saveFile(dated(this.dataset.fileName), text)
      this.say("saved", count)
    }

    async codes() {
      this.stop()
      const rows = await this.courier.ofAll()
      const { MOST_FRAMES, frames } = await import("./code-series.js")
      const small = rows.map((row) => ({ row, texts: frames("B", row.id, row.data) })).filter(({ texts }) => texts.length <= MOST_FRAMES)
      if (!small.length) return this.say("tooLarge")
      await this.courier.handOver(small.map(({ row }) => row))
      const { show } = await import("./code-show.js")
      this.part("codes").hidden = false
      const texts = small.flatMap((one) => one.texts)
      this.say(small.length < rows.length ? "someCodes" : "codes", texts.length)
      this.halt = await show(this.querySelector("canvas"), texts, this.address("writer"), (number, of) => {
        this.part("number").textContent = `${number} / ${of}`
      })
      this.part("codes").scrollIntoView({ block: "nearest" })
    }

    // The answers on the screen of whoever was at school.
    async scan() {
      this.stop()
      const [{ watch }, { Gathered }, { base64url }] = await Promise.all([
        import(this.address("camera")),
        import("./code-series.js"),
        import("./bytes.js"),
      ])
      const gathered = new Gathered()
      const taken = new Set()
      this.part("view").hidden = false
      this.say("scanning")
      const addresses = { worker: this.address("worker"), library: this.dataset.library && this.address("library") }
      this.halt = await watch(this.querySelector("video"), addresses, async (text) => {
        const found = gathered.add(text)
        if (!found || found.kind !== "R" || taken.has(found.tag)) return
        this.part("number-seen").textContent = `${found.have} / ${found.of}`
        if (!found.data) return
        taken.add(found.tag)
        this.told(await this.courier.takeReceipts([base64url(found.data)]))
      })
    }

    stop() {
      if (this.halt) this.halt()
      this.halt = null
      for (const name of ["codes", "view"]) this.part(name).hidden = true
    }

    async load(field) {
      const [file] = field.files
      if (!file) return
      try {
        this.told(await this.courier.takeReceiptFile(await file.text()))
      } catch (error) {
        this.say("unreadable")
      }
      field.value = ""
    }

    told(count) {
      this.say(count ? "arrived" : "notOurs", count)
    }
  },
)
