"""Runs programs in PyTorch: steps of Python text, as the program `differential` draws them.

How far do roundings carry? A program can be run once more with other roundings: `results`, where what a step computes is
changed by some units in the last place, or `uses`, where each use of a tensor is another by as much."""
import collections
import math
import re
import warnings

import numpy
import torch

torch.set_num_threads(1)
warnings.filterwarnings('ignore', 'The .grad attribute of a Tensor that is not a leaf')


class Outcome:
    """What came of a program: `error` is (number of the step, message) or None; `tensors` are those there are, by name."""

    def __init__(self, program, results=0, uses=0):
        self.names = {'torch': torch, 'inf': math.inf, 'nan': math.nan, 'use': Use(uses)}
        self.error = None
        torch.set_default_dtype(getattr(torch, program['type'].split('.')[1]))
        for number, text in program['steps']:
            versions = {name: x._version for name, x in self.variables()}
            without_gradient = [x for _, x in self.variables() if _waits_for_gradient(x)]
            if uses and number in program['makers']:
                made, text = text.split(' = ', 1)
                text = f'{made} = ' + re.sub(r'\b(v\d+)\b', r'use(\1)', text)
            try:
                exec(text, self.names)
            except Exception as error:  # whatever it is: ours must have one, too
                self.error = number, f'{type(error).__name__}: {error}'
                break
            if '_like(' not in text:
                self._lay_out(f'v{number}')
            self._take_apart(without_gradient)
            if results:
                self._jitter(versions, results)
        self.tensors = {name: _state(x) for name, x in self.variables()}

    def variables(self):
        return [(name, x) for name, x in self.names.items() if isinstance(x, torch.Tensor)]

    def _is_fresh(self, name):
        """Whether this tensor has memory of its own."""
        memory = self.names[name].storage().data_ptr()
        return all(other == name or x.storage().data_ptr() != memory for other, x in self.variables())

    def _lay_out(self, name):
        """Lays the result of an op out in rows, as all are here: PyTorch keeps the strides of what it was computed from.
        (What is made like another tensor has its strides here, too.)"""
        x = self.names.get(name)
        if x is not None and not x.is_contiguous() and self._is_fresh(name):
            x.data = x.data.contiguous()

    def _take_apart(self, leaves):
        """Gives each new gradient memory of its own: PyTorch may let two leaves share theirs, or take that of a tensor
        given to backward(), and then changes both."""
        new = [x for x in leaves if x.grad is not None]
        used = collections.Counter(x.storage().data_ptr() for _, x in self.variables())
        used.update(x.grad.storage().data_ptr() for x in new)
        for x in new:
            if used[x.grad.storage().data_ptr()] > 1:
                x.grad = x.grad.clone()

    def _jitter(self, versions, salt):
        """Changes what this step computed."""
        seen = set()
        for name, x in sorted(self.variables(), key=lambda item: -item[1].numel()):
            memory = x.storage().data_ptr()
            is_computed = x._version != versions[name] if name in versions else self._is_fresh(name)
            if is_computed and memory not in seen:
                seen.add(memory)
                values = x.detach().numpy()
                values[...] = values * _rounding(values, salt)


class Use:
    """A use of a tensor: a copy with other roundings, through which gradients flow."""

    def __init__(self, salt):
        self.salt = salt

    def __call__(self, x):
        self.salt += 1
        return x * torch.from_numpy(_rounding(x.detach().numpy(), self.salt))


def _rounding(values, salt):
    """Factors near 1: the same for equal numbers, and 1 for simple ones, so that nothing else changes, as who is the
    largest and what is 0."""
    with numpy.errstate(all='ignore'):
        steps = 8 * numpy.sin(numpy.nan_to_num(values.astype(numpy.float64), posinf=0, neginf=0) * 1e7 / salt + salt)
        is_simple = (values * 8 == numpy.round(values * 8)) & (numpy.abs(values) < 1e4)
        return numpy.where(is_simple, 1, 1 + numpy.finfo(values.dtype).eps * steps).astype(values.dtype)


def _waits_for_gradient(x):
    """Whether it is a leaf without gradient. PyTorch refuses to look at some views that were overtaken by a change."""
    try:
        return x.is_leaf and x.grad is None
    except RuntimeError:
        return False


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
