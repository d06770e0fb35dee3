// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Walks from the operands that say shapes back to the graph's inputs.

#include "ShapeInputs.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"

namespace ecg {

using Operands = llvm::SmallVector<int, 5>;

/// The operands of an operator whose values its result's shape depends on
/// (ONNX operator schemas, opset 17 and before).
static Operands shapeOperands(llvm::StringRef op) {
  static const llvm::StringMap<Operands> table = {{"BlackmanWindow", {0}},
                                                  {"CenterCropPad", {1}},
                                                  {"Col2Im", {1, 2}},
                                                  {"Compress", {1}},
                                                  {"ConstantOfShape", {0}},
                                                  {"DFT", {1}},
                                                  {"Expand", {1}},
                                                  {"HammingWindow", {0}},
                                                  {"HannWindow", {0}},
                                                  {"MaxUnpool", {2}},
                                                  {"MelWeightMatrix", {0, 1}},
                                                  {"NonZero", {0}},
                                                  {"OneHot", {1}},
                                                  {"Pad", {1, 3}},
                                                  {"Range", {0, 1, 2}},
                                                  {"Reshape", {1}},
                                                  {"Resize", {1, 2, 3}},
                                                  {"STFT", {1, 3}},
                                                  {"Slice", {1, 2, 3, 4}},
                                                  {"Split", {1}},
                                                  {"Squeeze", {1}},
                                                  {"Tile", {1}},
                                                  {"TopK", {1}},
                                                  {"Unsqueeze", {1}},
                                                  {"Upsample", {1}}};
  if (op.starts_with("Reduce"))
    return {1};
  return table.lookup(op);
}

std::set<std::string> findShapeInputs(const onnx::GraphProto &graph) {
  std::set<std::string> wanted;
  // Nodes stand in topological order, so one walk backwards is enough.
  for (const onnx::NodeProto &node : llvm::reverse(graph.node())) {
    for (int operand : shapeOperands(node.op_type()))
      if (operand < node.input_size())
        wanted.insert(node.input(operand));
    bool readsShapeOnly = node.op_type() == "Shape" || node.op_type() == "Size";
    bool isWanted = llvm::any_of(node.output(), [&](const std::string &name) {
      return wanted.count(name) > 0;
    });
    if (isWanted && !readsShapeOnly)
      wanted.insert(node.input().begin(), node.input().end());
  }
  std::set<std::string> inputs;
  for (const onnx::ValueInfoProto &input : graph.input())
    if (wanted.count(input.name()))
      inputs.insert(input.name());
  return inputs;
}

} // namespace ecg
