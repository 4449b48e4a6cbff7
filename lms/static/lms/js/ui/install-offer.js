// <install-offer>: a quiet button that puts the product on the home screen. Where a browser has such a button of its
// own, the page only says where to find it (Safari on iPhones); where there is none, nothing is shown.

const INSTALLED = "(display-mode: standalone)"

customElements.define(
  "install-offer",
  class extends HTMLElement {
    connectedCallback() {
      if (matchMedia(INSTALLED).matches) return
      if (navigator.standalone === false) return this.show("by-hand")
      addEventListener("beforeinstallprompt", (event) => {
        event.preventDefault()
        this.offer = event
        this.show("button")
      })
      addEventListener("appinstalled", () => (this.hidden = true))
      this.querySelector("button").addEventListener("click", () => this.install())
    }

    show(part) {
      this.hidden = false
      this.querySelector(`[data-${part}]`).hidden = false
    }

    async install() {
      this.offer.prompt()
      await this.offer.userChoice
      // An offer can be taken up once; the browser makes another when it thinks fit.
      this.hidden = true
    }
  },
)
