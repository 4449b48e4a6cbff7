// The service worker. The server joins this file and what it imports to one script, /sw.js (lms/worker.py), with
// TOLD before it: {version, pages, files, words}.
//
// It shows nobody a page of somebody else: what is private is kept under its reader's name, and opened only while
// the cookie `learner` names the same person (who.js).
//
// Pages may tell it:
//   {keep: {path, files}}    this page may be opened without signal (keep-page.js); the server said so too
//   {update: true}           step in when no question is being answered (follow-worker.js)
//   {claim: true}            take charge of the page that asks
//   {list: true}             through a port: what is kept for who is here, [{path, title, at}], the newest first
//   {awaits: address}        through a port: whether the page that is on its way came in the end (late.js)
// It tells pages:
//   {news: words}            a new version has stepped in
//   {unsent: words}          through a port: the form that was sent found no signal; true when the page says so itself
//   {outbox: {who, results}} what the school said to what was sent without a page (sending.js)

import { file, media } from "./files.js"
import { forget, keep, list } from "./kept.js"
import { arrival, forgetLate } from "./late.js"
import { page, sent } from "./pages.js"
import "./sending.js"
import { activate, answerOfShell, install, stepIn } from "./shell.js"
import { learner } from "./who.js"

// What others make on the way, or guard by themselves.
const NOT_OURS = /^\/(admin|documents|jobs|sync|health|ready)\/|\.(pdf|xlsx|csv|zip|ics|json|xml|txt)$/
const MEDIA = /^\/(media|files|documents)\//
const FORM = /^application\/x-www-form-urlencoded\b/
const FORM_WITH_FILES = /^multipart\/form-data\b/
// Seen to hand on a form of 6 MB whole. Elsewhere (Safari) files pass the worker by, unless there is surely no signal.
const HANDS_FILES_ON = /Chrom|Firefox/.test(navigator.userAgent)

self.addEventListener("install", (event) => event.waitUntil(install()))
self.addEventListener("activate", (event) => event.waitUntil(activate()))

self.addEventListener("fetch", (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (url.origin !== location.origin) return
  const navigates = request.mode === "navigate"
  if (request.method === "POST" && url.pathname === "/sign-out/") event.waitUntil(forget(() => true))
  if (request.method === "POST" && (navigates || url.pathname === "/sign-out/")) forgetLate()
  if (request.method === "POST" && navigates && isOurs(request.headers.get("Content-Type"))) event.respondWith(sent(event))
  if (request.method !== "GET") return
  if (url.pathname.startsWith("/static/")) event.respondWith(file(request))
  else if (navigates && !NOT_OURS.test(url.pathname) && !MEDIA.test(url.pathname)) event.respondWith(page(event))
  else if (!navigates && self.TOLD.pages.includes(url.pathname)) event.respondWith(answerOfShell(request, url.pathname))
  else if (MEDIA.test(url.pathname)) event.respondWith(media(request))
})

function isOurs(form) {
  return FORM.test(form) || (FORM_WITH_FILES.test(form) && (HANDS_FILES_ON || !navigator.onLine))
}

self.addEventListener("message", (event) => {
  const told = event.data || {}
  if (told.keep) event.waitUntil(keep(told.keep.path, told.keep.files).catch(() => {}))
  if (told.list) event.waitUntil(learner().then(list).then((pages) => event.ports[0].postMessage(pages)))
  if (told.awaits) event.waitUntil(arrival(told.awaits).then((came) => event.ports[0].postMessage(came)))
  if (told.update) event.waitUntil(stepIn())
  if (told.claim) event.waitUntil(self.clients.claim())
})
