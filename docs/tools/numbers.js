import { compute, equations } from './arithmetic.js'
import { drawing, isWhole, lastDigit } from './transcript.js'

// Where the numbers of a page's text come from. A ledger (docs/numbers/…/PAGE.txt) has a line for each number that the page writes, with how
// often where that is more than once, and one of these sources:
//   FILE:LINE.K      the K-th number in a line of a transcript (its name alone), a program or a picture, rounded as the page rounds it
//   = EXPRESSION     what it computes (arithmetic.js)
//   in EQUATION      a part of an equation that holds
//   told: REASON     nothing here prints it: a year, a figure of somebody's paper, a run of changed code ...
//   ?                nobody has said yet; a check fails
// and one line `small` for all whole numbers below 10, which are only counted. So a number that is changed on a page is not in its ledger,
// and one that a program no longer prints has a line that no longer holds.

const written = /(?<![\w.^]|\^-|\w-)[-−]?\d+(?:,\d{3})*(?:\.\d+)?(?:[eE][-+]?\d+)?(?!\w|\.\d)/g
const printed = /(?<![\w.])[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:[eE][-+]?\d+)?(?![\w.]|\.\d)|(?<![\w.])\d+(?:\.\d+)?(?=(?:s|ms|µs|us|ns|[KMG]i?B|\.)(?!\w))/g

/** The numbers that a page's text writes: Map(number → how often). */
export function numbersOf(page) {
  const counts = new Map()
  for (const [number] of prose(page).matchAll(written)) counts.set(number, (counts.get(number) ?? 0) + 1)
  return counts
}

