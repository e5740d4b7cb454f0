/**
 * A transcript is what a terminal shows: a line `$ COMMAND`, and under it what the command printed; several of them in a row.
 * Returns [{command, output}].
 */
export function parse(text) {
  const result = []
  for (const line of text.trimEnd().split('\n')) {
    if (line.startsWith('$ ')) result.push({ command: line.slice(2), output: [] })
    else if (result.length) result[result.length - 1].output.push(line)
    else throw new Error('a transcript begins with "$ " and a command')
  }
  return result.map(({ command, output }) => ({ command, output: output.join('\n') }))
}

export function format(sessions) {
  return sessions.map(({ command, output }) => `$ ${command}\n${output.trimEnd()}\n`).join('')
}

/** The figures and records that a command writes, by its --plot and --record. */
export function products(command) {
  return [...command.matchAll(/--(?:plot|record) (\S+\.(?:svg|json))/g)].map((match) => match[1])
}

/** The experiments that a command runs: PROGRAM/NAME. */
export function experimentsOf(command) {
  return [...command.matchAll(/\.\/run experiment ([\w.-]+\/[\w.-]+)/g)].map((match) => match[1])
}

/** Whether a command takes so long that a check does not run it again. Its line tells the reader, too: `$ ./run vgg # three minutes, not repeated`. */
export function isLong(command) {
  return /# .*\bnot repeated$/.test(command)
}

/** What of a run record can be told again: all of it but the times; a number a line, fractions by four digits. */
export function record(text) {
  const told = (key, value) => {
    if (['seconds', 'start_up', 'threads'].includes(key)) return undefined
    const fraction = typeof value === 'number' && (!Number.isInteger(value) || key.endsWith('difference'))
    return fraction ? value.toExponential(3) : value
  }
  return JSON.stringify(JSON.parse(text, told), null, 1)
}

/**
 * What of a figure can be told again: its words and numbers, and whether it has lines; of a sensitive training's only the latter.
 * Where an axis is one of seconds, the numbers are left out: how far it goes depends on the machine.
 */
export function drawing(text, command = '') {
  const words = [...text.matchAll(/>([^<>]*\S[^<>]*)</g)].map((match) => match[1].trim())
  const told = words.includes('seconds') ? words.filter((word) => !isNumber(word)) : words
  return [...(sensitive.test(command) ? [] : told), `${text.includes('<path') ? 'with' : 'without'} lines`].join('\n')
}

