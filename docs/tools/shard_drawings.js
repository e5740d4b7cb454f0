// The drawing of section 8.4: eight shards, the processes that have them, and the tree in which they are added.
import { black, blue, grey, line, orange, pale, paleOrange, range, rectangle, svg, text } from './pen.js'

const shards = 8
const owners = ['process 0', 'process 1', 'process 2']
const colours = [[blue, pale], [orange, paleOrange], [black, '#e2e2e2']]

/** Who has a shard: the first `shards % owners` processes have one more. */
function ownerOf(shard) {
  const each = Math.floor(shards / owners.length)
  const longer = shards % owners.length
  const inLonger = longer * (each + 1)
  return shard < inLonger ? Math.floor(shard / (each + 1)) : longer + Math.floor((shard - inLonger) / each)
}

/** The tree over the shards from `begin` to before `end`: where its top lies, and what is drawn of it. */
function tree(begin, end) {
  const x = (shard) => 38 + shard * 49
  if (end - begin === 1) {
    const [colour, light] = colours[ownerOf(begin)]
    const box = [rectangle(x(begin) - 19, 200, 38, 34, light, colour), text(x(begin), 222, begin, { colour })]
    return { top: [x(begin), 200], parts: box, owner: ownerOf(begin), height: 0 }
  }
  const middle = (begin + end) / 2
  const [left, right] = [tree(begin, middle), tree(middle, end)]
  const height = left.height + 1
  const top = [(left.top[0] + right.top[0]) / 2, 200 - 52 * height]
  const owner = left.owner === right.owner ? left.owner : undefined
  const colour = owner === undefined ? grey : colours[owner][0]
  const edge = ({ top: [a, b] }) => line(a, b, top[0], top[1] + 12, colour, owner === undefined ? 'stroke-dasharray="5 4"' : 'stroke-width="2"')
  const circle = `<circle cx="${top[0]}" cy="${top[1]}" r="12" fill="white" stroke="${colour}" stroke-width="2"/>`
  return { top: [top[0], top[1] - 12], parts: [left.parts, right.parts, edge(left), edge(right), circle, text(...[top[0], top[1] + 5], '+', { colour })], owner, height }
}

const places = owners.map((_, owner) => range(shards).filter((shard) => ownerOf(shard) === owner))

export const shardDrawings = {
  'shard-tree': svg('Eight shards of a batch, in the hands of three processes, and the tree in which they are added', 270, [
    tree(0, shards).parts,
    owners.map((name, owner) => text(38 + (49 * (places[owner][0] + places[owner].at(-1))) / 2, 258, name, { colour: colours[owner][0] })),
  ]),
}
