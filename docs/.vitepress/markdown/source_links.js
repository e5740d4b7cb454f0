import fs from 'node:fs'
import path from 'node:path'
import { root, sourcePage } from '../repository.js'

/**
 * A markdown-it plugin: links to sources, relative as a repository's browser wants them, lead to the site's page of the source, and a source's
 * path in backquotes becomes such a link. A path that names nothing stops the build: code moves, and pages must follow.
 * Only a file that the page itself has the reader write, in a block marked `<!-- recipe: PATH -->`, need not exist.
 */
export function sourceLinks(md) {
  md.core.ruler.push('source_links', (state) => {
    for (const block of state.tokens.filter((token) => token.type === 'inline')) {
      for (const token of block.children) if (token.type === 'link_open') redirect(token, state.env)
      block.children = block.children.flatMap((token, i) =>
        token.type === 'code_inline' && !insideLink(block.children, i) ? linked(token, state) : [token],
      )
    }
  })
}

/**
 * A relative link from the page to a source that the site shows gets the address of its page. One to another file of the
 * repository leads to the page of all sources.
 */
function redirect(token, env) {
  const [target, hash = ''] = token.attrGet('href').split('#')
  if (!target || /^(\w+:|\/)/.test(target) || /\.(md|html)$/.test(target)) return // VitePress checks the links between pages
  const file = path.relative(root, path.resolve(root, 'docs', path.dirname(env.relativePath), decodeURI(target)))
  if (!fs.existsSync(path.join(root, file))) throw new Error(`docs/${env.relativePath}: the link to ${target} leads nowhere`)
  const page = sourcePage(file)
  token.attrSet('href', page ? page + (hash && `#${hash}`) : '/source/index.html')
}

function insideLink(tokens, i) {
  const last = tokens.slice(0, i).filter((token) => /^link_/.test(token.type)).pop()
  return last?.type === 'link_open'
}

function linked(token, state) {
  if (!/^(chapters|d2l|tests|bench)\/[\w./-]+$/.test(token.content)) return [token]
  if (!fs.existsSync(path.join(root, token.content))) {
    if (state.src.includes(`<!-- recipe: ${token.content} -->`)) return [token]
    throw new Error(`docs/${state.env.relativePath}: there is no \`${token.content}\``)
  }
  const page = sourcePage(token.content)
  if (!page) return [token]
  const open = new state.Token('link_open', 'a', 1)
  open.attrSet('href', page)
  return [open, token, new state.Token('link_close', 'a', -1)]
}
