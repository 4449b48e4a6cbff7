// Wagtail's date choosers and inline panels, begun from data instead of inline scripts, so that
// the back office can have a Content-Security-Policy without them. A plain script: Wagtail's own are.

(function () {
  const choosers = {
    date: (id, config) => window.initDateChooser(id, config),
    datetime: (id, config) => window.initDateTimeChooser(id, config),
    time: (id, config) => window.initTimeChooser(id, config),
  }

  function begin(root) {
    root.querySelectorAll("[data-inline-chooser]").forEach((mark) => {
      // An empty form of an inline panel waits in a template for its number.
      if (mark.dataset.for.includes("__prefix__")) return
      mark.remove()
      choosers[mark.dataset.inlineChooser](mark.dataset.for, JSON.parse(mark.dataset.config))
    })
    root.querySelectorAll("[data-inline-panel]").forEach((mark) => {
      mark.remove()
      new window[mark.dataset.inlinePanel](JSON.parse(mark.dataset.options))
    })
    root.querySelectorAll("[data-inline-call]").forEach((mark) => {
      if (mark.dataset.inlineCall.includes("__prefix__")) return
      mark.remove()
      const call = JSON.parse(mark.dataset.inlineCall)
      if (call.new) new window[call.name](...call.args)
      else window[call.name](...call.args)
    })
  }

  // Wagtail's own makes «djin-bien» of «Điện Biên»; lms.text.make_slug does the same on the server.
  function bare(text) {
    return text.replace(/[đĐ]/g, "d").normalize("NFD").replace(/[\u0300-\u036f]/g, "")
  }

  function isSlug(field) {
    return field.matches && field.matches("input[data-controller~='w-slug']")
  }

  ;["w-sync:check", "w-sync:apply"].forEach((name) => {
    document.addEventListener(
      name,
      (event) => {
        const told = event.detail
        if (isSlug(event.target) && told && typeof told.value === "string") told.value = bare(told.value)
      },
      true,
    )
  })
  document.addEventListener("blur", ({ target }) => isSlug(target) && (target.value = bare(target.value)), true)

  document.addEventListener("DOMContentLoaded", () => {
    begin(document)
    // Seen by nobody, but read aloud, and English whatever the language.
    document.querySelectorAll(".submit.w-sr-only input[type=submit]").forEach((button) => {
      button.value = window.gettext("Search")
    })
    new MutationObserver((changes) => {
      if (changes.some((change) => change.addedNodes.length)) begin(document)
    }).observe(document.body, { childList: true, subtree: true })
  })
})()
