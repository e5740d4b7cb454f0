// The drawings of chapter 8 in which time goes from left to right, and of the ways to share out a network. Each computes what it shows.
import { arrow, black, blue, dot, grey, line, orange, pale, paleOrange, range, rectangle, svg, text } from './pen.js'

const looks = { first: [pale, blue], second: [paleOrange, orange], idle: ['none', '#b0b0b0'] }

/** What somebody does: boxes [begin, end, words, look] in a row, from `left` on; words may have two lines. */
function lane(left, top, height, boxes) {
  return boxes.map(([begin, end, words, look]) => {
    const [fill, stroke] = looks[look]
    const lines = words.split('\n')
    return [
      rectangle(left + begin, top, end - begin, height, fill, stroke),
      lines.map((each, i) => text(left + (begin + end) / 2, top + height / 2 + 4.5 + (i - (lines.length - 1) / 2) * 16, each, { size: 13, colour: look === 'idle' ? grey : black })),
    ]
  })
}
const named = (name, left, top, height, boxes) => [text(left - 8, top + height / 2 + 4.5, name, { anchor: 'end', size: 13 }), lane(left, top, height, boxes)]
const timeAxis = (y) => [arrow([342, y], [412, y]), text(335, y + 4.5, 'time', { anchor: 'end', size: 13, colour: grey })]

/** Works that are done one after the other, each when it can begin: [begin, end] of each. */
function inTurn(ready, length) {
  let free = 0
  return ready.map((at) => {
    const begin = Math.max(at, free)
    free = begin + length
    return [begin, free]
  })
}

/** Section 8.2: a program puts three notes into a queue, and a GPU works through them. */
function queue() {
  const [note, compute, left] = [46, 76, 42]
  const notes = inTurn([0, 0, 0], note)
  const computes = inTurn(notes.map(([, end]) => end), compute)
  const [noted, done] = [notes.at(-1)[1], computes.at(-1)[1]]
  const numbered = (words, times, look) => times.map((each, i) => [...each, `${words} ${i + 1}`, look])
  return svg('A program and a GPU with a queue between them', 115, [
    named('CPU', left, 12, 30, [...numbered('note', notes, 'first'), [noted, done, 'item() waits', 'idle'], [done, 372, 'goes on', 'first']]),
    named('GPU', left, 52, 30, numbered('compute', computes, 'second')),
    timeAxis(102),
  ])
}

/** Section 8.2: three batches, prepared and trained on one after the other, and with the preparation one batch ahead. */
function oneAhead() {
  const [prepare, train, left] = [62, 72, 9]
  const boxes = (words, times, look) => times.map((each, i) => [...each, `${words}\nbatch ${i + 1}`, look])
  const rounds = range(3).map((i) => i * (prepare + train))
  // One ahead: while it trains on a batch it prepares the next one, and it begins a round when both have been done.
  const trained = range(3).map((i) => prepare + i * Math.max(prepare, train))
  const prepared = [0, ...trained.slice(0, 2)]
  const lasting = (times, length) => times.map((begin) => [begin, begin + length])
  return svg('Preparing batches and training on them: one after the other, and one ahead', 225, [
    text(left, 18, 'one after the other', { anchor: 'start' }),
    lane(left, 28, 42, [...boxes('prepare', lasting(rounds, prepare), 'first'), ...boxes('train', lasting(rounds.map((begin) => begin + prepare), train), 'second')]),
    text(left, 98, 'one ahead', { anchor: 'start' }),
    lane(left, 108, 42, boxes('prepare', lasting(prepared, prepare), 'first')),
    lane(left, 156, 42, boxes('train', lasting(trained, train), 'second')),
    timeAxis(213),
  ])
}

/** Section 8.3: two operations on two cores, each divided between the cores, or each on a core of its own. */
function twoCores() {
  const [work, left, height] = [340, 62, 26]
  const meeting = (x, top) => line(left + x, top - 4, left + x, top + 2 * height + 8, black, 'stroke-width="3"')
  const divided = [[0, work / 2 - 2, 'A', 'first'], [work / 2 + 2, work, 'B', 'second']]
  return svg('Two operations on two cores: divided within, and side by side', 222, [
    text(left, 18, 'within an operation', { anchor: 'start' }),
    range(2).map((core) => named(`core ${core + 1}`, left, 30 + core * 30, height, divided)),
    [work / 2, work + 2].map((x) => meeting(x, 30)),
    text(left, 116, 'between operations', { anchor: 'start' }),
    range(2).map((core) => named(`core ${core + 1}`, left, 128 + core * 30, height, [[0, work, 'AB'[core], ['first', 'second'][core]]])),
    meeting(work + 2, 128),
    line(22, 204, 22, 214, black, 'stroke-width="3"'),
    text(32, 213, 'the cores wait for each other', { anchor: 'start', size: 13 }),
  ])
}

