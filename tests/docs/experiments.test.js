// The experiments of the chapters: chapters/*/PROGRAM/experiments, which cmake/experiments.cmake builds.
import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import test from 'node:test'
import { experiments, root } from '../../docs/.vitepress/repository.js'

const of = (wanted) => experiments().filter(({ kind }) => kind === wanted)
const read = (file) => fs.readFileSync(path.join(root, file), 'utf8')

test('there are experiments of both kinds', () => {
  assert.ok(of('cpp').length > 20)
  assert.ok(of('patch').length > 20)
})

test('the first line of a patch says what it shows, in which section', () => {
  for (const { file } of of('patch')) assert.match(read(file), /^\S.*: section \d\.\d+.*\n--- a\/chapters\//, file)
})

test('a program of its own begins with its section and page, and calls itself by its name', () => {
  for (const { file, name } of of('cpp')) {
    const [, page] = /^\/\/ \d\.\d+ .*: (docs\/\d\d\/[\w-]+\.md)(?:, exercises? .*)?\n/.exec(read(file)) ?? []
    assert.ok(page && fs.existsSync(path.join(root, page)), `${file}: its first line names no page`)
    assert.ok(read(file).includes(`"${name}"`), `${file} is not called ${name}`)
  }
})
