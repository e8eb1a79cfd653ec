// Compiled with the binding, which calls these two in place of TensorFlow's functions (see binding.mjs): a saved model that
// brings a file `session_config.pb`, a serialized ConfigProto, gets a session of that configuration, for tfjs-node has no
// way to say which threads a session takes; and a session may run in the thread that calls it.
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#if defined(__SSE__)
#include <xmmintrin.h>
#endif

#include <fstream>
#include <iterator>
#include <string>

#include "pooledConvolution.h"
#include "tensorflow/c/c_api.h"

#undef TF_LoadSessionFromSavedModel
#undef TF_SessionRun

extern "C" TF_Session* TF_LoadSessionFromSavedModel(const TF_SessionOptions*, const TF_Buffer*, const char*,
                                                    const char* const*, int, TF_Graph*, TF_Buffer*, TF_Status*);

namespace {

// Else the first session's number of threads is that of all.
[[maybe_unused]] const int own_threads = setenv("TF_OVERRIDE_GLOBAL_THREADPOOL", "1", 0);

// What TensorFlow has in its own threads only, for the one that calls it: no signal comes, whose handler would write over
// what kernels keep beyond the end of the stack, and numbers too small for all their digits count as 0, which saves most of
// the time that they take.
class LikeItsOwnThread {
 public:
  LikeItsOwnThread() {
    sigset_t signals;
    sigfillset(&signals);
    for (int signal : {SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP}) sigdelset(&signals, signal);
    pthread_sigmask(SIG_BLOCK, &signals, &signals_);
#if defined(__SSE__)
    _mm_setcsr(float_state_ | kFlushDenormals);
#endif
  }

  ~LikeItsOwnThread() {
#if defined(__SSE__)
    _mm_setcsr(float_state_);
#endif
    pthread_sigmask(SIG_SETMASK, &signals_, nullptr);
  }

 private:
  sigset_t signals_;
#if defined(__SSE__)
  static constexpr unsigned kFlushDenormals = 0x8040;
  const unsigned float_state_ = _mm_getcsr();
#endif
};

}  // namespace

extern "C" TF_Session* SlopeLoadSession(const TF_SessionOptions* usual, const TF_Buffer* run_options, const char* folder,
                                        const char* const* tags, int tags_length, TF_Graph* graph, TF_Buffer* meta_graph,
                                        TF_Status* status) {
  static const bool once = (RegisterPooledConvolution(status), true);
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

extern "C" void TF_SessionRun(TF_Session*, const TF_Buffer*, const TF_Output*, TF_Tensor* const*, int, const TF_Output*,
                              TF_Tensor**, int, const TF_Operation* const*, int, TF_Buffer*, TF_Status*);

extern "C" void SlopeRunSession(TF_Session* session, const TF_Buffer* run_options, const TF_Output* inputs,
                                TF_Tensor* const* input_values, int ninputs, const TF_Output* outputs,
                                TF_Tensor** output_values, int noutputs, const TF_Operation* const* targets,
                                int ntargets, TF_Buffer* run_metadata, TF_Status* status) {
  const LikeItsOwnThread thread;
  TF_SessionRun(session, run_options, inputs, input_values, ninputs, outputs, output_values, noutputs, targets, ntargets,
                run_metadata, status);
}
