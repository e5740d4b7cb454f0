// Every written page at the widths of a phone, a tablet, laptops and a large screen, in both themes: all of its text can be seen.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { unreadable, wideCode } from './layout.js'
import { reading, written } from './site.js'

const widths = [390, 768, 1280, 1440, 1536, 1920]

const here = reading()
let wide = []

/** Opens a page in which nothing moves, so that nothing is seen half-way. */
async function open(path) {
  const page = await here.chrome.newPage({ viewport: { width: 1280, height: 900 } })
  await page.goto(here.site.address + path, { waitUntil: 'load' })
  await page.addStyleTag({ content: '* { transition: none !important; animation: none !important }' })
  return page
}

describe('every page', { concurrency: 4 }, () => {
  for (const path of written) {
    test(`${path} is not cut off, and nothing lies on its text`, async () => {
      const page = await open(path)
      wide = wide.concat((await page.evaluate(wideCode)).map((line) => `${path}: ${line}`))
      for (const width of widths) {
        await page.setViewportSize({ width, height: 900 })
        for (const dark of [false, true]) {
          await page.evaluate((on) => document.documentElement.classList.toggle('dark', on), dark)
          assert.deepEqual(await page.evaluate(unreadable), [], `at ${width} px, in the ${dark ? 'dark' : 'light'} theme`)
        }
      }
      await page.close()
    })
  }
})

test('on a laptop, code is read without scrolling sideways', () => {
  assert.ok(wide.length <= 10, `${wide.length} blocks are too wide:\n${wide.join('\n')}`)
})

test('text that is cut off, covered or out of the window is found', async () => {
  const page = await here.chrome.newPage({ viewport: { width: 400, height: 400 } })
  await page.setContent(`<body style="margin: 0">
    <div style="width: 50px; overflow: hidden; white-space: nowrap">a box that is too small</div>
    <div style="height: 20px">under</div><div style="margin-top: -20px">over</div>
    <div style="position: absolute; left: 380px; top: 100px; white-space: nowrap">away to the right</div>
    <div style="width: 50px; overflow: auto; white-space: nowrap">what scrolls can be reached</div>`)
  assert.deepEqual(await page.evaluate(unreadable), ['cut off: "a box that is too small"', 'beyond the window: "away to the right"', 'overlaps: "under | over"'])
  await page.close()
})
