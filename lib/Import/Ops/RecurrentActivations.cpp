// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Names of activation functions and their parameters.

#include "RecurrentActivations.h"
#include "ecg/IR/Recurrent.h"
#include "llvm/ADT/StringExtras.h"

namespace ecg {

namespace {

const RecurrentFunction *findByOnnxName(llvm::StringRef name) {
  for (const RecurrentFunction &function : getRecurrentFunctions())
    if (name.equals_insensitive(function.onnxName))
      return &function;
  return nullptr;
}

/// The next of the given parameters, which functions without any leave for
/// those behind them.
float takeParameter(Node &node, llvm::StringRef attribute,
                    llvm::ArrayRef<float> &given, const RecurrentFunction &of,
                    bool hasParameter, std::optional<float> otherwise) {
  if (!hasParameter)
    return 0;
  if (!given.empty()) {
    float parameter = given.front();
    given = given.drop_front();
    return parameter;
  }
  if (!otherwise && !node.failed())
    node.error() << "activation '" << of.onnxName << "' needs an entry of '"
                 << attribute << "'";
  return otherwise.value_or(0);
}

} // namespace

Activations readActivations(Node &node, size_t count) {
  Activations result;
  std::vector<std::string> names = node.stringsAttribute("activations");
  std::vector<float> alphas = node.realsAttribute("activation_alpha"),
                     betas = node.realsAttribute("activation_beta");
  if (names.empty() || node.failed())
    return result;
  if (names.size() != count) {
    node.error() << "attribute 'activations' has " << names.size()
                 << " entries, expected " << count;
    return result;
  }
  llvm::ArrayRef<float> alphasLeft = alphas, betasLeft = betas;
  for (const std::string &name : names) {
    const RecurrentFunction *function = findByOnnxName(name);
    if (!function) {
      node.error() << "activation '" << name << "' is not supported; accepted "
                   << "are "
                   << llvm::join(llvm::map_range(
                                     getRecurrentFunctions(),
                                     [](auto &f) { return f.onnxName.str(); }),
                                 ", ");
      return result;
    }
    result.names.push_back(function->name);
    result.alphas.push_back(takeParameter(node, "activation_alpha", alphasLeft,
                                          *function, function->hasAlpha,
                                          function->alpha));
    result.betas.push_back(takeParameter(node, "activation_beta", betasLeft,
                                         *function, function->hasBeta,
                                         function->beta));
  }
  return result;
}

} // namespace ecg
