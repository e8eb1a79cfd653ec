#pragma once

#include "tensorflow/c/tf_status.h"

// Makes the operations known to TensorFlow.
void RegisterPooledConvolution(TF_Status* status);
