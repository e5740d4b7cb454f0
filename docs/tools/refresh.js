// Runs the commands of docs/output/*.txt again. What they print goes back into the files, the figures that they draw into docs/figures,
// the records into docs/records, so that the pages show what the programs do.
//   node refresh.js [--check] [NAME...]   NAME: only docs/output/NAME.txt; --check changes nothing and fails where a file no longer tells the truth
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { difference, format, parse } from './transcript.js'

const docs = fileURLToPath(new URL('..', import.meta.url))
const transcripts = path.join(docs, 'output')

const check = process.argv.includes('--check')
const asked = process.argv.slice(2).filter((argument) => argument !== '--check')
const names = asked.length ? asked : fs.readdirSync(transcripts).map((file) => path.basename(file, '.txt'))

const outdated = names.flatMap(refresh)
for (const line of outdated) console.log(line)
console.log(outdated.length ? `${outdated.length} of ${names.length} transcripts ${check ? 'are outdated' : 'were written anew'}` : `all ${names.length} transcripts print the same again`)
process.exitCode = check && outdated.length ? 1 : 0

/** Runs a transcript's commands in a folder of their own; returns a line on what has changed, if anything has. */
function refresh(name) {
  const file = path.join(transcripts, `${name}.txt`)
  if (!fs.existsSync(file)) throw new Error(`there is no ${file}`)
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'd2l-docs-'))
  try {
    fs.writeFileSync(path.join(folder, 'run'), `#!/bin/sh\nexec '${docs}../run' "$@"\n`, { mode: 0o755 })
    const before = parse(fs.readFileSync(file, 'utf8'))
    const now = before.map(({ command }) => ({ command, output: print(command, folder) }))
    const drawn = products(folder)
    const changes = before.map(({ command, output }, i) => difference(command, output, now[i].output)).filter(Boolean)
    const lacking = drawn.filter(({ target }) => !fs.existsSync(target)).map(({ target }) => `${path.relative(docs, target)} is missing`)
    const differences = [...changes, ...lacking]
    if (!differences.length) return []
    if (!check) {
      fs.writeFileSync(file, format(now))
      for (const { source, target } of drawn) fs.copyFileSync(source, target)
    }
    return [`${name}: ${differences[0]}`]
  } finally {
    fs.rmSync(folder, { recursive: true })
  }
}

/** What a command prints, errors included, as in a terminal of 100 columns without colours. */
function print(command, cwd) {
  const env = { ...process.env, COLUMNS: '100', NO_COLOR: '1', D2L_NO_INSTALL: '1' }
  const { stdout, error } = spawnSync('bash', ['-c', `exec 2>&1\n${command}`], { cwd, env, encoding: 'utf8', maxBuffer: 1 << 26 })
  if (error) throw error
  return stdout.replace(/^building .*\n/gm, '').trimEnd()
}

/** The figures and records that the commands left, and where they belong. */
function products(folder) {
  const homes = { '.svg': 'figures', '.json': 'records' }
  return fs
    .readdirSync(folder)
    .filter((file) => homes[path.extname(file)])
    .map((file) => ({ source: path.join(folder, file), target: path.join(docs, homes[path.extname(file)], file) }))
}
