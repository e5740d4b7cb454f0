// Whether a program printed what a page quotes, as far as two machines print alike: node agrees.mjs TRANSCRIPT PRINTED
import fs from 'node:fs'
import { difference, parse } from '../../docs/tools/transcript.js'

const [transcript, printed] = process.argv.slice(2).map((file) => fs.readFileSync(file, 'utf8'))
const { command, output } = parse(transcript)[0]
const change = difference(command, output, printed)
if (change) {
  console.log(`it printed something else than docs/output: ${change}`)
  process.exitCode = 1
}
