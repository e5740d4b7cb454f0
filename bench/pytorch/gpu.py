"""The book's trainings, a large product and a transfer in PyTorch on a GPU, for the clock: gpu.py WAY WORK DEVICE COUNT FASHION_MNIST

WAY is `eager`, PyTorch's tightest loop as it comes, or `graph`, the same with the step of a whole batch in a CUDA graph.
WORK is a program's name, and COUNT its epochs; or `product`, of two (COUNT, COUNT) matrices of floats, by TF32 where
D2L_TF32=1; or `transfer`, of COUNT floats to the device and back. The examples lie on the device as floats, batches are
gathered there, losses and hits are summed there and read once an epoch. Prints JSON: the seconds of each epoch, without
evaluation, of each product or of each transfer."""
import gzip
import json
import os
import sys
import time

import torch
from torch import nn

way, work, count, folder = sys.argv[1], sys.argv[2], int(sys.argv[4]), sys.argv[5]
device = torch.device(sys.argv[3] if ':' in sys.argv[3] else sys.argv[3] + ':0')
torch.cuda.set_device(device)
torch.backends.cuda.matmul.allow_tf32 = os.environ.get('D2L_TF32') == '1'
torch.manual_seed(0)
batch = 10 if work.startswith('linear-regression') else 256


def timed(run):
    """The seconds until the device has done what `run` starts."""
    torch.cuda.synchronize(device)
    start = time.perf_counter()
    run()
    torch.cuda.synchronize(device)
    return time.perf_counter() - start


def product(n, times=7, in_a_row=10):
    A, B = torch.rand(n, n).to(device), torch.rand(n, n).to(device)
    C = torch.empty_like(A)

    def multiply():
        for _ in range(in_a_row):
            torch.mm(A, B, out=C)

    multiply()  # what is done for the first time is not counted
    return [timed(multiply) / in_a_row for _ in range(times)]


def transfer(floats, times=7):
    x = torch.ones(floats)
    x.to(device).cpu()  # what is done for the first time is not counted
    return [timed(lambda: x.to(device).cpu()) for _ in range(times)]


def bytes_of(file):
    return bytearray(gzip.open(os.path.join(folder, file + '.gz')).read())


def images():
    X = torch.frombuffer(bytes_of('train-images-idx3-ubyte'), dtype=torch.uint8, offset=16).view(-1, 784)
    y = torch.frombuffer(bytes_of('train-labels-idx1-ubyte'), dtype=torch.uint8, offset=8).long()
    return (X.float() / 255).to(device), y.to(device)


def linear(fan_in, fan_out):
    layer = nn.Linear(fan_in, fan_out)
    nn.init.normal_(layer.weight, 0, 0.01)
    nn.init.zeros_(layer.bias)
    return layer


def layers_of(model):
    if model == 'linear-regression':
        return [linear(2, 1)]
    if model == 'softmax-regression':
        return [linear(784, 10)]
    if model == 'mlp':
        return [linear(784, 256), nn.ReLU(), linear(256, 10)]
    return [linear(784, 256), nn.ReLU(), nn.Dropout(0.2), linear(256, 256), nn.ReLU(), nn.Dropout(0.5), linear(256, 10)]


class Training:
    """A network, and a step on one batch, which begins with gathering its examples."""

    def __init__(self, model):
        self.has_classes = model != 'linear-regression'
        if self.has_classes:
            self.X, self.y = images()
        else:
            self.X, self.y = torch.randn(1000, 2).to(device), torch.randn(1000, 1).to(device)
        self.net = nn.Sequential(*layers_of(model)).to(device)
        self.trainer = torch.optim.SGD(self.net.parameters(), 0.1 if self.has_classes else 0.03)
        self.loss = nn.CrossEntropyLoss(reduction='none') if self.has_classes else nn.MSELoss(reduction='none')
        self.total = torch.zeros((), dtype=torch.float64, device=device)
        self.hits = torch.zeros((), dtype=torch.int64, device=device)

    def step(self, index):
        y = self.y.index_select(0, index)
        y_hat = self.net(self.X.index_select(0, index))
        losses = self.loss(y_hat, y)
        self.trainer.zero_grad(set_to_none=True)
        losses.mean().backward()
        self.trainer.step()
        self.total += losses.detach().sum()
        if self.has_classes:
            self.hits += (y_hat.argmax(1) == y).sum()

    def captured(self):
        """The step as a graph, replayed on an index that is copied into its place; a smaller last batch runs as it comes."""
        index = torch.zeros(batch, dtype=torch.int64, device=device)
        side = torch.cuda.Stream(device)
        side.wait_stream(torch.cuda.current_stream(device))
        with torch.cuda.stream(side):
            for _ in range(3):
                self.step(index)
        torch.cuda.current_stream(device).wait_stream(side)
        graph = torch.cuda.CUDAGraph()
        self.trainer.zero_grad(set_to_none=True)
        with torch.cuda.graph(graph):
            self.step(index)

        def replay(of_batch):
            if len(of_batch) < batch:
                return self.step(of_batch)
            index.copy_(of_batch)
            graph.replay()

        return replay

    def epoch(self, step):
        for index in torch.randperm(len(self.X)).to(device).split(batch):
            step(index)
        return self.total.item(), self.hits.item()


if work == 'product':
    seconds = product(count)
elif work == 'transfer':
    seconds = transfer(count)
else:
    training = Training(work.removesuffix('-scratch').removesuffix('-concise'))
    step = training.captured() if way == 'graph' else training.step
    training.epoch(step)  # what is done for the first time is not counted
    seconds = [timed(lambda: training.epoch(step)) for _ in range(count)]
print(json.dumps(dict(seconds=seconds)))
