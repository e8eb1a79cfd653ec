// Compiled with the binding, which calls these two in place of TensorFlow's own (see binding.mjs).
//
// A saved model that brings a file `session_config.pb`, a serialized ConfigProto, gets a session of that configuration:
// tfjs-node has no way to say how many threads a session takes, and a small graph is fastest on the thread that asks.
// There the arithmetic must be that of TensorFlow's threads, which take denormal numbers for zero: what Adam remembers
// of a gradient that has vanished becomes denormal, and a step three times slower.
#include <stdlib.h>

#include <fstream>
#include <iterator>
#include <string>

#include "tensorflow/c/c_api.h"

#undef TF_LoadSessionFromSavedModel
#undef TF_SessionRun

extern "C" {
TF_Session* TF_LoadSessionFromSavedModel(const TF_SessionOptions*, const TF_Buffer*, const char*, const char* const*, int,
                                         TF_Graph*, TF_Buffer*, TF_Status*);
void TF_SessionRun(TF_Session*, const TF_Buffer*, const TF_Output*, TF_Tensor* const*, int, const TF_Output*, TF_Tensor**,
                   int, const TF_Operation* const*, int, TF_Buffer*, TF_Status*);
}

namespace {

// Else the first session's number of threads is that of all.
[[maybe_unused]] const int own_threads = setenv("TF_OVERRIDE_GLOBAL_THREADPOOL", "1", 0);

/** While one lives, the processor takes denormal numbers for zero. */
class FlushDenormals {
 public:
  FlushDenormals() : before_(state()) { set(before_ | kFlush); }
  ~FlushDenormals() { set(before_); }

 private:
#if defined(__x86_64__)
  using State = unsigned;
  static constexpr State kFlush = 0x8040;
  static State state() { return __builtin_ia32_stmxcsr(); }
  static void set(State state) { __builtin_ia32_ldmxcsr(state); }
#elif defined(__aarch64__)
  using State = unsigned long;
  static constexpr State kFlush = 1ul << 24;
  static State state() {
    State now;
    asm volatile("mrs %0, fpcr" : "=r"(now));
    return now;
  }
  static void set(State state) { asm volatile("msr fpcr, %0" : : "r"(state)); }
#endif
  const State before_;
};

}  // namespace

extern "C" TF_Session* SlopeLoadSession(const TF_SessionOptions* usual, const TF_Buffer* run_options, const char* folder,
                                        const char* const* tags, int tags_length, TF_Graph* graph, TF_Buffer* meta_graph,
                                        TF_Status* status) {
  const auto load = [&](const TF_SessionOptions* options) {
    return TF_LoadSessionFromSavedModel(options, run_options, folder, tags, tags_length, graph, meta_graph, status);
  };
  std::ifstream file(std::string(folder) + "/session_config.pb", std::ios::binary);
  if (!file) return load(usual);
  const std::string config{std::istreambuf_iterator<char>(file), {}};
  TF_SessionOptions* options = TF_NewSessionOptions();
  TF_SetConfig(options, config.data(), config.size(), status);
  TF_Session* session = TF_GetCode(status) == TF_OK ? load(options) : nullptr;
  TF_DeleteSessionOptions(options);
  return session;
}

extern "C" void SlopeRunSession(TF_Session* session, const TF_Buffer* run_options, const TF_Output* inputs,
                                TF_Tensor* const* input_values, int input_length, const TF_Output* outputs,
                                TF_Tensor** output_values, int output_length, const TF_Operation* const* targets,
                                int target_length, TF_Buffer* metadata, TF_Status* status) {
  const FlushDenormals flush;
  TF_SessionRun(session, run_options, inputs, input_values, input_length, outputs, output_values, output_length, targets,
                target_length, metadata, status);
}