/** Section 8.3: the gradient of a layer is sent while that of the layer below is still being computed. */
function sendingMeanwhile() {
  const [forward, backward, send, step, left] = [53, 66, 61, 38, 74]
  const there = [2 * forward + backward, 2 * forward + 2 * backward] // the gradients of layers 2 and 1
  const sent = inTurn(there, send)
  const done = sent.at(-1)[1]
  return svg('Gradients are sent while others are still being computed', 136, [
    named('computes', left, 12, 42, [
      ...range(2).map((i) => [i * forward, (i + 1) * forward, `forward\n${i + 1}`, 'first']),
      ...range(2).map((i) => [there[i] - backward, there[i], `backward\n${2 - i}`, 'first']),
      [there[1], done, 'waits', 'idle'],
      [done, done + step, 'step', 'first'],
    ]),
    named('sends', left, 62, 42, sent.map((each, i) => [...each, `gradient\n${2 - i}`, 'second'])),
    timeAxis(122),
  ])
}

/** Section 8.4: four machines with a quarter of the layers each, and a batch in one piece or in eight. */
function assemblyLine() {
  const [machines, round, left, height] = [4, 30.5, 80, 22]
  const chart = (pieces, top) =>
    range(machines).map((machine) => named(`machine ${machine + 1}`, left, top + machine * 26, height, range(pieces).map((piece) => [(machine + piece) * round, (machine + piece + 1) * round, String(piece + 1), 'first'])))
  const share = (pieces) => `${pieces} of ${pieces + machines - 1} rounds`
  return svg('Pieces of a batch on their way through four machines', 285, [
    text(left, 18, `a batch in one piece: each works in ${share(1)}`, { anchor: 'start', size: 13 }),
    chart(1, 28),
    text(left, 158, `in eight pieces: each works in ${share(8)}`, { anchor: 'start', size: 13 }),
    chart(8, 168),
  ])
}

/** Section 8.4: which of two machines has which units of a network, and which images; what goes from one to the other is drawn thick. */
function threeWays() {
  const [layers, units, pitch, spread] = [4, 4, 28, 18]
  const colours = [blue, orange]
  const place = (left, top) => (l, u) => [left + 42 + l * pitch, top + u * spread]
  const network = (left, top, machineOf) => {
    const at = place(left, top)
    return [
      [false, true].map((crossing) =>
        range(layers - 1).map((l) => range(units).map((u) => range(units).filter((v) => (machineOf(l, u) !== machineOf(l + 1, v)) === crossing).map((v) => line(...at(l, u), ...at(l + 1, v), crossing ? black : '#c4c4c4', crossing ? 'stroke-width="1.6"' : '')))),
      ),
      range(layers).map((l) => range(units).map((u) => dot(...at(l, u), 6, colours[machineOf(l, u)]))),
    ]
  }
  const images = (left, top, n, colour) => range(n).map((i) => rectangle(left + 8, top - 7 + i * spread, 14, 14, 'white', colour))
  const middle = 93
  const [upper, lower] = [42, 42 + 102]
  return svg('Three ways to share a network between two machines', 272, [
    ['by layers', 'within layers', 'by data'].map((name, i) => text(70 + i * 140, 18, name)),
    [middle, middle, lower].map((top, i) => text(4 + i * 140, top + units * spread + 7, 'images', { anchor: 'start', size: 13 })),
    images(0, middle, 4, grey),
    network(0, middle, (l) => (l < layers / 2 ? 0 : 1)),
    images(140, middle, 4, grey),
    network(140, middle, (_, u) => (u < units / 2 ? 0 : 1)),
    images(280, upper + spread, 2, blue),
    network(280, upper, () => 0),
    images(280, lower + spread, 2, orange),
    network(280, lower, () => 1),
    arrow([364, upper + 3 * spread + 12], [364, lower - 12], black),
    arrow([364, lower - 12], [364, upper + 3 * spread + 12], black),
    text(356, (upper + lower + 3 * spread) / 2 + 4.5, 'gradients', { anchor: 'end', size: 13 }),
    colours.map((colour, machine) => [dot(20 + machine * 105, 256, 6, colour), text(32 + machine * 105, 260.5, `machine ${machine + 1}`, { anchor: 'start', size: 13 })]),
    line(228, 256, 252, 256, black, 'stroke-width="1.6"'),
    text(260, 260.5, 'from one to the other', { anchor: 'start', size: 13 }),
  ])
}

export const performanceDrawings = {
  queue: queue(),
  'one-ahead': oneAhead(),
  'two-cores': twoCores(),
  'sending-meanwhile': sendingMeanwhile(),
  'assembly-line': assemblyLine(),
  'three-ways': threeWays(),
}
