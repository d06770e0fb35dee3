// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Samples out of the arrays of .npz files. Private to the room.
#ifndef ECG_LIB_DATA_NPZSOURCES_H
#define ECG_LIB_DATA_NPZSOURCES_H

#include "ecg/Data/Dataset.h"
#include "ecg/Data/Npz.h"
#include <optional>

namespace ecg {

/// Samples in one array: [samples, leads, length], or with the last two swapped
/// when time comes first. Values become (x - zero) / gain.
std::unique_ptr<SignalSource> makeSignalSource(NpyArray signal,
                                               std::vector<unsigned> leads,
                                               bool timeFirst, double gain,
                                               double zero);

/// One array a tensor, with the samples along its first dimension.
std::unique_ptr<SignalSource> makeTensorSource(std::vector<NpyArray> arrays);

/// Index of the first element that is NaN or infinite as float. All samples are
/// looked at: damage in one split says little good of the others, and whoever
/// reads only those would never hear of it.
std::optional<int64_t> findNonFinite(const NpyArray &array);

} // namespace ecg

#endif // ECG_LIB_DATA_NPZSOURCES_H
