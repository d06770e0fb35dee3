// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The weights of a layer behind ecg.fake_multi_bit, read and changed in place.
// Private to the room.

#ifndef ECG_LIB_TRAIN_MULTIBITWEIGHTS_H
#define ECG_LIB_TRAIN_MULTIBITWEIGHTS_H

#include "ecg/Compress/BitLevels.h"
#include "ecg/IR/EcgOps.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace ecg {

class MultiBitWeights {
public:
  /// All of a function, in order.
  static std::vector<MultiBitWeights> find(mlir::func::FuncOp function);

  FakeMultiBitOp op() const { return layer; }
  ConstantOp weights() const { return values; }
  ConstantOp coordinates() const { return alphas; }
  const WeightGroups &groups() const { return cut; }
  int64_t size() const { return static_cast<int64_t>(codes.size()); }
  int64_t rows() const { return size() / cut.perRow(); }
  int64_t numWeights() const { return size() * cut.size; }

  int64_t codeNumber(int64_t group) const { return codes[group]; }
  llvm::ArrayRef<int64_t> codeNumbers() const { return codes; }
  const BitCode &codeOf(int64_t group) const {
    return bitCodes()[codes[group]];
  }
  llvm::ArrayRef<float> alphasOf(int64_t group) const {
    return table().of(group);
  }
  int64_t width() const {
    return static_cast<int64_t>(learned.size()) / size();
  }

  /// The weights of a group before rounding, as devices have them, or those of
  /// another tensor of the same shape.
  std::vector<float> weightsOf(int64_t group) const {
    return gather(real, group);
  }
  std::vector<float> storedOf(int64_t group) const;
  std::vector<float> gather(llvm::ArrayRef<float> tensor, int64_t group) const;
  void scatter(llvm::ArrayRef<float> from, int64_t group,
               llvm::MutableArrayRef<float> tensor) const;

  /// Gives a group another code and its coordinates, once write() is called.
  void setGroup(int64_t group, int64_t code, llvm::ArrayRef<float> alphas);
  void write();

  /// `@stored_bytes`: what a device stores of the layer.
  int64_t bytes() const;

private:
  MultiBitWeights(FakeMultiBitOp layer, ConstantOp values, ConstantOp alphas);

  AlphaTable<float> table() const {
    return {learned, width(), codes, cut.areRows()};
  }

  FakeMultiBitOp layer;
  ConstantOp values, alphas;
  WeightGroups cut;
  std::vector<int64_t> codes;
  std::vector<float> real, learned; ///< weights, coordinates
};

std::vector<float> readFloats(ConstantOp constant);
/// `values` has as many numbers as the constant.
void writeFloats(ConstantOp constant, llvm::ArrayRef<float> values);

/// What to call a layer: the name of who reads `weights`, or what that is.
std::string nameOfReader(mlir::Operation *weights);

} // namespace ecg

#endif // ECG_LIB_TRAIN_MULTIBITWEIGHTS_H
