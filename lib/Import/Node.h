// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the function of an ONNX operator sees: the node's inputs, attributes
// and opset, and how to make its outputs.
//
// Errors are sticky. The first reader that fails emits the node's one
// diagnostic and returns a harmless default; from then on create() makes
// nothing and result() fails. So a function reads what it needs, returns early
// if `failed()` before it computes with what it read, and builds.

#ifndef ECG_LIB_IMPORT_NODE_H
#define ECG_LIB_IMPORT_NODE_H

#include "HostTensor.h"
#include "ecg/IR/EcgOps.h"
#include "mlir/IR/Builders.h"
#include "onnx/onnx_pb.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include <memory>

namespace ecg {

/// A tensor of the model: known at import, computed at run time, or both once
/// a known one has been given to a layer.
struct ImportedTensor {
  std::shared_ptr<const HostTensor> constant;
  mlir::Value value;
};

/// Tensors by ONNX name.
using Scope = llvm::StringMap<ImportedTensor>;

/// Attributes by name, references to those of a calling function resolved.
using Attributes = llvm::StringMap<const onnx::AttributeProto *>;

class Node {
public:
  /// What surrounds the node.
  struct Context {
    mlir::OpBuilder &builder;
    Scope &scope;
    llvm::StringRef file;
    llvm::StringRef folder; ///< where external data may lie
    int64_t opset;
    int64_t &foldingRoom; ///< elements that may still be computed at import
  };

  Node(const onnx::NodeProto &proto, std::string name, Attributes attributes,
       const Context &context);

  mlir::MLIRContext *getContext() const { return location.getContext(); }
  int64_t opset() const { return context.opset; }
  /// The function of the node's layer as its row in the table names it.
  llvm::StringRef function() const { return layerFunction; }
  void setFunction(llvm::StringRef function) { layerFunction = function; }
  /// All inputs are constants and the layers are run at import: quantized
  /// constants are read as the reals they stand for.
  void setFolded() { isFolded = true; }
  bool failed() const { return hasFailed; }

  /// Starts the diagnostic of this node: `file: node 'n' (Op, opset v): `.
  mlir::InFlightDiagnostic error();

  //===--------------------------------------------------------------------===//
  // Inputs. Indices below the row's minimum are there, see Operators.h.
  //===--------------------------------------------------------------------===//

  unsigned numInputs() const { return proto.input_size(); }
  bool hasInput(unsigned index) const {
    return index < numInputs() && !proto.input(index).empty();
  }
  llvm::ArrayRef<int64_t> shape(unsigned index) const;
  int64_t rank(unsigned index) const { return shape(index).size(); }

  /// Input as float tensor; constants become `ecg.constant`. Null on failure
  /// or when the optional input is absent.
  mlir::Value value(unsigned index);
  /// The same for operators that only move numbers: also quantized tensors.
  mlir::Value floatOrQuantized(unsigned index);

  /// Input of any element type: a value computed at run time as it is, a
  /// constant in its own type, or in `element` where that is given. Null on
  /// failure or when the optional input is absent.
  mlir::Value any(unsigned index, mlir::Type element = {});
  /// The element type of an input; that of an operator's inputs from `first` on
  /// together: what is computed at run time decides, then the first constant.
  mlir::Type elementType(unsigned index);
  mlir::Type commonElementType(unsigned first = 0);
  /// The element type of an ONNX data type, null where there is none.
  mlir::Type typeOf(int32_t dataType) const;
  /// The type in which inputs are computed with: half in float, and the results
  /// become half again (setOutput).
  mlir::Type computeType();
  /// Input to compute with in `element`, a computeType().
  mlir::Value operand(unsigned index, mlir::Type element);

  /// The numbers of an input, or null when it is computed at run time.
  const HostTensor *constant(unsigned index) const;
  /// The same, an error when it is not known; `role` names it in the message.
  const HostTensor *requireConstant(unsigned index, llvm::StringRef role);
  /// A constant of integers (shapes, axes, pads), flat.
  llvm::ArrayRef<int64_t> integers(unsigned index, llvm::StringRef role);
  /// A constant of one real number.
  float scalar(unsigned index, llvm::StringRef role);

  //===--------------------------------------------------------------------===//
  // Attributes. One that no reader asked for is an error at the end.
  //===--------------------------------------------------------------------===//

  bool hasAttribute(llvm::StringRef name) const {
    return attributes.contains(name);
  }
  int64_t integerAttribute(llvm::StringRef name, int64_t otherwise);
  float realAttribute(llvm::StringRef name, float otherwise);
  std::string stringAttribute(llvm::StringRef name, llvm::StringRef otherwise);
  Shape integersAttribute(llvm::StringRef name, const Shape &otherwise);
  std::vector<float> realsAttribute(llvm::StringRef name);
  std::vector<std::string> stringsAttribute(llvm::StringRef name);
  HostTensor tensorAttribute(llvm::StringRef name);
  /// A required integer attribute.
  int64_t requireInteger(llvm::StringRef name);
  /// Reads and drops an attribute that cannot change the result.
  void ignoreAttribute(llvm::StringRef name) { used.insert(name); }

  /// An axis counted from the front; an error unless -rank <= axis < rank.
  int64_t normalizeAxis(int64_t axis, int64_t rank);

