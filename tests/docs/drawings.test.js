// The pictures of ideas: docs/tools/drawings.js.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import test from 'node:test'
import { fileURLToPath } from 'node:url'

const docs = fileURLToPath(new URL('../../docs/', import.meta.url))

test('the pictures in docs/drawings are what drawings.js draws', () => {
  const { status, stderr } = spawnSync('node', [`${docs}tools/drawings.js`, '--check'], { encoding: 'utf8' })
  assert.equal(status, 0, stderr)
})

test('each picture is on a page, with words for those who do not see it', () => {
  const folders = fs.readdirSync(docs).filter((folder) => /^(\d\d|guide)$/.test(folder))
  const pages = folders.flatMap((folder) => fs.readdirSync(docs + folder).map((page) => fs.readFileSync(`${docs}${folder}/${page}`, 'utf8'))).join('\n')
  for (const picture of fs.readdirSync(`${docs}drawings`)) assert.match(pages, new RegExp(`!\\[[^\\]]{40,}\\]\\(\\.\\./drawings/${picture}\\)`), picture)
})
