// What a browser lacks for learning without signal. Pure.

const IN_APP = /\bZalo|FBA[NV]\/|FB_IAB/i

// «in-app», «not-safe», «keeps-nothing», or "" when nothing is amiss.
export function causeFor({ agent, isSecure, hasWorker, hasStore }) {
  if (IN_APP.test(agent)) return "in-app"
  if (!isSecure) return "not-safe"
  return hasWorker && hasStore ? "" : "keeps-nothing"
}

export function isAndroid(agent) {
  return /Android/.test(agent)
}

// The same page in Chrome, as Android's apps are asked for it.
export function intentFor({ protocol, host, pathname, search }) {
  const scheme = protocol.replace(":", "")
  return `intent://${host}${pathname}${search}#Intent;scheme=${scheme};package=com.android.chrome;end`
}
