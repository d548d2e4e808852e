"""The same tasks in PyTorch, in f64 on one thread, as fast as it can fairly be had: data and weights are tensors before
timing starts, gradients come from torch.autograd.grad, and weights are updated in place.
"""

import re

import torch
import torch.nn.functional as F

from serving import Workload, described, serve

torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)


def array(node):
    return torch.frombuffer(node["data"], dtype=torch.float64).reshape(node["shape"]).clone()


def parameters(layers):
    return [array(layer[part]).requires_grad_() for layer in layers for part in ("weight", "bias")]


def batches(task):
    return [
        (array(batch["images"]), torch.frombuffer(batch["labels"], dtype=torch.int32).long())
        for batch in task["batches"]
    ]


def logits(network, w, x):
    """What the network makes of a batch; w are weight and bias of each layer in turn."""
    if network["kind"] == "cnn":
        for i in range(0, len(w) - 2, 2):
            x = torch.relu(F.conv2d(x, w[i], w[i + 1], padding=1))
            if i % 4 == 2:
                x = F.max_pool2d(x, 2)
        return F.linear(x.flatten(1), w[-2], w[-1])
    activate = torch.sigmoid if network["activation"] == "sigmoid" else torch.relu
    for i in range(0, len(w) - 2, 2):
        x = activate(F.linear(x, w[i], w[i + 1]))
    return F.linear(x, w[-2], w[-1])


def product(task):
    a, b = array(task["a"]), array(task["b"])
    return lambda: a @ b, lambda: (a @ b).flatten()[:8]


def training(task):
    w, data, rate = parameters(task["layers"]), batches(task), task["learningRate"]
    taken = 0

    def step():
        nonlocal taken
        x, y = data[taken % len(data)]
        taken += 1
        loss = F.cross_entropy(logits(task["network"], w, x), y)
        gradients = torch.autograd.grad(loss, w)
        with torch.no_grad():
            torch._foreach_add_(w, gradients, alpha=-rate)
        return loss.item()

    return step, lambda: [step() for _ in range(task["witnesses"])]


def loss_of(task):
    x, y = batches(task)[0]
    return lambda w: F.cross_entropy(logits(task["network"], w, x), y)


def derivative(task):
    loss, w = loss_of(task), parameters(task["layers"])
    v = [x.detach() for x in parameters(task["direction"])]

    def gradient():
        return torch.autograd.grad(loss(w), w)

    def hvp():
        return torch.autograd.grad(torch.autograd.grad(loss(w), w, create_graph=True), w, v)

    def glimpse(parts):
        return [sum((part**2).sum() for part in parts), *parts[-1]]

    return gradient if task["kind"] == "gradient" else hvp, lambda: [*glimpse(gradient()), *glimpse(hvp())]


def dense_hessian(task):
    loss, w = loss_of(task), parameters(task["layers"])

    def matrix():
        gradients = torch.autograd.grad(loss(w), w, create_graph=True)
        flat = torch.cat([g.flatten() for g in gradients])
        rows = [torch.autograd.grad(element, w, retain_graph=True) for element in flat]
        return torch.stack([torch.cat([part.flatten() for part in row]) for row in rows])

    def witness():
        h = matrix()
        eigenvalues = torch.linalg.eigvalsh(h)
        return [h.trace(), (h**2).sum(), eigenvalues[0], *eigenvalues[-3:]]

    return lambda: torch.linalg.eigvalsh(matrix()), witness


def chain(task):
    link, length = task["link"], task["length"]
    x = (torch.tensor(1.0) if link == "mul" else torch.ones(1, 4)).requires_grad_()
    one, row = torch.tensor(1.0), torch.tensor([0.1, 0.2, 0.3, 0.4])
    weight = torch.tensor([0.9 if i % 5 == 0 else 0.1 for i in range(16)]).reshape(4, 4)
    operation = {
        "mul": lambda h: h * one,
        "add-row": lambda h: h + row,
        "sigmoid": torch.sigmoid,
        "linear": lambda h: F.linear(h, weight),
    }[link]

    def forward():
        out = x
        for _ in range(length):
            out = operation(out)
        return out

    end = forward().sum()

    def backward():
        return torch.autograd.grad(end, x, retain_graph=True)[0]

    return forward if task["direction"] == "forward" else backward, lambda: [
        *forward().flatten(),
        *backward().flatten(),
    ]


kinds = {
    "product": product,
    "step": training,
    "gradient": derivative,
    "hvp": derivative,
    "dense-hessian": dense_hessian,
    "chain": chain,
}


def create(task):
    run, witness = kinds[task["kind"]](task)
    built = re.search(r"BLAS_INFO=(\w+)", torch.__config__.show())
    return Workload(described("torch", torch.__version__, built and built[1]), run, witness)


serve(create)
