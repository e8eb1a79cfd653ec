// Two operations of our own for TensorFlow, compiled with the binding: a convolution of stride 1, its bias, a ReLU and
// the largest of each 2 x 2, window by window, and the gradient of that by the filter. A convolution gives four times as
// many numbers as the windows leave, which single operations write into memory and read again, forward and backward.
#include "pooledConvolution.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <system_error>
#include <thread>
#include <type_traits>
#include <vector>

#include "tensorflow/c/kernels.h"
#include "tensorflow/c/ops.h"

namespace {

// So many filters are worked on at a time, in one register.
template <int64_t kLanes>
struct Registers {
  typedef float Floats __attribute__((vector_size(4 * kLanes)));
  typedef int32_t Integers __attribute__((vector_size(4 * kLanes)));
  typedef int8_t Bytes __attribute__((vector_size(kLanes)));

  // In memory, within one cache line.
  struct alignas(4 * kLanes) Lanes {
    float values[kLanes];
  };

  __attribute__((always_inline)) static Floats Load(const Lanes& from) {
    Floats values;
    memcpy(&values, &from, sizeof values);
    return values;
  }

  // Most often all lanes are there, and copied without a call.
  template <class Vector>
  __attribute__((always_inline)) static void Copy(void* to, const void* from, size_t lanes) {
    if (lanes == kLanes) {
      memcpy(to, from, sizeof(Vector));
    } else {
      memcpy(to, from, lanes * sizeof(Vector) / kLanes);
    }
  }
};

template <int64_t kLanes>
using LanesOf = typename Registers<kLanes>::Lanes;

// So many products of a weight and a place are worth a thread of their own.
constexpr int64_t kProductsOfAThread = 8'000'000;

struct Layer {
  int64_t images, height, width, channels;
  int64_t filter_height, filter_width, filters;
  int64_t rows, columns;  // of windows
  int64_t top, left;      // so many zeros before an image

  int64_t weights() const { return filter_height * filter_width * channels; }
  int64_t output(int64_t image, int64_t row, int64_t column, int64_t filter) const {
    return ((image * rows + row) * columns + column) * filters + filter;
  }
};

// An image with zeros around it, as far as windows reach.
class Frame {
 public:
  explicit Frame(const Layer& layer)
      : layer_(layer),
        row_(std::max(2 * layer.columns + layer.filter_width - 1, layer.left + layer.width) * layer.channels),
        pixels_(std::max(2 * layer.rows + layer.filter_height - 1, layer.top + layer.height) * row_) {
    for (int64_t y = 0; y < layer.filter_height; y++) {
      for (int64_t x = 0; x < layer.filter_width * layer.channels; x++) places_.push_back(y * row_ + x);
    }
  }

  void Show(const float* image) {
    const int64_t size = layer_.width * layer_.channels;
    float* target = pixels_.data() + layer_.top * row_ + layer_.left * layer_.channels;
    for (int64_t y = 0; y < layer_.height; y++) memcpy(target + y * row_, image + y * size, size * sizeof(float));
  }

  // Where the filter lies at the four places of a window; `places` tells of each weight where it is from there.
  const float* place(int64_t row, int64_t column, int number) const {
    return pixels_.data() + (2 * row + number / 2) * row_ + (2 * column + number % 2) * layer_.channels;
  }
  const int32_t* places() const { return places_.data(); }

 private:
  const Layer& layer_;
  const int64_t row_;
  std::vector<float> pixels_;
  std::vector<int32_t> places_;
};

template <int64_t kLanes>
int64_t BlocksOf(const Layer& layer) {
  return (layer.filters + kLanes - 1) / kLanes;
}

template <int64_t kLanes>
struct Convolution {
  using Floats = typename Registers<kLanes>::Floats;
  using Integers = typename Registers<kLanes>::Integers;
  using Bytes = typename Registers<kLanes>::Bytes;
  using Lanes = typename Registers<kLanes>::Lanes;

  const Layer& layer;
  const float* images;
  const Lanes* blocks;  // of so many filters each: the weights, then the biases
  float* pooled;
  int8_t* chosen;

  __attribute__((always_inline)) void operator()(int64_t, int64_t from, int64_t to) const {
    Frame frame(layer);
    for (int64_t image = from; image < to; image++) {
      frame.Show(images + image * layer.height * layer.width * layer.channels);
      for (int64_t filter = 0; filter < layer.filters; filter += kLanes) {
        const Lanes* own = blocks + filter / kLanes * (layer.weights() + 1);
        const size_t lanes = std::min(kLanes, layer.filters - filter);
        for (int64_t row = 0; row < layer.rows; row++) {
          for (int64_t column = 0; column < layer.columns; column++) {
            WriteWindow(frame, row, column, own, lanes, layer.output(image, row, column, filter));
          }
        }
      }
    }
  }

