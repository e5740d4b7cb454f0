import fs from 'node:fs'
import path from 'node:path'
import { root } from './repository.js'

/** What `./run compare` recorded of each model, by its name: its seed, of each version its trainings, of each training its epochs' losses and accuracies. */
export default {
  watch: [path.join(root, 'docs/records/*.json')],
  load: (files) => Object.fromEntries(files.map(read)),
}

function read(file) {
  const { model, scratch, concise } = JSON.parse(fs.readFileSync(file, 'utf8'))
  return [model, { seed: scratch.seed, versions: { scratch: trainings(scratch.epochs), concise: trainings(concise.epochs) } }]
}

/** A program may train more than once; each training counts its epochs from 1. */
function trainings(epochs) {
  const result = []
  for (const { epoch, loss, test_loss, train_acc, test_acc } of epochs) {
    if (epoch === 1) result.push([])
    result[result.length - 1].push({ epoch, loss, test_loss, train_acc, test_acc })
  }
  return result
}
