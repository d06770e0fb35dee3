// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a value is as a formula, however a file spells it: for recognising
// layers that exporters take apart.

#ifndef ECG_PASSES_FORMULA_H
#define ECG_PASSES_FORMULA_H

#include "ecg/IR/EcgOps.h"
#include <optional>

namespace ecg {

/// The number that a constant holds everywhere; nothing for other values.
std::optional<double> findNumber(mlir::Value value);

/// factor * product of bases to the power of exponents. Bases are values that
/// are no products themselves.
struct Product {
  double factor = 1;
  llvm::SmallVector<std::pair<mlir::Value, double>, 4> powers;

  static Product of(mlir::Value value);

  /// Exactly these powers, and the factor as closely as float can say.
  bool is(double factor,
          llvm::ArrayRef<std::pair<mlir::Value, double>> powers) const;

private:
  void multiply(mlir::Value value, double exponent);
  void addPower(mlir::Value base, double exponent);
};

/// constant + sum of coefficients times values: of one sum or difference, whose
/// terms may be sums again.
struct Sum {
  double constant = 0;
  llvm::SmallVector<std::pair<mlir::Value, double>, 4> terms;

  static std::optional<Sum> match(mlir::Value value);

private:
  void add(mlir::Value value, double coefficient);
};

/// The mean of `input` along `axes`, which stay as size 1.
struct Mean {
  mlir::Value input;
  llvm::SmallVector<int64_t> axes;

  static std::optional<Mean> match(mlir::Value value);
};

/// Equal as closely as a float constant of a file can say it.
bool isAbout(double a, double b);

} // namespace ecg

#endif // ECG_PASSES_FORMULA_H
