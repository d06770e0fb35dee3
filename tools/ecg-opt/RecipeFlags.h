// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Recipes and the command line: flags that recipes give are set as if they had
// been written, unless they were.

#ifndef ECG_TOOLS_ECGOPT_RECIPEFLAGS_H
#define ECG_TOOLS_ECGOPT_RECIPEFLAGS_H

#include "Recipe.h"
#include "llvm/Support/raw_ostream.h"

namespace ecg {

/// Those that the command line has not given.
std::vector<RecipeFlag> flagsToAdd(const Recipe &recipe);

/// Sets them. Needs the flags of the main job to be parsed.
llvm::Error applyRecipe(const Recipe &recipe);

/// Reasons, then the flags that are added.
void printRecipe(llvm::raw_ostream &os, const Recipe &recipe);

} // namespace ecg

#endif // ECG_TOOLS_ECGOPT_RECIPEFLAGS_H
