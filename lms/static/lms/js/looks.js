// Theme and text size from the cookie of /preferences/, before anything is painted.
// A classic script on purpose: a module would run after the first paint and flash.
(function () {
  var match = /(?:^|; )looks=([^;]*)/.exec(document.cookie)
  if (!match) return
  match[1].split(".").forEach(function (part) {
    var pair = /^(theme|text|saver)-(\w+)$/.exec(part)
    if (pair) document.documentElement.dataset[pair[1]] = pair[2]
  })
})()
