// When a page's output counts as outdated: docs/tools/transcript.js.
import assert from 'node:assert/strict'
import test from 'node:test'
import { difference, drawing, experimentsOf, format, isLong, parse, products, record } from '../../docs/tools/transcript.js'

const same = (before, now, command = './run softmax-regression-scratch') => assert.equal(difference(command, before, now), undefined)
const differs = (before, now, command = './run softmax-regression-scratch') => assert.ok(difference(command, before, now), `${before} | ${now}`)

test('a transcript is read and written', () => {
  const text = '$ ./run a\none\n\ntwo\n$ ./run b\n'
  assert.deepEqual(parse(text), [
    { command: './run a', output: 'one\n\ntwo' },
    { command: './run b', output: '' },
  ])
  assert.throws(() => parse('no command'), /begins with/)
  assert.match(format(parse(text)), /^\$ .\/run a\none\n\ntwo\n\$ .\/run b\n/)
})

test('words and lines must be equal', () => {
  differs('loss 0.5', 'loss 0.5, bad')
  differs('one\ntwo', 'one')
  differs('coat', 'shirt')
})

test('numbers may differ by one in the last digit, times by anything', () => {
  same('epoch 1, loss 0.7843, test acc 0.782, 0.05 s', 'epoch 1, loss 0.7844, test acc 0.781, 1.25 s')
  differs('epoch 1, loss 0.7843', 'epoch 1, loss 0.7845')
  differs('epoch 1', 'epoch 2')
  same('3.088646173', '3.088646650')
  differs('3.088646173', '3.088656173')
  differs('tensor([1., 2.])', 'tensor([1., 3.])')
  same('kept 12.1 KiB, threads 2', 'kept 99 KiB, threads 16')
})

test('columns of seconds are free, the others are not', () => {
  const table = (loss, seconds) => `epoch    loss   seconds  |   loss\n1      ${loss}     ${seconds}  | 0.7000`
  same(table('0.7843', '0.087'), table('0.7843', '0.011'))
  differs(table('0.7843', '0.087'), table('0.7853', '0.087'))
})

test('all under a headline that ends in milliseconds or nanoseconds is free, up to an empty line', () => {
  for (const unit of ['milliseconds', 'nanoseconds']) {
    const block = (time, loss) => `A call, in ${unit}\n    1    ${time}\n\nloss ${loss}`
    same(block('60.1', '0.52'), block('93.4', '0.52'))
    differs(block('60.1', '0.52'), block('60.1', '0.93'))
  }
})

test('rounding is rounding, whatever its digits', () => {
  same('apart by 3.9e-09', 'apart by 1.2e-07')
  differs('apart by 3.9e-09', 'apart by 1.2e-02')
  differs('3', '4')
})

test('networks at the edge may differ by some hundredths or a tenth, and in single predictions, not in their form', () => {
  const command = './run mlp-scratch'
  same('epoch 5, loss 0.3692, test acc 0.851, 0.3 s', 'epoch 5, loss 0.3697, test acc 0.847, 0.3 s', command)
  same('4     shirt        coat  (wrong)', '4     shirt        shirt', command)
  differs('epoch 5, loss 0.3692, test acc 0.851, 0.3 s', 'epoch 5, loss 0.3692, test acc 0.551, 0.3 s', command)
  differs('device cpu', 'device gpu', command)
})

test('what a single run must keep is strict for these networks, too', () => {
  differs('  0.0e+00  in the losses of the first batches', '  4.9e-02  in the losses of the first batches', './run compare mlp')
  differs('4     shirt        coat  (wrong)', '4     coat         coat', './run mlp-scratch')
})

test('of a class of 1000 images, a few may be taken for another one', () => {
  const row = (sandals, sneakers) => `sneaker         0    0    0    0    0   ${sandals}    0  ${sneakers}    0   59  0.${sneakers}`
  same(row('46', '895'), row('47', '894'), './run lenet')
  differs(row('46', '895'), row('56', '885'), './run lenet')
})

test('numbers that exploded count by their power of ten', () => {
  same('3.96e+29', '6.14e+29')
  differs('3.96e+29', '6.14e+31')
})

test('a failing exit status is a difference', () => {
  differs('done', 'done\n(exit status 139)')
})

test('figures and records are those that a command names', () => {
  assert.deepEqual(products('./run a --plot a.svg --record b.json --save c.safetensors'), ['a.svg', 'b.json'])
})

test('experiments are those that a command runs', () => {
  assert.deepEqual(experimentsOf("./run experiment adam/epsilon-0.1 --lr 1 | grep 'epoch'; ./run experiment adam/fails"), ['adam/epsilon-0.1', 'adam/fails'])
  assert.deepEqual(experimentsOf('./run experiment'), [])
})

test('a command says where it is not repeated', () => {
  assert.ok(isLong('./run vgg --plot vgg.svg # three minutes, not repeated'))
  assert.ok(!isLong('./run vgg --limit 10'))
})

test('a record is compared without its times, a figure by its words', () => {
  const json = (loss, seconds) => record(`{"loss": ${loss}, "seconds": ${seconds}, "threads": 2}`)
  same(json(0.512, 1), json(0.512, 2))
  differs(json(0.512, 1), json(0.532, 1))
  const svg = (label) => drawing(`<svg><path d="M0"/><text><tspan>${label}</tspan></text></svg>`)
  same(svg('loss'), svg('loss'))
  differs(svg('loss'), svg('accuracy'))
  differs(svg('loss'), drawing('<svg><text><tspan>loss</tspan></text></svg>'))
  const axis = (label, ...numbers) => drawing(`<svg><path d="M0"/>${[...numbers, label].map((word) => `<text>${word}</text>`).join('')}</svg>`)
  differs(axis('epoch', '10', '-3'), axis('epoch', '10', '-4', '10', '-3'))
  same(axis('seconds', '10', '-3'), axis('seconds', '10', '-4', '10', '-3'))
  differs(axis('seconds', '10'), axis('seconds', 'loss', '10'))
})
