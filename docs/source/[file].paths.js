import fs from 'node:fs'
import path from 'node:path'
import { root, sources } from '../.vitepress/repository.js'

/** One page for each C++ source, its lines numbered and with anchors: #L12 is line 12. */
export default {
  paths: () =>
    sources().map((file) => ({
      params: { file, title: file },
      content: `\`\`\`cpp:line-numbers anchors\n${fs.readFileSync(path.join(root, file), 'utf8').trimEnd()}\n\`\`\``,
    })),
}
