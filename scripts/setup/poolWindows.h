// The arithmetic of pooledConvolution.cc, for vector registers of several sizes and for several threads. Knows nothing of
// TensorFlow.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <system_error>
#include <thread>
#include <type_traits>
#include <vector>

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

// Where a window is, and which filters are at work on it.
struct Window {
  const Frame& frame;  // shows the window's image
  int64_t row, column;
  int64_t block;   // the number of the filters' block
  size_t lanes;    // how many filters it has
  int64_t output;  // of its first filter
};

// Calls `work` at each window of some images, for each block of filters.
template <template <int64_t> class Work, int64_t kLanes>
__attribute__((always_inline)) inline void AtEachWindow(const Work<kLanes>& work, int64_t part, int64_t from, int64_t to) {
  const Layer& layer = work.layer;
  Frame frame(layer);
  for (int64_t image = from; image < to; image++) {
    frame.Show(work.images + image * layer.height * layer.width * layer.channels);
    for (int64_t block = 0; block < BlocksOf<kLanes>(layer); block++) {
      const size_t lanes = std::min(kLanes, layer.filters - block * kLanes);
      for (int64_t row = 0; row < layer.rows; row++) {
        for (int64_t column = 0; column < layer.columns; column++) {
          work(part, Window{frame, row, column, block, lanes, layer.output(image, row, column, block * kLanes)});
        }
      }
    }
  }
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

  __attribute__((always_inline)) void operator()(int64_t, const Window& window) const {
    const auto& [frame, row, column, block, lanes, output] = window;
    const int64_t weights = layer.weights();
    const Lanes* own = blocks + block * (weights + 1);
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

  __attribute__((always_inline)) void operator()(int64_t part, const Window& window) const {
    const auto& [frame, row, column, block, lanes, output] = window;
    Lanes* own = sums + (part * BlocksOf<kLanes>(layer) + block) * layer.weights();
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
  AtEachWindow(work, part, from, to);
}

#if defined(__x86_64__)
template <template <int64_t> class Work>
__attribute__((target("avx2,fma"))) void Run(const Work<8>& work, int64_t part, int64_t from, int64_t to) {
  AtEachWindow(work, part, from, to);
}

template <template <int64_t> class Work>
__attribute__((target("avx512f"))) void Run(const Work<16>& work, int64_t part, int64_t from, int64_t to) {
  AtEachWindow(work, part, from, to);
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

}  // namespace
