"""The same network in other libraries, each as fast as its documentation says how.

A peer is made for a network and a number of points, its batch; the function it returns evaluates that many
points in float32 on all processors. Those that are not installed are left out.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnart.threads import thread_count

Floats = NDArray[np.float32]
# Of a network: (in, out) matrices and (out,) biases, tanh after each.
Layers = list[tuple[Floats, Floats]]
Evaluate = Callable[[Floats], Any]  # of points (batch, 2)

THREADS = thread_count(None)


def numpy(layers: Layers, _: int) -> Evaluate:
    """NumPy, whose matrix product runs on all processors."""

    def evaluate(points: Floats) -> Floats:
        y = points
        for w, b in layers:
            y = y @ w
            y += b
            np.tanh(y, out=y)
        return y

    return evaluate


def _torch_module(layers: Layers) -> Any:
    import torch

    torch.set_num_threads(THREADS)
    modules: list[Any] = []
    for w, b in layers:
        linear = torch.nn.Linear(*w.shape)
        linear.weight.data, linear.bias.data = torch.from_numpy(w.T.copy()), torch.from_numpy(b)
        modules += [linear, torch.nn.Tanh()]
    return torch.nn.Sequential(*modules).eval()


def pytorch(layers: Layers, _: int) -> Evaluate:
    """PyTorch as it is written: one operation after another."""
    import torch

    module = _torch_module(layers)

    def evaluate(points: Floats) -> Any:
        with torch.inference_mode():
            return module(torch.from_numpy(points))

    return evaluate


def pytorch_compiled(layers: Layers, _: int) -> Evaluate:
    """PyTorch's compiler; to freeze the weights, so that it tunes products of its own, measured slower."""
    os.environ.setdefault(
        "TORCHINDUCTOR_COMPILE_THREADS", "1"
    )  # it forks otherwise, which JAX's threads forbid
    import torch
    from torch._dynamo import config

    config.recompile_limit = 10_000  # beyond it, code is silently run uncompiled
    module = torch.compile(_torch_module(layers), mode="max-autotune", dynamic=False)

    def evaluate(points: Floats) -> Any:
        with torch.inference_mode():
            return module(torch.from_numpy(points))

    return evaluate


def jax(layers: Layers, _: int) -> Evaluate:
    """JAX, compiled by XLA."""
    import jax
    import jax.numpy as jnp

    arrays = [(jnp.asarray(w), jnp.asarray(b)) for w, b in layers]

    def network(y: Any) -> Any:
        for w, b in arrays:
            y = jnp.tanh(y @ w + b)
        return y

    compiled = jax.jit(network)
    return lambda points: compiled(points).block_until_ready()


def _onnx(layers: Layers, batch: int) -> bytes:
    from onnx import TensorProto, helper, numpy_helper

    nodes, constants = [], []
    for n, (w, b) in enumerate(layers):
        constants += [numpy_helper.from_array(w, f"w{n}"), numpy_helper.from_array(b, f"b{n}")]
        nodes.append(helper.make_node("Gemm", [f"y{n}", f"w{n}", f"b{n}"], [f"z{n}"]))
        nodes.append(helper.make_node("Tanh", [f"z{n}"], [f"y{n + 1}"]))
    places = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, [batch, width])
        for name, width in (("y0", layers[0][0].shape[0]), (f"y{len(layers)}", layers[-1][0].shape[1]))
    ]
    graph = helper.make_graph(nodes, "network", places[:1], places[1:], constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    return bytes(model.SerializeToString())


def onnx_runtime(layers: Layers, batch: int) -> Evaluate:
    """ONNX Runtime, with all processors on one batch."""
    return _onnx_session(_onnx(layers, batch), THREADS)


def onnx_runtime_streams(layers: Layers, batch: int) -> Evaluate:
    """ONNX Runtime, with a part of the batch on every processor."""
    model = _onnx(layers, batch // THREADS)
    sessions = [_onnx_session(model, 1) for _ in range(THREADS)]
    pool = ThreadPoolExecutor(THREADS)

    def evaluate(points: Floats) -> Any:
        parts = np.split(points, THREADS)
        return list(pool.map(lambda pair: pair[0](pair[1]), zip(sessions, parts, strict=True)))

    return evaluate


def _onnx_session(model: bytes, threads: int) -> Evaluate:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    return lambda points: session.run(None, {"y0": points})


def openvino(layers: Layers, batch: int) -> Evaluate:
    """OpenVINO, told to stay in float32, with all processors on one batch."""
    import openvino

    core = openvino.Core()
    settings = {
        "INFERENCE_PRECISION_HINT": "f32",
        "PERFORMANCE_HINT": "LATENCY",
        "INFERENCE_NUM_THREADS": THREADS,
    }
    model = core.read_model(_onnx(layers, batch))
    request = core.compile_model(model, "CPU", settings).create_infer_request()
    return lambda points: request.infer([points], share_inputs=True).to_tuple()


_NEEDS = {
    numpy: (),
    pytorch: ("torch",),
    pytorch_compiled: ("torch",),
    jax: ("jax",),
    onnx_runtime: ("onnx", "onnxruntime"),
    onnx_runtime_streams: ("onnx", "onnxruntime"),
    openvino: ("onnx", "openvino"),
}
PEERS: dict[str, Callable[[Layers, int], Evaluate]] = {
    make.__name__.replace("_", " "): make
    for make, needs in _NEEDS.items()
    if all(find_spec(name) for name in needs)
}
