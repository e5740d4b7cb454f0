import path from 'node:path'
import { folderAnchor, sources } from '../.vitepress/repository.js'

/** The sources by folder: [{name, id, files}]. */
export default {
  load() {
    const folders = new Map()
    for (const file of sources()) {
      const name = path.dirname(file)
      if (!folders.has(name)) folders.set(name, { name, id: folderAnchor(name), files: [] })
      folders.get(name).files.push(path.basename(file))
    }
    return [...folders.values()]
  },
}