const number = /(?<![\w.])[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?(?![\w.])/g

// What no two runs print alike: times and rates, memory, addresses, folders of the moment, this machine's name.
const passing = [
  /\b\d+(?:\.\d+)?(?:e[-+]?\d+)? ?(?:s|ms|µs|us|ns|s\/epoch|(?:[KMG]i?B|G?FLOPS?)(?:\/s)?)(?![\w])/g,
  /0x[0-9a-f]+/g,
  /\b[0-9a-f]{64}\b/g, // the SHA-256 of weights, in which the last digit of each counts
  /\/tmp\/d2l-\w+/g,
  /threads:? \d+/g,
  /^cpu: .*/g,
  /there is no GPU to use \(.*?\)/g, // whether the build lacks CUDA, or the machine a driver
]

// Trainings at a learning rate at which rounding grows (docs/guide/same-numbers.md): what they print depends on the CPU and its BLAS. With oneDNN
// and OpenBLAS kept to other instruction sets (AVX2, SSE4.1), accuracies moved by up to 0.10, losses by 3 % and single scores by 9 %. In front of
// a batch normalization, the gradient of a bias is nothing but rounding, and Adam makes whole steps of it. A loop over rates looks for that edge.
const sensitive = /\b(?:mlp|dropout|spiral|data-parallel|optimizer-race|batch-norm|resnet)\b|--lr \$lr/
const spread = { relative: 0.12, absolute: 0.12 }
const exact = { relative: 1e-6, absolute: 0 } // more digits than a float has

// A row of a table of confusions (section 5.5): of 1000 images of a class, a few lie on the edge between two.
const confusions = /(?: +\d+){10} +[01]\.\d{3}$/
const few = { relative: 0, absolute: 0.003, count: 3 }

/**
 * The first difference between what `command` printed before and what it prints now, as a sentence; undefined where there is none that counts.
 * Words must be equal. Numbers may differ by one in their last digit, since another CPU rounds otherwise; below 1e-5 they are rounding
 * themselves, and above 1e15 the power of ten counts. What `passing` names may be anything, and so may columns under "seconds" or
 * "milliseconds", and all under a line that ends in "milliseconds" or "nanoseconds".
 */
export function difference(command, before, now) {
  const old = lines(before)
  const recent = lines(now)
  let free = []
  for (let i = 0; i < Math.max(old.length, recent.length); ++i) {
    free = timedColumns(old[i] ?? '', free)
    const tolerance = confusions.test(old[i]) ? few : sensitive.test(command) && !/first batches/.test(old[i]) ? spread : exact
    if (old[i] === undefined || recent[i] === undefined || !same(old[i], recent[i], free, tolerance))
      return `line ${i + 1} was "${old[i] ?? ''}" and is "${recent[i] ?? ''}"`
  }
  return undefined
}

function lines(text) {
  return text.trimEnd().split('\n').map((line) => passing.reduce((rest, pattern) => rest.replace(pattern, (match) => '~'.padStart(match.length)), line))
}

/** Where the columns of times end, from their headline on to the next empty line. */
function timedColumns(line, free) {
  if (!line.trim()) return []
  const ends = [...line.matchAll(/\b(?:milli)?seconds\b/g)].map((match) => match.index + match[0].length)
  if (/(?:milli|nano)seconds$/.test(line)) return 'all'
  return ends.length ? ends : free
}

function same(a, b, free, tolerance) {
  if (words(a) !== words(b)) return tolerance === spread && isPrediction(a) && trueLabel(a) === trueLabel(b)
  const numbers = [...b.matchAll(number)]
  return [...a.matchAll(number)].every(
    (match, i) => free === 'all' || free.includes(match.index + match[0].length) || close(match[0], numbers[i][0], tolerance),
  )
}

function words(line) {
  return line.replace(number, '#').replace(/\s+/g, ' ').trim()
}

/** A line of the ten images: "4  shirt  pullover (wrong)". */
function isPrediction(line) {
  return /^\d\s+[a-z-]/.test(line)
}

/** The number of the image and its true label, which no training changes. */
function trueLabel(line) {
  return line.split(/\s{2,}/).slice(0, 2).join(' ')
}

function close(a, b, tolerance) {
  const [x, y] = [Number(a), Number(b)]
  if (isWhole(a)) return Math.abs(x - y) <= (tolerance.count ?? 0)
  if (Math.abs(x) < 1e-5 && Math.abs(y) < 1e-5) return true
  if (Math.abs(x) > 1e15 && Math.abs(y) > 1e15) return Math.abs(Math.log10(x / y)) < 1 // what has exploded has its rounding with it
  const digit = Math.max(x ? lastDigit(a) : 0, y ? lastDigit(b) : 0) // 0.0e+00 says nothing of the last digit
  return Math.abs(x - y) <= Math.max(1.01 * digit, tolerance.absolute, tolerance.relative * Math.max(Math.abs(x), Math.abs(y)))
}

function isNumber(text) {
  return text.replace(number, '') === ''
}

export function isWhole(text) {
  return /^[-+]?\d+$/.test(text)
}

/** What one in the last printed digit is worth: 0.001 for "1.234", 1e-7 for "2.5e-06". */
export function lastDigit(text) {
  const [mantissa, exponent = '0'] = text.toLowerCase().split('e')
  return 10 ** (Number(exponent) - (mantissa.split('.')[1] ?? '').length)
}
