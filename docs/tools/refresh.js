// Runs the commands of docs/output/*.txt again. What they print goes back into the files, the figures that they draw into docs/figures,
// the records into docs/records, so that the pages show what the programs do. Then the numbers and commands of the pages' text are held against
// the transcripts (pages.js); docs/numbers says where each number comes from.
//   node refresh.js [--check] [NAME...]   NAME: only docs/output/NAME.txt; --check changes nothing and fails where a file no longer tells the truth
// A command that ends in "# …, not repeated" is a long one: it runs only where its NAME is given, and never in a check.
import { execFile } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { experiments } from '../.vitepress/repository.js'
import { checkPages } from './pages.js'
import { difference, drawing, experimentsOf, format, isLong, parse, products, record } from './transcript.js'

const docs = fileURLToPath(new URL('..', import.meta.url))
const transcripts = path.join(docs, 'output')
const homes = { '.svg': path.join(docs, 'figures'), '.json': path.join(docs, 'records') }

const check = process.argv.includes('--check')
const asked = process.argv.slice(2).filter((argument) => argument !== '--check')
const all = fs.readdirSync(transcripts).filter((file) => /^[^.].*\.txt$/.test(file)).map((file) => path.basename(file, '.txt'))
for (const name of asked.filter((each) => !all.includes(each))) {
  console.error(`docs: there is no transcript '${name}' in docs/output; there are ${all.join(', ')}`)
  process.exit(2)
}

const names = asked.length ? asked : all
const commands = all.flatMap((name) => parse(fs.readFileSync(path.join(transcripts, `${name}.txt`), 'utf8')).map(({ command }) => command))
const changes = [...(await refreshAll()), ...(asked.length ? [] : strays())]
const untrue = checkPages(commands, !check)
for (const line of [...changes, ...untrue]) console.log(line)
console.log(changes.length ? `${names.length} transcripts: ${changes.length} ${check ? 'differences' : 'changes'}` : `all ${names.length} transcripts print and draw the same again`)
if (untrue.length) console.log(`${untrue.length} places where a page's text and the transcripts differ`)
if (untrue.length || (check && changes.length)) process.exitCode = 1

/** The lines on all transcripts, in their order. A check may run one on each core, since it leaves times out; what writes them down may not. */
async function refreshAll() {
  const lines = []
  const waiting = names.entries()
  const work = async () => {
    for (const [i, name] of waiting) lines[i] = await refresh(name)
  }
  await Promise.all(Array.from({ length: check ? os.cpus().length : 1 }, work))
  return lines.flat()
}

/** Runs a transcript's commands in a folder of their own; returns a line on each thing that has changed. */
async function refresh(name) {
  const file = path.join(transcripts, `${name}.txt`)
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'd2l-docs-'))
  try {
    fs.writeFileSync(path.join(folder, 'run'), '#!/bin/sh\nexec "$D2L_RUN" "$@"\n', { mode: 0o755 })
    const before = parse(fs.readFileSync(file, 'utf8'))
    const again = ({ command }) => !isLong(command) || (!check && asked.length > 0)
    const now = []
    for (const session of before) now.push(again(session) ? { ...session, output: await print(session.command, folder) } : session)
    const texts = before.map(({ command, output }, i) => difference(command, output, now[i].output)).filter(Boolean)
    const drawn = before.filter(again).flatMap(({ command }) => products(command).map((product) => compare(command, product, folder)))
    if (!check) {
      for (const { command, output } of now) if (/\((?:exit status (?:12[6-9]|1[3-9]\d)|ended from outside.*)\)$/.test(output)) throw new Error(`${name}: ${command}: ${output}`)
      if (texts.length) fs.writeFileSync(file, format(now))
      for (const { source, target, change } of drawn) if ((change || texts.length) && fs.existsSync(source)) fs.copyFileSync(source, target)
    }
    return [...texts, ...drawn.map(({ change }) => change).filter(Boolean)].map((change) => `${name}: ${change}`)
  } finally {
    fs.rmSync(folder, { recursive: true })
  }
}

/**
 * What a command prints, errors included, as in a terminal of 100 columns without colours, and without a GPU; and its exit status where it fails. In front of a pipe, too, a crash counts
 * (but not that its reader has seen enough: SIGPIPE); and of a long command every failure does: what breaks off must not pass for whole.
 */
async function print(command, cwd) {
  const env = { ...process.env, COLUMNS: '100', NO_COLOR: '1', D2L_NO_INSTALL: '1', CUDA_VISIBLE_DEVICES: '', D2L_RUN: path.join(docs, '../run') }
  const script = `
    exec 2>&1
    ${command}
    status=($? "\${PIPESTATUS[@]}")
    for each in "\${status[@]:1}"; do ((each < ${isLong(command) ? 1 : 129} || each == 141)) || exit "$each"; done
    exit "$status"`
  const options = { cwd, env, maxBuffer: 1 << 26, timeout: isLong(command) ? 0 : 600_000 }
  const [error, stdout] = await new Promise((resolve) => execFile('bash', ['-c', script], options, (...result) => resolve(result)))
  const output = stdout.replace(/^(building .*|waiting for another .*)\n/gm, '').trimEnd()
  if (!error) return output
  return `${output}\n(${typeof error.code === 'number' ? `exit status ${error.code}` : `ended from outside: ${error.message}`})`
}

/** A figure or record that a command was to leave in `folder`, beside the one of the pages: {source, target, change}. */
function compare(command, product, folder) {
  const source = path.join(folder, product)
  const target = path.join(homes[path.extname(product)], product)
  if (!fs.existsSync(source)) return { source, target, change: `${product} was not written` }
  if (!fs.existsSync(target)) return { source, target, change: `${product} is new` }
  const reduce = path.extname(product) === '.svg' ? drawing : record
  const change = difference(command, reduce(fs.readFileSync(target, 'utf8'), command), reduce(fs.readFileSync(source, 'utf8'), command))
  return { source, target, change: change && `${product}: ${change}` }
}

/** Figures and records that no transcript makes, and experiments that none runs. */
function strays() {
  const made = new Set(commands.flatMap(products))
  const run = new Set(commands.flatMap(experimentsOf))
  return [
    ...Object.values(homes).flatMap((home) => fs.readdirSync(home).filter((file) => !made.has(file)).map((file) => `${path.basename(home)}/${file}: no transcript makes it`)),
    ...experiments().filter(({ name }) => !run.has(name)).map(({ name }) => `the experiment ${name}: no transcript runs it`),
  ]
}
