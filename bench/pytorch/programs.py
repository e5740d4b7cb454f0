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


class BatchNorm(nn.Module):
    """Batch normalization from scratch, over all axes but the second."""
    def __init__(self, features, axes):
        super().__init__()
        shape = [1, features] + [1] * (len(axes) - 1)
        self.gamma, self.beta, self.axes = nn.Parameter(torch.ones(shape)), nn.Parameter(torch.zeros(shape)), axes
        self.mean, self.var = torch.zeros(shape), torch.zeros(shape)

    def forward(self, X):
        mean = X.mean(self.axes, keepdim=True)
        var = ((X - mean) ** 2).mean(self.axes, keepdim=True)
        self.mean, self.var = 0.9 * self.mean + 0.1 * mean.detach(), 0.9 * self.var + 0.1 * var.detach()
        return self.gamma * ((X - mean) / torch.sqrt(var + 1e-5)) + self.beta


def lenet(norm2=lambda c: [], norm1=lambda c: []):
    return [nn.Conv2d(1, 6, 5), *norm2(6), nn.Sigmoid(), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), *norm2(16), nn.Sigmoid(),
            nn.MaxPool2d(2), nn.Flatten(), nn.Linear(256, 120), *norm1(120), nn.Sigmoid(), nn.Linear(120, 84), *norm1(84),
            nn.Sigmoid(), nn.Linear(84, 10)]


convolutional = {'lenet': lenet,
                 'batch-norm-scratch': lambda: lenet(lambda c: [BatchNorm(c, (0, 2, 3))], lambda c: [BatchNorm(c, (0,))]),
                 'batch-norm-concise': lambda: lenet(lambda c: [nn.BatchNorm2d(c)], lambda c: [nn.BatchNorm1d(c)])}


def batches_of(X, y):
    if way == 'book':
        loader = DataLoader(TensorDataset(X, y), batch, shuffle=True)
        return lambda: loader
    return lambda: ((X.index_select(0, i), y.index_select(0, i)) for i in torch.randperm(len(X)).split(batch))


def classify(model):
    X, y = images()
    layers = {'softmax-regression': lambda: [linear(784, 10)],
              'mlp': lambda: [linear(784, width), nn.ReLU(), linear(width, 10)],
              'dropout': lambda: [linear(784, 256), nn.ReLU(), nn.Dropout(0.2), linear(256, 256), nn.ReLU(), nn.Dropout(0.5),
                                  linear(256, 10)]}[model]()
    net = nn.Sequential(nn.Flatten(), *layers)
    trainer = torch.optim.SGD(net.parameters(), 0.1 if model == 'softmax-regression' else 0.5)
    learn_classes(net, trainer, X if way == 'book' else X.view(-1, 784), y)


def learn_classes(net, trainer, X, y):
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

    train(batches_of(X, y), step)


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


# What the optimizers of chapter 7 do to a parameter, from scratch; s holds what is kept for it.
def momentum(p, s, t, gamma=0.5):
    s[0].mul_(gamma).add_(0.02 * p.grad)
    p.data -= s[0]


def adagrad(p, s, t, eps=1e-6):
    s[0].add_(p.grad ** 2)
    p.data -= 0.1 * p.grad / torch.sqrt(s[0] + eps)


def rmsprop(p, s, t, gamma=0.9, eps=1e-6):
    s[0].mul_(gamma).add_((1 - gamma) * p.grad ** 2)
    p.data -= 0.01 * p.grad / torch.sqrt(s[0] + eps)


def adadelta(p, s, t, rho=0.9, eps=1e-5):
    s[0].mul_(rho).add_((1 - rho) * p.grad ** 2)
    g = p.grad * torch.sqrt((s[1] + eps) / (s[0] + eps))
    p.data -= g
    s[1].mul_(rho).add_((1 - rho) * g ** 2)


def adam(p, s, t, beta1=0.9, beta2=0.999, eps=1e-6):
    s[0].mul_(beta1).add_((1 - beta1) * p.grad)
    s[1].mul_(beta2).add_((1 - beta2) * p.grad ** 2)
    p.data -= 0.01 * (s[0] / (1 - beta1 ** t)) / (torch.sqrt(s[1] / (1 - beta2 ** t)) + eps)


def minibatch_sgd(p, s, t):
    p.data -= 0.05 * p.grad


updates = {'minibatch-sgd': minibatch_sgd, 'momentum': momentum, 'adagrad': adagrad, 'rmsprop': rmsprop,
           'adadelta': adadelta, 'adam': adam}
trainers = {'minibatch-sgd': lambda p: torch.optim.SGD(p, 0.05), 'momentum': lambda p: torch.optim.SGD(p, 0.004, 0.9),
            'adagrad': lambda p: torch.optim.Adagrad(p, 0.1), 'rmsprop': lambda p: torch.optim.RMSprop(p, 0.01, 0.9),
            'adadelta': lambda p: torch.optim.Adadelta(p), 'adam': lambda p: torch.optim.Adam(p, 0.01)}


def optimize(update):
    X, y = torch.randn(1500, 5), torch.randn(1500)
    w, b = torch.normal(0, 0.01, (5, 1), requires_grad=True), torch.zeros(1, requires_grad=True)
    kept, t = [(p, [torch.zeros_like(p) for _ in range(2)]) for p in (w, b)], 0

    def step(X, y):
        nonlocal t
        w.grad = b.grad = None
        ((X @ w + b - y.view(-1, 1)) ** 2 / 2).mean().backward()
        t += 1
        for p, s in kept:
            update(p, s, t)

    loader = DataLoader(TensorDataset(X, y), 10, shuffle=True)
    train(lambda: loader, step)


def optimize_concise(make):
    X, y = torch.randn(1500, 5), torch.randn(1500)
    model, loss = nn.Linear(5, 1), nn.MSELoss()
    trainer = make(model.parameters())

    def step(X, y):
        trainer.zero_grad()
        (loss(model(X), y.view(-1, 1)) / 2).backward()
        trainer.step()

    loader = DataLoader(TensorDataset(X, y), 10, shuffle=True)
    train(lambda: loader, step)


model = name.removesuffix('-scratch').removesuffix('-concise')
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
elif model in updates and name.endswith('-scratch'):
    optimize(updates[model])
elif model in trainers:
    optimize_concise(trainers[model])
elif name in convolutional:
    net = nn.Sequential(*convolutional[name]())
    learn_classes(net, torch.optim.Adam(net.parameters()), *images())
else:
    classify(model)
print(json.dumps(dict(seconds=seconds, start_up=first)))
