// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Walks a model: inputs and initializers, nodes in order with local functions
// inlined, outputs. What an operator means is in Ops/.

#ifndef ECG_LIB_IMPORT_IMPORTER_H
#define ECG_LIB_IMPORT_IMPORTER_H

#include "Node.h"
#include "NodeOrder.h"
#include "ecg/Import/Import.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace ecg {

class Importer {
public:
  /// `file` stands in messages, `folder` is where external data may lie.
  Importer(const onnx::ModelProto &model, llvm::StringRef file,
           llvm::StringRef folder, const ImportOptions &options,
           mlir::MLIRContext *context);

  /// The module, or null after one diagnostic.
  mlir::OwningOpRef<mlir::ModuleOp> run();

private:
  /// A list of nodes being imported: the graph, or the body of a function.
  struct Frame {
    const NodeList &nodes;
    const google::protobuf::RepeatedPtrField<onnx::OperatorSetIdProto> &opsets;
    std::string prefix;    ///< of node names: the calls that lead here
    Attributes attributes; ///< of the call, for references to them
    Scope scope;
    unsigned depth = 0;
    llvm::StringSet<> used{}; ///< values that a node or the end asks for
    std::vector<onnx::AttributeProto> defaults{}; ///< behind `attributes`
  };

  mlir::InFlightDiagnostic error();

  mlir::LogicalResult importInitializers(Scope &scope);
  /// Inputs that the options make constants.
  mlir::LogicalResult bindConstants(Scope &scope);
  mlir::LogicalResult importInputs(Scope &scope);
  mlir::FailureOr<mlir::RankedTensorType>
  inputType(const onnx::ValueInfoProto &input, const Shape &shape);
  mlir::LogicalResult importNodes(Frame &frame);
  mlir::LogicalResult importNode(Frame &frame, int index);
  mlir::InFlightDiagnostic callError(const Frame &frame, int index);
  mlir::LogicalResult bindInputs(const Frame &frame, int index,
                                 const onnx::FunctionProto &function,
                                 Scope &scope);
  mlir::LogicalResult callFunction(Frame &frame, int index,
                                   const onnx::FunctionProto &function);
  mlir::LogicalResult convert(Node &node, const onnx::NodeProto &proto);
  /// Runs the layers behind `before`, which `node` made of constants only, and
  /// makes its outputs constants. Leaves them where they cannot run or there is
  /// no room.
  mlir::LogicalResult foldLayers(Node &node, mlir::Operation *before);
  mlir::LogicalResult store(Frame &frame, Node &node,
                            const onnx::NodeProto &proto);
  mlir::LogicalResult importOutputs(Scope &scope);
  /// Layers that later ones were merged with, constants nobody asked for.
  void eraseUnused();
  mlir::Value constantOutput(const HostTensor &tensor, int32_t dataType);
  mlir::FailureOr<mlir::Value> outputValue(const onnx::ValueInfoProto &output,
                                           Scope &scope);

  mlir::LogicalResult checkFunctions();
  const onnx::FunctionProto *findFunction(const onnx::NodeProto &node) const;
  std::optional<int64_t> findOpset(const Frame &frame,
                                   llvm::StringRef domain) const;
  Attributes attributesOf(const onnx::NodeProto &node,
                          const Frame &frame) const;

  const onnx::ModelProto &model;
  std::string file, folder;
  const ImportOptions &options;
  mlir::OpBuilder builder;
  mlir::OwningOpRef<mlir::ModuleOp> module;
  mlir::func::FuncOp function;
  unsigned numNodes = 0; ///< imported so far, functions inlined
  /// Elements that may still be computed at import. Nodes that expand or copy
  /// each other could otherwise exhaust memory.
  int64_t foldingRoom = int64_t(1) << 26;
};

} // namespace ecg

#endif // ECG_LIB_IMPORT_IMPORTER_H
