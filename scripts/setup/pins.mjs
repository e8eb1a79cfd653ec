/** Everything the set-up takes from outside npm's lock file and `requirements.lock.txt`, by version and hash. */

/** The oldest Python that the lock file was made for. */
export const OLDEST_PYTHON = "3.10";

/** The release of TensorFlow whose libraries tfjs-node's binding is compiled against. */
export const TENSORFLOW = "2.21.0";

/**
 * The wheels that hold those libraries, by `<platform>-<architecture>` as Node names them. The Python in their tag
 * does not matter: nothing of Python is used. `size` in bytes.
 */
export const TENSORFLOW_WHEELS = {
  "linux-x64": {
    project: "tensorflow-cpu",
    tag: "manylinux_2_27_x86_64",
    sha256: "dcc8afd32930e42d5296b6ee19078b773706830af4ea97fbe503b9f5e0f820cb",
    size: 274_000_871,
    libraries: ["libtensorflow_cc.so.2", "libtensorflow_framework.so.2"],
  },
  "linux-arm64": {
    project: "tensorflow",
    tag: "manylinux_2_27_aarch64",
    sha256: "b07d15737406533898e36c7ef7944b1be18e9028dc521b9229952c537bbc5552",
    size: 281_946_471,
    libraries: ["libtensorflow_cc.so.2", "libtensorflow_framework.so.2"],
  },
  "darwin-arm64": {
    project: "tensorflow",
    tag: "macosx_12_0_arm64",
    sha256: "56ecd7d47429acbe1df2694d50b75bf9fc3995ac92cb367cd9af6c4780ead712",
    size: 223_488_205,
    libraries: ["libtensorflow_cc.2.dylib", "libtensorflow_framework.2.dylib"],
  },
};

/** The oldest GNU C library that the Linux wheels run on. */
export const OLDEST_GLIBC = "2.27";

/** A C++ compiler as a Python wheel, for machines without one; the hashes are of its wheels for the platforms above. */
export const ZIG = {
  version: "0.17.1",
  sha256: [
    "ea6cc5d87b033cf0aedfbc8f9549a908cae6c50ac31f1698188fa48a74524b54",
    "b7c5f02fccd40f89b999ee16a1f5ddced56e6182370f8affe494bcf8a28cf07e",
    "09953b6af7f64168b915180a42774f520f92d86ef6331b28e33915c7e1f0bb23",
  ],
};
