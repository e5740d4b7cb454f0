"""Prints the five kernels of a training that take the longest, by Nsight Compute, and how well each uses the GPU: kernels.py"""
import collections
import csv
import os
import statistics
import subprocess
import sys
import tempfile

import figures

TIME, ARITHMETIC, MEMORY = ('gpu__time_duration.sum', 'sm__throughput.avg.pct_of_peak_sustained_elapsed',
                            'gpu__dram_throughput.avg.pct_of_peak_sustained_elapsed')
# Four batches, as they come: Nsight Compute stops at each kernel.
TRAINING = ['./dropout-concise', '--limit', '1024', '--epochs', '1', '--device', 'cuda', '--no-progress']


def measured():
    """The rows of CSV that Nsight Compute writes among other lines; all are printed, too."""
    with tempfile.TemporaryDirectory() as folder:
        log = os.path.join(folder, 'log')
        end = subprocess.run(['ncu', '--csv', '--print-units', 'base', '--print-kernel-base', 'demangled', '--metrics', ','.join((TIME, ARITHMETIC, MEMORY)),
                              '--log-file', log, *TRAINING], env={**os.environ, 'D2L_CUDA_GRAPHS': '0'}, check=False)
        with open(log) as file:
            text = file.read()
    print(text)
    rows = list(csv.DictReader(line for line in text.splitlines() if line.startswith('"')))
    if end.returncode or not rows:
        sys.exit(f'kernels.py: ncu ended with {end.returncode} and measured {len(rows)} numbers')
    return rows


def short(name):
    """Of a function of C++ without what every one has, and without its arguments."""
    for part in ('void ', 'd2l::', '(anonymous namespace)::', '<unnamed>::'):
        name = name.replace(part, '')
    return name.split('(')[0][:80]


values = collections.defaultdict(lambda: collections.defaultdict(list))
for row in measured():
    values[row['Kernel Name']][row['Metric Name']].append(float(row['Metric Value'].replace(',', '')))
whole = sum(sum(kernel[TIME]) for kernel in values.values())
slowest = sorted(values, key=lambda name: -sum(values[name][TIME]))[:5]
rows = [dict(name=short(name), launches=len(values[name][TIME]), microseconds=statistics.mean(values[name][TIME]) / 1000, share=sum(values[name][TIME]) / whole,
             arithmetic=statistics.mean(values[name][ARITHMETIC]), memory=statistics.mean(values[name][MEMORY])) for name in slowest]
figures.write(rows)
print(f'{"share":>6}{"starts":>8}{"µs each":>9}{"arithmetic":>12}{"memory":>8}  kernel')
for row in rows:
    print('{share:>6.0%}{launches:>8}{microseconds:>9.1f}{arithmetic:>10.0f} %{memory:>6.0f} %  {name}'.format(**row))
