// The list of the library's names: docs/.vitepress/markdown/names.js.
import assert from 'node:assert/strict'
import test from 'node:test'
import { publicNames } from '../../docs/.vitepress/markdown/names.js'

test('what stands under a doc comment at namespace scope is a public name', () => {
  const header = `/// The sum. More.
template <Element T>
Tensor<T> sum(const Tensor<T>& x);

/// A layer.
class Layer {
  /// No public name of its own.
  int member();
};

/// Half.
inline constexpr double half = 0.5;
int told_by_nobody();
`
  assert.deepEqual(publicNames(header).map(({ name, line }) => [name, line]), [['sum', 3], ['Layer', 6], ['half', 12]])
})
