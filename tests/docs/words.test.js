// What a reader looks things up in is whole: the lists of sections, the table of editions, the glossary, the questions on the pages.
import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import test from 'node:test'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const read = (file) => fs.readFileSync(path.join(root, file), 'utf8')

const sections = ['02', '03', '04', '05', '07', '08'].flatMap((chapter) =>
  fs.readdirSync(path.join(root, 'docs', chapter)).filter((file) => file.endsWith('.md')).map((file) => `${chapter}/${file.slice(0, -3)}`),
)
const programs = [...read('chapters/CMakeLists.txt').matchAll(/^d2l_program\((\S+) ([\d.]+) /gm)].map(([, name, number]) => ({ name, number }))

test('README and the home page name every program', () => {
  assert.ok(programs.length >= 23)
  for (const { name } of programs) for (const page of ['README.md', 'docs/index.md']) assert.ok(read(page).includes(`\`${name}\``), `${page} lacks ${name}`)
})

test('the home page and the table of editions lead to every section', () => {
  assert.ok(sections.length >= 19)
  for (const section of sections) {
    assert.ok(read('docs/index.md').includes(`](/${section})`), `the home page lacks ${section}`)
    assert.ok(read('docs/guide/editions.md').includes(`](../${section}.md)`), `the table of editions lacks ${section}`)
  }
  for (const { number } of programs) assert.match(read('docs/guide/editions.md'), new RegExp(`^\\| \\[${number.replace('.', '\\.')}\\]`, 'm'))
})

test('the table of editions leads to each section in both', () => {
  const rows = read('docs/guide/editions.md').split('\n').filter((line) => /^\| (\[\d|not yet)/.test(line))
  assert.ok(rows.length >= 25)
  for (const row of rows) {
    assert.match(row, /https:\/\/github\.com\/ShusenTang\/Dive-into-DL-PyTorch\/blob\/master\/docs\//)
    assert.match(row, /https:\/\/d2l\.ai\/chapter_[\w-]+\/[\w-]+\.html/)
  }
})

test('the glossary has the words, in order, and each leads to where it is used', () => {
  const entries = read('docs/guide/glossary.md').split(/^## /m).slice(1)
  const words = entries.map((entry) => entry.split('\n')[0])
  assert.deepEqual(words, [...words].sort((a, b) => a.localeCompare(b, 'en')))
  for (const word of ['One-hot', 'Logit', 'Likelihood', 'Validation', 'Standard deviation', 'With respect to', 'Regularization', 'Convex', 'Unit', 'Gradient', 'Epoch', 'Accuracy'])
    assert.ok(words.includes(word), word)
  for (const entry of entries) assert.match(entry, /\]\((\.\.\/)?[\w-/]+\.md/, entry.split('\n')[0])
})

test('every question of a page that has some is answered', () => {
  const asking = sections.filter((section) => read(`docs/${section}.md`).includes('\n## Check yourself\n'))
  assert.ok(asking.length >= 6)
  for (const section of asking) {
    const part = read(`docs/${section}.md`).split('\n## Check yourself\n')[1].split('\n## ')[0]
    const questions = part.match(/^\d+\. /gm)?.length ?? 0
    assert.ok(questions >= 3, `${section} has ${questions} questions`)
    assert.equal(part.match(/::: details Answer$/gm)?.length, questions, `answers on ${section}`)
  }
})
