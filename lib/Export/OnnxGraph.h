// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An ONNX graph while it is written: names of tensors for the values of the
// program, nodes, initializers. A quantized value is an int8 tensor; who wants
// its real numbers gets a DequantizeLinear, made once.

#ifndef ECG_LIB_EXPORT_ONNXGRAPH_H
#define ECG_LIB_EXPORT_ONNXGRAPH_H

#include "ecg/IR/EcgOps.h"
#include "ecg/IR/QuantTypes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "onnx/onnx_pb.h"
#include "llvm/ADT/StringMap.h"
#include <variant>

namespace ecg {

/// An attribute of a node.
struct OnnxAttribute {
  llvm::StringRef name;
  std::variant<int64_t, float, std::string, std::vector<int64_t>,
               std::vector<std::string>, std::vector<float>>
      value;
};
using OnnxAttributes = std::vector<OnnxAttribute>;
/// Names of tensors; "" where an optional input is left out.
using OnnxNames = std::vector<std::string>;

class OnnxGraph {
public:
  OnnxGraph(mlir::func::FuncOp function, int64_t opset)
      : function(function), graph(*model.mutable_graph()), opset(opset),
        neededOpset(opset) {}

  /// Writes the function; a diagnostic and failure where ONNX cannot say it.
  mlir::LogicalResult write();

  onnx::ModelProto &getModel() { return model; }

  //===--------------------------------------------------------------------===//
  // For the models of OnnxOpInterface
  //===--------------------------------------------------------------------===//

  /// The tensor that holds `value` as it is stored: integers of a quantized
  /// value. Constants become initializers when first asked for. A null value
  /// is an optional input that is left out.
  std::string stored(mlir::Value value);

  /// The tensor that holds the numbers `value` stands for.
  std::string real(mlir::Value value);

  /// `real` with the dimensions of a matrix exchanged.
  std::string transposed(mlir::Value matrix);

  /// Adds the node that has the name of the layer being written, and returns
  /// its output.
  std::string add(llvm::StringRef opType, const OnnxNames &inputs,
                  const OnnxAttributes &attributes = {});
  /// The same for a node with several outputs.
  OnnxNames addMany(llvm::StringRef opType, const OnnxNames &inputs,
                    const OnnxAttributes &attributes, unsigned numOutputs);
  /// Adds one of the other nodes that a layer takes.
  std::string addPart(llvm::StringRef opType, const OnnxNames &inputs,
                      const OnnxAttributes &attributes = {});

  /// Initializers of the layer being written; `role` says what they are to it.
  std::string integers(llvm::StringRef role, llvm::ArrayRef<int64_t> values,
                       unsigned bits = 64);
  std::string numbers(llvm::StringRef role, llvm::ArrayRef<float> values);
  std::string number(llvm::StringRef role, double value, mlir::Type element);
  /// The same in float.
  std::string number(llvm::StringRef role, float value);

  /// Says that tensor `name` holds the numbers of `result`; a quantized result
  /// gets its QuantizeLinear.
  void setResult(mlir::Value result, std::string name);

  int64_t getOpset() const { return opset; }
  /// Says that a node needs this opset. Where it is above that of the model,
  /// the model is written again.
  void requireOpset(int64_t needed) {
    neededOpset = std::max(neededOpset, needed);
  }
  int64_t getNeededOpset() const { return neededOpset; }

private:
  using QuantizedType = mlir::quant::QuantizedType;

  mlir::LogicalResult nameOutputs();
  void writeInputs();
  mlir::LogicalResult writeLayer(mlir::Operation &op);
  mlir::LogicalResult checkResults(mlir::Operation &op);
  void writeOutputs();
  void writeHeader();
  /// Says that tensor `name` holds `result` as it is stored.
  void setStored(mlir::Value result, std::string name);
  /// Gives an output of the last node another name; false when it has none
  /// that is called `from`.
  bool rename(llvm::StringRef from, const std::string &to);

  std::string addNode(llvm::StringRef opType, llvm::StringRef stem,
                      const OnnxNames &inputs,
                      const OnnxAttributes &attributes = {});
  onnx::NodeProto &makeNode(llvm::StringRef opType, llvm::StringRef stem,
                            OnnxNames inputs, const OnnxAttributes &attributes);
  std::string addInitializer(llvm::StringRef stem, mlir::Type element,
                             llvm::ArrayRef<int64_t> shape,
                             llvm::StringRef bytes);
  std::string addConstant(ConstantOp constant);
  /// A QuantizeLinear or DequantizeLinear with the parameters of `type`.
  std::string convert(llvm::StringRef opType, std::string input,
                      QuantizedType type);

  /// A name that nobody in `taken` has.
  using Names = llvm::StringMap<unsigned>;
  static std::string unique(Names &taken, llvm::StringRef stem);

  mlir::func::FuncOp function;
  onnx::ModelProto model;
  onnx::GraphProto &graph;
  int64_t opset, neededOpset;
  int64_t weightBytes = 0;
  std::string layer; ///< name of the layer being written
  Names tensorNames, nodeNames;
  llvm::DenseMap<mlir::Value, std::string> storedNames, realNames;
  /// What the outputs of the model are called; only values that layers make.
  llvm::DenseMap<mlir::Value, std::string> wantedNames;
};

} // namespace ecg

#endif // ECG_LIB_EXPORT_ONNXGRAPH_H