/** What of a page is text: without code and quotes, addresses, tags, comments and the numbers of sections; with formulas as plain words. */
export function prose(page) {
  return withoutFences(page)
    .replace(/^ *<<<.*$/gm, '')
    .replace(/<!--[\s\S]*?-->|<[^>\n]*>/g, '')
    .replace(/`[^`\n]*`/g, ' ')
    .replace(/\[(?:(?:exercise|section)s? )?[\d.]+(?: there)?\]\([^)]*\)/g, ' ')
    .replace(/\]\([^)]*\)/g, '] ')
    .replace(/^#+ [\d.]+ /gm, '')
    .replace(/^ *\d+\. /gm, '')
    .replace(/\b(?:arXiv:|sections? |chapters? |exercises? |questions? )[\d.]*\d/gi, '')
    .replace(/\$\$([\s\S]*?)\$\$|\$([^$\n]+)\$/g, (_, display, inline) => ` ${plain(display ?? inline)} `)
}

/** A page without its blocks of code. */
export function withoutFences(page) {
  return page.replace(/^( *)```[\s\S]*?^\1```/gm, '')
}

/** TeX's arithmetic in the words of the text: `\frac{1}{2} \cdot 3^{4}` is (1)/(2) · 3^4. */
function plain(formula) {
  return formula
    .replace(/\{,\}/g, ',')
    .replace(/\\[dt]?frac(\d)(\d)/g, '($1)/($2)')
    .replace(/\\[dt]?frac\{([^{}]*)\}\{([^{}]*)\}/g, '($1)/($2)')
    .replace(/\\sqrt\{([^{}]*)\}/g, '√($1)')
    .replace(/\\(?:cdot|times)\b/g, '·')
    .replace(/\\approx\b/g, '≈')
    .replace(/([_^])\{([^{}]*)\}/g, '$1$2')
    .replace(/\\[a-zA-Z]+|\\.|[{}&]/g, ' ')
}

/** A file that pages may take numbers from: {name, lines}, each line its numbers in order. Times, which no two runs have alike, may be left out. */
export function evidence(name, text, times = true) {
  const whole = times ? text : text.replace(/\b[\d.]+(?= ?(?:s|ms|µs|us|ns)\b)/g, '')
  const lines = name.endsWith('.svg') ? [drawing(whole).replace(/\n/g, ' ; ')] : whole.split('\n')
  return { name, lines: lines.map((line) => [...line.matchAll(printed)].map((match) => match[0].replace(/,/g, ''))) }
}

/** Whether a page that writes `number` tells the truth about `value`: they are equal when both have as many digits as the page gives. */
export function says(number, value) {
  const text = number.replace(/,/g, '').replace('−', '-')
  const half = (isWhole(text) && isWhole(value) ? 0 : 0.5 * lastDigit(text)) + 1e-9 * Math.abs(Number(text))
  const signs = /^[-−]/.test(number) ? [1] : [1, -1] // "falls by 3"
  return signs.some((sign) => Math.abs(Number(text) - sign * Number(value)) <= half)
}

/**
 * The ledger that a page ought to have, and what is wrong: {text, problems}. `before` is the text of the one that it has, whose sources stay
 * where they hold. `own` are the files that the page shows, `linked` those of the pages that it links, for numbers of four digits and more.
 */
export function account(page, before, own, linked) {
  const old = new Map(before.split('\n').filter(Boolean).map(entry))
  const holding = equations(prose(page)).filter(({ expression, result }) => says(result, compute(expression)))
  const lines = []
  const problems = []
  const small = []
  for (const [number, count] of numbersOf(page)) {
    if (/^\d$/.test(number)) {
      small.push(`${number}×${count}`)
      continue
    }
    const was = old.get(number)
    const source = was ? keep(number, was, own, linked, holding) : find(number, own, linked, holding)
    if (!source) problems.push(was ? `${number} is no longer what ${was} says` : `${number} is in nothing that the page shows: say in its ledger where it comes from`)
    lines.push(`${count > 1 ? `${number} ×${count}` : number}`.padEnd(14) + ` ${source ?? was ?? '?'}`)
  }
  if (small.length) lines.push('small'.padEnd(14) + ` ${small.sort().join(' ')}`)
  return { text: lines.map((line) => `${line}\n`).join(''), problems }
}

/** A ledger's line: [number, source], without a source where nobody has said it. */
function entry(line) {
  const [, number, source] = /^(\S+)(?: ×\d+)? +(.*)$/.exec(line) ?? []
  if (!number) throw new Error(`a ledger has lines of a number and its source, not "${line}"`)
  return [number, source === '?' ? undefined : source]
}

/** The source that a number had, where it still holds; in the same file, it may have moved. */
function keep(number, was, own, linked, holding) {
  if (was.startsWith('told: ')) return was
  if (was.startsWith('= ')) return says(number, compute(was.slice(2))) ? was : undefined
  if (was.startsWith('in ')) return inEquation(number, holding)
  const [name, place] = was.split(/:(?=[\d.]+$)/)
  const file = [...own, ...linked].find((each) => each.name === name)
  const [line, k] = (place ?? '').split('.').map(Number)
  const there = file?.lines[line - 1]?.[k - 1]
  return there !== undefined && says(number, there) ? was : file && where(number, file)
}

function find(number, own, linked, holding) {
  const computed = holding.find(({ result }) => result === number)
  const searched = significant(number) < 4 ? own : [...own, ...linked]
  return computed ? `= ${computed.expression}` : first(searched, (file) => where(number, file)) ?? inEquation(number, holding)
}

function inEquation(number, holding) {
  const equation = holding.find(({ text }) => [...text.matchAll(written)].some((match) => match[0].replace(/^[-−]/, '') === number.replace(/^[-−]/, '')))
  return equation && `in ${equation.text}`
}

function where(number, { name, lines }) {
  return first(lines, (line, i) => {
    const k = line.findIndex((value) => says(number, value))
    return k < 0 ? undefined : `${name}:${i + 1}.${k + 1}`
  })
}

function first(list, answer) {
  for (let i = 0; i < list.length; ++i) {
    const found = answer(list[i], i)
    if (found !== undefined) return found
  }
  return undefined
}

function significant(number) {
  return number.replace(/[eE].*/, '').replace(/\D/g, '').replace(/^0+/, '').length
}
