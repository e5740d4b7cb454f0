// How pages quote sources: docs/.vitepress/markdown/quote.js.
import assert from 'node:assert/strict'
import test from 'node:test'
import { changes, excerpt } from '../../docs/.vitepress/markdown/quote.js'

const source = `int main() {
  // The data.
  auto x = 1;

  // The model.
  auto net = [](int x) {
    int y = x;

    return y;
  };
  net(1);

  return 0;
}`

test('a quote is a paragraph under its comment, without its indentation', () => {
  assert.deepEqual(excerpt(source, 'The data', true), { number: 2, text: '// The data.\nauto x = 1;' })
})

test('a quote takes a function whole, blank lines included', () => {
  const { number, text } = excerpt(source, 'The model', true)
  assert.equal(number, 5)
  assert.match(text, /^\/\/ The model\.\nauto net[\s\S]*\n\n {2}return y;\n};\nnet\(1\);$/)
})

test('a quote ends with the block that it stands in', () => {
  assert.equal(excerpt('{\n  a;\n}\nb;', 'a;', true).text, 'a;')
})

test('a quote of what is not there is refused', () => {
  assert.throws(() => excerpt(source, 'The loss', true), /no line begins with "The loss"/)
})

test('a patch is quoted by what it changes', () => {
  const patch = `-1 instead of -2: section 7.2
--- a/chapters/x.cpp
+++ b/chapters/x.cpp
@@ -1,7 +1,7 @@
 void step() {
-    x -= 1;
+    x -= 2;
+
+      // again
   }
@@ -20,2 +20,2 @@
+
-    --i;
 }
\\ No newline at end of file
`
  assert.equal(changes(patch), '- x -= 1;\n+ x -= 2;\n+\n+   // again\n\n- --i;')
})
