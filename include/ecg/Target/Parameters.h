// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a model carries in flash besides code: every constant table, itemised by
// layer, all-in.

#ifndef ECG_TARGET_PARAMETERS_H
#define ECG_TARGET_PARAMETERS_H

#include "ecg/Target/EmitC.h"
#include "llvm/Support/JSON.h"
#include <map>

namespace ecg {

/// The tables of one layer.
struct LayerTables {
  std::string layer;
  std::map<std::string, int64_t> bytes; ///< by what they are to the layer
  /// How many rows of weights have which code, where they are packed.
  std::string rows;

  int64_t total() const;
};

struct Parameters {
  std::vector<LayerTables> layers; ///< those that have tables, in their order
  /// All tables, one behind the other, compressed by zlib: what an archive
  /// would hold. 0: zlib is not there.
  int64_t archiveBytes = 0;

  int64_t total() const;
};

/// Reads what will be emitted.
Parameters describeParameters(const CModel &model);

void printParameters(llvm::raw_ostream &os, const Parameters &parameters);
llvm::json::Object toJson(const Parameters &parameters);

} // namespace ecg

#endif // ECG_TARGET_PARAMETERS_H
