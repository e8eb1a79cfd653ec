// Linked into the binding, and run before TensorFlow's own start-up code: only errors are logged.
#include "absl/log/globals.h"

namespace {
[[maybe_unused]] const bool quiet = [] {
  absl::SetMinLogLevel(absl::LogSeverityAtLeast::kError);
  return true;
}();
}
