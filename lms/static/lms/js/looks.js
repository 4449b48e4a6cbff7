// The cookie of /preferences/ (lms/looks.py) as attributes of <html>, before anything is painted; and who saves data
// gets a frame for each picture, which loads when it is asked for.
// A classic script on purpose: a module would run after the first paint, flash, and come too late for pictures.
(function () {
  var look = document.documentElement.dataset
  var match = /(?:^|; )looks=([^;]*)/.exec(document.cookie)
  if (match)
    match[1].split(".").forEach(function (part) {
      var pair = /^(theme|text|saver|hear)-(\w+)$/.exec(part)
      if (pair) look[pair[1]] = pair[2]
    })
  var line = navigator.connection || {}
  if (!look.saver && (line.saveData || /2g$/.test(line.effectiveType))) look.saver = "on"

  function each(selector, act, within) {
    Array.prototype.forEach.call((within || document).querySelectorAll(selector), act)
  }

  if (look.saver !== "on") {
    // Every picture waits to be scrolled to, so that a frame can come before it; those of questions must be there
    // when the signal is gone.
    document.addEventListener("DOMContentLoaded", function () {
      each("img[data-soon]", function (image) {
        image.loading = "eager"
      })
    })
    return
  }

  // Before the browser has laid out the page, a lazy picture has not been asked for: this is told in time.
  var watching = new MutationObserver(function () {
    each("picture:not([data-asked]) > img[data-show]", hold)
  })
  watching.observe(document, { childList: true, subtree: true })

  function hold(image) {
    var picture = image.parentNode
    var button = document.createElement("button")
    button.type = "button"
    button.className = "picture-frame"
    button.appendChild(document.createElement("span")).textContent = image.alt
    button.appendChild(document.createElement("b")).textContent = image.dataset.show
    picture.dataset.asked = "no"
    each("[srcset]", function (one) {
      one.dataset.srcset = one.srcset
      one.removeAttribute("srcset")
    }, picture)
    image.dataset.src = image.getAttribute("src")
    image.dataset.alt = image.alt
    image.alt = ""
    // As large as the picture will be.
    image.src =
      "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='" +
      image.getAttribute("width") + "' height='" + image.getAttribute("height") + "'/%3E"
    picture.appendChild(button)
  }

  function show(picture) {
    var image = picture.querySelector("img")
    picture.dataset.asked = "yes"
    picture.removeChild(picture.lastChild)
    image.alt = image.dataset.alt
    image.loading = "eager"
    each("[data-srcset]", function (one) {
      one.srcset = one.dataset.srcset
      one.removeAttribute("data-srcset")
    }, picture)
    image.src = image.dataset.src
    image.onerror = function () {
      image.onerror = null
      hold(image)
      picture.lastChild.lastChild.textContent = image.dataset.failed || image.dataset.show
    }
  }

  document.addEventListener("click", function (event) {
    var frame = event.target.closest(".picture-frame")
    var all = event.target.closest("[data-show-all]")
    if (frame) {
      // A picture may be the label of an answer, or a link.
      event.preventDefault()
      show(frame.parentNode)
    }
    if (all) {
      all.hidden = true
      each("picture[data-asked=no]", show)
    }
  })
})()
