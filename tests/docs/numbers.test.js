// How the numbers and commands of the pages' text are held against the transcripts: docs/tools/numbers.js, arithmetic.js, commands.js.
import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import test from 'node:test'
import { fileURLToPath } from 'node:url'
import { compute, equations } from '../../docs/tools/arithmetic.js'
import { commandsOf, isRun } from '../../docs/tools/commands.js'
import { account, evidence, numbersOf, says } from '../../docs/tools/numbers.js'

const printed = evidence('mlp', '$ ./run mlp\nepoch 1, loss 0.7843, 0.5 s\nepoch 2, loss 0.1256, 0.5 s')
const page = `# 3.2 A page

It ends at 0.126 ([3.1](a.md)), after 2 of 60,000 images, and $\\frac{1}{2} \\cdot 0.5$ = 0.25.

\`\`\`sh
sleep 77
\`\`\`
`
const ledger = account(page, '', [printed], []).text.replace('60,000         ?', '60,000         told: the data set')

test('the numbers of a page are those of its text and formulas, not of its code, links and sections', () => {
  assert.deepEqual([...numbersOf(page)], [['0.126', 1], ['2', 2], ['60,000', 1], ['1', 1], ['0.5', 1], ['0.25', 1]])
})

test('a ledger says where each number comes from, and what nobody has said', () => {
  const { text, problems } = account(page, '', [printed], [])
  assert.match(text, /^0\.126 +mlp:3\.2$/m)
  assert.match(text, /^0\.25 +in \(1\)\/\(2\) · 0\.5|^0\.25 += \(1\)\/\(2\) · 0\.5$/m)
  assert.match(text, /^small +1×1 2×2$/m)
  assert.equal(problems.length, 1)
  assert.match(problems[0], /60,000/)
})

test('a page and its ledger agree until a number is changed', () => {
  const now = account(page, ledger, [printed], [])
  assert.deepEqual(now, { text: ledger, problems: [] })
  assert.match(account(page.replace('0.126', '0.127'), ledger, [printed], []).problems[0], /0\.127/)
  assert.match(account(page.replace('60,000', '50,000'), ledger, [printed], []).problems[0], /50,000/)
  assert.match(account(page.replace('0.25', '0.26'), ledger, [printed], []).problems[0], /0\.26/)
  assert.notEqual(account(page.replace('after 2', 'after 3'), ledger, [printed], []).text, ledger)
})

test('a number that a program no longer prints is no longer what the page says', () => {
  const other = evidence('mlp', '$ ./run mlp\nepoch 1, loss 0.7843, 0.5 s\nepoch 2, loss 0.1311, 0.5 s')
  assert.deepEqual(account(page, ledger, [other], []).problems, ['0.126 is no longer what mlp:3.2 says'])
})

test('a number may move within its transcript', () => {
  const longer = evidence('mlp', '$ ./run mlp\nbatch 7\nepoch 1, loss 0.7843, 0.5 s\nepoch 2, loss 0.1256, 0.5 s')
  const { text, problems } = account(page, ledger, [longer], [])
  assert.deepEqual(problems, [])
  assert.match(text, /^0\.126 +mlp:4\.2$/m)
})

test('a printed number may group its thousands, and its parts are no numbers of their own', () => {
  const table = evidence('lenet', '$ ./run lenet\nin all    44,426    281,640    (6, 24, 24)')
  const written = (number) => account(`It has ${number} of them.`, '', [table], [])
  assert.match(written('281,640').text, /lenet:2\.2/)
  assert.match(written('24').text, /lenet:2\.4/)
  assert.equal(written('426').problems.length, 1)
})

test('a page rounds as one does, and may leave the sign to its words', () => {
  for (const [number, value] of [['0.13', '0.1256'], ['125', '125.3'], ['60,000', '60000'], ['1e-7', '1.1e-07'], ['3', '-3'], ['-0.5', '-0.49']]) assert.ok(says(number, value), `${number} for ${value}`)
  for (const [number, value] of [['0.12', '0.1256'], ['125', '126'], ['-3', '3'], ['1e-7', '1.6e-07']]) assert.ok(!says(number, value), `${number} for ${value}`)
})

test('arithmetic in the text is done again', () => {
  assert.deepEqual(equations('so 0.003 · 3 = 0.009, and √200 = 14.1').map(({ expression, result }) => [expression, result]), [['0.003 · 3', '0.009'], ['√200', '14.1']])
  assert.equal(compute('2 · (3 + 4)² / 7^2'), '2')
  assert.equal(compute('-2^2'), '-4')
  assert.throws(() => compute('process.exit()'), /is no arithmetic/)
})

test('a command of the text is run by a transcript, with the same options', () => {
  const text = 'Try `./run lenet --lr 1`, or\n\n```sh\n./run lenet --plot a.svg   # a figure\n./run test\n```\n'
  const commands = commandsOf(text)
  assert.deepEqual(commands, ['./run lenet --lr 1', './run lenet --plot a.svg', './run test'])
  const runs = ['./run lenet --epochs 2 --plot lenet.svg', './run mlp-concise --lr 1 | tail -1']
  assert.deepEqual(commands.map((command) => isRun(command, runs)), [false, true, true])
  assert.ok(isRun('./run mlp-concise --lr 1', runs))
  assert.ok(!isRun('./run mlp-concise --lr 10', runs))
  const experiments = ['./run experiment adam/epsilon-0.1 | head -3']
  assert.ok(isRun('./run experiment adam/epsilon-0.1', experiments) && isRun('./run experiment', experiments))
  assert.ok(!isRun('./run experiment adam/epsilon-0', experiments))
})

test('every ledger says of each of its numbers where it comes from', () => {
  const numbers = fileURLToPath(new URL('../../docs/numbers', import.meta.url))
  const ledgers = fs.readdirSync(numbers, { recursive: true }).filter((file) => file.endsWith('.txt'))
  assert.ok(ledgers.length > 40)
  for (const file of ledgers) assert.doesNotMatch(fs.readFileSync(path.join(numbers, file), 'utf8'), / \?$/m, file)
})
