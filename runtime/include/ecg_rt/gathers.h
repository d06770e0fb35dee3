// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Contracts of kernels that copy the elements other elements name. There is one
// for each size of an element, as in moves.h.
//
// @gather_index: an index below 0 counts from the end; what is still outside
// becomes the nearest index inside, so that nothing outside x is ever read.
#ifndef ECG_RT_GATHERS_H
#define ECG_RT_GATHERS_H

#include "ecg_rt.h"

typedef struct ecg_gather_params {
  int32_t batches, rows, inner; ///< y: [batches][rows][inner]
  int32_t depth;                ///< indices that name a row, 1 to 6
  int32_t sizes[6];             ///< of the dimensions they count in; 1 beyond
  int32_t strides[6];           ///< of those, in elements of x
  int32_t x_stride;             ///< of x from one batch to the next
  int32_t index_stride;         ///< of the indices likewise; 0: the same ones
  int32_t index_bytes;          ///< 4: int32, 8: int64
} ecg_gather_params_t;

/// Row r of batch b is the `inner` elements of x from b * x_stride + sum of
/// @gather_index(indices[b * index_stride + r * depth + d], sizes[d]) *
/// strides[d] on. ONNX Gather (depth 1) and GatherND.
typedef void ecg_gather_fn(const ecg_gather_params_t *p, const void *x,
                           const void *indices, void *y);

typedef struct ecg_gather_elements_params {
  int32_t outer, n, inner; ///< x: [outer][n][inner]
  int32_t rows;            ///< indices and y: [outer][rows][inner]
  int32_t index_bytes;     ///< 4: int32, 8: int64
} ecg_gather_elements_params_t;

/// y[o][r][i] = x[o][@gather_index(indices[o][r][i], n)][i].
typedef void ecg_gather_elements_fn(const ecg_gather_elements_params_t *p,
                                    const void *x, const void *indices,
                                    void *y);

#endif // ECG_RT_GATHERS_H