  __attribute__((always_inline)) void WriteWindow(
      const Frame& frame, int64_t row, int64_t column, const Lanes* own, size_t lanes, int64_t output) const {
    const int64_t weights = layer.weights();
    const int32_t* places = frame.places();
    const float *a = frame.place(row, column, 0), *b = frame.place(row, column, 1);
    const float *c = frame.place(row, column, 2), *d = frame.place(row, column, 3);
    Floats at_a = Registers<kLanes>::Load(own[weights]), at_b = at_a, at_c = at_a, at_d = at_a;
    for (int64_t weight = 0; weight < weights; weight++) {
      const Floats values = Registers<kLanes>::Load(own[weight]);
      const int64_t place = places[weight];
      at_a += values * a[place];
      at_b += values * b[place];
      at_c += values * c[place];
      at_d += values * d[place];
    }
    Floats largest = at_b > at_a ? at_b : at_a;
    Integers place = (at_b > at_a) & 1;
    place = at_c > largest ? Integers{} + 2 : place;
    largest = at_c > largest ? at_c : largest;
    place = at_d > largest ? Integers{} + 3 : place;
    largest = at_d > largest ? at_d : largest;
    // Written so that what is no number stays none.
    largest = largest < 0 ? Floats{} : largest;
    const Bytes bytes = __builtin_convertvector(place, Bytes);
    Registers<kLanes>::template Copy<Floats>(pooled + output, &largest, lanes);
    Registers<kLanes>::template Copy<Bytes>(chosen + output, &bytes, lanes);
  }
};

template <int64_t kLanes>
struct FilterGradient {
  using Floats = typename Registers<kLanes>::Floats;
  using Integers = typename Registers<kLanes>::Integers;
  using Bytes = typename Registers<kLanes>::Bytes;
  using Lanes = typename Registers<kLanes>::Lanes;

  const Layer& layer;
  const float* images;
  const int8_t* chosen;
  const float* gradient;
  Lanes* sums;  // of each part, of so many filters each: of the weights

  __attribute__((always_inline)) void operator()(int64_t part, int64_t from, int64_t to) const {
    Frame frame(layer);
    for (int64_t image = from; image < to; image++) {
      frame.Show(images + image * layer.height * layer.width * layer.channels);
      Lanes* own = sums + part * BlocksOf<kLanes>(layer) * layer.weights();
      for (int64_t filter = 0; filter < layer.filters; filter += kLanes, own += layer.weights()) {
        const size_t lanes = std::min(kLanes, layer.filters - filter);
        for (int64_t row = 0; row < layer.rows; row++) {
          for (int64_t column = 0; column < layer.columns; column++) {
            AddWindow(frame, row, column, own, lanes, layer.output(image, row, column, filter));
          }
        }
      }
    }
  }

  __attribute__((always_inline)) void AddWindow(
      const Frame& frame, int64_t row, int64_t column, Lanes* own, size_t lanes, int64_t output) const {
    Floats given{};
    Bytes bytes{};
    Registers<kLanes>::template Copy<Floats>(&given, gradient + output, lanes);
    Registers<kLanes>::template Copy<Bytes>(&bytes, chosen + output, lanes);
    const Integers place = __builtin_convertvector(bytes, Integers);
    const int32_t* places = frame.places();
    const float *a = frame.place(row, column, 0), *b = frame.place(row, column, 1);
    const float *c = frame.place(row, column, 2), *d = frame.place(row, column, 3);
    const Floats to_a = place == 0 ? given : Floats{}, to_b = place == 1 ? given : Floats{};
    const Floats to_c = place == 2 ? given : Floats{}, to_d = place == 3 ? given : Floats{};
    for (int64_t weight = 0; weight < layer.weights(); weight++) {
      const int64_t place = places[weight];
      Floats sum = Registers<kLanes>::Load(own[weight]);
      sum += (to_a * a[place] + to_b * b[place]) + (to_c * c[place] + to_d * d[place]);
      memcpy(own + weight, &sum, sizeof sum);
    }
  }
};

template <template <int64_t> class Work>
void Run(const Work<4>& work, int64_t part, int64_t from, int64_t to) {
  work(part, from, to);
}

#if defined(__x86_64__)
template <template <int64_t> class Work>
__attribute__((target("avx2,fma"))) void Run(const Work<8>& work, int64_t part, int64_t from, int64_t to) {
  work(part, from, to);
}

template <template <int64_t> class Work>
__attribute__((target("avx512f"))) void Run(const Work<16>& work, int64_t part, int64_t from, int64_t to) {
  work(part, from, to);
}
#endif

// Calls what is made for this processor's registers.
template <class WithLanes>
void ForThisProcessor(const WithLanes& with_lanes) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f")) return with_lanes(std::integral_constant<int64_t, 16>());
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return with_lanes(std::integral_constant<int64_t, 8>());
#endif
  with_lanes(std::integral_constant<int64_t, 4>());
}

