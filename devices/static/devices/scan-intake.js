// <scan-intake>: sends each scanned number by itself and keeps the cursor, and the camera, for the next one.
// What could not be sent waits here in its order and goes when there is signal; sending it twice does no harm.

const AGAIN = 4000

customElements.define(
  "scan-intake",
  class extends HTMLElement {
    connectedCallback() {
      this.form = this.querySelector("form")
      this.field = this.querySelector("input[name=number]")
      this.key = `scan-intake:${location.pathname}`
      this.waiting = JSON.parse(sessionStorage.getItem(this.key) || "[]")
      this.addEventListener("code-scanned", (event) => {
        event.preventDefault()
        this.take(event.detail.text)
      })
      this.form.addEventListener("submit", (event) => {
        event.preventDefault()
        this.take(this.field.value)
      })
      addEventListener("online", () => this.send())
      this.send()
    }

    take(text) {
      this.field.value = ""
      this.field.focus()
      if (!text.trim()) return
      const told = new URLSearchParams(new FormData(this.form))
      told.set("number", text.trim())
      told.delete("csrfmiddlewaretoken")
      this.waiting.push(told.toString())
      this.keep()
      this.send()
    }

    async send() {
      if (this.sending) return
      this.sending = true
      while (this.waiting.length) {
        const answer = await this.post(this.waiting[0])
        if (!answer) {
          setTimeout(() => this.send(), AGAIN)
          break
        }
        this.waiting.shift()
        this.keep()
        this.show(answer)
      }
      this.sending = false
      if (this.waiting.length) this.say(`${this.dataset.waiting} ${this.waiting.length}`, "warn")
    }

    // The answer, or nothing when it has to be sent again.
    async post(told) {
      const token = this.form.querySelector("[name=csrfmiddlewaretoken]").value
      try {
        const answer = await fetch(location.pathname, {
          method: "POST",
          headers: { Accept: "application/json", "X-CSRFToken": token, "Content-Type": "application/x-www-form-urlencoded" },
          body: told,
        })
        return answer.ok || answer.status === 409 ? await answer.json() : null
      } catch {
        return null
      }
    }

    show({ said, code, serial, url, count, new: isNew }) {
      this.say(said, !code ? "bad" : isNew ? "good" : "warn")
      this.querySelector("[data-count]").textContent = count
      const bar = this.querySelector("progress")
      if (bar) bar.value = count
      if (!isNew) return
      const row = document.createElement("li")
      const link = Object.assign(document.createElement("a"), { className: "code", href: url, textContent: code })
      row.append(link, ` ${serial}`)
      this.querySelector("[data-last]").prepend(row)
    }

    say(words, how) {
      const place = this.querySelector("[data-told]")
      place.hidden = false
      place.className = `notice notice--${how}`
      place.textContent = words
    }

    keep() {
      sessionStorage.setItem(this.key, JSON.stringify(this.waiting))
    }
  },
)
