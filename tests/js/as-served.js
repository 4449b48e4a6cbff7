// Imports from one app's scripts into another's, as the server joins their folders: «../../lms/js/store.js» in
// courses/static/courses/js/ is lms/static/lms/js/store.js. Import it first, and what is asked about by `await import`.

import { existsSync } from "node:fs"
import { registerHooks } from "node:module"
import { fileURLToPath } from "node:url"

const ANOTHER_APP = /\/(\w+)\/static\/(?!\1\/)(\w+)\//

registerHooks({
  resolve(name, context, next) {
    if (!name.startsWith(".") || !context.parentURL) return next(name, context)
    const url = new URL(name, context.parentURL)
    const served = new URL(url.href.replace(ANOTHER_APP, "/$2/static/$2/"))
    return next(served.protocol === "file:" && existsSync(fileURLToPath(served)) ? served.href : name, context)
  },
})
