// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From a planned `ecgrt` function to the files of a C library. One op is one
// call: nothing is decided here that is not written in the IR.

#ifndef ECG_TARGET_EMITC_H
#define ECG_TARGET_EMITC_H

#include "ecg/Data/Normalization.h"
#include "ecg/IR/Elements.h"
#include "ecg/Target/Targets.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include <optional>
#include <string>
#include <vector>

namespace ecg {

/// One input or output of the emitted function, in the order of the ONNX file.
struct CPort {
  std::string onnxName;
  std::string id; ///< parameter name; its capitals are part of macros
  llvm::SmallVector<int64_t> shape;
  bool isOutput = false;
  /// How the elements cross the boundary.
  const ElementInfo *element = nullptr;
  bool isQuantized = false; ///< int8 that stands for real numbers
  float scale = 1;          ///< of a quantized port: scale * (q - zeroPoint)
  int32_t zeroPoint = 0;
  /// Byte of the arena, of an input that lies there.
  std::optional<int64_t> arenaOffset;

  /// Whether it is a parameter of the function.
  bool isParameter() const { return !arenaOffset; }
  int64_t numElements() const;
  bool isFloat() const { return element->suffix == "f32"; }
  int64_t numBytes() const { return numElements() * element->bytes; }
  llvm::StringRef cType() const { return element->cType; }
  /// The function that gives the address of an input in the arena.
  std::string accessor(llvm::StringRef model) const {
    return (model + "_" + id + "_input").str();
  }
};

/// A constant array of the program.
struct CTable {
  std::string id;
  std::string layer; ///< whose constant this is
  std::string label; ///< what it is to the layer: "weight", "bias", ...
  mlir::ElementsAttr elements;

  int64_t numBytes() const;
};

/// One kernel call, as text.
struct CCall {
  std::string kernel;              ///< "ecg_conv1d_s8", "ecg_exp_f32"
  std::string stem;                ///< of header and parameters: "unary"
  std::string comment;             ///< name of the layer
  std::vector<std::string> params; ///< ".cin = 1"
  std::vector<std::string> args;   ///< without the parameters
  /// How many rows of weights have which code, where they are packed.
  std::string rows;

  /// The runtime header that defines the kernel.
  std::string header() const { return stem + ".h"; }
};

/// What the printers print, read off the IR once.
struct CModel {
  std::string name;  ///< C identifier and stem of the files
  std::string macro; ///< the name in capitals
  const Target *target = nullptr;
  std::vector<CPort> ports; ///< inputs, then outputs
  std::vector<CTable> tables;
  std::vector<CCall> calls;
  int64_t arenaBytes = 0;
  int64_t stateBytes = 0; ///< 0: the function keeps nothing
  /// Codes of packed weights, as bits; 0: no weights are packed.
  uint32_t rowCodes = 0;

  std::vector<const CPort *> inputs() const;
  std::vector<const CPort *> outputs() const;
  bool hasInputInArena() const;

  /// Reads a planned function; a diagnostic and failure when it is not one.
  static mlir::FailureOr<CModel> get(mlir::func::FuncOp func,
                                     const Target &target);
};

/// Inputs and what the executor makes of them, one entry a port: the bytes
/// that cross the boundary.
struct SelfTestVector {
  std::vector<std::string> bytes;
  /// Largest difference a float output may have; 0: none.
  float tolerance = 0;
};

struct EmitOptions {
  /// File the model came from, without folder, for the opening comments.
  std::string source;
  /// How input signals were normalised, where data told.
  std::optional<Normalization> normalization;
  /// The same in words, a line an input.
  std::vector<std::string> preparation;
  /// What the values of the first output stand for, or empty.
  std::vector<std::string> classNames;
  std::optional<SelfTestVector> selfTest;
};

struct EmittedFile {
  std::string name, text;
};

/// All C files of the folder, and the runtime headers they use. README and
/// report come later, with sizes (Report.h).
llvm::Expected<std::vector<EmittedFile>> emitC(const CModel &model,
                                               const EmitOptions &options);

} // namespace ecg

#endif // ECG_TARGET_EMITC_H
