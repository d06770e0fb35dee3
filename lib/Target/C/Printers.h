// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The printers of the emitted folder, one a file. Only emitC calls them.

#ifndef ECG_LIB_TARGET_C_PRINTERS_H
#define ECG_LIB_TARGET_C_PRINTERS_H

#include "ecg/Target/EmitC.h"

namespace ecg {

/// `int <model>_<function>(void *arena, const float *input, float *logits)`,
/// with or without the inputs, in lines of at most 80 columns.
std::string prototype(const CModel &model, llvm::StringRef function,
                      bool withInputs);

/// The comment every file opens with.
std::string fileComment(const EmitOptions &options, llvm::StringRef what);

std::string printHeader(const CModel &model, const EmitOptions &options);
std::string printSource(const CModel &model, const EmitOptions &options);
llvm::Expected<std::string> printWeights(const CModel &model,
                                         const EmitOptions &options);
std::string printSelfTest(const CModel &model, const EmitOptions &options);
std::string printNormalize(const CModel &model, const EmitOptions &options);
std::string printCMake(const CModel &model, const EmitOptions &options);

} // namespace ecg

#endif // ECG_LIB_TARGET_C_PRINTERS_H
