"""The networks in Keras on TensorFlow, as its users write them; `--steps 25`: so many steps in one call."""

import os
import sys

os.environ["KERAS_BACKEND"] = "tensorflow"

import keras  # noqa: E402
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402

from data import pictures, shapes_of, starting_weights  # noqa: E402
from serve import Job, serve  # noqa: E402

STEPS = int(sys.argv[sys.argv.index("--steps") + 1]) if "--steps" in sys.argv else 1


def build(network, size):
    if network == "mlp":
        layers = [keras.layers.Input((784,)), keras.layers.Dense(size["hidden"], activation="relu")]
    else:
        layers = [
            keras.layers.Input((28, 28, 1)), keras.layers.Conv2D(32, 3, activation="relu"), keras.layers.MaxPooling2D(2),
            keras.layers.Flatten(), keras.layers.Dense(64, activation="relu")]
    model = keras.Sequential([*layers, keras.layers.Dense(10, activation="softmax")])
    weights = starting_weights(shapes_of(network, size))
    model.set_weights([part for weight in weights for part in (weight, np.zeros(weight.shape[-1]))])
    return model


def compiled(model, metrics):
    model.compile(optimizer=keras.optimizers.Adam(0.001), loss="sparse_categorical_crossentropy", metrics=metrics,
                  steps_per_execution=STEPS)
    return model


def arrays(network, n):
    pixels, labels = pictures(n)
    return pixels.reshape(n, 28, 28, 1) if network == "cnn" else pixels, labels


def steps(network):
    def work(size):
        model = compiled(build(network, size), [])
        x, y = arrays(network, size["steps"] * size["batch"])
        batches = [
            (tf.constant(x[k:k + size["batch"]]), tf.constant(y[k:k + size["batch"]])) for k in range(0, len(x), size["batch"])]
        return Job(lambda: [float(model.train_on_batch(*batch)) for batch in batches], values=list, units=size["steps"])
    return work


def epoch(network):
    def work(size):
        model = compiled(build(network, size), ["accuracy"])
        x, y = arrays(network, size["n"])
        return Job(
            lambda: model.fit(x, y, batch_size=size["batch"], epochs=1, shuffle=False, verbose=0).history,
            values=lambda history: [history["loss"][0], history["accuracy"][0]])
    return work


serve(
    {"mlpStep": steps("mlp"), "cnnStep": steps("cnn"), "mlpEpoch": epoch("mlp"), "cnnEpoch": epoch("cnn")},
    {"keras": keras.__version__, "tensorflow (Keras)": tf.__version__},
)
