// <who-is-here>: on a page that is the same for everybody, the name of who reads and the way to their own page.
// The last answer is kept for the tab, so that a lecture opened without signal still has the way back.
const KEPT = "who-is-here"

customElements.define("who-is-here", class extends HTMLElement {
  connectedCallback() {
    this.show(JSON.parse(sessionStorage.getItem(KEPT) || "{}"))
    fetch("/me.json", { credentials: "same-origin" })
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status)))
      .then((me) => {
        sessionStorage.setItem(KEPT, JSON.stringify(me))
        this.show(me)
      })
      .catch(() => {})
  }

  show(me) {
    if (!me.name) return
    const link = this.querySelector("a")
    link.href = me.start
    link.textContent = me.name
    document.documentElement.dataset.kind = me.kind
  }
})
