// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a layer sees while it is turned into kernel calls: buffers for values,
// constants, and the calls themselves. Used by the models of KernelOpInterface
// in lib/Target/Kernels only.

#ifndef ECG_TARGET_KERNELLOWERING_H
#define ECG_TARGET_KERNELLOWERING_H

#include "ecg/Compress/Requantize.h"
#include "ecg/IR/Constants.h"
#include "ecg/IR/EcgOps.h"
#include "ecg/Target/KernelSet.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "llvm/ADT/DenseSet.h"

namespace ecg {

/// How the elements of a value lie in memory: float, int8 or int16 with a
/// scale, or for layers that take them the numbers of another element type.
struct ElementFormat {
  std::optional<QuantizedRange> quantized;
  mlir::Type plain = {}; ///< of elements that are neither float nor quantized

  bool isFloat() const { return !quantized && !plain; }
  bool isInt8() const { return quantized && quantized->bits == 8; }
  bool operator==(const ElementFormat &other) const;
  bool operator!=(const ElementFormat &other) const {
    return !(*this == other);
  }
};

/// Limits of a fused activation in float and in quantized units.
struct FloatLimits {
  float min, max;
};
FloatLimits floatLimits(std::optional<ClampAttr> clamp);
/// The integers `range` allows that stand for values within the clamp.
QuantizedRange limited(QuantizedRange range, std::optional<ClampAttr> clamp);

class KernelLowering {
public:
  KernelLowering(mlir::OpBuilder &builder, const KernelSet &kernels,
                 bool stateful = false,
                 PackWeights packWeights = PackWeights::Auto)
      : builder(builder), kernels(kernels), packWeights(packWeights),
        stateful(stateful) {}

  /// The buffer that holds `value`. Constants get theirs when first asked for.
  mlir::Value bufferOf(mlir::Value value);

  /// The buffer a layer has to write `result` into: an output of the program
  /// where the value is one, otherwise a new buffer.
  mlir::Value resultBuffer(mlir::Value result);

  /// A new buffer for `shape` elements of this format.
  mlir::Value makeBuffer(mlir::Location loc, llvm::ArrayRef<int64_t> shape,
                         const ElementFormat &format);

  /// Whether layers keep what they know of the past between runs, in buffers
  /// that are zero before the first one; the bytes of all of them so far.
  bool isStateful() const { return stateful; }
  mlir::Value makeState(mlir::Location loc, llvm::ArrayRef<int64_t> shape,
                        const ElementFormat &format);
  int64_t getStateBytes() const { return stateBytes; }

  /// No buffer, for what a kernel can do without.
  mlir::Value noBuffer(mlir::Location loc, mlir::Type element);

  /// Makes `buffer`, or a view of it in the shape of `value`, what holds
  /// `value` (resultBuffer then returns it).
  void bind(mlir::Value value, mlir::Value buffer);

  /// The elements of `buffer` from `offset` on, in a shape: no copy.
  mlir::Value partOf(mlir::Value buffer, int64_t offset,
                     llvm::ArrayRef<int64_t> shape);

  /// Asks the layer that makes `value` to write it into `buffer`. Does nothing
  /// when it has a place already, or is an input or a constant: who needs the
  /// value there compares with bufferOf(value) (rt::getPart) and copies.
  void place(mlir::Value value, mlir::Value buffer);

  /// The buffer that holds `value` already, or null.
  mlir::Value findBuffer(mlir::Value value) const {
    return buffers.lookup(value);
  }

  /// The format of a value; a diagnostic on `layer` when no kernel reads it.
  mlir::FailureOr<ElementFormat> formatOf(mlir::Operation *layer,
                                          mlir::Value value);

  /// The same where elements of every type will do.
  mlir::FailureOr<ElementFormat> anyFormatOf(mlir::Operation *layer,
                                             mlir::Value value);

  /// The formats of several values, which must be all float, all int8
  /// or all int16.
  template <size_t count>
  mlir::FailureOr<std::array<ElementFormat, count>>
  formatsOf(mlir::Operation *layer, const mlir::Value (&values)[count]) {
    std::array<ElementFormat, count> formats;
    if (failed(readFormats(layer, values, formats)))
      return mlir::failure();
    return formats;
  }

  /// A table of the program. `label` says what it is to the layer.
  template <typename T>
  mlir::Value makeTable(mlir::Location loc, llvm::StringRef label,
                        llvm::ArrayRef<T> values) {
    auto type = mlir::RankedTensorType::get(values.size(), elementType<T>());
    return makeTable(loc, label, makeElements<T>(type, values));
  }
  mlir::Value makeTable(mlir::Location loc, llvm::StringRef label,
                        mlir::ElementsAttr values);

  /// `weights` as the kernel set wants them.
  template <typename OpTy, typename T>
  mlir::Value makeWeights(mlir::Location loc,
                          const typename OpTy::Params &params,
                          llvm::ArrayRef<T> weights) {
    return makeTable<T>(loc, "weight", orderWeights<OpTy, T>(params, weights));
  }
  template <typename OpTy, typename T>
  std::vector<T> orderWeights(const typename OpTy::Params &params,
                              llvm::ArrayRef<T> weights) {
    const auto &kernel = kernels.get<OpTy, T>();
    std::vector<T> packed(kernel.packedBytes(&params) / sizeof(T));
    kernel.pack(&params, weights.data(), packed.data());
    return packed;
  }

  template <typename OpTy, typename T>
  mlir::Value makeScratch(mlir::Location loc,
                          const typename OpTy::Params &params) {
    return makeScratch(loc, kernels.get<OpTy, T>().scratchBytes(&params));
  }

