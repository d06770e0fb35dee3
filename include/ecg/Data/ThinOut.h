// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A part of a split that stands for all of it.

#ifndef ECG_DATA_THINOUT_H
#define ECG_DATA_THINOUT_H

#include "llvm/ADT/ArrayRef.h"
#include <cstdint>
#include <vector>

namespace ecg {

/// `count` of `all`, evenly spaced; all of them where `count` is 0 or more than
/// there are.
std::vector<uint32_t> thinOut(llvm::ArrayRef<uint32_t> all, size_t count);

} // namespace ecg

#endif // ECG_DATA_THINOUT_H