  //===--------------------------------------------------------------------===//
  // Outputs
  //===--------------------------------------------------------------------===//

  unsigned numOutputs() const { return proto.output_size(); }
  bool hasOutput(unsigned index) const {
    return index < numOutputs() && !proto.output(index).empty();
  }

  /// Makes a layer; its shape is inferred and verified, and what that finds
  /// wrong becomes the error of this node. Null on failure.
  template <typename Op, typename... Args> mlir::Value create(Args &&...args) {
    if (hasFailed)
      return {};
    mlir::OperationState state(location, Op::getOperationName());
    Op::build(context.builder, state, anyType(), std::forward<Args>(args)...);
    return insertInferred(state);
  }
  /// The same for ops with several results; empty on failure.
  template <typename Op, typename... Args>
  llvm::SmallVector<mlir::Value> createMany(unsigned numResults,
                                            Args &&...args) {
    if (hasFailed)
      return {};
    mlir::OperationState state(location, Op::getOperationName());
    llvm::SmallVector<mlir::Type> types(numResults, anyType());
    Op::build(context.builder, state, mlir::TypeRange(types),
              std::forward<Args>(args)...);
    mlir::Value first = insertInferred(state);
    if (!first)
      return {};
    return llvm::to_vector_of<mlir::Value>(first.getDefiningOp()->getResults());
  }
  /// The same for ops whose result type is not inferred.
  template <typename Op, typename... Args>
  mlir::Value createAs(mlir::Type type, Args &&...args) {
    if (hasFailed)
      return {};
    mlir::OperationState state(location, Op::getOperationName());
    Op::build(context.builder, state, type, std::forward<Args>(args)...);
    return insert(state);
  }
  /// One number, and a tensor of nothing else.
  mlir::Value number(float real) { return splat({}, real); }
  mlir::Value number(float real, mlir::Type element);
  mlir::Value splat(llvm::ArrayRef<int64_t> shape, float real);
  /// `tensor` as a value of the program with elements of a plain type.
  mlir::Value materializeAs(const HostTensor &tensor, mlir::Type element);
  /// `tensor` as a value of the program; quantized ones are dequantized.
  mlir::Value materialize(const HostTensor &tensor);
  /// To be asked before computing a constant of `shape`: false, after an error,
  /// when it is too large or the model has had enough of them.
  bool checkSize(llvm::ArrayRef<int64_t> shape);
  /// Reshape that knows when there is nothing to do.
  mlir::Value reshape(mlir::Value input, llvm::ArrayRef<int64_t> shape);
  /// Likewise a broadcast to a shape that allows it.
  mlir::Value expand(mlir::Value input, llvm::ArrayRef<int64_t> shape);
  /// Likewise a slice; no steps are steps of 1.
  mlir::Value slice(mlir::Value input, llvm::ArrayRef<int64_t> starts,
                    llvm::ArrayRef<int64_t> sizes,
                    llvm::ArrayRef<int64_t> steps = {});

  /// The elements of `input` in another type.
  mlir::Value cast(mlir::Value input, mlir::Type element);

  /// Sets one output of several. A null value is one that is not made. What was
  /// computed in float in place of half becomes half.
  void setOutput(unsigned index, mlir::Value value);
  /// Sets output 0 and says whether all went well.
  mlir::LogicalResult result(mlir::Value value);
  mlir::LogicalResult result(HostTensor tensor);
  /// Sets as many outputs as the node has, in order.
  mlir::LogicalResult setResults(llvm::ArrayRef<mlir::Value> values);
  /// Output 0 is input `index`.
  mlir::LogicalResult forward(unsigned index);

  /// Of the finished node; null entries were not made.
  llvm::ArrayRef<ImportedTensor> outputs() const { return results; }
  /// Replaces the value of an output.
  void setOutput(unsigned index, HostTensor tensor);
  /// Errors that only show at the end: attributes nobody asked for.
  mlir::LogicalResult finish();

private:
  const ImportedTensor &input(unsigned index) const;
  const onnx::AttributeProto *find(llvm::StringRef name,
                                   onnx::AttributeProto::AttributeType type);
  mlir::Type anyType();
  /// `value`, in float where it is half.
  mlir::Value widen(mlir::Value value);
  /// False, after an error, where an operand is one the node does not have.
  bool hasOperands(const mlir::OperationState &state);
  mlir::Value insertInferred(mlir::OperationState &state);
  mlir::Value insert(const mlir::OperationState &state);
  mlir::Value materialize(const HostTensor &tensor, mlir::Location at);
  /// Whether a layer can compute with the tensor; an error when not.
  bool checkNumbers(const HostTensor &tensor);

  const onnx::NodeProto &proto;
  std::string name;
  Attributes attributes;
  Context context;
  mlir::Location location;
  llvm::StringSet<> used;
  llvm::SmallVector<ImportedTensor, 1> results;
  llvm::StringRef layerFunction;
  bool hasFailed = false, isFolded = false, isHalf = false;
};

/// A constant with elements of a plain type: `tensor`, converted where its own
/// is another.
mlir::Value materializePlain(mlir::OpBuilder &builder, mlir::Location location,
                             const HostTensor &tensor, mlir::Type element);

} // namespace ecg

#endif // ECG_LIB_IMPORT_NODE_H
