"""Holds random programs run here against the same in PyTorch: compare.py DIFFERENTIAL COUNT SEED

DIFFERENTIAL is the program that draws them. Prints each kind of difference with the shortest program that shows it, and a
summary; fails if there are more than a few others than those of differences.py."""
import collections
import functools
import json
import math
import multiprocessing
import multiprocessing.connection
import os
import re
import subprocess
import sys
import time

import numpy

import differences
from pytorch import Outcome

# How many errors there may be where PyTorch has none, and how many of all else that the list does not know. A new seed may
# find another rare mixture of hooks, views and roundings; a fault in an op shows in many programs.
ERRORS_ONLY_HERE = 1 / 1000
OTHERS = 1 / 1000


class Crash(Exception):
    """The end of the library's side."""


class Ours:
    """The library's side: a process that draws and runs programs."""

    def __init__(self, program):
        self.process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                                        env={**os.environ, 'OMP_NUM_THREADS': '1'})

    def run(self, seed, dropped=()):
        print(seed, *sorted(dropped), file=self.process.stdin, flush=True)
        line = self.process.stdout.readline()
        if not line:
            raise Crash(f'seed {seed} without the steps {sorted(dropped)}: end {self.process.wait()}')
        return json_of(line)


def json_of(line):
    program = json.loads(line)
    for x in program['tensors'].values():
        for part in (x, x.get('grad')):
            if part is not None:
                part['values'] = numpy.array([float(number) for number in part['values'].split()])
    return program


Difference = collections.namedtuple('Difference', 'kind message where')


def first_difference(program):
    """How the program ends otherwise in PyTorch, or None."""
    theirs = Outcome(program)
    if theirs.error:
        number, message = theirs.error
        if program['error'] is None or number != program['steps'][-1][0]:
            return Difference('error only there', message, f'step {number}')
        theirs.tensors.pop(f'v{number}', None)
    elif program['error'] is not None:
        return Difference('error only here', program['error'], 'the last step')
    last = program['steps'][-1][1] if program['steps'] else ''
    is_half_way = theirs.error and '.backward(' in last
    gradients = {f'v{number}' for number, text in program['steps'] if text.endswith('.grad')}
    shaken = Shaken(program)
    for name, mine in program['tensors'].items():
        if is_half_way and name in gradients:
            continue
        other = theirs.tensors[name]
        if 'error' in other:
            return Difference('error only there', other['error'], name)
        for trait in ('shape', 'requires_grad', 'is_leaf'):
            if mine[trait] != other[trait]:
                return Difference(trait, f'{mine[trait]} here, {other[trait]} there', name)
        if not agree(shaken, mine, other, lambda tensors: tensors[name]):
            return Difference('value', '', describe(name, mine, other))
        if is_half_way:
            continue
        grad, its = mine.get('grad', 'not kept'), other.get('grad', 'not kept')
        if isinstance(grad, dict) != isinstance(its, dict) or (not isinstance(grad, dict) and grad != its):
            return Difference('gradient there or not', f'{told(grad, False)} here, {told(its, False)} there', f'{name}.grad: {told(grad)} here, {told(its)} there')
        if isinstance(grad, dict) and not agree(shaken, grad, its, lambda tensors: tensors[name]['grad']):
            return Difference('gradient', '', describe(f'{name}.grad', grad, its))
    return None


def told(grad, in_full=True):
    if isinstance(grad, dict):
        return grad['values'].tolist() if in_full else 'there'
    return grad


def describe(name, mine, other):
    return f'{name}: {mine["values"].tolist()} here, {other["values"].tolist()} there'


class Shaken:
    """The program with other roundings in PyTorch, run when first asked for: how far its numbers move."""

    def __init__(self, program):
        self.program = program
        self.kind = numpy.finfo(program['type'].split('.')[1])

    @functools.cached_property
    def by_results(self):
        return [Outcome(self.program, results=salt).tensors for salt in (1, 2, 3)]

    @functools.cached_property
    def by_uses(self):
        return [Outcome(self.program, uses=salt).tensors for salt in (100, 200, 300)]

    @functools.cached_property
    def largest(self):
        """The largest number of the program."""
        parts = [part for x in self.program['tensors'].values() for part in (x, x.get('grad')) if part]
        return max((abs(v) for part in parts for v in part['values'] if math.isfinite(v)), default=1)


def agree(shaken, mine, other, part):
    """Whether numbers are equal up to roundings: some units of the last place of the number itself; or as far as PyTorch's
    own number moves when roundings change."""
    if mine['shape'] != other['shape']:
        return False
    a, b = mine['values'], other['values']
    eps, smallest = float(shaken.kind.eps), float(shaken.kind.smallest_subnormal)
    with numpy.errstate(all='ignore'):
        is_equal = (a == b) | (numpy.isnan(a) & numpy.isnan(b))
        is_equal |= numpy.abs(a - b) <= 16 * eps * numpy.abs(b) + 64 * smallest
        for limit, runs in ((math.inf, 'by_results'), (4096 * eps, 'by_uses')):
            if is_equal.all():
                return True
            for tensors in getattr(shaken, runs):
                try:
                    c = part(tensors)['values']
                except (KeyError, TypeError):  # this run ended before
                    continue
                moved = numpy.abs(c - b)
                is_equal |= (numpy.abs(a - b) <= 8 * moved) & (moved <= limit * shaken.largest)
                if limit == math.inf:
                    is_equal |= numpy.isfinite(c) != numpy.isfinite(b)
    return bool(is_equal.all())


