// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The command line of what inputs are.

#include "ShapeFlags.h"

using namespace llvm;

namespace ecg {

ShapeFlags::ShapeFlags(cl::OptionCategory &category)
    : shapes("shape", cl::cat(category), cl::value_desc("input:1x12x1000"),
             cl::desc("Shape of an ONNX input with dynamic dimensions, or the "
                      "size of one by its name: T=1000; may be repeated")),
      batch("batch", cl::cat(category), cl::value_desc("n"),
            cl::desc("What a dynamic dimension 0 becomes (1)")),
      constants("constant", cl::cat(category), cl::value_desc("input=1,12,-1"),
                cl::desc("Makes an ONNX input a constant of the program: its "
                         "values in row-major order or a tensor file "
                         "(input=x.pb); may be repeated")) {}

Expected<InputConstants> ShapeFlags::parseConstants() const {
  InputConstants parsed;
  for (const std::string &text : constants)
    if (Error error = parsed.add(text))
      return std::move(error);
  return parsed;
}

Expected<InputShapes> ShapeFlags::parse() const {
  InputShapes parsed;
  for (const std::string &text : shapes)
    if (Error error = parsed.add(text))
      return std::move(error);
  if (!batch.getNumOccurrences())
    return parsed;
  if (batch < 1)
    return createStringError("--batch=" + Twine(batch) +
                             " is no size; it must be positive");
  parsed.batch = batch;
  return parsed;
}

} // namespace ecg