int64_t PartsOf(const Layer& layer) {
  const int64_t products = layer.images * layer.rows * layer.columns * 4 * layer.weights() * layer.filters;
  const int64_t most = std::min<int64_t>(std::thread::hardware_concurrency(), layer.images);
  return std::max<int64_t>(1, std::min(most, products / kProductsOfAThread));
}

// Each part of the images in a thread of its own, the first in this one.
template <class Work>
void RunInParts(const Layer& layer, const Work& work) {
  const int64_t parts = PartsOf(layer);
  const auto run = [&](int64_t part) {
    Run(work, part, layer.images * part / parts, layer.images * (part + 1) / parts);
  };
  std::vector<std::thread> threads;
  int64_t part = 1;
  try {
    for (; part < parts; part++) threads.emplace_back(run, part);
  } catch (const std::system_error&) {
    // No more threads are to be had.
  }
  run(0);
  for (; part < parts; part++) run(part);
  for (std::thread& thread : threads) thread.join();
}

// What an operation takes and gives while it runs.
class Context {
 public:
  explicit Context(TF_OpKernelContext* context) : context_(context), status_(TF_NewStatus()) {}

  ~Context() {
    for (TF_Tensor* tensor : tensors_) TF_DeleteTensor(tensor);
    if (TF_GetCode(status_) != TF_OK) TF_OpKernelContext_Failure(context_, status_);
    TF_DeleteStatus(status_);
  }

  TF_Tensor* Input(int number) {
    TF_Tensor* tensor = nullptr;
    TF_GetInput(context_, number, &tensor, status_);
    return Keep(tensor);
  }

  TF_Tensor* Output(int number, TF_DataType type, std::vector<int64_t> shape) {
    size_t bytes = TF_DataTypeSize(type);
    for (int64_t size : shape) bytes *= size;
    return Keep(TF_AllocateOutput(context_, number, type, shape.data(), shape.size(), bytes, status_));
  }

 private:
  TF_Tensor* Keep(TF_Tensor* tensor) {
    if (tensor) tensors_.push_back(tensor);
    return TF_GetCode(status_) == TF_OK ? tensor : nullptr;
  }

  TF_OpKernelContext* context_;
  TF_Status* status_;
  std::vector<TF_Tensor*> tensors_;
};

template <class T>
T* Data(const TF_Tensor* tensor) {
  return static_cast<T*>(TF_TensorData(tensor));
}

// The attribute that both operations have: all of a layer but the number of images, in the order above.
void* ReadLayer(TF_OpKernelConstruction* construction) {
  TF_Status* status = TF_NewStatus();
  int64_t sizes[10];
  TF_OpKernelConstruction_GetAttrInt64List(construction, "layer", sizes, 10, status);
  if (TF_GetCode(status) != TF_OK) TF_OpKernelConstruction_Failure(construction, status);
  TF_DeleteStatus(status);
  const auto [height, width, channels, filter_height, filter_width, filters, rows, columns, top, left] = sizes;
  return new Layer{0, height, width, channels, filter_height, filter_width, filters, rows, columns, top, left};
}

void DeleteLayer(void* layer) { delete static_cast<Layer*>(layer); }

Layer LayerOf(const void* kernel, const TF_Tensor* images) {
  Layer layer = *static_cast<const Layer*>(kernel);
  layer.images = TF_Dim(images, 0);
  return layer;
}

