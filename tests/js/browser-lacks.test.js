// Which browsers are told that they can do less.

import assert from "node:assert/strict"
import { test } from "node:test"
import { causeFor, intentFor, isAndroid } from "../../lms/static/lms/js/browser-lacks.js"

const WHOLE = { isSecure: true, hasWorker: true, hasStore: true }
const ZALO = "Mozilla/5.0 (Linux; Android 11; SM-T295 Build/RP1A; wv) Version/4.0 Chrome/88.0 Mobile Safari/537.36 Zalo android/12100557 ZaloTheme/light"
const ZALO_IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 16_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Zalo iOS/471"
const FACEBOOK = "Mozilla/5.0 (Linux; Android 12) Chrome/110.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/400.0.0.37.76;]"
const CHROME = "Mozilla/5.0 (Linux; Android 9; SM-T295) AppleWebKit/537.36 Chrome/80.0.3987.99 Safari/537.36"

test("browsers inside of other apps are told to open Chrome", () => {
  for (const agent of [ZALO, ZALO_IPHONE, FACEBOOK]) assert.equal(causeFor({ ...WHOLE, agent }), "in-app")
  assert.equal(isAndroid(ZALO), true)
  assert.equal(isAndroid(ZALO_IPHONE), false)
})

test("a whole browser is told nothing", () => {
  assert.equal(causeFor({ ...WHOLE, agent: CHROME }), "")
})

test("a private window, and an address without https, are told what is missing", () => {
  assert.equal(causeFor({ ...WHOLE, agent: CHROME, hasStore: false }), "keeps-nothing")
  assert.equal(causeFor({ ...WHOLE, agent: CHROME, hasWorker: false }), "keeps-nothing")
  assert.equal(causeFor({ ...WHOLE, agent: CHROME, isSecure: false, hasWorker: false }), "not-safe")
})

test("Chrome is asked for the same page", () => {
  const page = new URL("https://school.example/sign-in/?next=/today/")
  assert.equal(intentFor(page), "intent://school.example/sign-in/?next=/today/#Intent;scheme=https;package=com.android.chrome;end")
})