  /// Calls a kernel for `layer`. Fails with a diagnostic when a size taken
  /// through size() did not fit or the kernel cannot work on the buffers.
  template <typename OpTy>
  mlir::LogicalResult call(mlir::Operation *layer,
                           const typename OpTy::Params &params,
                           mlir::ValueRange buffers) {
    if (failed(checkSizes(layer)))
      return mlir::failure();
    return verifyCall(
        rt::createCall<OpTy>(builder, layer->getLoc(), params, buffers));
  }

  /// The same for a kernel that works on one sample: `batch` calls, one a
  /// slice of the inputs and outputs among `buffers` along dimension 0. Tables
  /// and scratch are the same for all.
  template <typename OpTy>
  mlir::LogicalResult callEachSample(mlir::Operation *layer, int64_t batch,
                                     const typename OpTy::Params &params,
                                     mlir::ValueRange buffers) {
    for (int64_t sample = 0; sample < batch; ++sample)
      if (failed(call<OpTy>(
              layer, params,
              sampleOf(sample, batch, buffers, OpTy::getBufferRoles()))))
        return mlir::failure();
    return mlir::success();
  }

  /// The same for the kernel on int8 or on int16, whichever `range` asks for;
  /// both take the same parameters.
  template <typename S8Op, typename S16Op>
  mlir::LogicalResult
  callQuantized(mlir::Operation *layer, const QuantizedRange &range,
                const typename S8Op::Params &params, mlir::ValueRange buffers) {
    return range.bits == 8 ? call<S8Op>(layer, params, buffers)
                           : call<S16Op>(layer, params, buffers);
  }

  /// The same for the kernel of a family that `function` names.
  template <typename OpTy>
  mlir::LogicalResult
  callFamily(mlir::Operation *layer, llvm::StringRef function,
             const typename OpTy::Params &params, mlir::ValueRange buffers) {
    if (failed(checkSizes(layer)))
      return mlir::failure();
    return verifyCall(rt::createFamilyCall<OpTy>(builder, layer->getLoc(),
                                                 function, params, buffers));
  }

  /// Copies the elements of a buffer to one of the same size and type.
  mlir::LogicalResult copy(mlir::Operation *layer, mlir::Value from,
                           mlir::Value to);

  /// A size or stride as kernels take it: 32 bits. One that does not fit makes
  /// checkSizes fail.
  int32_t size(int64_t value);
  mlir::LogicalResult checkSizes(mlir::Operation *layer);

  /// `buffer`, or for another format than `from` a new buffer with the same
  /// reals in `to`.
  mlir::FailureOr<mlir::Value> rescale(mlir::Operation *layer,
                                       mlir::Value buffer,
                                       const ElementFormat &from,
                                       const ElementFormat &to);

  /// The same into a buffer that is already there.
  mlir::LogicalResult rescaleInto(mlir::Operation *layer, mlir::Value buffer,
                                  const QuantizedRange &from,
                                  const QuantizedRange &to, mlir::Value result);

  /// Any function of one element (@lut_s8, @lut_s16).
  mlir::LogicalResult callFunction(mlir::Operation *layer, mlir::Value input,
                                   const QuantizedRange &from,
                                   const QuantizedRange &to,
                                   llvm::function_ref<double(double)> function,
                                   mlir::Value result);

  /// The formats between which a layer moves elements: the same one, or both
  /// int8 or both int16.
  mlir::FailureOr<std::pair<ElementFormat, ElementFormat>>
  movedFormats(mlir::Operation *layer, mlir::Value from, mlir::Value to);

  /// For a layer that moves or selects elements of its first operand into its
  /// result: `write` makes the call that fills the given buffer in the format
  /// of the operand. Where the result has another scale, a rescaling follows.
  mlir::LogicalResult
  moveElements(mlir::Operation *layer,
               llvm::function_ref<mlir::LogicalResult(const ElementFormat &,
                                                      mlir::Value)>
                   write);

  /// `layer` is part of an other's call: its own model is not asked.
  void setLowered(mlir::Operation *layer) { lowered.insert(layer); }
  bool isLowered(mlir::Operation *layer) const {
    return lowered.contains(layer);
  }

  mlir::OpBuilder &builder;
  const KernelSet &kernels;
  const PackWeights packWeights;

private:
  template <typename T> mlir::Type elementType() {
    if constexpr (std::is_same_v<T, float>)
      return builder.getF32Type();
    else
      return mlir::IntegerType::get(builder.getContext(), 8 * sizeof(T),
                                    std::is_signed_v<T>
                                        ? mlir::IntegerType::Signless
                                        : mlir::IntegerType::Unsigned);
  }
  mlir::LogicalResult readFormats(mlir::Operation *layer,
                                  llvm::ArrayRef<mlir::Value> values,
                                  llvm::MutableArrayRef<ElementFormat> formats);
  mlir::Value makeScratch(mlir::Location loc, size_t bytes);
  /// The buffers of one call of callEachSample.
  llvm::SmallVector<mlir::Value> sampleOf(int64_t sample, int64_t batch,
                                          mlir::ValueRange buffers,
                                          llvm::ArrayRef<rt::BufferRole> roles);
  mlir::LogicalResult verifyCall(mlir::Operation *call);

  llvm::DenseMap<mlir::Value, mlir::Value> buffers;
  llvm::DenseSet<mlir::Operation *> lowered;
  bool tooLarge = false;
  bool stateful;
  int64_t stateBytes = 0;
};

} // namespace ecg

#endif // ECG_TARGET_KERNELLOWERING_H
