// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Evenly spaced samples.

#include "ecg/Data/ThinOut.h"

using namespace llvm;

namespace ecg {

std::vector<uint32_t> thinOut(ArrayRef<uint32_t> all, size_t count) {
  if (count == 0 || count >= all.size())
    return all.vec();
  std::vector<uint32_t> chosen;
  for (size_t i = 0; i < count; ++i)
    chosen.push_back(all[i * all.size() / count]);
  return chosen;
}

} // namespace ecg