// The weights of a block of filters lie together, and are 0 for filters that there are not.
template <int64_t kLanes>
auto InBlocks(const Layer& layer, const float* filter, const float* bias) {
  std::vector<LanesOf<kLanes>> blocks(BlocksOf<kLanes>(layer) * (layer.weights() + 1));
  auto* own = blocks.data();
  for (int64_t first = 0; first < layer.filters; first += kLanes) {
    const size_t size = std::min(kLanes, layer.filters - first) * sizeof(float);
    for (int64_t weight = 0; weight < layer.weights(); weight++) {
      memcpy(own++, filter + weight * layer.filters + first, size);
    }
    memcpy(own++, bias + first, size);
  }
  return blocks;
}

// The sums of the parts' gradients.
template <int64_t kLanes>
void AddParts(const Layer& layer, const std::vector<LanesOf<kLanes>>& sums, float* result) {
  const size_t of_a_part = BlocksOf<kLanes>(layer) * layer.weights();
  size_t place = 0;
  for (int64_t first = 0; first < layer.filters; first += kLanes) {
    for (int64_t weight = 0; weight < layer.weights(); weight++, place++) {
      typename Registers<kLanes>::Floats sum{};
      for (size_t own = place; own < sums.size(); own += of_a_part) sum += Registers<kLanes>::Load(sums[own]);
      memcpy(result + weight * layer.filters + first, &sum, std::min(kLanes, layer.filters - first) * sizeof(float));
    }
  }
}

// (images, filter, bias) -> (pooled, chosen)
void Convolve(void* kernel, TF_OpKernelContext* operation) {
  Context context(operation);
  const TF_Tensor *images = context.Input(0), *filter = context.Input(1), *bias = context.Input(2);
  if (!images || !filter || !bias) return;
  const Layer layer = LayerOf(kernel, images);
  const std::vector<int64_t> shape{layer.images, layer.rows, layer.columns, layer.filters};
  const TF_Tensor *pooled = context.Output(0, TF_FLOAT, shape), *chosen = context.Output(1, TF_INT8, shape);
  if (!pooled || !chosen) return;
  ForThisProcessor([&](auto lanes) {
    const auto blocks = InBlocks<lanes>(layer, Data<float>(filter), Data<float>(bias));
    RunInParts(layer, Convolution<lanes>{layer, Data<float>(images), blocks.data(), Data<float>(pooled), Data<int8_t>(chosen)});
  });
}

// (images, chosen, gradient of what was pooled) -> (gradient of the filter)
void DifferentiateByFilter(void* kernel, TF_OpKernelContext* operation) {
  Context context(operation);
  const TF_Tensor *images = context.Input(0), *chosen = context.Input(1), *gradient = context.Input(2);
  if (!images || !chosen || !gradient) return;
  const Layer layer = LayerOf(kernel, images);
  const TF_Tensor* result =
      context.Output(0, TF_FLOAT, {layer.filter_height, layer.filter_width, layer.channels, layer.filters});
  if (!result) return;
  ForThisProcessor([&](auto lanes) {
    std::vector<LanesOf<lanes>> sums(PartsOf(layer) * BlocksOf<lanes>(layer) * layer.weights());
    RunInParts(layer, FilterGradient<lanes>{layer, Data<float>(images), Data<int8_t>(chosen), Data<float>(gradient), sums.data()});
    AddParts<lanes>(layer, sums, Data<float>(result));
  });
}

using Strings = std::initializer_list<const char*>;

void Register(const char* name, Strings inputs, Strings outputs, void (*compute)(void*, TF_OpKernelContext*),
              TF_Status* status) {
  TF_OpDefinitionBuilder* definition = TF_NewOpDefinitionBuilder(name);
  for (const char* input : inputs) TF_OpDefinitionBuilderAddInput(definition, input);
  for (const char* output : outputs) TF_OpDefinitionBuilderAddOutput(definition, output);
  TF_OpDefinitionBuilderAddAttr(definition, "layer: list(int)");
  TF_OpDefinitionBuilderSetShapeInferenceFunction(definition, TF_ShapeInferenceContextSetUnknownShape);
  TF_RegisterOpDefinition(definition, status);
  if (TF_GetCode(status) != TF_OK) return;
  TF_RegisterKernelBuilder(name, TF_NewKernelBuilder(name, "CPU", ReadLayer, compute, DeleteLayer), status);
}

}  // namespace

void RegisterPooledConvolution(TF_Status* status) {
  Register("SlopePooledConvolution", {"images: float", "filter: float", "bias: float"}, {"pooled: float", "chosen: int8"},
           Convolve, status);
  if (TF_GetCode(status) != TF_OK) return;
  Register("SlopePooledConvolutionGradient", {"images: float", "chosen: int8", "gradient: float"}, {"filter: float"},
           DifferentiateByFilter, status);
}
