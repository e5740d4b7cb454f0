import fs from 'node:fs'
import path from 'node:path'
import { root } from '../.vitepress/repository.js'
import { commandsOf, isRun } from './commands.js'
import { account, evidence } from './numbers.js'

const list = (folder, names) => fs.readdirSync(path.join(root, folder)).filter((name) => names.test(name)).sort().map((name) => `${folder}/${name}`)
const read = (file) => fs.readFileSync(path.join(root, file), 'utf8')

/**
 * Holds the text of the pages against the transcripts, whose commands are `transcripts`: each command that a page names is run by one of them, and each of its numbers has a line in
 * the page's ledger (numbers.js). Returns a line on each thing that is wrong. `write` brings the ledgers up to date, as far as
 * the pages' own files tell where a number comes from.
 */
export function checkPages(transcripts, write) {
  const pages = ['README.md', ...['docs', 'docs/guide', ...list('docs', /^\d\d$/)].flatMap((folder) => list(folder, /\.md$/))]
  return [
    ...pages.flatMap((page) => commandsOf(read(page)).filter((command) => !isRun(command, transcripts)).map((command) => `${page}: no transcript runs \`${command}\``)),
    ...pages.flatMap((page) => checkNumbers(page, write)),
    ...strays(pages),
  ]
}

function checkNumbers(page, write) {
  const file = ledger(page)
  const before = fs.existsSync(path.join(root, file)) ? read(file) : ''
  const { text, problems } = account(read(page), before, files(page), linkedPages(page).flatMap((linked) => files(linked, false)))
  if (write && text !== before) {
    fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
    fs.writeFileSync(path.join(root, file), text)
  }
  const untold = write || text === before || problems.length ? [] : [`its numbers are not those of ${file}: ${firstDifference(before, text)}; ./run docs --refresh brings it up to date`]
  return [...problems, ...untold].map((problem) => `${page}: ${problem}`)
}

function ledger(page) {
  return `docs/numbers/${page.replace(/^docs\//, '').replace(/md$/, 'txt')}`
}

/** What a page shows and its reader can look into: the transcripts that it quotes, those of its exercises and experiments, pictures, programs; with times or without. */
function files(page, times = true) {
  const text = read(page)
  const transcripts = [...text.matchAll(/^ *<<< (docs\/output\/\S+\.txt)/gm)].map((match) => match[1])
  const unquoted = ['exercises', 'experiments'].map((kind) => `docs/output/${path.basename(page, '.md')}-${kind}.txt`)
  const pictures = [...text.matchAll(/\]\(\.\.\/((?:figures|drawings)\/[\w-]+\.svg)\)/g)].map((match) => `docs/${match[1]}`)
  const quoted = [...text.matchAll(/^ *<<< ((?:chapters|d2l)\/\S+)/gm), ...text.matchAll(/\]\((?:\.\.\/)+((?:chapters|d2l)\/\S+\.\w+)\)/g)].map((match) => match[1])
  return [...new Set([...transcripts, ...unquoted, ...pictures, ...quoted])]
    .filter((file) => fs.existsSync(path.join(root, file)))
    .map((file) => evidence(file.replace(/^docs\/(?:output\/(.*)\.txt)?/, '$1'), read(file), times && !unquoted.includes(file)))
}

function linkedPages(page) {
  const links = [...read(page).matchAll(/\]\(([^)#\s]+\.md)/g)].map((match) => path.join(path.dirname(page), match[1]))
  return [...new Set(links)].filter((link) => link !== page && fs.existsSync(path.join(root, link)))
}

function strays(pages) {
  const kept = new Set(pages.map(ledger))
  return ['docs/numbers', ...list('docs/numbers', /^[^.]+$/)].flatMap((folder) => list(folder, /\.txt$/)).filter((file) => !kept.has(file)).map((file) => `${file}: there is no such page`)
}

function firstDifference(before, after) {
  const had = new Set(before.split('\n'))
  const has = new Set(after.split('\n'))
  const words = (line) => line.trim().replace(/\s+/g, ' ')
  const gone = [...had].find((line) => !has.has(line))
  const fresh = [...has].find((line) => !had.has(line))
  return [fresh && `the page has "${words(fresh)}"`, gone && `the ledger "${words(gone)}"`].filter(Boolean).join(', ')
}
