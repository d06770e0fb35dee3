// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From a goal to the flags that reach it: which passes, in which order, how
// far. Rules and where they were measured: docs/recipes.md. Runs nothing, reads
// no files.

#ifndef ECG_TOOLS_ECGOPT_RECIPE_H
#define ECG_TOOLS_ECGOPT_RECIPE_H

#include "ecg/Compress/ChannelBudget.h"
#include "ecg/Compress/TypeBudget.h"
#include "llvm/Support/Error.h"
#include <optional>
#include <string>
#include <vector>

namespace ecg {

/// What planning has to know of a float network.
struct NetworkFacts {
  /// As it learns, batch norms and all (measureCosts).
  Costs costs;
  /// Layers whose weights can be rounded by rows, batch norms folded; types do
  /// not matter.
  std::vector<LayerTypes> layers;

  /// Of all tables in flash: int8 by calibration.
  int64_t calibratedBytes = 0;
  /// What rounding of rows leaves as it is: tables of functions, weights of
  /// recurrent layers.
  int64_t otherBytes = 0;

  /// The same with weights of `type` by rows and small tables (@stored_bytes),
  /// the first and the last layer not coarser than int4.
  int64_t bytesAs(llvm::StringRef type) const;
};

/// What the emitted network may take; 0: anything.
struct Goals {
  int64_t bytes = 0;       ///< of all parameters in flash
  int64_t ram = 0;         ///< bytes, all-in
  double instructions = 0; ///< of one inference
  /// Weights shall be multi-bit (ALQ), with these keys of --alq.
  std::optional<std::string> multiBit = std::nullopt;

  bool any() const { return bytes || ram || instructions > 0; }
};

/// "12KiB" (1024), "12.8kB" (1000), "12288"; at least 1.
llvm::Expected<int64_t> parseBytes(llvm::StringRef text);

/// A flag as one would write it: "--qat=int4".
struct RecipeFlag {
  std::string name, value;
  std::string text() const;
};

struct Recipe {
  std::vector<std::string> reasons; ///< what is done and why, a line each
  std::vector<RecipeFlag> flags;
};

/// The least that has to be done to a network. Epochs are multiplied by
/// `effort`, 1 at least. Fails where no weights are small enough.
llvm::Expected<Recipe> planRecipe(const NetworkFacts &facts, const Goals &goals,
                                  double effort);

/// The parameters that may stay where all of them have to fit into `bytes`,
/// fewer than `facts` has or as many.
int64_t parametersFor(const NetworkFacts &facts, int64_t bytes);

/// All weights to one type: int8 by calibration, others by training.
Recipe recipeForType(const NetworkFacts &facts, llvm::StringRef type,
                     double effort);

/// What leads to a point of a sweep: "float", a type of weights ("int8",
/// "ternary"), or a number of bytes ("8KiB").
llvm::Expected<Recipe> recipeForPoint(const NetworkFacts &facts,
                                      llvm::StringRef point, double effort);

/// Points worth a look: float, int8, int4, ternary, then sizes, each half of
/// the one before, to a fortieth of int4.
std::vector<std::string> pointsToSweep(const NetworkFacts &facts);

/// From int8 down to ever smaller ones, each of the accuracy one may hope for
/// at its size.
std::vector<std::string> pointsOfLadder(const NetworkFacts &facts);

} // namespace ecg

#endif // ECG_TOOLS_ECGOPT_RECIPE_H
