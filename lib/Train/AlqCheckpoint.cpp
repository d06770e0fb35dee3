// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The file is an ordinary network with fake multi-bit weights.

#include "AlqCheckpoint.h"
#include "Checkpoint.h"
#include "mlir/IR/Builders.h"
#include "mlir/Parser/Parser.h"
#include "llvm/Support/FileSystem.h"

using namespace mlir;

namespace ecg {

static constexpr StringLiteral attributeName = "ecg.alq";

llvm::Error writeAlqCheckpoint(func::FuncOp function,
                               const AlqProgress &progress, StringRef settings,
                               StringRef path) {
  Builder builder(function.getContext());
  auto state = builder.getDictionaryAttr(
      {builder.getNamedAttr("settings", builder.getStringAttr(settings)),
       builder.getNamedAttr("round", builder.getI64IntegerAttr(progress.round)),
       builder.getNamedAttr("start_size",
                            builder.getF64FloatAttr(progress.startSize)),
       builder.getNamedAttr("num_weights",
                            builder.getF64FloatAttr(progress.numWeights))});
  return writeWithState(function->getParentOfType<ModuleOp>(), attributeName,
                        state, path);
}

llvm::Expected<AlqProgress>
readAlqCheckpoint(func::FuncOp function, StringRef settings, StringRef path) {
  auto fail = [&](const llvm::Twine &cause) {
    return llvm::createStringError("cannot resume from '" + path +
                                   "': " + cause);
  };
  if (!llvm::sys::fs::exists(path))
    return fail("there is no such file");
  auto module = parseSourceFile<ModuleOp>(path, function.getContext());
  auto state = module ? (*module)->getAttrOfType<DictionaryAttr>(attributeName)
                      : DictionaryAttr();
  auto stored = module ? module->lookupSymbol<func::FuncOp>(function.getName())
                       : func::FuncOp();
  if (!state || !stored)
    return fail("it is no checkpoint of ALQ");
  auto made = state.getAs<StringAttr>("settings");
  auto round = state.getAs<IntegerAttr>("round");
  auto size = state.getAs<FloatAttr>("start_size");
  auto weights = state.getAs<FloatAttr>("num_weights");
  if (!made || !round || !size || !weights)
    return fail("it is no checkpoint of ALQ");
  if (made != settings)
    return fail("it was made with other settings (" + made.getValue() +
                "), not " + settings);
  if (stored.getFunctionType() != function.getFunctionType())
    return fail("it is about another network");
  function.getBody().takeBody(stored.getBody());
  return AlqProgress{static_cast<unsigned>(round.getInt()),
                     size.getValueAsDouble(), weights.getValueAsDouble()};
}

} // namespace ecg
