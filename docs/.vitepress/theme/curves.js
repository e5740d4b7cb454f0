/** The charts of two runs: what is drawn over the epochs, one curve for each version and quantity. */
const charts = [
  { title: 'loss', quantities: { loss: 'training', test_loss: 'test' } },
  { title: 'accuracy', quantities: { train_acc: 'training', test_acc: 'test' } },
]

/** [{title, curves: [{version, quantity, points: [[epoch, value]]}]}], without the quantities that the runs did not record. */
export function chartsOf(runs) {
  return charts
    .map(({ title, quantities }) => ({ title, curves: curvesOf(runs, quantities) }))
    .filter(({ curves }) => curves.length)
}

function curvesOf(runs, quantities) {
  return Object.entries(runs).flatMap(([version, epochs]) =>
    Object.entries(quantities)
      .filter(([key]) => epochs[0][key] !== undefined)
      .map(([key, quantity]) => ({ version, quantity, points: epochs.map((each) => [each.epoch, each[key]]) })),
  )
}

/** A scale that takes the values to [from, to], by their logarithm where they span more than two powers of ten; with ticks. */
export function scale(values, from, to) {
  const least = Math.min(...values)
  const most = Math.max(...values)
  const logarithmic = least > 0 && most > 100 * least
  const f = logarithmic ? Math.log10 : (x) => x
  const ticks = logarithmic ? powers(least, most) : rounded(least, most)
  const low = Math.min(f(least), f(ticks[0]))
  const high = Math.max(f(most), f(ticks[ticks.length - 1]))
  const at = (value) => from + ((f(value) - low) / (high - low || 1)) * (to - from)
  return { at, ticks }
}

function powers(least, most) {
  const first = Math.floor(Math.log10(least))
  const last = Math.ceil(Math.log10(most))
  const step = Math.ceil((last - first) / 6)
  return Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, i) => 10 ** (first + i * step))
}

/** About five multiples of 1, 2 or 5 times a power of ten, the outer ones around the values. */
export function rounded(least, most) {
  const rough = (most - least || 1) / 5
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = power * [1, 2, 5, 10].find((factor) => factor * power >= rough)
  const first = Math.floor(least / step)
  const count = Math.ceil(most / step) - first
  return Array.from({ length: count + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)))
}

/** A number as a reader wants it: four digits that count, powers of ten where it is very small. */
export function shown(value) {
  return value !== 0 && Math.abs(value) < 1e-3 ? value.toExponential(2) : String(Number(value.toPrecision(4)))
}

/** A tick's label. It is rounded first, since not every engine has the same last bit in a power of ten. */
export function tickLabel(tick) {
  const value = Number(tick.toPrecision(6))
  return value !== 0 && Math.abs(value) < 1e-4 ? value.toExponential() : String(value)
}
