// The experiments of the chapters: chapters/*/PROGRAM/experiments, which cmake/experiments.cmake builds.
import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import test from 'node:test'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const sources = fs.readdirSync(path.join(root, 'chapters'), { recursive: true }).filter((file) => /\/experiments\/.+\.(?:cpp|patch)$/.test(file))
const read = (file) => fs.readFileSync(path.join(root, 'chapters', file), 'utf8')

test('there are experiments of both kinds', () => {
  assert.ok(sources.filter((file) => file.endsWith('.cpp')).length > 20)
  assert.ok(sources.filter((file) => file.endsWith('.patch')).length > 20)
})

test('the first line of a patch says what it shows, in which section', () => {
  for (const file of sources.filter((each) => each.endsWith('.patch'))) assert.match(read(file), /^\S.*: section \d\.\d+.*\n--- a\/chapters\//, file)
})

test('a program of its own begins with its section and page, and calls itself by its name', () => {
  for (const file of sources.filter((each) => each.endsWith('.cpp'))) {
    const [, program, name] = /([^/]+)\/experiments\/(.+)\.cpp$/.exec(file)
    const [, page] = /^\/\/ \d\.\d+ .*: (docs\/\d\d\/[\w-]+\.md)(?:, exercises? .*)?\n/.exec(read(file)) ?? []
    assert.ok(page && fs.existsSync(path.join(root, page)), `${file}: its first line names no page`)
    assert.ok(read(file).includes(`"${program}/${name}"`), `${file} is not called ${program}/${name}`)
  }
})
