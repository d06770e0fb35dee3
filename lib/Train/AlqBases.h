// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Stages in which weights stand exactly on their bases (ALQ-6 to ALQ-8).
// Private to the room.

#ifndef ECG_LIB_TRAIN_ALQBASES_H
#define ECG_LIB_TRAIN_ALQBASES_H

#include "MultiBitWeights.h"
#include "ecg/Train/Trainer.h"

namespace ecg {

/// After each step of the optimizer, which started at w = B a:
///  - bases: w is now the target w - g~ / h of ALQ-6; each weight takes the
///    nearest sign pattern, then the coordinates come in closed form (ALQ-7);
///  - coordinates: patterns stay, the optimizer's step of a counts (ALQ-8).
/// Both end with w = B a.
class AlqBases : public StepProjection {
public:
  enum class Mode { Bases, Coordinates };

  AlqBases(mlir::func::FuncOp function, Mode mode);

  void project(const Values &valuesOf, const Moments &momentsOf) override;

private:
  void projectGroup(const MultiBitWeights &layer, int64_t group,
                    llvm::MutableArrayRef<float> weights,
                    llvm::MutableArrayRef<float> alphas,
                    llvm::ArrayRef<float> moments,
                    std::vector<int64_t> &factors) const;

  Mode mode;
  std::vector<MultiBitWeights> layers;
  /// Of all groups, in order: factors of the coordinates, weight after weight.
  std::vector<std::vector<int64_t>> patterns;
};

/// Moves all weights onto their bases.
void snapToBases(mlir::func::FuncOp function);

} // namespace ecg

#endif // ECG_LIB_TRAIN_ALQBASES_H
