"""Runs each training of this folder on the CPU and on the GPU, and prints how far its losses are apart, and its times: distances.py

A distance is the largest of |GPU's - CPU's|, of the CPU's where that is above 1: of the first 20 batches, and of the epochs."""
import glob
import json
import os
import subprocess
import statistics
import sys
import tempfile

import figures


def trainings():
    """The programs that train, but for the deep networks, whose epochs take a CPU minutes to hours; `compare` runs others."""
    for program in sorted(glob.glob('*-*') + glob.glob('lenet')):
        if not program.startswith(('test-', 'bench-')):
            usage = subprocess.run(['./' + program, '--help'], capture_output=True, text=True, check=False).stdout
            if '--epochs' in usage:
                yield program


def epochs_on(device, program):
    with tempfile.TemporaryDirectory() as folder:
        record = os.path.join(folder, 'record.json')
        subprocess.run(['./' + program, '--device', device, '--record', record, '--no-progress'], check=True, stdout=subprocess.DEVNULL)
        with open(record) as file:
            return json.load(file)['epochs']


def distance(there, here):
    if len(there) != len(here):
        sys.exit(f'distances.py: {len(there)} losses on the GPU, {len(here)} on the CPU')
    return max(abs(x - right) / max(1, abs(right)) for x, right in zip(there, here))


def compare(program):
    here, there = epochs_on('cpu', program), epochs_on('cuda', program)

    def losses(epochs):
        return [epoch['loss'] for epoch in epochs]

    def seconds(epochs):
        return statistics.median(epoch['seconds'] for epoch in epochs)

    return dict(name=program, batches=distance(there[0]['first_batches'], here[0]['first_batches']), epochs=distance(losses(there), losses(here)),
                cpu_seconds=seconds(here), gpu_seconds=seconds(there))


rows, failed = [], 0
print(f'{"distance of the losses":<28}{"batches":>10}{"epochs":>10}{"CPU, s":>10}{"GPU, s":>10}')
for program in trainings():
    try:
        rows.append(compare(program))
    except subprocess.CalledProcessError as error:
        failed += 1
        print(f'{program} failed: {" ".join(error.cmd)}', flush=True)
        continue
    figures.write(rows)
    print('{name:<28}{batches:>10.1e}{epochs:>10.1e}{cpu_seconds:>10.4f}{gpu_seconds:>10.4f}'.format(**rows[-1]), flush=True)
if not rows or failed:
    sys.exit(f'distances.py: {failed} trainings failed, {len(rows)} did not')
