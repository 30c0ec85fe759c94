"""Writes programs.txt: random programs of assignments, registrations, look-ups and loads, each step with
what PyTorch 1.13 answers and what its modules then hold. Errors are put in Java's words for types."""
import random
import re

import torch
from torch import nn

NAMES = ["a", "b", "c", "d"]
DEPTH = {"r": 0, "m0": 1, "m1": 2, "m2": 3}  # a module has deeper ones below it: no cycles


class EmptyModule(nn.Module):
    pass


class Program:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.values = {"null": None, "text": "text"}
        self.values.update({name: EmptyModule() for name in DEPTH})
        self.values.update({f"p{i}": nn.Parameter(torch.zeros(i + 1)) for i in range(3)})
        self.values.update({f"t{i}": torch.zeros(i + 1) for i in range(2)})
        self.names = {id(value): name for name, value in self.values.items()}
        self.root = self.values["r"]
        self.counter = 0

    def name(self):
        return self.random.choice(NAMES) if self.random.random() < 0.96 else self.random.choice(["", "x.y"])

    def flag(self):
        return self.random.random() < 0.6

    def named(self, value):
        return self.names[id(value)]

    # Each step: its arguments, and a function that gives the answer; None for a step that Java has no like of.

    def set(self, target, module, below):
        name, value = self.name(), self.random.choice(["p0", "p1", "p2", "t0", "t1", "null", "text"] + below)
        known = name in module._parameters or name in module._buffers or name in module._modules
        becomes = value[0] == "p" or value in below and value != "null"
        if not (known or becomes) or value in below and name not in NAMES:
            return None
        return [target, name, value], lambda: setattr(module, name, self.values[value])

    def parameter(self, target, module, below):
        name, value = self.name(), self.random.choice(["p0", "p1", "p2", "null"])
        return [target, name, value], lambda: module.register_parameter(name, self.values[value])

    def buffer(self, target, module, below):
        name, value, persistent = self.name(), self.random.choice(["t0", "t1", "null", "p0"]), self.flag()
        act = lambda: module.register_buffer(name, self.values[value], persistent=persistent)
        return [target, name, value, str(persistent).lower()], act

    def module(self, target, module, below):
        name, value = self.name(), self.random.choice(below)
        return [target, name, value], lambda: module.add_module(name, self.values[value])

    def delete(self, target, module, below):
        name = self.name()
        return [target, name], lambda: delattr(module, name)

    def get(self, target, module, below):
        name = self.name()
        return [target, name], lambda: self.named(getattr(module, name))

    def train(self, target, module, below):
        mode = self.flag()
        return [target, str(mode).lower()], lambda: self.named(module.train(mode))

    def path(self):
        return ".".join(self.random.choice(NAMES) for _ in range(self.random.randint(1, 3)))

    def submodule(self, target, module, below):
        path = self.path()
        return [target, path], lambda: self.named(module.get_submodule(path))

    def parameter_at(self, target, module, below):
        path = self.path()
        return [target, path], lambda: self.named(module.get_parameter(path))

    def buffer_at(self, target, module, below):
        path = self.path()
        return [target, path], lambda: self.named(module.get_buffer(path))

    def load(self, target, module, below):
        state, described = {}, []
        keys = [key for key in module.state_dict() if self.random.random() < 0.9]
        for key in keys + ([self.path()] if self.random.random() < 0.4 else []):
            parts = key.split(".")
            above = [".".join(parts[:i]) for i in range(1, len(parts))]
            modules = dict(module.named_modules(remove_duplicate=False))
            slots = [path + "." + name if path else name for path in modules for name in modules[path]._modules]
            if key in state or key in slots or any(path in module.state_dict() for path in above):
                continue  # PyTorch 1.13 takes a module's path, or a key below a tensor, for a known key
            own = module.state_dict().get(key)
            size = len(own) if own is not None and self.random.random() < 0.9 else self.random.randint(1, 3)
            self.counter += 1
            state[key] = torch.full((size,), float(self.counter))
            described.append(f"{key}:{size}:{self.counter}")
        strict = self.flag()

        def act():
            before = {name: value.clone() for name, value in self.values.items() if isinstance(value, torch.Tensor)}
            try:
                keys = module.load_state_dict(state, strict=strict)
                return f"{','.join(keys.missing_keys)};{','.join(keys.unexpected_keys)}"
            except RuntimeError:
                with torch.no_grad():  # unlike PyTorch's, a load of ours that fails changes nothing
                    for name, value in before.items():
                        self.values[name].copy_(value)
                raise

        return [target, str(strict).lower(), ",".join(described)], act

    def held(self):
        def text(pairs):
            return ",".join(f"{path}={self.named(value)}" for path, value in pairs)

        def under_each_name(kind):
            for path, module in self.root.named_modules(remove_duplicate=False):
                for name, value in getattr(module, kind).items():
                    if value is not None:
                        yield (path + "." if path else "") + name, value

        state = self.root.state_dict()
        return "|".join(
            [
                text(self.root.named_parameters()),
                text(under_each_name("_parameters")),
                text(self.root.named_buffers()),
                text(under_each_name("_buffers")),
                text(self.root.named_modules()),
                text(self.root.named_children()),
                ",".join(f"{key}={int(value[0])}" for key, value in state.items()),
                ",".join(state._metadata),
                ",".join(f"{self.named(module)}={str(module.training).lower()}" for module in self.root.modules()),
                repr(self.root).replace("\n", "/"),
            ]
        )

    def steps(self, count):
        kinds = [self.set] * 10 + [self.parameter] * 3 + [self.buffer] * 4 + [self.module] * 5 + [self.delete] * 3
        kinds += [self.get] * 2 + [self.train] + [self.submodule, self.parameter_at, self.buffer_at, self.load] * 2
        before = None
        for _ in range(count):
            kind = self.random.choice(kinds)
            target = self.random.choice(["r", "r", "m0", "m1", "m2"])
            below = ["null"] + [name for name in DEPTH if DEPTH[name] > DEPTH[target]]
            step = kind(target, self.values[target], below)
            if step is None:
                continue
            try:
                answer = step[1]() or ""
            except (KeyError, TypeError, AttributeError, RuntimeError) as error:
                answer = in_java(error)
            yield "\t".join([kind.__name__] + step[0]) + f"\n> {answer}\n"
            held = self.held()
            if held != before:
                yield f"= {held}\n"
                before = held


def in_java(error):
    kind = {AttributeError: "AttributeException", RuntimeError: "StateDictException"}
    text = error.args[0].replace("\n", "/").replace("\t", "")
    types = {"torch.FloatTensor": "Tensor", "__main__.EmptyModule": "EmptyModule", "str": "String"}
    expected = {"torch.nn.Parameter": "Parameter", "torch.nn.Module": "NnModule", "torch.Tensor": "Tensor"}
    match = re.fullmatch(r"cannot assign '(.*)' as (.*) \((.*) or None expected\)", text)
    if match:
        text = f"cannot assign '{types[match[1]]}' as {match[2]} ({expected[match[3]]} or null expected)"
    return f"{kind.get(type(error), 'IllegalArgumentException')}: {text}"


if __name__ == "__main__":
    with open("programs.txt", "w") as file:
        for seed in range(150):
            file.write("program\n")
            file.writelines(Program(seed).steps(40))
