"""The book's trainings in PyTorch, for the clock: programs.py WAY NAME EPOCHS THREADS FASHION_MNIST [WIDTH [BATCH]]

WAY is `book`, the program as the book has it, with its DataLoader, or `tight`, the tightest loop that PyTorch allows: all
images as floats in memory, batches by index_select. Prints JSON: the seconds of each epoch, without evaluation, and those
from the start of the process to the end of the first batch."""
import gzip
import json
import os
import sys
import time

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

way, name, epochs, threads, folder = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), sys.argv[5]
width = int(sys.argv[6]) if len(sys.argv) > 6 else 256
batch = int(sys.argv[7]) if len(sys.argv) > 7 else 256
torch.set_num_threads(threads)
torch.manual_seed(0)
seconds, first = [], None


def since_start():
    """Seconds since this process began, by the system's clock of ticks."""
    with open('/proc/self/stat') as stat:
        ticks = int(stat.read().rsplit(')', 1)[1].split()[19])
    return time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / os.sysconf('SC_CLK_TCK')


def train(batches, step):
    """Times the epochs; `batches()` gives those of one, `step` trains on one."""
    global first
    for _ in range(epochs):
        start = time.perf_counter()
        for X, y in batches():
            step(X, y)
            if first is None:
                first = since_start()
        seconds.append(time.perf_counter() - start)


def bytes_of(file):
    return bytearray(gzip.open(os.path.join(folder, file + '.gz')).read())


def images():
    X = torch.frombuffer(bytes_of('train-images-idx3-ubyte'), dtype=torch.uint8, offset=16).view(-1, 1, 28, 28)
    y = torch.frombuffer(bytes_of('train-labels-idx1-ubyte'), dtype=torch.uint8, offset=8).long()
    return X.float() / 255, y


def linear(fan_in, fan_out):
    layer = nn.Linear(fan_in, fan_out)
    nn.init.normal_(layer.weight, 0, 0.01)
    nn.init.zeros_(layer.bias)
    return layer


def classify(model):
    X, y = images()
    if way == 'book':
        loader = DataLoader(TensorDataset(X, y), batch, shuffle=True)
        batches = lambda: loader
    else:
        X = X.view(-1, 784)
        batches = lambda: ((X.index_select(0, i), y.index_select(0, i)) for i in torch.randperm(len(X)).split(batch))
    layers = {'softmax-regression': lambda: [linear(784, 10)],
              'mlp': lambda: [linear(784, width), nn.ReLU(), linear(width, 10)],
              'dropout': lambda: [linear(784, 256), nn.ReLU(), nn.Dropout(0.2), linear(256, 256), nn.ReLU(), nn.Dropout(0.5),
                                  linear(256, 10)]}[model]()
    net = nn.Sequential(nn.Flatten(), *layers)
    trainer = torch.optim.SGD(net.parameters(), 0.1 if model == 'softmax-regression' else 0.5)
    loss = nn.CrossEntropyLoss(reduction='none')
    totals = dict(loss=0.0, hits=0)

    def step(X, y):
        y_hat = net(X)
        l = loss(y_hat, y)
        trainer.zero_grad()
        l.mean().backward()
        trainer.step()
        totals['loss'] += l.sum().item()
        totals['hits'] += (y_hat.argmax(1) == y).sum().item()

    train(batches, step)


def regress(model, rows, size, lr, decay=0.0):
    X = torch.randn(rows, model.in_features)
    y = torch.randn(rows, 1)
    loader = DataLoader(TensorDataset(X, y), size, shuffle=True)
    trainer = torch.optim.SGD([dict(params=[model.weight], weight_decay=decay), dict(params=[model.bias])], lr)
    loss = nn.MSELoss()

    def step(X, y):
        trainer.zero_grad()
        loss(model(X), y).backward()
        trainer.step()

    train(lambda: loader, step)


def sgd(parameters, lr, size):
    with torch.no_grad():
        for p in parameters:
            p -= lr * p.grad / size
            p.grad.zero_()


def regress_from_scratch(features, rows, size, lr, decay=0.0):
    X, y = torch.randn(rows, features), torch.randn(rows, 1)
    w, b = torch.randn(features, 1, requires_grad=True), torch.zeros(1, requires_grad=True)
    if decay:
        loader = DataLoader(TensorDataset(X, y), size, shuffle=True)
        batches = lambda: loader
    else:
        batches = lambda: ((X.index_select(0, i), y.index_select(0, i)) for i in torch.randperm(rows).split(size))

    def step(X, y):
        (((X @ w + b - y) ** 2 / 2) + decay * (w ** 2).sum() / 2).sum().backward()
        sgd([w, b], lr, len(y))

    train(batches, step)


if name == 'linear-regression-scratch':
    regress_from_scratch(2, 1000, 10, 0.03)
elif name == 'linear-regression-concise':
    regress(nn.Linear(2, 1), 1000, 10, 0.03)
elif name == 'underfit-overfit':
    regress(nn.Linear(3, 1), 100, 10, 0.01)
elif name == 'weight-decay-scratch':
    regress_from_scratch(200, 20, 1, 0.003, 3.0)
elif name == 'weight-decay-concise':
    regress(nn.Linear(200, 1), 20, 1, 0.003, 3.0)
else:
    classify(name.removesuffix('-scratch').removesuffix('-concise'))
print(json.dumps(dict(seconds=seconds, start_up=first)))
