// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The table of functions of one real number.

#include "ecg/IR/UnaryFunctions.h"
#include "llvm/ADT/StringMap.h"
#include <cmath>

namespace ecg {

UnaryFunction findUnaryFunction(llvm::StringRef name) {
  static const llvm::StringMap<UnaryFunction> functions = {
      {"abs", [](double x, double, double) { return std::abs(x); }},
      {"neg", [](double x, double, double) { return -x; }},
      {"exp", [](double x, double, double) { return std::exp(x); }},
      {"log", [](double x, double, double) { return std::log(x); }},
      {"sqrt", [](double x, double, double) { return std::sqrt(x); }},
      {"erf", [](double x, double, double) { return std::erf(x); }},
      {"elu", [](double x, double alpha,
                 double) { return x < 0 ? alpha * std::expm1(x) : x; }},
      {"gelu",
       [](double x, double, double) {
         return 0.5 * x * (1 + std::erf(x * std::sqrt(0.5)));
       }},
  };
  return functions.lookup(name);
}

} // namespace ecg
