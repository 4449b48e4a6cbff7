// <reduced-browser>: says in one line what this browser cannot do here, and where to open the page instead. Zalo and
// Facebook open links in a browser of their own, whose store goes when they like; a private window keeps nothing.

import { causeFor, intentFor, isAndroid } from "../browser-lacks.js"

customElements.define(
  "reduced-browser",
  class extends HTMLElement {
    async connectedCallback() {
      const cause = causeFor({
        agent: navigator.userAgent,
        isSecure: window.isSecureContext,
        hasWorker: "serviceWorker" in navigator,
        hasStore: await opens(),
      })
      if (!cause) return
      this.hidden = false
      this.querySelector(`[data-${cause}]`).hidden = false
      if (cause !== "in-app") return
      if (isAndroid(navigator.userAgent)) this.querySelector("a").href = intentFor(location)
      else this.querySelector("a").hidden = true
      this.querySelector("[data-iphone]").hidden = isAndroid(navigator.userAgent)
    }
  },
)

// Some browsers have the store and refuse to open it.
function opens() {
  return new Promise((resolve) => {
    try {
      const request = indexedDB.open("song")
      // Nothing is made here: its stores are the business of store.js.
      request.onupgradeneeded = () => request.transaction.abort()
      request.onsuccess = () => {
        request.result.close()
        resolve(true)
      }
      request.onerror = () => resolve(request.error.name === "AbortError")
    } catch (refused) {
      resolve(false)
    }
  })
}
