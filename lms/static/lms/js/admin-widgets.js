// Wagtail's date choosers and inline panels, begun from data instead of inline scripts, so that
// the back office can have a Content-Security-Policy without them. A plain script: Wagtail's own are.

(function () {
  const choosers = {
    date: (id, config) => window.initDateChooser(id, config),
    datetime: (id, config) => window.initDateTimeChooser(id, config),
    time: (id, config) => window.initTimeChooser(id, config),
  }

  function begin(root) {
    root.querySelectorAll("[data-chooser][data-for]").forEach((mark) => {
      // An empty form of an inline panel waits in a template for its number.
      if (mark.dataset.for.includes("__prefix__")) return
      mark.remove()
      choosers[mark.dataset.chooser](mark.dataset.for, JSON.parse(mark.dataset.config))
    })
    root.querySelectorAll("[data-panel]").forEach((mark) => {
      mark.remove()
      new window[mark.dataset.panel](JSON.parse(mark.dataset.options))
    })
  }

  document.addEventListener("DOMContentLoaded", () => {
    begin(document)
    new MutationObserver((changes) => {
      if (changes.some((change) => change.addedNodes.length)) begin(document)
    }).observe(document.body, { childList: true, subtree: true })
  })
})()
