// Over which line this device loads, and whether it may: «Wi-Fi alone» is a choice that the device remembers.

const KEPT = "takeaway-wifi-alone"

export function wifiAlone() {
  try {
    return localStorage.getItem(KEPT) === "1"
  } catch (nowhereToKeep) {
    return false
  }
}

function keepWifiAlone(is) {
  try {
    if (is) localStorage.setItem(KEPT, "1")
    else localStorage.removeItem(KEPT)
  } catch (nowhereToKeep) {
    // It holds for this page.
  }
}

// A tick that shows the choice of this device and changes it.
export function tickOf(input) {
  input.checked = wifiAlone()
  input.addEventListener("change", () => keepWifiAlone(input.checked))
}

// "wifi", "mobile", or "" where the browser does not say.
export function lineNow({ connection } = navigator) {
  const { type } = connection || {}
  if (type === "wifi" || type === "ethernet") return "wifi"
  return type === "cellular" ? "mobile" : ""
}

export function mayLoad(alone, line = lineNow()) {
  return !(alone && line === "mobile")
}

// `look()` whenever the line changes.
export function onChange(look) {
  addEventListener("online", look)
  if (navigator.connection && navigator.connection.addEventListener) navigator.connection.addEventListener("change", look)
}
