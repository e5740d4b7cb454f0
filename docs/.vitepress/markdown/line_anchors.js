/** A Shiki transformer: each line of a block whose fence says `anchors` gets an id, L12 for line 12, to link to. */
export const lineAnchors = {
  name: 'line-anchors',
  line(node, number) {
    if (/\banchors\b/.test(this.options.meta?.__raw ?? '')) node.properties.id = `L${number}`
  },
}
