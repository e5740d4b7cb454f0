// No link of the site leads nowhere: every page, every anchor, every picture, script and style is there.
import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import test from 'node:test'
import { folder, pages } from './site.js'

const html = new Map()
function read(page) {
  if (!html.has(page)) html.set(page, fs.readFileSync(path.join(folder, page), 'utf8'))
  return html.get(page)
}

const ids = new Map()
function idsOf(page) {
  if (!ids.has(page)) ids.set(page, new Set([...read(page).matchAll(/\s(?:id|name)="([^"]+)"/g)].map((match) => match[1])))
  return ids.get(page)
}

function isFile(page) {
  return fs.statSync(path.join(folder, page), { throwIfNoEntry: false })?.isFile() ?? false
}

function fault(page, link) {
  const url = new URL(link.replaceAll('&amp;', '&'), `http://site${page}`)
  if (url.host !== 'site') return undefined
  let file = decodeURIComponent(url.pathname)
  if (file.endsWith('/')) file += 'index.html'
  if (!isFile(file) && isFile(`${file}.html`)) file += '.html'
  if (!isFile(file)) return `${page}: ${link} is not there`
  const anchor = decodeURIComponent(url.hash.slice(1))
  if (anchor && file.endsWith('.html') && !idsOf(file).has(anchor)) return `${page}: ${link} has no such anchor`
  return undefined
}

test('every link, anchor, picture and script is there', () => {
  let links = 0
  const faults = [...pages, '/api/index.html'].flatMap((page) =>
    [...read(page).matchAll(/\s(?:href|src)="([^"]+)"/g)].map((match) => (++links, fault(page, match[1]))).filter(Boolean),
  )
  assert.deepEqual(faults, [])
  assert.ok(links > 1000, `only ${links} links seen`)
})

test('no page loads anything from another host', () => {
  const loading = /<(?:script|img|link|iframe|source)\b[^>]*\s(?:src|href)="(?:https?:)?\/\/[^"]+"/g
  assert.deepEqual(pages.flatMap((page) => read(page).match(loading) ?? []), [])
})
