// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// libonnx throws; here that ends.

#include "OnnxChecker.h"
#include "onnx/checker.h"
#include "onnx/shape_inference/implementation.h"

namespace ecg {

std::string findOnnxFault(const std::string &bytes) {
  onnx::ModelProto model;
  if (!model.ParseFromString(bytes))
    return "does not parse";
  try {
    onnx::checker::check_model(model);
    const onnx::ShapeInferenceOptions strict(/*check_type=*/true,
                                             /*strict_mode=*/1,
                                             /*data_prop=*/true);
    onnx::shape_inference::InferShapes(
        model, onnx::OpSchemaRegistry::Instance(), strict);
  } catch (const std::exception &fault) {
    return fault.what();
  }
  return "";
}

} // namespace ecg
