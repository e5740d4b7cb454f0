import fs from 'node:fs'
import path from 'node:path'
import { root } from '../repository.js'

/**
 * A markdown-it plugin: each picture is a button, which theme/enlarge.js answers by showing the picture as large as it was drawn. One of lines and
 * letters only has the class `drawn`: the dark theme may turn its colours round, which would make a negative of a photograph.
 */
export function enlargeable(md) {
  const image = md.renderer.rules.image
  md.renderer.rules.image = (tokens, i, options, env, self) => {
    if (isDrawn(tokens[i].attrGet('src'), env)) tokens[i].attrJoin('class', 'drawn')
    return `<button class="figure" type="button" title="Enlarge">${image(tokens, i, options, env, self)}</button>`
  }
}

function isDrawn(src, env) {
  const file = path.resolve(root, 'docs', path.dirname(env.relativePath ?? ''), src)
  return src.endsWith('.svg') && fs.existsSync(file) && !fs.readFileSync(file, 'utf8').includes('<image')
}
