// The drawings of the page on many machines: who sends what to whom. Each does what it shows, with the numbers of so many processes.
import { arrow, black, blue, grey, line, orange, range, svg, text } from './pen.js'

const processes = 4
const [side, gap] = [19, 2]
const corner = (process, piece, top) => [66 + process * 88 + piece * (side + gap), top]

/** The lists of all processes, a box a piece, filled as far as it has the numbers of all: blue where it has. */
function lists(have, top, came) {
  return have.map((pieces, process) =>
    pieces.map((whose, piece) => {
      const [x, y] = corner(process, piece, top)
      const filled = (side * whose.size) / processes
      const isNew = came.some(([, to, which]) => to === process && which === piece)
      return [
        `<rect x="${x}" y="${(y + side - filled).toFixed(1)}" width="${side}" height="${filled.toFixed(1)}" fill="${whose.size === processes ? blue : '#9db9dc'}"/>`,
        `<rect x="${x}" y="${y}" width="${side}" height="${side}" fill="none" stroke="${isNew ? orange : grey}" stroke-width="${isNew ? 2 : 1}"/>`,
      ]
    }),
  )
}

/** How lists are added up by rounds of messages [from, to, piece]: before the first round, and after each. */
function additions(title, rounds, distance, label) {
  let have = range(processes).map((process) => range(processes).map(() => new Set([process])))
  const top = (round) => 34 + round * distance
  const rows = [lists(have, top(0), [])]
  rounds.forEach((messages, round) => {
    const before = have
    have = before.map((pieces, process) =>
      pieces.map((whose, piece) => new Set([whose, ...messages.filter(([, to, which]) => to === process && which === piece).map(([from]) => before[from][piece])].flatMap((each) => [...each]))),
    )
    rows.push(
      messages.map(([from, to, piece]) => {
        const [a, b] = [corner(from, piece, top(round)), corner(to, piece, top(round + 1))]
        return arrow([a[0] + side / 2, a[1] + side + 2], [b[0] + side / 2, b[1] - 3], orange)
      }),
      lists(have, top(round + 1), messages),
    )
  })
  if (have.flat().some((whose) => whose.size < processes)) throw new Error(`${title}: not all has been added`)
  return svg(title, top(rounds.length) + side + 14, [
    range(processes).map((process) => text(corner(process, 2, 0)[0] - 1, 20, `process ${process}`, { size: 13 })),
    range(rounds.length + 1).map((round) => text(8, top(round) + 14, label(round), { anchor: 'start', size: 13 })),
    rows,
  ])
}

const modulo = (a) => ((a % processes) + processes) % processes

/** In each round, everybody sends one piece to the next one: first what has been added so far, then what is whole. */
function ring() {
  const rounds = range(2 * (processes - 1)).map((round) => range(processes).map((from) => [from, modulo(from + 1), modulo(from - round)]))
  return additions('All-reduce by a ring of four processes', rounds, 62, (round) => (round === 0 ? 'at first' : `${round}.`))
}

/** First everybody sends the n-th piece to process n; then process n sends it, added up, to everybody. */
function everybody() {
  const pairs = range(processes).flatMap((from) => range(processes).filter((to) => to !== from).map((to) => [from, to]))
  const rounds = [pairs.map(([from, to]) => [from, to, to]), pairs.map(([from, to]) => [from, to, from])]
  return additions('All-reduce as d2l does it, by four processes', rounds, 120, (round) => ['at first', 'added', 'told'][round])
}

/** Eight processes: pairs, pairs of pairs, and so on, until the first one has all; then back the same ways. */
function binomialTree() {
  const [count, levels] = [8, 3]
  const place = (process, round) => [64 + process * 46, 44 + round * 46]
  const up = range(levels).map((level) => range(count / 2 ** (level + 1)).map((k) => [k * 2 ** (level + 1) + 2 ** level, k * 2 ** (level + 1)]))
  const down = up.toReversed().map((messages) => messages.map(([from, to]) => [to, from]))
  const rounds = [...up, ...down]
  return svg('All-reduce by a binomial tree of eight processes', 366, [
    range(count).map((process) => [
      text(place(process, 0)[0], 26, process),
      line(...place(process, 0), ...place(process, rounds.length), '#c8c8c8'),
    ]),
    rounds.map((messages, round) => [
      text(8, place(0, round)[1] + 28, `${round + 1}.`, { anchor: 'start', size: 13 }),
      messages.map(([from, to]) => arrow(place(from, round + 0.15), place(to, round + 0.85), round < levels ? orange : blue)),
    ]),
    text(20, 352, 'adding up', { anchor: 'start', size: 13, colour: orange }),
    text(110, 352, 'telling the sum', { anchor: 'start', size: 13, colour: blue }),
    text(404, 352, 'processes 0 to 7', { anchor: 'end', size: 13, colour: black }),
  ])
}

export const messageDrawings = { 'all-reduce-ring': ring(), 'all-reduce-tree': binomialTree(), 'all-reduce-d2l': everybody() }
