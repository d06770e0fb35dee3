// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Int8 RNN, one direction (contract: recurrent_s8.h).
#ifndef ECG_RT_REF_RNN_S8_H
#define ECG_RT_REF_RNN_S8_H

#include "recurrent_s8_sums.h" // of this set

#include "rnn_s8_layer.h"

#endif // ECG_RT_REF_RNN_S8_H
