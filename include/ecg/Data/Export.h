// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A Dataset as an .npz file, for training tools outside and for a look at what
// a spec gives. It opens again as the same data set.
#ifndef ECG_DATA_EXPORT_H
#define ECG_DATA_EXPORT_H

#include "ecg/Data/Dataset.h"

namespace ecg {

/// Writes signals (float32, as `read` gives them), labels, classes, records,
/// sampling rate and every split scheme under the default names of
/// DataOptions. Open the file with norm=none: it already is normalised. Several
/// inputs, and tensors, are written under their own names; such a file opens
/// for a model whose inputs are called so.
llvm::Error exportDataset(const Dataset &data, llvm::StringRef path);

} // namespace ecg

#endif // ECG_DATA_EXPORT_H
