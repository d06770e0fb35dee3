// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Through LLVM's registry of options, so that a recipe can hold any of them.

#include "RecipeFlags.h"
#include "llvm/Support/CommandLine.h"

namespace ecg {

static llvm::cl::Option &optionOf(const RecipeFlag &flag) {
  llvm::cl::Option *option = llvm::cl::getRegisteredOptions().lookup(flag.name);
  assert(option && "recipes hold flags of the main job");
  return *option;
}

std::vector<RecipeFlag> flagsToAdd(const Recipe &recipe) {
  std::vector<RecipeFlag> flags;
  for (const RecipeFlag &flag : recipe.flags)
    if (!optionOf(flag).getNumOccurrences())
      flags.push_back(flag);
  return flags;
}

llvm::Error applyRecipe(const Recipe &recipe) {
  for (const RecipeFlag &flag : flagsToAdd(recipe))
    if (optionOf(flag).addOccurrence(/*pos=*/0, flag.name, flag.value))
      return llvm::createStringError("cannot set " + flag.text());
  return llvm::Error::success();
}

void printRecipe(llvm::raw_ostream &os, const Recipe &recipe) {
  os << "Recipe\n";
  for (const std::string &reason : recipe.reasons)
    os << (&reason == &recipe.reasons.front() ? "  " : "  -> ") << reason
       << "\n";
  os << "  flags:";
  for (const RecipeFlag &flag : flagsToAdd(recipe))
    os << " " << flag.text();
  os << "\n";
}

} // namespace ecg
