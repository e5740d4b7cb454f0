"""Runs programs in PyTorch: steps of Python text, as the program `differential` draws them."""
import math

import numpy
import torch

torch.set_num_threads(1)


class Outcome:
    """What came of a program: `error` is (number of the step, message) or None; `tensors` are those there are, by name."""

    def __init__(self, program, jitter=None):
        self.names = {'torch': torch, 'inf': math.inf, 'nan': math.nan}
        self.error = None
        torch.set_default_dtype(getattr(torch, program['type'].split('.')[1]))
        for number, text in program['steps']:
            versions = {name: x._version for name, x in self.variables()} if jitter else None
            try:
                exec(text, self.names)
            except Exception as error:  # whatever it is: ours must have one, too
                self.error = number, f'{type(error).__name__}: {error}'
                break
            self._lay_out(f'v{number}')
            if jitter:
                self._jitter(versions, jitter)
        self.tensors = {name: _state(x) for name, x in self.variables()}

    def variables(self):
        return [(name, x) for name, x in self.names.items() if isinstance(x, torch.Tensor)]

    def _is_fresh(self, name):
        """Whether this tensor has memory of its own."""
        memory = self.names[name].storage().data_ptr()
        return all(other == name or x.storage().data_ptr() != memory for other, x in self.variables())

    def _lay_out(self, name):
        """Lays a new tensor out in rows, as all are here: PyTorch keeps the strides of what it was computed from."""
        x = self.names.get(name)
        if x is not None and not x.is_contiguous() and self._is_fresh(name):
            x.data = x.data.contiguous()

    def _jitter(self, before, jitter):
        """Changes what this step computed by a rounding, so that it shows how far roundings carry. Equal numbers stay
        equal, and simple ones as they are, so that nothing else changes: who is the largest, what is 0."""
        seen = set()
        for name, x in sorted(self.variables(), key=lambda item: -item[1].numel()):
            memory = x.storage().data_ptr()
            is_computed = self._is_fresh(name) if name not in before else x._version != before[name]
            if is_computed and memory not in seen:
                seen.add(memory)
                _shake(x.detach().numpy(), jitter)


def _shake(values, jitter):
    kind = numpy.finfo(values.dtype)
    with numpy.errstate(all='ignore'):
        numbers = numpy.nan_to_num(values.astype(numpy.float64), posinf=0, neginf=0)
        steps = 8 * numpy.sin(numbers * 1e7 / jitter + jitter)
        shaken = values * (1 + kind.eps * steps) + steps * float(kind.smallest_subnormal)
        is_simple = (values * 8 == numpy.round(values * 8)) & (numpy.abs(values) < 1e4)
        values[...] = numpy.where(is_simple | ~numpy.isfinite(values), values, shaken)


def _numbers(x):
    return x.detach().double().numpy().ravel()


def _state(x):
    """What is seen of a tensor; or the error of looking at it."""
    try:
        is_leaf = x.is_leaf
    except RuntimeError as error:
        return {'error': f'{type(error).__name__}: {error}'}
    state = {'shape': list(x.shape), 'values': _numbers(x), 'requires_grad': x.requires_grad, 'is_leaf': is_leaf}
    if x.requires_grad and (is_leaf or x.retains_grad):
        state['grad'] = None if x.grad is None else {'shape': list(x.grad.shape), 'values': _numbers(x.grad)}
    return state
