// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The emitted folder: what the printers make, and the runtime files it uses.

#include "ecg/Target/EmitC.h"
#include "Printers.h"
#include "ecg/Target/RuntimeFiles.h"

namespace ecg {

llvm::Expected<std::vector<EmittedFile>> emitC(const CModel &model,
                                               const EmitOptions &options) {
  std::vector<EmittedFile> files;
  files.push_back({model.name + ".h", printHeader(model, options)});
  files.push_back({model.name + ".c", printSource(model, options)});
  llvm::Expected<std::string> weights = printWeights(model, options);
  if (!weights)
    return weights.takeError();
  files.push_back({model.name + "_weights.h", std::move(*weights)});
  if (options.selfTest)
    files.push_back(
        {model.name + "_self_test.c", printSelfTest(model, options)});
  std::string normalize = printNormalize(model, options);
  if (!normalize.empty())
    files.push_back({model.name + "_normalize.c", std::move(normalize)});
  files.push_back({"CMakeLists.txt", printCMake(model, options)});

  std::vector<std::string> headers{"ecg_rt.h"};
  for (const CCall &call : model.calls)
    headers.push_back(call.header());
  auto runtime = RuntimeFiles(model.target->kernelSet).closure(headers);
  if (!runtime)
    return runtime.takeError();
  for (const RuntimeFile *file : *runtime)
    files.push_back({file->name().str(), file->text.str()});
  return files;
}

} // namespace ecg
