// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The table of operators, in alphabetical order.

#include "Operators.h"
#include "Ops/Ops.h"
#include "llvm/ADT/StringExtras.h"
#include <set>

namespace ecg {

namespace {

// name, opsets, inputs, function on tensors, function on constants
const OperatorRow table[] = {
    {"Conv", 1, 22, 2, 3, importConv, nullptr},
    {"Flatten", 1, 22, 1, 1, importFlatten, nullptr},
    {"Gemm", 6, 22, 2, 3, importGemm, nullptr},
    {"MaxPool", 1, 22, 1, 1, importMaxPool, nullptr},
    {"Relu", 6, 22, 1, 1, importRelu, nullptr},
};

} // namespace

const OperatorRow *findOperator(llvm::StringRef name, int64_t opset) {
  for (const OperatorRow &row : table)
    if (row.name == name && row.firstOpset <= opset && opset <= row.lastOpset)
      return &row;
  return nullptr;
}

std::string acceptedOpsets(llvm::StringRef name) {
  int64_t first = maxOpset + 1, last = 0;
  for (const OperatorRow &row : table)
    if (row.name == name) {
      first = std::min(first, std::max(row.firstOpset, minOpset));
      last = std::max(last, row.lastOpset);
    }
  if (last == 0)
    return {};
  return std::to_string(first) + " to " + std::to_string(last);
}

std::string acceptedOperators() {
  std::set<llvm::StringRef> names;
  for (const OperatorRow &row : table)
    if (row.onTensors)
      names.insert(row.name);
  return llvm::join(names, ", ");
}

} // namespace ecg
