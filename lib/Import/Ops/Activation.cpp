// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Activations.

#include "Ops.h"

using namespace mlir;

namespace ecg {

LogicalResult importRelu(Node &node) {
  return node.result(node.create<ReluOp>(node.value(0)));
}

} // namespace ecg
