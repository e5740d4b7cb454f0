// Every written page in a browser: it loads without complaint, shows its mathematics and its code, can be read on a phone and by everybody.
import axe from 'axe-core'
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { pages, reading, written } from './site.js'

const here = reading()

/** Opens a page and returns it with what went wrong while it loaded: console errors, failed and foreign requests. */
async function open(path, options) {
  const context = await here.chrome.newContext(options)
  const page = await context.newPage()
  const complaints = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('request', (request) => {
    if (!request.url().startsWith(here.site.address) && !request.url().startsWith('data:')) complaints.push(`asks for ${request.url()}`)
  })
  page.on('response', (response) => response.status() >= 400 && complaints.push(`${response.status()} ${response.url()}`))
  await page.goto(here.site.address + path, { waitUntil: 'networkidle' })
  return { page, complaints, close: () => context.close() }
}

/** What keeps somebody from reading the page. Only that leaves the browser: all that axe notes is megabytes, and takes longer to fetch than to find. */
async function seriousFindings(page) {
  await page.evaluate(axe.source)
  return page.evaluate(async () => {
    const { violations } = await window.axe.run({ resultTypes: ['violations'] })
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ target }) => target.join(' ')).join(' | ')}`)
  })
}

/** The text of the page without its code. */
function prose() {
  const copy = document.querySelector('#VPContent').cloneNode(true)
  copy.querySelectorAll('pre, code').forEach((code) => code.remove())
  return copy.textContent
}

const sidewaysScroll = () => document.documentElement.scrollWidth - document.documentElement.clientWidth

const sample = ['/source/index.html', '/source/d2l/ops/softmax.cpp.html', '/404.html'].filter((page) => pages.includes(page))

// Several at a time: each waits half a second for silence on its network.
describe('every page', { concurrency: 4 }, () => {
  for (const path of [...written, ...sample]) {
    test(`${path} can be read`, async () => {
      const { page, complaints, close } = await open(path, { viewport: { width: 1280, height: 900 } })
      assert.deepEqual(complaints, [])
      const text = await page.locator('.vp-doc, .VPHome, .NotFound').first().innerText()
      assert.ok(text.length > 20, 'the page is empty')
      assert.doesNotMatch(await page.evaluate(prose), /\$\$|<<< |:::|\{\{ |@@/, 'Markdown that was not rendered')
      const unpainted = await page.locator('.vp-doc div[class*="language-"] code:not(:has(span.line))').count()
      assert.equal(unpainted, 0, 'code without lines')
      assert.equal(await page.locator('mjx-container:not(:has(svg))').count(), 0, 'mathematics without a picture')
      const broken = await page.locator('img').evaluateAll((images) => images.filter((each) => each.complete && !each.naturalWidth).map((each) => each.src))
      assert.deepEqual(broken, [])
      assert.deepEqual(await seriousFindings(page), [])
      await page.setViewportSize({ width: 390, height: 844 })
      assert.ok((await page.evaluate(sidewaysScroll)) <= 0, 'scrolls sideways at 390 px')
      await close()
    })
  }
})

test('a figure is shown as large as it was drawn, by mouse and by keyboard, and goes away again', async () => {
  const { page, complaints, close } = await open('/03/underfit-overfit.html', { viewport: { width: 390, height: 844 } })
  const figure = page.locator('.vp-doc button.figure').last()
  const enlarged = page.locator('dialog.enlarged img')
  await figure.click()
  const drawn = await figure.locator('img').evaluate((each) => each.naturalWidth)
  assert.ok(drawn > 390)
  assert.ok((await enlarged.boundingBox()).width >= drawn)
  await enlarged.click()
  await enlarged.waitFor({ state: 'detached' })
  await figure.focus()
  await page.keyboard.press('Enter')
  await enlarged.waitFor()
  await page.keyboard.press('Escape')
  await enlarged.waitFor({ state: 'detached' })
  await page.evaluate(() => history.pushState(null, '', '#another'))
  await figure.click()
  await enlarged.waitFor()
  await page.goBack()
  await enlarged.waitFor({ state: 'detached' })
  assert.deepEqual(complaints, [])
  await close()
})

test('the sections of chapter 3 have mathematics', async () => {
  const { page, close } = await open('/03/softmax-regression.html')
  assert.ok((await page.locator('mjx-container svg').count()) > 5)
  await close()
})

test('search finds dropout, without a network', async () => {
  const { page, complaints, close } = await open('/')
  await page.keyboard.press('Control+k')
  await page.locator('#localsearch-input').fill('dropout')
  await page.locator('#localsearch-list .result').first().waitFor()
  assert.match(await page.locator('#localsearch-list .result').first().getAttribute('href'), /^\/03\/dropout\.html/, 'the section comes first')
  await page.locator('#localsearch-list .result[href^="/03/dropout.html"]').first().click()
  await page.waitForURL(/\/03\/dropout/)
  assert.deepEqual(complaints, [])
  await close()
})

test('search finds a word of the field in the glossary', async () => {
  const { page, close } = await open('/')
  await page.keyboard.press('Control+k')
  await page.locator('#localsearch-input').fill('logits')
  await page.locator('#localsearch-list .result[href^="/guide/glossary.html#logit"]').first().waitFor()
  await close()
})

test('search finds a name of the library that no page uses, with the way to its declaration', async () => {
  const { page, close } = await open('/')
  await page.keyboard.press('Control+k')
  await page.locator('#localsearch-input').fill('index_add_')
  await page.locator('#localsearch-list .result[href^="/names.html#d2l-ops"]').first().click()
  await page.waitForURL(/\/names/)
  assert.match(await page.locator('a:has(code:text-is("index_add_"))').first().getAttribute('href'), /^\/source\/d2l\/ops\/.*#L\d+$/)
  await close()
})

test('tabs switch between scratch and concise, all of a page together', async () => {
  const { page, close } = await open('/03/softmax-regression.html')
  const shown = () => page.locator('.plugin-tabs--content:visible').allInnerTexts()
  const before = await shown()
  await page.getByRole('tab', { name: /concise/ }).first().click()
  const concise = await shown()
  assert.equal(concise.length, before.length)
  concise.forEach((text, i) => assert.notEqual(text, before[i]))
  await close()
})

test('the theme toggles, and the dark one is as accessible', async () => {
  const { page, close } = await open('/03/softmax-regression.html', { viewport: { width: 1280, height: 900 }, colorScheme: 'light' })
  const isDark = () => page.evaluate(() => document.documentElement.classList.contains('dark'))
  assert.equal(await isDark(), false)
  await page.locator('.VPSwitchAppearance:visible').first().click()
  assert.equal(await isDark(), true)
  await page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished))) // colours fade over
  assert.deepEqual(await seriousFindings(page), [])
  await close()
})

test('the curves show the values at the epoch that is pointed at', async () => {
  const { page, close } = await open('/03/softmax-regression.html')
  const figure = page.locator('.curves')
  const values = () => figure.locator('tbody').innerText()
  assert.match(await figure.locator('caption').innerText(), /after epoch 5/)
  const last = await values()
  await figure.locator('svg').first().hover({ position: { x: 60, y: 80 } })
  assert.match(await figure.locator('caption').innerText(), /after epoch 1/)
  assert.notEqual(await values(), last)
  await figure.locator('svg').first().focus()
  await page.keyboard.press('ArrowRight')
  assert.match(await figure.locator('caption').innerText(), /after epoch 2/)
  await close()
})

test('without JavaScript the curves are pictures', async () => {
  const { page, close } = await open('/03/softmax-regression.html', { javaScriptEnabled: false })
  assert.equal(await page.locator('.curves svg path').count(), 6)
  await close()
})

test('a link into a source leads to the line', async () => {
  const { page, close } = await open('/03/softmax-regression.html')
  await page.locator('a.source').first().click()
  await page.waitForURL(/\/source\/chapters\/.*#L\d+$/)
  const id = new URL(page.url()).hash
  assert.match(await page.locator(id).innerText(), /The images in batches/)
  await close()
})

test('the API reference tells what a function computes', async () => {
  const { page, close } = await open('/api/index.html')
  await page.getByRole('link', { name: 'All functions and classes' }).click()
  await page.waitForURL(/namespaced2l/)
  const text = await page.locator('.contents').innerText()
  for (const name of ['cross_entropy', 'train_ch3', 'matmul', 'NoGrad']) assert.ok(text.includes(name), `${name} is missing`)
  await close()
})