def kind_of(difference):
    """Differences of one kind differ in numbers and names only."""
    return difference and (difference.kind, re.sub(r'\d+', 'n', difference.message))


def shortest(ours, seed, kind):
    """The program without the steps that do not matter to the difference."""
    dropped = set()
    while True:
        before = len(dropped)
        for number in reversed([number for number, _ in ours.run(seed, dropped)['steps']]):
            program = ours.run(seed, dropped | {number})
            if kind_of(first_difference(program)) == kind:
                dropped.add(number)
        if len(dropped) == before:
            return ours.run(seed, dropped)


def examine(seed):
    """None, or how this seed's program differs: what it is documented as, the difference, the shortest program."""
    ours = examine.ours
    difference = first_difference(ours.run(seed))
    if not difference:
        return None
    program = shortest(ours, seed, kind_of(difference))
    difference = first_difference(program)
    steps = [text for _, text in program['steps']]
    return seed, differences.reason(difference, steps), difference, program['type'], steps


def work(program, pipe):
    """Examines the seeds that arrive, until the pipe closes."""
    examine.ours = Ours(program)
    while seed := pipe.recv():
        try:
            pipe.send(examine(seed))
        except Crash as crash:
            examine.ours = Ours(program)
            pipe.send((seed, None, Difference('crash here', str(crash), ''), '', []))


class Worker:
    """A process that examines one seed after the other, and may crash with one of them."""

    def __init__(self, program, seed):
        self.program, self.seed = program, seed
        self.pipe, other = multiprocessing.Pipe()
        self.process = multiprocessing.Process(target=work, args=(program, other), daemon=True)
        self.process.start()
        other.close()
        self.pipe.send(seed)

    def result(self):
        try:
            return self.pipe.recv()
        except EOFError:
            self.process.join()
            crash = Difference('crash there', '', '')
            return self.seed, differences.reason(crash, []), crash, '', []

    def go_on(self, seed):
        """The worker for another seed, or None: there is none."""
        if self.process.is_alive() and seed:
            self.seed = seed
            self.pipe.send(seed)
            return self
        self.process.terminate()
        return Worker(self.program, seed) if seed else None


def examine_all(program, seeds):
    """What examine finds for each seed, as it comes, on all cores."""
    workers = [Worker(program, next(seeds)) for _ in os.sched_getaffinity(0)]
    while workers:
        for pipe in multiprocessing.connection.wait([worker.pipe for worker in workers]):
            worker = next(worker for worker in workers if worker.pipe is pipe)
            yield worker.result()
            workers.remove(worker)
            if other := worker.go_on(next(seeds, None)):
                workers.append(other)


def shape_of(difference, steps):
    """What programs of one kind have in common: their operations."""
    text = '; '.join(re.sub(r'-?\d+(\.\d+)?(e[-+]?\d+)?|inf|nan', 'n', step) for step in steps)
    text = re.sub(r'\bvn\b', 'v', text)
    text = re.sub(r'torch\.tensor\([n\[\], -]*\)', 'tensor', text)
    return kind_of(difference) + (text,)


def main():
    program, count, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    began = time.time()
    found = [f for f in examine_all(program, iter(range(seed, seed + count))) if f]
    documented = collections.Counter(f[1] for f in found if f[1])
    kinds = collections.defaultdict(list)
    for f in found:
        if not f[1]:
            kinds[shape_of(f[2], f[4])].append(f)
    for same in sorted(kinds.values(), key=len, reverse=True):
        seed_of, _, difference, element, steps = min(same, key=lambda f: sum(map(len, f[4])))
        print(f'--- {len(same)} of {count}: {difference.kind}, seed {seed_of}')
        print(f'import torch; from math import inf, nan; torch.set_default_dtype({element})')
        print('\n'.join(steps))
        print('#', '; '.join(filter(None, (difference.message, difference.where))).replace('\n', '\n# '), '\n')
    print(f'{count} programs from seed {seed} in {time.time() - began:.0f} s')
    for reason, n in documented.most_common():
        print(f'{n:7} as documented: {reason}')
    totals = collections.Counter(f[2].kind for f in found if not f[1])
    for kind, n in totals.most_common():
        print(f'{n:7} {kind}')
    if not totals:
        print('      0 others')
    errors_here = totals.pop('error only here', 0)
    sys.exit(sum(totals.values()) > OTHERS * count or errors_here > ERRORS_ONLY_HERE * count)


if __name__ == '__main__':
    main()
