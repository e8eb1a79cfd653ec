// Two operations of our own for TensorFlow, compiled with the binding: a convolution of stride 1, its bias, a ReLU and
// the largest of each 2 x 2, window by window, and the gradient of that by the filter. A convolution gives four times as
// many numbers as the windows leave, which single operations write into memory and read again, forward and backward.
// The arithmetic is in poolWindows.h.
#include "pooledConvolution.h"

#include <cstdint>
#include <initializer_list>
#include <vector>

#include "poolWindows.h"
#include "tensorflow/c/kernels.h"
#include "tensorflow/c/ops.h"

namespace {

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

// The attribute that both operations have: all of a layer but the number of images, in its order.
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
