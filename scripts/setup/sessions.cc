// Compiled with the binding, which calls this in place of TF_LoadSessionFromSavedModel (see binding.mjs): a saved model
// that brings a file `session_config.pb`, a serialized ConfigProto, gets a session of that configuration. tfjs-node has
// no way to say how many threads a session takes.
#include <stdlib.h>

#include <fstream>
#include <iterator>
#include <string>

#include "pooledConvolution.h"
#include "tensorflow/c/c_api.h"

#undef TF_LoadSessionFromSavedModel

extern "C" TF_Session* TF_LoadSessionFromSavedModel(const TF_SessionOptions*, const TF_Buffer*, const char*,
                                                    const char* const*, int, TF_Graph*, TF_Buffer*, TF_Status*);

namespace {

// Else the first session's number of threads is that of all.
[[maybe_unused]] const int own_threads = setenv("TF_OVERRIDE_GLOBAL_THREADPOOL", "1", 0);

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
