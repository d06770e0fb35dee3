// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Gradients without steps.

#include "TrainRun.h"
#include "llvm/ADT/DenseMap.h"

using namespace mlir;
using llvm::Error;

namespace ecg {

Error TrainRun::differentiate(
    size_t batches, llvm::function_ref<void(const Gradients &)> batchEnded) {
  if (Error error = prepare())
    return error;
  llvm::DenseMap<Operation *, const LearnedConstant *> learned;
  for (const LearnedConstant &constant : program->constants())
    if (!constant.isStatistic)
      learned[constant.op] = &constant;
  auto gradientOf = [&](ConstantOp constant) -> ArrayRef<float> {
    auto *found = learned.lookup(copies.lookup(constant.getOperation()));
    return found ? program->gradients().slice(found->offset, found->size)
                 : ArrayRef<float>();
  };
  MeanLoss mean;
  std::vector<uint32_t> order;
  size_t begin = 0;
  for (unsigned epoch = 0; batches > 0; --batches) {
    if (begin >= order.size()) {
      order = sampler->epoch(++epoch);
      begin = 0;
    }
    size_t count = std::min(options.batch, order.size() - begin);
    if (Error error = differentiateBatch(ArrayRef(order).slice(begin, count),
                                         epoch, mean))
      return error;
    begin += count;
    batchEnded(gradientOf);
  }
  return Error::success();
}

} // namespace ecg
