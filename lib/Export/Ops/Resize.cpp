// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Interpolation.

#include "Ops.h"
#include <cmath>

using namespace mlir;

namespace ecg {

namespace {

/// Scales where they give the shape of the result, the shape otherwise.
OnnxNames resizeInputs(ResizeOp op, OnnxGraph &graph) {
  bool scalesSay = true;
  for (auto [in, out, scale] :
       llvm::zip_equal(shapeOf(op.getInput()), shapeOf(op), op.getScales()))
    scalesSay &= std::floor(static_cast<float>(in) * scale) == float(out);
  std::string roi, sizes, scales;
  if (op.getRoi())
    roi = graph.numbers("roi", *op.getRoi());
  if (scalesSay)
    scales = graph.numbers("scales", op.getScales());
  else
    sizes = graph.integers("sizes", shapeOf(op));
  return {graph.real(op.getInput()), roi, scales, sizes};
}

std::string writeResize(ResizeOp op, OnnxGraph &graph) {
  return graph.add(
      "Resize", resizeInputs(op, graph),
      {{"mode", op.getMode().str()},
       {"coordinate_transformation_mode", op.getCoordinates().str()},
       {"nearest_mode", op.getNearest().str()},
       {"cubic_coeff_a", op.getCubicCoeff().convertToFloat()},
       {"exclude_outside", int64_t(op.getExcludeOutside())},
       {"extrapolation_value", op.getExtrapolation().convertToFloat()}});
}

} // namespace

void attachResizeWriters(MLIRContext &context) {
  attachWriter<ResizeOp, writeResize>(context);
}

} // namespace ecg
